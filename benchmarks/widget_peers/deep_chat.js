// deep-chat as a guide's window. Its field is focused when it is shown, which it does not do by itself.
import "./lib/deep_chat.js";
import {buttonsOf, markdown, say} from "./guide.js";

/** A reply as its messages: Markdown, and the quick replies, which it takes as HTML only. */
function messages(reply) {
  const kind = "deep-chat-button deep-chat-suggestion-button";
  const buttons = buttonsOf(reply).map(({title}) => `<button class="${kind}">${title}</button>`);
  return [{text: markdown(reply)}, ...(buttons.length ? [{html: buttons.join("")}] : [])];
}

/**
 * Opens the window in an element; `early` is the chat that the launcher began. It has come long before the library, and
 * what is in the window from its first drawing on does not get lost when it draws itself anew.
 */
export async function open(host, early) {
  const session = await early;
  const chat = document.createElement("deep-chat");
  // Without a font in its own style it asks Google for one.
  chat.style.fontFamily = "Arial, sans-serif";
  chat.chatStyle = {width: "100vw", height: "100vh", border: "0"};
  chat.history = messages(session.reply).map((message) => ({...message, role: "ai"}));
  chat.connect = {
    handler: async (body, signals) => signals.onResponse(messages(await say(session, body.messages.at(-1).text))),
  };
  chat.onComponentRender = () => {
    chat.focusInput();
    setTimeout(() => chat.focusInput(), 100);
  };
  host.append(chat);
}
