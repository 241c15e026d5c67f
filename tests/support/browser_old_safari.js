// A browser before constructable style sheets (Safari before 16.4).
{
  const { prototype } = CSSStyleSheet;
  delete prototype.replaceSync;
  delete Document.prototype.adoptedStyleSheets;
  delete ShadowRoot.prototype.adoptedStyleSheets;
  globalThis.CSSStyleSheet = function () {
    throw new TypeError("Illegal constructor");
  };
  globalThis.CSSStyleSheet.prototype = prototype;
}
