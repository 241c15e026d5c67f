// "Leave quickly": everything goes from the screen at once, then the page itself.
import { h } from "./dom.js";

const HARMLESS = "https://www.bbc.co.uk/weather";

/**
 * @param {import("./view.js").View} view
 * @param {HTMLDialogElement} dialog
 * @param {string | undefined} leaveUrl of the website's choice
 */
export function leave(view, dialog, leaveUrl) {
  dialog.hidden = true;
  document.documentElement.hidden = true; // a slow line must not leave the page to be seen
  document.head.append(h("meta", { name: "referrer", content: "no-referrer" }));
  try {
    view.conversation.leave();
  } finally {
    location.replace(leaveUrl && /^https?:\/\//i.test(leaveUrl) ? leaveUrl : HARMLESS);
  }
}
