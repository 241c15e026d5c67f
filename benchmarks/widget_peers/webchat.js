// Bot Framework Web Chat (minimal) with a stand-in for Direct Line that talks to the guide. It has no Markdown, so it
// shows plain text and quick replies ("suggested actions").
import "./lib/webchat.js";
import {buttonsOf, plain, say} from "./guide.js";

/** A value that others can watch; a late watcher is told what was said before. */
function observable() {
  const watchers = new Set();
  const said = [];
  const watch = {
    subscribe(watcher, ...others) {
      const next = typeof watcher === "function" ? watcher : (value) => watcher.next?.(value);
      watchers.add(next);
      said.forEach(next);
      return {unsubscribe: () => watchers.delete(next), closed: false};
    },
    [Symbol.observable ?? "@@observable"]() { return watch; },
  };
  return {watch, next: (value) => { said.push(value); watchers.forEach((watcher) => watcher(value)); }};
}

/** The stand-in for Direct Line. */
function directLine(early) {
  const status = observable();
  const activities = observable();
  let number = 0;
  const stamp = () => ({id: `a${++number}`, timestamp: new Date().toISOString(), conversation: {id: "c"}, channelId: "directline"});
  const show = (reply) => activities.next({
    ...stamp(), type: "message", from: {id: "guide", role: "bot"}, text: plain(reply), textFormat: "plain",
    suggestedActions: {to: [], actions: buttonsOf(reply).map(({title}) => ({type: "imBack", title, value: title}))},
  });
  status.next(0);
  setTimeout(() => { status.next(1); status.next(2); early.then(({reply}) => show(reply)); });
  return {
    activity$: activities.watch,
    connectionStatus$: status.watch,
    postActivity(activity) {
      const sent = observable();
      const echo = {...activity, ...stamp(), from: {id: "me", role: "user"}};
      queueMicrotask(() => { sent.next(echo.id); activities.next(echo); });
      if (activity.type === "message") early.then(async (session) => show(await say(session, activity.text)));
      return sent.watch;
    },
    getSessionId: () => observable().watch,
    end() {},
  };
}

/** Opens the window in an element; `early` is the chat that the launcher began. */
export function open(host, early) {
  const field = () => host.querySelector("input[type=text], textarea");
  const watcher = new MutationObserver(() => {
    if (field()) { watcher.disconnect(); field().focus(); }
  });
  watcher.observe(host, {childList: true, subtree: true});
  window.WebChat.renderWebChat({directLine: directLine(early), userID: "me", locale: "en-GB"}, host);
}
