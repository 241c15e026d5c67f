// The chat around its messages: buttons, Easy read, feedback, starting again, deleting, leaving, ending.
import assert from "node:assert/strict";
import { test } from "node:test";

import { error, json, late, notices, offline, openChat, openTab, reload, reply, said } from "./fakes.mjs";

const MINUTE = 60_000;
const buttons = [{ title: "Easy read", payload: "/easy_read" }, { title: "Dates", payload: "/dates" }];
const withButtons = () => ({ reply: reply("An answer.", { message: { buttons } }) });

test("quick replies are those of the newest reply, gone once something is said, and back when it was taken back", async () => {
  const tab = await openChat();
  tab.guide.answers = withButtons;
  tab.chat.send("hi");
  await tab.clock.pass();
  assert.deepEqual(tab.chat.buttons, buttons);
  tab.guide.next.messages.push(offline);
  const turn = tab.chat.send("more");
  assert.deepEqual(tab.chat.buttons, []);
  await tab.clock.pass();
  tab.chat.remove(turn);
  assert.deepEqual(tab.chat.buttons, buttons);
});

test("the greeting's buttons are not offered while a message waits for its answer", async () => {
  const tab = openTab();
  const greeting = reply("Hello.", { message: { buttons } });
  tab.guide.next.sessions.push(() => json(201, { token: "token-1", expires_in: 1800, reply: greeting }));
  tab.guide.sessions.set("token-1", []);
  tab.chat.start();
  tab.chat.send("hi");
  await tab.clock.pass();
  assert.deepEqual(said(tab), ["user: hi", "guide: Hello.", "guide: To: hi"]);
  assert.equal(tab.told.some(({ type }) => type === "buttons"), false);
});

test("quick replies are the buttons of the last message that has any; those of cards do not count", async () => {
  const tab = await openChat();
  const card = { kind: "service", text: "", title: "", items: [], links: [], buttons: [{ title: "Details", payload: "/d" }] };
  const message = (/** @type {object} */ parts) => ({ text: "", blocks: [], buttons: [], links: [], ...parts });
  const messages = [message({ buttons: [buttons[0]] }), message({ buttons: [buttons[1]] }), message({ blocks: [card] })];
  tab.guide.answers = () => ({ reply: reply("", { messages }) });
  tab.chat.send("hi");
  await tab.clock.pass();
  assert.deepEqual(tab.chat.buttons, [buttons[1]]);
  tab.chat.setEasyRead(true);
  await tab.clock.pass();
  assert.equal(tab.guide.of("messages")[1].body.payload, "/easy_read"); // found in whichever message offers it
});

test("Easy read goes with each message while it is on, and is kept in the tab", async () => {
  const tab = await openChat();
  tab.chat.setEasyRead(true);
  tab.chat.send("one");
  await tab.clock.pass();
  const again = await reload(tab);
  assert.equal(again.chat.easyRead, true);
  again.chat.send("two");
  await again.clock.pass();
  again.chat.setEasyRead(false);
  again.chat.send("three");
  await again.clock.pass();
  assert.deepEqual(tab.guide.of("messages").map(({ body }) => body.variant), ["easy_read", "easy_read", undefined]);
  assert.ok(notices(tab).includes("easy_read_on"));
  assert.ok(notices(again).includes("easy_read_off"));
});

test("switching Easy read on also asks for the newest answer in it, and its button switches it on", async () => {
  const tab = await openChat();
  tab.guide.answers = withButtons;
  tab.chat.send("one");
  await tab.clock.pass();
  tab.chat.setEasyRead(true);
  await tab.clock.pass();
  assert.equal(tab.guide.of("messages")[1].body.payload, "/easy_read");
  const other = await openChat();
  other.chat.press(buttons[0]);
  assert.equal(other.chat.easyRead, true);
  await other.clock.pass();
  assert.equal(other.chat.notice?.kind, "easy_read_on"); // said, for later answers are short, too
});

test("only an answer of the chat that goes on can be rated", async () => {
  const tab = await openChat();
  tab.guide.answers = ({ text }) => ({ reply: reply("x", { status: text }) });
  for (const status of ["answered", "out_of_scope", "crisis", "clarify", "smalltalk"]) {
    tab.chat.send(status);
    await tab.clock.pass();
  }
  const can = () => tab.chat.turns.filter((turn) => tab.chat.canRate(turn)).map((turn) => turn.reply.status);
  assert.deepEqual(can(), ["answered", "out_of_scope"]);
  tab.guide.sessions.delete("token-1");
  tab.guide.sessions.set("another", []);
  tab.chat.send("answered");
  await tab.clock.pass();
  assert.deepEqual(can(), ["answered"]);
  assert.equal(tab.chat.canRate(tab.chat.turns[2]), false);
});

