// Contact, service and date cards.
import { button, fill, h, list, str } from "./dom.js";
import { linkElement, linkList, target } from "./links.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Block} Block */
/** @typedef {import("../types.js").Link} Link */

/** Lines of a card that are shown at once; one more is shown rather than folded alone. */
const LINES = 3;

/** @param {string} text */
const digits = (text) => text.replace(/^tel:|^sms:/, "").replace(/^\+44/, "0").replace(/\D/g, "");

/** @param {string} text */
const address = (text) => text.toLowerCase().replace(/^mailto:|^https?:\/\//, "").replace(/^www\./, "").replace(/\/$/, "");

/**
 * Whether a line says nothing that the link does not say: "Phone: 0333 006 2835 (local rate)".
 * @param {string} line
 * @param {Link} link
 */
function repeats(line, link) {
  const words = line.replace(/^[^:\d@/.]{1,30}: /, "").trim();
  const url = str(link.url);
  if (!/^(tel|sms):/.test(url)) return address(words) === address(url);
  const number = words.match(/\+?\d[\d ()-]*\d/);
  if (!number || digits(number[0]) !== digits(url) || !digits(str(link.title)).includes(digits(url))) return false;
  const rest = words.replace(number[0], "").replace(/^[\s.,]+|[\s.,]+$/g, ""); // opening hours and the like must stay
  return rest === "" || str(link.title).includes(rest);
}

/**
 * Lines with the rest folded away when there are many.
 * @param {View} view
 * @param {string[]} lines
 * @param {string} name of the card
 * @param {boolean} isOpen nothing is folded
 */
function lineParts(view, lines, name, isOpen) {
  const cut = isOpen || lines.length <= LINES + 1 ? lines.length : LINES;
  /** @param {string[]} some */
  const shown = (some) => h("ul", { class: "lines", role: "list" }, some.map((line) => h("li", { dir: "auto" }, line)));
  return [
    cut > 0 && shown(lines.slice(0, cut)),
    cut < lines.length &&
      h("details", null, h("summary", view.own, fill(view.texts.show_details, { name })), shown(lines.slice(cut))),
  ];
}

/**
 * A contact or a service.
 * @param {View} view
 * @param {Block} block
 * @param {boolean} isHelp part of help in danger: nothing is folded
 */
export function contactCard(view, block, isHelp) {
  const title = str(block.title);
  const links = list(block.links);
  const safe = links.filter((link) => target(link.url, view.base));
  const lines = list(block.items).map(str).filter((line) => line && !safe.some((link) => repeats(line, link)));
  return h("div", { class: `card ${block.kind === "service" ? "service" : "contact"}` },
    title && h("h4", { dir: "auto" }, title),
    str(block.text) && h("p", { dir: "auto" }, str(block.text)),
    linkList(view, links),
    lineParts(view, lines, title, isHelp),
    cardButtons(view, block));
}

/**
 * @param {View} view
 * @param {{buttons: import("../types.js").Button[]}} block or a message
 */
export const cardButtons = (view, block) =>
  list(block.buttons).filter((item) => str(item.title)).map((item) =>
    button(str(item.title), () => {
      view.conversation.press(item);
      view.toField();
    }, { class: "small", dir: "auto" }));

/**
 * A day: what it is for, the day itself, why it is this day, and a way to keep it.
 * @param {View} view
 * @param {Block} block
 */
export function dateCard(view, block) {
  const lines = list(block.items).map(str).filter(Boolean);
  return h("div", { class: "card date" },
    h("h4", { dir: "auto" }, str(block.title)),
    h("p", { class: "day", dir: "auto" }, str(block.text)),
    lines.length > 0 && h("ul", { dir: "auto" }, lines.map((line) => h("li", null, line))),
    list(block.links).map((link) => h("p", { class: "keep" }, linkElement(view, link))));
}
