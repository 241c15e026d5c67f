// No widget at all: a field and a list, to see what a browser itself takes for a turn.
import {plain, say} from "./guide.js";

/** Opens the window in an element; `early` is the chat that the launcher began. */
export function open(host, early) {
  const log = document.createElement("div");
  const field = document.createElement("textarea");
  log.id = "bare-log";
  Object.assign(log.style, {height: "540px", overflow: "auto", whiteSpace: "pre-wrap", fontFamily: "Arial, sans-serif"});
  const add = (text) => {
    const turn = document.createElement("p");
    turn.textContent = text;
    log.append(turn);
    turn.scrollIntoView({block: "nearest"});
  };
  field.addEventListener("keydown", async (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = field.value;
    field.value = "";
    add(text);
    add(plain(await say(await early, text)));
  });
  host.append(log, field);
  field.focus();
  early.then(({reply}) => add(plain(reply)));
}
