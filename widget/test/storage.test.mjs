// Reload, a second tab, and browsers that keep nothing.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAtKept } from "../src/kept.js";
import { BASE, FakeStorage, error, json, late, notices, offline, openChat, openTab, reload, reply, said, silence } from "./fakes.mjs";

const look = (storage) => lookAtKept(() => storage, BASE);

test("nothing is written before the chat begins", () => {
  const { storage } = openTab();
  assert.equal(storage.entries.size, 0);
  assert.deepEqual(look(storage), { hasTurns: false, needsSession: true });
});

test("after a reload the chat is there, not announced, without a second greeting, and goes on", async () => {
  const tab = await openChat();
  tab.chat.send("one");
  await tab.clock.pass();
  tab.chat.setDraft("half a");
  const again = await reload(tab);
  assert.deepEqual(said(again), ["guide: Hello.", "user: one", "guide: To: one"]);
  assert.ok(again.told.filter(({ type }) => type === "turn").every(({ restored }) => restored));
  assert.deepEqual(again.told.filter(({ type }) => type === "draft"), [{ type: "draft", text: "half a" }]);
  assert.ok(again.told.filter(({ type }) => type === "buttons").length <= 1);
  assert.equal(again.guide.of("sessions").length, 1);
  assert.equal(again.guide.of("history")[0].path, "history?after=1");
  again.chat.send("two");
  await again.clock.pass();
  assert.equal(again.chat.turns[4].seq, 2);
  assert.deepEqual(look(tab.storage), { hasTurns: true, needsSession: false });
});

test("a draft is kept a moment after typing", async () => {
  const tab = await openChat();
  tab.chat.setDraft("half");
  await tab.clock.pass(200);
  assert.ok(!tab.storage.getItem(`sendguide:${BASE}:chat`).includes("half"));
  await tab.clock.pass(200);
  assert.ok(tab.storage.getItem(`sendguide:${BASE}:chat`).includes("half"));
});

test("a failed message can still be tried again after a reload, and a sent one has no words left in its record", async () => {
  const tab = await openChat();
  const sorry = { id: "x", seq: null, reply: reply("Sorry.", { status: "error" }), expires_in: 0 };
  tab.guide.next.messages.push(() => json(200, sorry));
  tab.chat.send("hi");
  await tab.clock.pass();
  const again = await reload(tab);
  assert.equal(again.chat.turns[1].state, "failed");
  again.chat.retry(again.chat.turns[1]);
  await again.clock.pass();
  assert.equal(again.chat.turns[1].state, "sent");
  assert.ok(!tab.storage.getItem(`sendguide:${BASE}:turn:1`).includes("body"));
});

test("a chat that ended meanwhile says so after a reload, keeps its transcript and begins no new one by itself", async () => {
  const tab = await openChat();
  tab.guide.sessions.delete("token-1");
  const again = await reload(tab);
  assert.equal(again.chat.notice.kind, "ended");
  assert.deepEqual(said(again), ["guide: Hello."]);
  const third = await reload(again);
  assert.equal(third.chat.notice.kind, "ended");
  assert.equal(tab.guide.of("sessions").length, 1);
  assert.deepEqual(look(tab.storage), { hasTurns: true, needsSession: false });
});

test("a message that waited when the page went is sent in a new chat when the old one has ended", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(offline);
  tab.chat.send("hi");
  await tab.clock.pass();
  tab.guide.sessions.delete("token-1");
  tab.guide.sessions.set("another", []);
  const again = await reload(tab);
  assert.deepEqual(said(again).map((line) => line.slice(0, 12)), ["guide: Hello", "user: hi", "note: The ea", "guide: To: h"]);
});

test("a guide that cannot be reached after a reload says so with people, and goes on by itself", async () => {
  const tab = await openChat();
  tab.guide.next.history.push(offline, () => error(503, "unavailable"));
  const again = await reload(tab);
  assert.equal(again.chat.notice.kind, "unreachable");
  assert.equal(again.chat.notice.people, true);
  await again.clock.pass(5000);
  assert.equal(again.chat.notice, null);
});

