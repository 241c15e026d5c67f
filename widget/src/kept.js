import { chatKey } from "./storage.js";

/**
 * What this tab has of a chat, for the launcher, which only looks: before the chat is opened nothing is written.
 * @param {() => Storage} open gives the storage; reading the property may throw
 * @param {string} base address of the guide
 * @returns {{hasTurns: boolean, needsSession: boolean}} needsSession: a new session will be wanted at once
 */
export function lookAtKept(open, base) {
  try {
    const chat = JSON.parse(open().getItem(chatKey(base)) ?? "{}");
    return { hasTurns: chat.next > 0, needsSession: !chat.token && !chat.isEnded };
  } catch {
    return { hasTurns: false, needsSession: true };
  }
}
