// What can be asked of a reply, whatever is wrong with it.

/** @import {Button, Message, Reply} from "./types.js" */

/** What the Easy read button under an answer sends. */
export const EASY_READ = "/easy_read";

/**
 * Whether this is a reply that can be shown. Anything else counts as no answer.
 * @param {any} reply
 * @returns {reply is Reply}
 */
export function isReply(reply) {
  return Array.isArray(reply?.messages) && reply.messages.length > 0;
}

/**
 * Whether a reply is help in danger, or the question whether there is danger.
 * @param {Reply | undefined} reply
 */
export function isHelp(reply) {
  if (reply?.status === "crisis") return true;
  const [first] = Array.isArray(reply?.options) ? reply.options : [];
  return reply?.status === "clarify" && typeof first === "string" && first.startsWith("crisis_");
}

/**
 * The message whose buttons are the quick replies: the last one that has any. Those of the messages before stand where
 * they belong, under their own words.
 * @param {Reply | undefined} reply
 * @returns {Message | undefined}
 */
export function lastWithButtons(reply) {
  const messages = Array.isArray(reply?.messages) ? reply.messages : [];
  return messages.filter((message) => buttonsOf(message).length > 0).pop();
}

/**
 * @param {Message | undefined} message
 * @returns {Button[]}
 */
export function buttonsOf(message) {
  return Array.isArray(message?.buttons) ? message.buttons : [];
}

/**
 * Every button of a reply but those of its cards.
 * @param {Reply | undefined} reply
 * @returns {Button[]}
 */
export function allButtons(reply) {
  return isReply(reply) ? reply.messages.flatMap(buttonsOf) : [];
}