test("two tabs of one chat: what the other one said is fetched, once and in order", async () => {
  const one = await openChat();
  one.chat.send("one");
  await one.clock.pass();
  const two = await openChat({ guide: one.guide, clock: one.clock, storage: one.storage.copy() });
  two.chat.send("two");
  two.chat.press({ title: "Dates", payload: "/dates" });
  await two.clock.pass();
  one.chat.send("three");
  await one.clock.pass();
  assert.deepEqual(said(one).slice(3), [
    "user: three", "user: ", "guide: To: two", "user: Dates", "guide: To: Dates", "guide: To: three",
  ]);
  two.chat.send("four");
  await two.clock.pass();
  assert.deepEqual(said(two).slice(7), ["user: four", "user: ", "guide: To: three", "guide: To: four"]);
  assert.deepEqual(one.guide.turnsOf("token-1").map(({ seq }) => seq), [1, 2, 3, 4, 5]);
});

test("two tabs that send the same waiting message run it once", async () => {
  const one = await openChat();
  one.guide.next.messages.push(offline);
  one.chat.send("hi");
  await one.clock.pass();
  const two = await openChat({ guide: one.guide, clock: one.clock, storage: one.storage.copy() });
  await one.clock.pass(1000);
  assert.equal(one.guide.turnsOf("token-1").length, 1);
  assert.deepEqual(said(one), said(two));
});

test("an answer is shown also when what came before cannot be fetched, and help waits a second at most", async () => {
  const one = await openChat();
  const two = await openChat({ guide: one.guide, clock: one.clock, storage: one.storage.copy() });
  two.chat.send("elsewhere");
  await two.clock.pass();
  one.guide.next.history.push(offline);
  one.chat.send("hi");
  await one.clock.pass();
  assert.deepEqual(said(one).slice(1), ["user: hi", "guide: To: hi"]);
  two.chat.send("elsewhere");
  await two.clock.pass();
  one.guide.answers = () => ({ reply: reply("Call 999.", { status: "crisis" }) });
  one.guide.next.history.push(silence);
  one.chat.send("danger");
  await one.clock.pass(1000);
  assert.equal(said(one).pop(), "guide: Call 999.");
});

test("a late second answer is dropped by its number", async () => {
  const tab = await openChat();
  tab.chat.send("one");
  await tab.clock.pass();
  tab.guide.next.messages.push(() => json(200, { id: "x", seq: 1, reply: reply("Old."), expires_in: 1800 }));
  tab.chat.send("two");
  await tab.clock.pass();
  assert.deepEqual(said(tab).slice(1), ["user: one", "guide: To: one", "user: two"]);
  assert.equal(tab.chat.notice, null);
  assert.equal(tab.chat.busy, false);
});

test("a browser that keeps nothing: the chat works in memory, and that is said once", async () => {
  const storage = new FakeStorage();
  storage.isBroken = true;
  const tab = await openChat({ storage });
  tab.chat.send("hi");
  await tab.clock.pass();
  assert.deepEqual(said(tab), ["guide: Hello.", "user: hi", "guide: To: hi"]);
  assert.equal(notices(tab).filter((kind) => kind === "storage_off").length, 1);
  assert.equal(await tab.chat.erase(), true);
  assert.deepEqual(look(storage), { hasTurns: false, needsSession: true });
});

test("records that cannot be read are as if they were not there", async () => {
  const storage = new FakeStorage();
  storage.setItem(`sendguide:${BASE}:chat`, "{broken");
  assert.deepEqual(look(storage), { hasTurns: false, needsSession: true });
  assert.deepEqual(said(await openChat({ storage })), ["guide: Hello."]);
});

test("two guides on one website do not meet", async () => {
  const tab = await openChat();
  tab.storage.setItem("sendguide:https://guide.example/other/:chat", "{}");
  tab.storage.setItem("theirs", "1");
  await tab.chat.erase();
  assert.deepEqual([...tab.storage.entries.keys()], ["sendguide:https://guide.example/other/:chat", "theirs"]);
});

