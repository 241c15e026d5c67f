// A message is never lost and never doubled, whatever the connection does.
import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeClock, error, json, late, lost, notices, offline, openChat, openTab, reload, reply, said, silence } from "./fakes.mjs";

const MINUTE = 60_000;
const stateOf = ({ chat }, text) => chat.turns.find((turn) => turn.text === text)?.state;
const ids = ({ guide }) => guide.of("messages").map(({ body }) => body.id);

test("a message is answered, and the status line says so in between", async () => {
  const tab = await openChat();
  tab.chat.send("  What is mediation?  ");
  await tab.clock.pass();
  assert.deepEqual(said(tab), ["guide: Hello.", "user: What is mediation?", "guide: To: What is mediation?"]);
  assert.deepEqual(notices(tab), ["looking", null]);
  const sent = tab.chat.turns[1];
  assert.equal(sent.state, "sent");
  assert.equal(sent.body, undefined);
  assert.match(tab.guide.of("messages")[0].body.id, /^[0-9a-f]{32}$/);
  assert.equal(tab.chat.turns[2].seq, 1);
});

test("whitespace is no message", async () => {
  const tab = await openChat();
  assert.equal(tab.chat.send(" \n "), null);
  assert.equal(tab.chat.notice.kind, "empty");
  assert.equal(tab.guide.of("messages").length, 0);
});

test("nothing is awaited any more once the greeting is there", async () => {
  const tab = await openChat();
  assert.deepEqual(tab.told.filter(({ type }) => type === "busy").map(({ busy }) => busy), [true, false]);
});

test("one message is in flight at a time, and the order is kept", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(late(tab.clock, 2000));
  tab.chat.send("one");
  tab.chat.send("two");
  await tab.clock.pass(1000);
  assert.equal(tab.guide.of("messages").length, 1);
  await tab.clock.pass(2000);
  assert.deepEqual(said(tab).slice(1), ["user: one", "user: two", "guide: To: one", "guide: To: two"]);
});

test("after three seconds it says that it takes longer, and only then", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(late(tab.clock, 5000));
  tab.chat.send("hi");
  await tab.clock.pass(2900);
  assert.equal(tab.chat.notice.kind, "looking");
  assert.equal(tab.chat.busy, true);
  await tab.clock.pass(200);
  assert.equal(tab.chat.notice.kind, "waiting");
  await tab.clock.pass(3000);
  assert.equal(tab.chat.notice, null);
  assert.equal(tab.chat.busy, false);
});

const html = () => new Response("<html>Bad gateway</html>", { status: 200 });
const troubles = {
  "no connection": offline,
  "a failure of the server": () => error(500, "failed"),
  "a server that is not ready": () => error(503, "unavailable"),
  "an error page": html,
  "an error page of a proxy": () => new Response("<html></html>", { status: 404 }),
  "an empty list": () => json(200, []),
  "an answer without a reply": () => json(200, { id: "x", seq: 1 }),
  "a reply without messages": () => json(200, { id: "x", seq: 1, reply: { status: "answered", messages: [] }, expires_in: 9 }),
  "nothing at all": () => new Response("", { status: 200 }),
  "a slow upload": () => error(408, "too_slow"),
};
for (const [name, trouble] of Object.entries(troubles)) {
  test(`${name}: the message waits, and is sent again by itself with the same id`, async () => {
    const tab = await openChat();
    tab.guide.next.messages.push(trouble, trouble);
    tab.chat.send("hi");
    await tab.clock.pass();
    assert.equal(stateOf(tab, "hi"), "waiting");
    assert.equal(tab.chat.notice.kind, "unreachable");
    assert.equal(tab.chat.notice.people, undefined);
    await tab.clock.pass(1000);
    assert.equal(tab.chat.notice.people, true);
    await tab.clock.pass(2000);
    assert.equal(stateOf(tab, "hi"), "sent");
    assert.equal(tab.chat.notice, null);
    assert.equal(new Set(ids(tab)).size, 1);
    assert.deepEqual(said(tab).slice(1), ["user: hi", "guide: To: hi"]);
  });
}

