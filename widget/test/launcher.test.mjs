// What the launcher works out without a browser; the rest of it is tested in one (tests/browser).
import assert from "node:assert/strict";
import { test } from "node:test";

import { baseOf, isCovered } from "../src/place.js";
import { fill } from "../src/words.js";

test("the guide's address is that of the script, without the script", () => {
  assert.equal(baseOf("https://guide.example/widget.js"), "https://guide.example/");
  assert.equal(baseOf("https://guide.example/widget/1.0.0/widget.js"), "https://guide.example/");
  assert.equal(baseOf("https://council.example/send/guide/widget.js?x=1#y"), "https://council.example/send/guide/");
  assert.equal(baseOf("https://council.example/send/widget/1.0.0/widget.js"), "https://council.example/send/");
});

test("an element is covered when nothing of it can be seen", () => {
  const box = (left, top, right, bottom) => ({ left, top, right, bottom });
  const cover = box(100, 100, 200, 200);
  assert.equal(isCovered([box(110, 110, 190, 190)], cover), true);
  assert.equal(isCovered([box(110, 110, 210, 190)], cover), false);
  assert.equal(isCovered([box(110, 110, 190, 190), box(0, 190, 50, 200)], cover), false);
  assert.equal(isCovered([], cover), false);
});

test("braces are filled, and unknown ones stay to be seen", () => {
  assert.equal(fill("{left} of {limit}", { left: 3 }), "3 of {limit}");
});
