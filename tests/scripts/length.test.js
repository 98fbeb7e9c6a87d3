import assert from "node:assert/strict";
import { test } from "node:test";

import { lengthOf, manuscriptLines } from "../../static/newsroom/length.js";

test("a paragraph begins behind an empty square and fills lines of twenty", () => {
  assert.equal(manuscriptLines("가".repeat(19)), 1);
  assert.equal(manuscriptLines("가".repeat(20)), 2);
  assert.equal(manuscriptLines("가".repeat(39)), 2);
  assert.equal(manuscriptLines("가".repeat(40)), 3);
});

test("two digits or small letters share a square, capital letters do not", () => {
  assert.equal(manuscriptLines("12".repeat(19)), 1);
  assert.equal(manuscriptLines("ab".repeat(19)), 1);
  assert.equal(manuscriptLines("AB".repeat(19)), 2);
});

test("no line begins with a blank or a mark", () => {
  assert.equal(manuscriptLines(`${"가".repeat(19)}.`), 1);
  assert.equal(manuscriptLines(`${"가".repeat(19)} ${"나".repeat(20)}`), 2);
  assert.equal(manuscriptLines(`${"가".repeat(19)}(`), 2);
});

test("characters are counted with and without blanks, and a sheet has ten lines", () => {
  assert.deepEqual(lengthOf(["군은  밝혔다.", "", " "]), { count: 7, bare: 6, sheets: 0.1 });
  assert.deepEqual(lengthOf(Array(10).fill("가".repeat(19))), { count: 190, bare: 190, sheets: 1 });
  assert.deepEqual(lengthOf([]), { count: 0, bare: 0, sheets: 0 });
  assert.equal(lengthOf(["가🚒"]).count, 2);
});