test("a rating is sent with the turn's number, is kept, and can be changed", async () => {
  const tab = await openChat();
  tab.chat.send("hi");
  await tab.clock.pass();
  const [, , answer] = tab.chat.turns;
  tab.guide.next.feedback.push(late(tab.clock, 1000));
  tab.chat.rate(answer, true);
  tab.chat.rate(answer, false, "too_long");
  await tab.clock.pass(2000);
  const sent = tab.guide.of("feedback").map(({ body }) => body);
  assert.deepEqual(sent, [{ seq: 1, helpful: true }, { seq: 1, helpful: false, reason: "too_long" }]);
  assert.equal(tab.chat.notice.kind, "helpful_thanks");
  assert.equal(tab.chat.lastRated, answer);
  const again = await reload(tab);
  assert.deepEqual(again.chat.turns[2].rated, { helpful: false, reason: "too_long" });
});

test("a rating that did not arrive is taken back, and said", async () => {
  const tab = await openChat();
  tab.chat.send("hi");
  await tab.clock.pass();
  tab.guide.next.feedback.push(offline);
  await tab.chat.rate(tab.chat.turns[2], true);
  assert.equal(tab.chat.turns[2].rated, undefined);
  assert.equal(tab.chat.notice.kind, "helpful_failed");
});

test("start again: a new token and one greeting, and an answer of before is dropped", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(late(tab.clock, 1000));
  tab.chat.send("hi");
  await tab.clock.pass();
  tab.chat.setDraft("half a sentence");
  tab.chat.restart();
  await tab.clock.pass(5000);
  assert.deepEqual(said(tab), ["guide: Hello."]);
  assert.deepEqual(tab.told.filter(({ type }) => type === "cleared"), [{ type: "cleared", reason: "started_again" }]);
  assert.equal(tab.chat.notice.kind, "started_again");
  assert.equal(tab.chat.draft, "half a sentence");
  assert.equal(tab.chat.busy, false);
  tab.chat.send("again");
  await tab.clock.pass();
  assert.deepEqual(tab.guide.of("messages").map(({ token }) => token), ["token-1", "token-2"]);
  assert.deepEqual(said(await reload(tab)), ["guide: Hello.", "user: again", "guide: To: again"]);
});

test("deleted: gone here and there, and the next message begins a new chat without words about the old one", async () => {
  const tab = await openChat();
  tab.chat.send("hi");
  await tab.clock.pass();
  tab.chat.setDraft("more");
  assert.equal(await tab.chat.erase(), true);
  assert.deepEqual(tab.chat.turns, []);
  assert.equal(tab.chat.draft, "");
  assert.equal(tab.guide.sessions.has("token-1"), false);
  assert.equal(tab.storage.entries.size, 0);
  assert.equal(tab.chat.notice.kind, "deleted");
  tab.guide.sessions.set("token-1", []);
  tab.chat.send("new");
  await tab.clock.pass();
  assert.deepEqual(said(tab), ["user: new", "guide: To: new"]);
  assert.equal(tab.guide.of("messages")[1].token, "token-2");
});

test("deleting that fails loses nothing; of a chat that has ended there is nothing left to delete there", async () => {
  const tab = await openChat();
  tab.chat.send("hi");
  await tab.clock.pass();
  tab.guide.next.session.push(() => error(503, "unavailable"));
  assert.equal(await tab.chat.erase(), false);
  assert.equal(tab.chat.notice.kind, "delete_failed");
  assert.equal(tab.chat.turns.length, 3);
  tab.guide.sessions.clear();
  assert.equal(await tab.chat.erase(), true);
  assert.deepEqual(tab.chat.turns, []);
});

/** A tab that shows a chat which has ended, and the one that went on after it. */
async function chatAfterAnEndedOne() {
  const tab = await openChat();
  tab.chat.send("hi");
  await tab.clock.pass();
  tab.guide.next.messages.push(() => error(401, "no_session"));
  tab.chat.send("after an hour");
  await tab.clock.pass();
  return tab;
}

test("chats that have ended are deleted there, too, while they are shown", async () => {
  const tab = await chatAfterAnEndedOne();
  const again = await reload(tab);
  assert.equal(again.chat.turns.length, 6);
  tab.guide.next.session.push((answer) => answer(), () => error(503, "unavailable"));
  assert.equal(await again.chat.erase(), false);
  assert.equal(again.chat.turns.length, 6);
  assert.equal(await again.chat.erase(), true);
  assert.equal(tab.guide.sessions.size, 0);
  assert.equal(tab.storage.entries.size, 0);
  tab.chat.destroy();
});

for (const how of ["leave", "words"]) {
  test(`chats that have ended go with the newest one: ${how}`, async () => {
    const tab = await chatAfterAnEndedOne();
    const goodbye = json(200, { id: "x", seq: null, reply: reply("Gone.", { status: "smalltalk" }), expires_in: 0 });
    tab.guide.next.messages.push(() => goodbye);
    if (how === "leave") tab.chat.leave();
    else tab.chat.send("delete my chat");
    await tab.clock.pass();
    const erased = tab.guide.of("session").map(({ token }) => token);
    assert.deepEqual(erased.sort(), how === "leave" ? ["token-1", "token-2"] : ["token-1"]);
    assert.ok(tab.guide.of("session").every(({ keepalive }) => keepalive));
  });
}