test("a try ends after 20 seconds", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(silence);
  tab.chat.send("hi");
  await tab.clock.pass(19_900);
  assert.equal(stateOf(tab, "hi"), "sending");
  await tab.clock.pass(200);
  assert.equal(stateOf(tab, "hi"), "waiting");
  assert.equal(tab.guide.of("messages")[0].signal.aborted, true);
  await tab.clock.pass(1000);
  assert.equal(stateOf(tab, "hi"), "sent");
});

test("the tries come after 1, 2, 4, 8, 15, 30 and 30 seconds", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(...Array(7).fill(offline));
  tab.chat.send("hi");
  for (const [tries, seconds] of [1, 2, 4, 8, 15, 30, 30].entries()) {
    await tab.clock.pass(seconds * 1000 - 1);
    assert.equal(tab.guide.of("messages").length, tries + 1);
    await tab.clock.pass(1);
    assert.equal(tab.guide.of("messages").length, tries + 2);
  }
  assert.equal(stateOf(tab, "hi"), "sent");
});

test("a server that says when to come back is taken at its word", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(() => error(503, "unavailable", {}, { "retry-after": "7" }));
  tab.chat.send("hi");
  await tab.clock.pass(6900);
  assert.equal(tab.guide.of("messages").length, 1);
  await tab.clock.pass(200);
  assert.equal(stateOf(tab, "hi"), "sent");
});

test("offline is said as such, and online again it is sent at once", async () => {
  const tab = await openChat();
  tab.isOnline = false;
  tab.guide.next.messages.push(...Array(5).fill(offline));
  tab.chat.send("one");
  tab.chat.send("two");
  await tab.clock.pass(16_000);
  assert.equal(tab.chat.notice.kind, "offline");
  assert.equal(stateOf(tab, "two"), "waiting");
  assert.equal(tab.guide.of("messages").length, 5);
  tab.isOnline = true;
  tab.chat.online();
  assert.equal(tab.chat.notice.kind, "back_online");
  await tab.clock.pass();
  assert.deepEqual(said(tab).slice(1), ["user: one", "user: two", "guide: To: one", "guide: To: two"]);
  assert.equal(tab.chat.notice, null);
});

test("an answer that was lost on its way comes with the next try, and the message ran once", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(lost);
  tab.chat.send("hi");
  await tab.clock.pass(1000);
  assert.equal(tab.guide.turnsOf("token-1").length, 1);
  assert.deepEqual(said(tab).slice(1), ["user: hi", "guide: To: hi"]);
});

test("after ten minutes a person has to decide; the words are still there, and Try again sends them", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(...Array(40).fill(offline));
  tab.chat.send("one");
  tab.chat.send("two");
  await tab.clock.pass(11 * MINUTE);
  assert.equal(stateOf(tab, "one"), "failed");
  assert.equal(stateOf(tab, "two"), "failed");
  assert.equal(tab.chat.notice.kind, "failed");
  assert.equal(tab.chat.notice.people, true);
  const tries = tab.guide.of("messages").length;
  await tab.clock.pass(10 * MINUTE);
  assert.equal(tab.guide.of("messages").length, tries);
  tab.guide.next.messages = [];
  tab.chat.retry(tab.chat.turns[1]);
  await tab.clock.pass();
  assert.equal(stateOf(tab, "one"), "sent");
  assert.equal(stateOf(tab, "two"), "failed");
});

test("too often: the seconds are said, nobody can hurry it, and it is sent by itself", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(() => error(429, "too_often", { seconds: 12 }, { "retry-after": "12" }));
  tab.chat.send("hi");
  await tab.clock.pass();
  assert.equal(tab.chat.notice.kind, "too_often");
  assert.match(tab.chat.notice.text, /12 seconds/);
  assert.equal(stateOf(tab, "hi"), "waiting");
  tab.chat.retry(tab.chat.turns[1]);
  tab.chat.online();
  tab.chat.send("more");
  await tab.clock.pass(11_000);
  assert.equal(tab.guide.of("messages").length, 1);
  await tab.clock.pass(1000);
  assert.deepEqual(said(tab).slice(1), ["user: hi", "user: more", "guide: To: hi", "guide: To: more"]);
});

test("another website may not read Retry-After: the seconds of the body count", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(() => error(429, "too_often", { seconds: 5 }));
  tab.chat.send("hi");
  await tab.clock.pass(5000);
  assert.equal(stateOf(tab, "hi"), "sent");
});

