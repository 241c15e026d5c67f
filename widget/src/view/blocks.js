// What the guide says, as elements: one function for each kind of block.
import { cardButtons, contactCard, dateCard } from "./cards.js";
import { isoDay } from "./dates.js";
import { fill, h, list, str } from "./dom.js";
import { linkElement, linkList, outside, target, withCalls } from "./links.js";
import { isHelp, lastWithButtons } from "../reply.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Block} Block */
/** @typedef {import("../types.js").Message} Message */
/** @typedef {import("../types.js").Reply} Reply */
/** @typedef {import("../types.js").Link} Link */

const ENDS_FOLD = new Set(["heading", "fold", "contact", "service"]);

/**
 * In help every number can be tapped where it stands.
 * @param {string} text
 * @param {boolean} help
 */
const words = (text, help) => (help ? withCalls(text) : [text]);

/**
 * @param {unknown} text
 * @param {boolean} [help]
 */
const paragraph = (text, help = false) => h("p", { dir: "auto" }, words(str(text), help));

/**
 * @param {"ul" | "ol"} tag
 * @param {string[]} items
 * @param {boolean} [help]
 */
const listOf = (tag, items, help = false) =>
  h(tag, { dir: "auto" }, list(items).map(str).filter(Boolean).map((item) => h("li", null, words(item, help))));

/**
 * "Source: X. Checked on D." with X as the link.
 * @param {View} view
 * @param {Block} block
 */
function source(view, block) {
  const text = str(block.text);
  const [link, ...more] = list(block.links);
  const title = str(link?.title);
  const at = title ? text.indexOf(title) : -1;
  if (at < 0) return h("div", { class: "source" }, text && paragraph(text), linkList(view, list(block.links)));
  return h("p", { class: "source", dir: "auto" },
    text.slice(0, at), linkElement(view, /** @type {Link} */ (link)), text.slice(at + title.length), more.map((item) => [" ", linkElement(view, item)]).flat());
}

/**
 * A block of a kind that this window does not know: everything in it, plainly.
 * @param {View} view
 * @param {Block} block
 */
const plain = (view, block) => h("div", null,
  str(block.title) && h("p", { dir: "auto" }, h("strong", null, str(block.title))),
  str(block.text) && paragraph(block.text),
  list(block.items).length > 0 && listOf("ul", block.items),
  linkList(view, block.links),
  cardButtons(view, block));

/**
 * @param {View} view
 * @param {Block} block
 * @param {boolean} help
 * @returns {HTMLElement}
 */
function element(view, block, help) {
  switch (block.kind) {
    case "list": return listOf("ul", block.items, help);
    case "steps": return listOf("ol", block.items, help);
    case "contact":
    case "service": return contactCard(view, block, help);
    case "date": return dateCard(view, block);
    case "heading":
    case "fold": return h("h4", { dir: "auto" }, str(block.text));
    case "source": return source(view, block);
    case "paragraph": if (!list(block.links).length && !list(block.items).length) return paragraph(block.text, help);
    // falls through: a paragraph with more in it loses nothing
    default: return plain(view, block);
  }
}

/**
 * A block as an element, whatever is wrong with it.
 * @param {View} view
 * @param {Block} block
 * @param {boolean} help
 */
function safely(view, block, help) {
  try {
    return element(view, block, help);
  } catch {
    return paragraph(block?.text); // a reply must never break the window
  }
}

/**
 * The parts of one message, with what explains folded away, except in help.
 * @param {View} view
 * @param {Message} message
 * @param {boolean} help
 * @param {boolean} withButtons whether its buttons stand here; those of the last message are the quick replies
 * @returns {HTMLElement[]}
 */
function messageParts(view, message, help, withButtons) {
  const blocks = list(message?.blocks).filter((block) => typeof block === "object");
  if (!blocks.length) return str(message?.text) ? [paragraph(message.text, help), ...linksLeft(view, message, [])] : [];
  /** @type {HTMLElement[]} */
  const parts = [];
  /** @type {HTMLElement | null} */
  let fold = null;
  for (const block of blocks) {
    if (ENDS_FOLD.has(block.kind)) fold = null;
    if (block.kind === "fold" && !help) {
      fold = h("details", null, h("summary", { dir: "auto" }, str(block.text)));
      parts.push(fold);
    } else if (fold) fold.append(safely(view, block, help));
    else parts.push(safely(view, block, help));
  }
  if (!parts.some((part) => part.textContent)) parts.push(paragraph(message.text, help));
  const row = withButtons && h("div", { class: "buttons" }, cardButtons(view, message));
  if (row && fold) fold.append(row);
  else if (row) parts.push(row);
  return [...parts, ...linksLeft(view, message, blocks)];
}

/**
 * Links of a message that none of its blocks has shown.
 * @param {View} view
 * @param {Message} message
 * @param {Block[]} blocks
 */
function linksLeft(view, message, blocks) {
  const shown = new Set(blocks.flatMap((block) => list(block.links).map((link) => link.url)));
  const left = linkList(view, list(message.links).filter((link) => !shown.has(link.url)));
  return left ? [left] : [];
}

/**
 * Sources of the reply that no block has shown, folded.
 * @param {View} view
 * @param {Reply} reply
 */
function moreSources(view, reply) {
  const blocks = list(reply.messages).flatMap((message) => list(message?.blocks));
  const shown = new Set(blocks.filter((block) => block.kind === "source").flatMap((block) => list(block.links).map((link) => link.url)));
  const left = list(reply.sources).filter((item) => !shown.has(item.url));
  if (!left.length) return null;
  const items = left.map((item) => {
    const goal = target(item.url, view.base);
    const checked = str(item.checked_on) && fill(view.texts.checked_on, { date: isoDay(str(item.checked_on), view.lang) });
    return h("li", { dir: "auto" }, goal ? outside(view, goal.href, str(item.title) || str(item.url)) : str(item.title), " ", h("span", view.own, checked));
  });
  return h("details", { class: "source" }, h("summary", view.own, view.texts.all_sources), h("ul", null, items));
}

/**
 * All that a reply says, as elements.
 * @param {View} view
 * @param {Reply} reply
 * @returns {HTMLElement[]}
 */
export function replyParts(view, reply) {
  const help = isHelp(reply);
  const last = lastWithButtons(reply);
  const parts = list(reply?.messages).flatMap((message) =>
    messageParts(view, message, help, message !== last && list(message?.buttons).length > 0));
  const sources = reply && moreSources(view, reply);
  if (sources) parts.push(sources);
  return parts.length ? parts : [h("p", view.own, view.texts.failed)];
}