test("an ended chat that was left behind by Start again is not held on to", async () => {
  const tab = await chatAfterAnEndedOne();
  tab.chat.restart();
  await tab.clock.pass();
  assert.ok(![...tab.storage.entries.values()].some((kept) => kept.includes("token-1")));
});

test("an answer that comes while the chat is being deleted does not come back", async () => {
  const tab = await openChat();
  tab.guide.next.session.push(late(tab.clock, 500));
  tab.guide.next.messages.push(late(tab.clock, 1000));
  tab.chat.send("hi");
  const erased = tab.chat.erase();
  await tab.clock.pass(5000);
  assert.equal(await erased, true);
  assert.deepEqual(tab.chat.turns, []);
  assert.equal(tab.storage.entries.size, 0);
});

test("a chat that the person deleted by words goes from the tab, too", async () => {
  const tab = await openChat();
  const goodbye = reply("Everything is deleted.", { status: "smalltalk" });
  tab.guide.next.messages.push(() => json(200, { id: "x", seq: null, reply: goodbye, expires_in: 0 }));
  tab.chat.send("delete my chat");
  await tab.clock.pass();
  assert.deepEqual(said(tab), ["guide: Everything is deleted."]);
  assert.equal(tab.told.find(({ type }) => type === "cleared").reason, "deleted");
  tab.chat.send("new");
  await tab.clock.pass();
  assert.equal(tab.guide.of("messages")[1].token, "token-2");
});

test("leaving: the delete is on its way and the tab is empty in the same moment, for good", async () => {
  const tab = await openChat();
  tab.chat.send("hi");
  tab.chat.setDraft("more");
  tab.chat.leave();
  const [call] = tab.guide.of("session");
  assert.equal(call.keepalive, true);
  assert.equal(call.token, "token-1");
  assert.equal(tab.storage.entries.size, 0);
  assert.deepEqual(tab.chat.turns, []);
  tab.chat.flush();
  await tab.clock.pass(MINUTE);
  assert.equal(tab.storage.entries.size, 0);
});

test("leaving works also when the browser refuses the call", async () => {
  const tab = await openChat();
  tab.guide.next.session.push(offline);
  tab.chat.leave();
  assert.equal(tab.storage.entries.size, 0);
});

test("two minutes before the end it says so, and staying keeps the chat", async () => {
  const tab = await openChat();
  await tab.clock.pass(27.9 * MINUTE);
  assert.equal(tab.chat.notice, null);
  await tab.clock.pass(0.2 * MINUTE);
  assert.equal(tab.chat.notice.kind, "ending");
  assert.match(tab.chat.notice.text, /left: 2/);
  tab.chat.notice.action.run();
  await tab.clock.pass();
  assert.equal(tab.chat.notice.kind, "stayed");
  await tab.clock.pass(27 * MINUTE);
  assert.equal(tab.chat.notice.kind, "stayed");
});

test("at the end it says so; words and draft stay, and the next message begins a new chat", async () => {
  const tab = await openChat();
  tab.chat.send("hi");
  await tab.clock.pass();
  tab.chat.setDraft("half");
  await tab.clock.pass(31 * MINUTE);
  assert.equal(tab.chat.notice.kind, "ended");
  assert.equal(tab.chat.turns.length, 3);
  assert.equal(tab.chat.draft, "half");
  tab.guide.sessions.delete("token-1");
  tab.guide.sessions.set("another", []);
  tab.chat.send("again");
  await tab.clock.pass();
  assert.deepEqual(said(tab).slice(3).map((line) => line.slice(0, 12)), ["user: again", "note: The ea", "guide: To: a"]);
});

test("a phone that slept learns of the end when it wakes", async () => {
  const tab = await openChat();
  tab.clock.sleep(40 * MINUTE);
  tab.chat.wake();
  assert.equal(tab.chat.notice.kind, "ended");
});

test("a chat that is a day old ends whatever one presses, and the window does not say otherwise", async () => {
  const tab = await openChat();
  tab.guide.expiresIn = 60;
  await tab.clock.pass(28.1 * MINUTE);
  await tab.chat.stay();
  assert.equal(tab.chat.notice.kind, "ending");
  assert.match(tab.chat.notice.text, /left: 1/);
});

test("when the first greeting never came, a person can try again", async () => {
  const tab = openTab();
  tab.guide.next.sessions.push(...Array(40).fill(offline));
  tab.chat.start();
  await tab.clock.pass(11 * MINUTE);
  assert.equal(tab.chat.notice.kind, "failed");
  tab.guide.next.sessions = [];
  tab.chat.notice.action.run();
  await tab.clock.pass();
  assert.deepEqual(said(tab), ["guide: Hello."]);
  assert.equal(tab.chat.busy, false);
});

test("staying in a chat that has ended says so, and one that cannot be reached offers people", async () => {
  const tab = await openChat();
  tab.guide.next.history.push(offline);
  await tab.chat.stay();
  assert.equal(tab.chat.notice.kind, "failed");
  assert.equal(tab.chat.notice.people, true);
  tab.guide.sessions.clear();
  await tab.chat.stay();
  assert.equal(tab.chat.notice.kind, "ended");
});