test("a message to a chat that has ended goes to a new one with the same id, and a note says so", async () => {
  const tab = await openChat();
  tab.guide.sessions.clear();
  tab.guide.sessions.set("x", []);
  tab.chat.send("hi");
  await tab.clock.pass();
  const [first, second] = tab.guide.of("messages");
  assert.equal(first.body.id, second.body.id);
  assert.notEqual(first.token, second.token);
  assert.deepEqual(said(tab).map((line) => line.slice(0, 26)), ["guide: Hello.", "user: hi", "note: The earlier chat had", "guide: To: hi"]);
});

test("a server that refuses each new token is not asked without end", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(...Array(30).fill(() => error(401, "no_session")));
  tab.chat.send("hi");
  await tab.clock.pass(60_000);
  assert.ok(tab.guide.of("messages").length < 10);
  assert.equal(stateOf(tab, "hi"), "waiting");
  assert.equal(tab.chat.turns.filter(({ side }) => side === "note").length <= 1, true);
  tab.guide.next.messages = [];
  await tab.clock.pass(60_000);
  assert.equal(stateOf(tab, "hi"), "sent");
});

test("words that are too long go back into the field, and the guide says by how much", async () => {
  const tab = await openChat();
  const told = reply("Too long by 5.", { status: "fallback" });
  tab.guide.next.messages.push(() => error(422, "too_long", { over: 5, limit: 1000, reply: told }));
  tab.chat.send("long words");
  await tab.clock.pass();
  assert.deepEqual(said(tab), ["guide: Hello.", "guide: Too long by 5."]);
  assert.equal(tab.chat.draft, "long words");
  assert.deepEqual(tab.told.filter(({ type }) => type === "draft"), [{ type: "draft", text: "long words" }]);
  assert.equal(tab.chat.notice, null);
});

test("words that go back do not push out what was typed since", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(() => error(422, "too_long", { over: 5, limit: 1000, reply: reply("Too long.") }));
  tab.chat.send("long words");
  tab.chat.setDraft("and more");
  await tab.clock.pass();
  assert.equal(tab.chat.draft, "long words\nand more");
});

test("what cannot be sent as it is says why, and does not stop the next one", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(() => error(413, "too_large"));
  tab.chat.send("one");
  tab.chat.send("two");
  await tab.clock.pass();
  const [, one] = tab.chat.turns;
  assert.equal(one.state, "refused");
  assert.equal(one.reason, "Sentence of too_large.");
  assert.ok(notices(tab).includes("refused"));
  assert.equal(stateOf(tab, "two"), "sent");
});

test("the server's apology is shown, and the message can be tried again with the same id", async () => {
  const tab = await openChat();
  const sorry = json(200, { id: "x", seq: null, reply: reply("Sorry.", { status: "error" }), expires_in: 0 });
  tab.guide.next.messages.push(() => sorry);
  tab.chat.send("hi");
  await tab.clock.pass();
  assert.equal(stateOf(tab, "hi"), "failed");
  assert.deepEqual(said(tab).slice(1), ["user: hi", "guide: Sorry."]);
  tab.chat.retry(tab.chat.turns[1]);
  await tab.clock.pass();
  assert.equal(stateOf(tab, "hi"), "sent");
  assert.equal(new Set(ids(tab)).size, 1);
  assert.deepEqual(said(tab).slice(1), ["user: hi", "guide: Sorry.", "guide: To: hi"]);
});

test("help that the server could not keep is help, and not an apology", async () => {
  const tab = await openChat();
  const help = reply("Call 999.", { status: "crisis" });
  tab.guide.next.messages.push(() => json(200, { id: "x", seq: null, reply: help, expires_in: 0 }));
  tab.chat.send("danger");
  await tab.clock.pass();
  assert.equal(stateOf(tab, "danger"), "sent");
  assert.deepEqual(said(tab).slice(1), ["user: danger", "guide: Call 999."]);
});