test("the storage has each turn once, and a small record beside them", async () => {
  const tab = await openChat();
  tab.guide.next.messages.push(late(tab.clock, 10));
  tab.chat.send("hi");
  await tab.clock.pass(10);
  const keys = [...tab.storage.entries.keys()].map((key) => key.slice(`sendguide:${BASE}:`.length));
  assert.deepEqual(keys.sort(), ["chat", "turn:0", "turn:1", "turn:2"]);
});

test("a page that comes back as it was left shows what another page of the tab did meanwhile", async () => {
  const tab = await openChat();
  tab.chat.setDraft("half");
  tab.chat.flush();
  const other = await openChat({ guide: tab.guide, clock: tab.clock, storage: tab.storage });
  other.chat.send("elsewhere");
  await other.clock.pass();
  tab.chat.resume();
  await tab.clock.pass();
  assert.deepEqual(said(tab), said(other));
  assert.equal(tab.chat.draft, "");
  tab.chat.send("here");
  await tab.clock.pass();
  assert.deepEqual(said(await reload(tab)).slice(1), ["user: elsewhere", "guide: To: elsewhere", "user: here", "guide: To: here"]);
});

test("a page that comes back after the chat was left quickly elsewhere shows nothing, and begins nothing", async () => {
  for (const end of [(chat) => chat.leave(), (chat) => chat.erase()]) {
    const tab = await openChat();
    tab.chat.send("help");
    await tab.clock.pass();
    tab.chat.setDraft("half");
    tab.chat.flush();
    const other = await openChat({ guide: tab.guide, clock: tab.clock, storage: tab.storage });
    await end(other.chat);
    const before = tab.guide.of("sessions").length;
    assert.equal(tab.chat.resume(), false);
    tab.chat.wake();
    await tab.clock.pass();
    assert.deepEqual([tab.chat.turns.length, tab.chat.draft, tab.storage.entries.size], [0, "", 0]);
    assert.equal(tab.guide.of("sessions").length, before);
    tab.chat.start();
    await tab.clock.pass();
    assert.deepEqual(said(tab), ["guide: Hello."]);
  }
});

test("a page that comes back and has missed nothing stays as it is, also without storage", async () => {
  const storage = new FakeStorage();
  storage.isBroken = true;
  for (const tab of [await openChat(), await openChat({ storage })]) {
    tab.chat.send("hi");
    await tab.clock.pass();
    tab.chat.resume();
    assert.equal(tab.chat.turns.length, 3);
    assert.equal(tab.told.some(({ type }) => type === "cleared"), false);
  }
});

test("a chat whose time was up, but which another tab kept alive, goes on after a reload", async () => {
  const tab = await openChat();
  const chat = JSON.parse(tab.storage.getItem(`sendguide:${BASE}:chat`));
  tab.clock.sleep(40 * 60_000);
  const again = openTab({ guide: tab.guide, clock: tab.clock, storage: tab.storage });
  again.chat.start();
  assert.equal(again.chat.notice.kind, "ended");
  await again.clock.pass();
  assert.equal(again.chat.notice, null);
  again.chat.send("hi");
  await again.clock.pass();
  assert.equal(tab.guide.of("messages")[0].token, chat.token);
  assert.deepEqual(said(again), ["guide: Hello.", "user: hi", "guide: To: hi"]);
});

test("records of turns that are none are left out", async () => {
  const tab = await openChat();
  tab.storage.setItem(`sendguide:${BASE}:turn:7`, JSON.stringify({ key: 7, side: "guide", reply: { messages: "x" } }));
  tab.storage.setItem(`sendguide:${BASE}:turn:8`, "[1]");
  tab.storage.setItem(`sendguide:${BASE}:chat`, JSON.stringify({ token: "token-1", next: 1e9 }));
  const again = openTab({ guide: tab.guide, clock: tab.clock, storage: tab.storage });
  again.chat.start();
  assert.deepEqual(said(again), ["guide: Hello."]);
});
