// The chat as a text file.
import { isoDay, day, moment } from "./dates.js";
import { fill, h, list, str } from "./dom.js";
import { target } from "./links.js";

/** @typedef {import("./view.js").View} View */
/** @typedef {import("../types.js").Turn} Turn */
/** @typedef {import("../types.js").Reply} Reply */

/**
 * What the guide said, with all addresses written out.
 * @param {View} view
 * @param {Reply} reply
 */
function replyText(view, reply) {
  const { texts, base, lang } = view;
  const text = list(reply?.messages).map((message) => str(message?.text) || list(message?.blocks).map((block) => str(block?.text)).join("\n")).join("\n\n");
  const links = list(reply?.messages).flatMap((message) => [...list(message?.blocks).flatMap((block) => list(block?.links)), ...list(message?.links)]);
  /** @type {Map<string, string>} */
  const lines = new Map();
  for (const link of links) {
    const goal = target(link?.url, base);
    if (goal) lines.set(goal.href, `- ${str(link.title)}: ${goal.href.replace(/^(tel|sms|mailto):/, "")}`);
  }
  for (const item of list(reply?.sources)) {
    const goal = target(item?.url, base);
    if (goal) lines.set(goal.href, `- ${str(item.title)}: ${goal.href} ${fill(texts.checked_on, { date: isoDay(str(item.checked_on), lang) })}`);
  }
  return [text || texts.failed, [...lines.values()].join("\n")].filter(Boolean).join("\n\n");
}

/**
 * @param {View} view
 * @param {Turn} turn
 */
function turnText(view, turn) {
  const { texts } = view;
  if (turn.side === "note") return `${texts.note_said} ${turn.text}`;
  // the day in words, not "today": the file is read later
  const when = moment({ ...view, now: () => 0 }, turn.at);
  if (turn.side === "guide") return `${texts.guide} (${when}):\n${replyText(view, /** @type {Reply} */ (turn.reply))}`;
  const state = turn.state && turn.state !== "sent" ? `\n${texts.not_sent}` : "";
  return `${texts.you} (${when}):\n${turn.text || texts.words_not_kept}${state}`;
}

/**
 * The whole chat as plain text.
 * @param {View} view
 */
export function transcriptText(view) {
  const { texts, now, lang } = view;
  const head = [texts.transcript_title, fill(texts.transcript_made, { date: day(now(), lang) }), texts.transcript_note].join("\n");
  return `${[head, ...view.conversation.turns.map((turn) => turnText(view, turn))].join("\n\n")}\n`;
}

/**
 * Hands the chat to the browser as a file.
 * @param {View} view
 */
export function download(view) {
  const on = new Date(view.now()).toISOString().slice(0, 10);
  const url = URL.createObjectURL(new Blob([transcriptText(view)], { type: "text/plain;charset=utf-8" }));
  h("a", { href: url, download: `${view.texts.transcript_file}-${on}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // Safari reads it after the click
}
