// Links of a reply: only schemes that can do no harm, with words that say what happens.
import { fill, h, list, str } from "./dom.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Link} Link */

const SCHEMES = new Set(["https:", "http:", "mailto:", "tel:", "sms:"]);

/**
 * Where a link leads, or null when it must not be a link.
 * @param {unknown} url
 * @param {string} base the guide's own address, with a slash at the end
 * @returns {{href: string, own: boolean} | null} own: a download from the guide itself
 */
export function target(url, base) {
  const text = str(url).trim();
  try {
    if (text.startsWith("/")) {
      const home = new URL(base, document.baseURI).href;
      const { href } = new URL(home + text.slice(1));
      return text[1] !== "/" && text[1] !== "\\" && href.startsWith(home) ? { href, own: true } : null;
    }
    const parsed = new URL(text); // as the browser reads it: also without line ends within "java\nscript:"
    return SCHEMES.has(parsed.protocol) ? { href: parsed.href, own: false } : null;
  } catch {
    return null;
  }
}

/**
 * A link, or its words alone where it leads nowhere safe.
 * @param {View} view
 * @param {Link} link
 * @returns {HTMLElement}
 */
export function linkElement(view, link) {
  const goal = target(link?.url, view.base);
  const title = str(link?.title) || str(link?.url);
  if (!goal) return h("span", { dir: "auto" }, title);
  if (goal.own) return h("a", { href: goal.href, download: true, dir: "auto" }, title);
  const scheme = goal.href.slice(0, goal.href.indexOf(":"));
  if (!scheme.startsWith("http")) return h("a", { href: goal.href, class: scheme === "mailto" ? null : "call", dir: "auto" }, title);
  return outside(view, goal.href, title);
}

/**
 * A link to a page, in a new tab so that the chat stays.
 * @param {View} view
 * @param {string} href
 * @param {string} title
 */
export function outside(view, href, title) {
  return h("a", { href, target: "_blank", rel: "noopener noreferrer" },
    h("bdi", null, title), " ", h("bdi", { class: "tab", ...view.own }, `(${view.texts.new_tab})`));
}

/**
 * A list of links, or null when there are none.
 * @param {View} view
 * @param {Link[]} links
 */
export function linkList(view, links) {
  const items = list(links).map((link) => h("li", null, linkElement(view, link)));
  return items.length ? h("ul", { class: "links", role: "list" }, items) : null;
}

/** Numbers that can be rung. Not those to send a text to, such as 85258, and no years. */
const NUMBERS = /\b(999|112|111|101|105|116 ?\d{3}|0\d{2,4}(?: \d{2,})+|0\d{9,10})\b/;

/**
 * Words with their phone numbers as links, such as "In danger now? Call 999."
 * @param {string} text
 * @returns {(string | HTMLElement)[]}
 */
export function withCalls(text) {
  return text.split(NUMBERS).map((part, index) =>
    index % 2 ? h("a", { href: `tel:${part.replace(/ /g, "")}`, class: "number", dir: "ltr" }, part) : part);
}

/**
 * The people to ring when the guide cannot be reached; a website for those without a number.
 * @param {View} view
 * @returns {Link[]}
 */
export function people({ texts }) {
  /** @type {{name: string, phone?: string, web?: string}[]} */
  const all = list(texts.people);
  return all.map(({ name, phone, web }) => phone
    ? { title: fill(texts.person_phone, { name, phone }), url: `tel:${phone.replace(/[^\d+]/g, "")}` }
    : { title: fill(texts.person_web, { name }), url: str(web) });
}
