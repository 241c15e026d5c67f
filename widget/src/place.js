/**
 * The guide's address, from that of the launcher's script. The guide may live below a path of a larger website.
 * @param {string} script such as `https://guide/widget.js` or `https://guide/widget/1.0.0/widget.js`
 * @returns {string} ends with a slash
 */
export function baseOf(script) {
  const { origin, pathname } = new URL(script);
  return origin + pathname.replace(/(widget\/\d[^/]*\/)?[^/]*$/, "");
}

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */

/**
 * Whether nothing of an element can be seen, since it is all behind the launcher (WCAG 2.4.11).
 * @param {Iterable<Box>} boxes the element's boxes: a link over two lines has two
 * @param {Box} cover
 */
export function isCovered(boxes, cover) {
  const all = [...boxes];
  const isBehind = (/** @type {Box} */ box) =>
    box.left >= cover.left && box.right <= cover.right && box.top >= cover.top && box.bottom <= cover.bottom;
  return all.length > 0 && all.every(isBehind);
}
