/* Which name of a line of tags is being typed, and what stands there after one is chosen. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { nameAt, namesIn, replaced } from "../../static/newsroom/tag-line.js";

test("the name at the cursor is the one between its commas", () => {
  const line = '옥천군수, 청주 공항,"1,000인 회의"; C#';
  const names = namesIn(line).map(({ name }) => name);
  assert.deepEqual(names, ["옥천군수", "청주 공항", "1,000인 회의", "C#"]);
  assert.equal(nameAt(line, 0).name, "옥천군수");
  assert.equal(nameAt(line, 8).name, "청주 공항");
  assert.equal(nameAt(line, 16).name, "1,000인 회의");
  assert.equal(nameAt(line, line.length).name, "C#");
});

test("nothing, a comma at the end and an open quotation mark are names that just begin", () => {
  assert.deepEqual([nameAt("", 0).name, nameAt("축제, ", 4).name], ["", ""]);
  assert.equal(nameAt('축제, "1', 6).name, "1");
  assert.equal(nameAt("#축제", 3).name, "축제");
});

test("a chosen name takes the place of what was typed, and only of that", () => {
  assert.deepEqual(replaced("ㅊㅂ", 2, "충북도"), ["충북도, ", 5]);
  assert.deepEqual(replaced("축제, ㅊㅈ, 산업", 6, "청주 공항"), ["축제, 청주 공항, 산업", 11]);
  assert.deepEqual(replaced("축제,1", 4, "1,000인"), ['축제, "1,000인", ', 14]);
  assert.deepEqual(replaced("말", 1, '"말"'), ['"""말""", ', 9]);
});
