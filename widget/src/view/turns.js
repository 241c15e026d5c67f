// One entry of the transcript as an element. It is made once; only what changed in it is set again.
import { buttonsOf, isHelp, lastWithButtons } from "../reply.js";
import { replyParts } from "./blocks.js";
import { moment } from "./dates.js";
import { button, fill, h, hidden, str } from "./dom.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Turn} Turn */
/** @typedef {{element: HTMLElement, update: (turn: Turn) => void, fill: () => void, tell: () => void}} Shown fill: puts
 *   the time in; tell: lets screen readers find it, which must not announce it with the turn */

/**
 * Day and time below the words. It is not live and hidden from screen readers at first, so that the words alone are
 * announced. That it is hidden no more changes nothing that is seen: the browser need not draw again.
 * @param {View} view
 * @param {Turn} turn
 * @param {string} who
 */
function stamp(view, turn, who) {
  const words = document.createTextNode(" ");
  const time = h("time", { datetime: new Date(turn.at).toISOString(), "aria-hidden": "true" }, words);
  const element = h("p", { class: "stamp", "aria-live": "off", "data-who": who, ...view.own }, time);
  return { element, fill: () => { words.data = moment(view, turn.at); }, tell: () => time.removeAttribute("aria-hidden") };
}

/**
 * What the window says about a message that is not through. The status line announces it, so this does not.
 * @param {View} view
 * @param {Turn} turn
 * @returns {(Node | string)[]}
 */
function stateParts(view, turn) {
  const { texts, conversation } = view;
  const remove = () => {
    conversation.remove(turn);
    view.toField();
  };
  const retry = () => {
    conversation.retry(turn);
    view.toField();
  };
  switch (turn.state) {
    case "waiting": return [h("p", null, texts.not_sent_trying), button(texts.remove, remove, { class: "small" })];
    case "failed": return [h("p", null, texts.not_sent), button(texts.try_again, retry, { class: "small" }), button(texts.remove, remove, { class: "small" })];
    case "refused": return [h("p", null, fill(texts.refused, { reason: turn.reason || "" }).trim()), button(texts.remove, remove, { class: "small" })];
    default: return turn.redacted ? [h("p", null, texts.personal_data_removed)] : [];
  }
}

/**
 * @param {View} view
 * @param {Turn} turn
 * @returns {Shown}
 */
function userTurn(view, turn) {
  const words = document.createTextNode("");
  const state = h("div", { class: "state", "aria-live": "off" });
  const time = stamp(view, turn, view.texts.you);
  const element = h("div", { class: "turn user" }, h("div", { class: "bubble" }, hidden(view.texts.you_said), h("span", { dir: "auto", class: "words" }, words)), time.element, state);
  let last = "";
  /** @param {Turn} now */
  const update = (now) => {
    const text = now.text || view.texts.words_not_kept;
    if (words.data !== text) words.data = text;
    const next = `${now.state} ${now.redacted}`;
    if (next === last) return;
    const hadFocus = state.contains(view.root.activeElement);
    last = next;
    element.dataset.state = now.state || "sent";
    state.replaceChildren(...stateParts(view, now));
    if (hadFocus) view.toField();
  };
  update(turn);
  return { ...time, element, update };
}

/** Where the guide asks back, its buttons are the answers to choose from. */
const ASKING = ["flow", "clarify"];

/**
 * What can be chosen, told together with the question: the buttons themselves stand after the log and are not announced.
 * @param {View} view
 * @param {import("../types.js").Reply} reply
 */
function choices(view, reply) {
  const titles = buttonsOf(lastWithButtons(reply)).map((item) => str(item?.title)).filter(Boolean);
  if (!ASKING.includes(reply.status) || !titles.length) return null;
  return h("div", { class: "vh choices" }, h("span", view.own, view.texts.suggestions), ": ", h("span", view.reply, titles.join("; ")), ".");
}

/**
 * @param {View} view
 * @param {Turn} turn
 * @returns {Shown}
 */
function guideTurn(view, turn) {
  const reply = /** @type {import("../types.js").Reply} */ (turn.reply);
  const time = stamp(view, turn, view.texts.guide);
  const element = h("div", { class: isHelp(reply) ? "turn guide help" : "turn guide" },
    h("h3", { class: "vh" }, `${view.texts.guide_said} `),
    h("div", { class: "bubble", ...view.reply }, replyParts(view, reply).flatMap((part) => [part, " "])),
    choices(view, reply),
    time.element);
  return { ...time, element, update: () => undefined };
}

/**
 * @param {View} view
 * @param {Turn} turn
 * @returns {Shown}
 */
const noteTurn = (view, turn) => ({
  element: h("div", { class: "turn note" }, hidden(view.texts.note_said), h("p", { dir: "auto" }, turn.text)),
  update: () => undefined,
  fill: () => undefined,
  tell: () => undefined,
});

/**
 * @param {View} view
 * @param {Turn} turn
 * @returns {Shown}
 */
export function showTurn(view, turn) {
  if (turn.side === "guide") return guideTurn(view, turn);
  return turn.side === "note" ? noteTurn(view, turn) : userTurn(view, turn);
}
