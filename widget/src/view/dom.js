// The one way in which elements are made: attributes and text, never markup. Nothing here can run what a text says.

/** @typedef {string | Node | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined>} Props */

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag its name
 * @param {Props | null} [props] attributes; true sets an empty one; false, null and undefined set none
 * @param {...(Child | Child[])} children nodes, and strings that become text
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(.../** @type {(string | Node)[]} */ (children.flat().filter((child) => child || child === "")));
  return element;
}

/**
 * A button that does something and never submits a form.
 * @param {string} text
 * @param {() => void} press
 * @param {Props} [props]
 */
export function button(text, press, props) {
  const element = h("button", { type: "button", ...props }, text);
  element.addEventListener("click", press);
  return element;
}

/**
 * Words for a screen reader only, followed by a space so that they do not run into the next words.
 * @param {string} text
 */
export const hidden = (text) => h("span", { class: "vh" }, `${text} `);

/**
 * Fills {names} in a text; unknown ones stay.
 * @param {string} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));

/**
 * The text in a value of a reply; "" for anything that is none.
 * @param {unknown} value
 */
export const str = (value) => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

/**
 * The list in a value of a reply, without holes; [] for anything that is none.
 * @template T
 * @param {T[] | undefined | null} value
 * @returns {T[]}
 */
export const list = (value) => (Array.isArray(value) ? value.filter((item) => item !== null && item !== undefined) : []);