test("a message can be taken back while it waits, and while it is on its way", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(offline, silence);
  tab.chat.send("one");
  await tab.clock.pass();
  tab.chat.remove(tab.chat.turns[1]);
  await tab.clock.pass(60_000);
  assert.equal(tab.guide.of("messages").length, 1);
  assert.equal(tab.chat.notice, null);
  tab.chat.send("two");
  await tab.clock.pass();
  tab.chat.send("three");
  tab.chat.remove(tab.chat.turns[1]);
  await tab.clock.pass();
  assert.deepEqual(said(tab), ["guide: Hello.", "user: three", "guide: To: three"]);
});

test("a double click is one message; the same words said again later are two", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(late(tab.clock, 300));
  const first = tab.chat.send("hi");
  await tab.clock.pass(100);
  assert.equal(tab.chat.send("hi"), first);
  await tab.clock.pass(1000);
  tab.chat.send("hi");
  await tab.clock.pass();
  assert.equal(tab.guide.of("messages").length, 2);
});

test("the same question with another between is no double click", async () => {
  const tab = await openChat();
  for (const text of ["one", "two", "one"]) tab.chat.send(text);
  await tab.clock.pass();
  assert.deepEqual(tab.guide.of("messages").map(({ body }) => body.text), ["one", "two", "one"]);
});

test("a button pressed twice is one message, too", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(late(tab.clock, 300));
  tab.chat.press({ title: "Dates", payload: "/dates" });
  tab.chat.press({ title: "Dates", payload: "/dates" });
  await tab.clock.pass(1000);
  const [{ body }, ...more] = tab.guide.of("messages");
  assert.deepEqual({ ...body, id: "" }, { id: "", payload: "/dates", title: "Dates" });
  assert.equal(more.length, 0);
});

test("personal details that the server took out are gone from the window and from the tab", async () => {
  const tab = await openChat();
  tab.guide.answers = () => ({ reply: reply("Noted."), said: "My child is [name]" });
  tab.chat.send("My child is Mia");
  await tab.clock.pass();
  const [, turn] = tab.chat.turns;
  assert.equal(turn.text, "My child is [name]");
  assert.equal(turn.redacted, true);
  assert.ok(![...tab.storage.entries.values()].some((kept) => kept.includes("Mia")));
});

test("no session: the person can type and send already, sees the people, and all goes on by itself", async () => {
  const tab = openTab();
  tab.guide.next.sessions.push(offline, offline);
  tab.chat.start();
  await tab.clock.pass();
  assert.equal(tab.chat.notice.kind, "unreachable");
  assert.equal(tab.chat.notice.people, true);
  tab.chat.send("hi");
  await tab.clock.pass();
  assert.equal(stateOf(tab, "hi"), "waiting");
  await tab.clock.pass(5000);
  assert.deepEqual(said(tab), ["user: hi", "guide: Hello.", "guide: To: hi"]);
  assert.equal(tab.chat.notice, null);
});

test("the launcher's early session is used, and asked for again only when it failed", async () => {
  const early = Promise.resolve(json(201, { token: "early", expires_in: 1800, reply: reply("Hello.") }));
  const tab = await openChat({ early });
  assert.equal(tab.guide.of("sessions").length, 0);
  assert.deepEqual(said(tab), ["guide: Hello."]);
  const failed = Promise.reject(new TypeError("Failed to fetch"));
  failed.catch(() => {});
  const other = await openChat({ early: failed, clock: new FakeClock() });
  await other.clock.pass(1000);
  assert.equal(other.guide.of("sessions").length, 1);
  assert.deepEqual(said(other), ["guide: Hello."]);
});

test("a website that may not use the guide says so, with people, and does not go on asking", async () => {
  const tab = openTab();
  tab.guide.next.sessions.push(() => error(403, "wrong_site"));
  tab.chat.start();
  await tab.clock.pass(MINUTE);
  assert.equal(tab.chat.notice.text, "Sentence of wrong_site.");
  assert.equal(tab.chat.notice.people, true);
  assert.equal(tab.guide.of("sessions").length, 1);
});

test("a page that is left in the middle of sending sends again with the same id, and shows the answer once", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push((answer, call) => (answer(), silence(answer, call)));
  tab.chat.send("hi");
  await tab.clock.pass();
  const again = await reload(tab);
  assert.deepEqual(said(again), ["guide: Hello.", "user: hi", "guide: To: hi"]);
  assert.equal(tab.guide.turnsOf("token-1").length, 1);
  assert.equal(tab.guide.of("sessions").length, 1);
});
