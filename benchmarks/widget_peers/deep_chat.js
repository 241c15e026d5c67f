// deep-chat as a guide's window. Its field is focused when it is shown, which it does not do by itself.
import "./lib/deep_chat.js";
import {buttonsOf, markdown, say} from "./guide.js";

/** Opens the window in an element; `early` is the chat that the launcher began. */
export function open(host, early) {
  const chat = document.createElement("deep-chat");
  // Without a font in its own style it asks Google for one.
  chat.style.fontFamily = "Arial, sans-serif";
  chat.chatStyle = {width: "100vw", height: "100vh", border: "0"};
  const responses = (reply) => {
    const buttons = buttonsOf(reply).map(({title}) => `<button class="deep-chat-button deep-chat-suggestion-button">${title}</button>`);
    return [{text: markdown(reply)}, ...(buttons.length ? [{html: buttons.join("")}] : [])];
  };
  chat.connect = {
    handler: async (body, signals) => signals.onResponse(responses(await say(await early, body.messages.at(-1).text))),
  };
  // It draws itself anew whenever a property was set, without its focus and messages of before.
  chat.onComponentRender = () => {
    chat.focusInput();
    early.then(({reply}) => {
      if (!chat.getMessages().length) responses(reply).forEach((message) => chat.addMessage({...message, role: "ai"}));
      chat.focusInput();
      setTimeout(() => chat.focusInput(), 200);
    });
  };
  host.append(chat);
}
