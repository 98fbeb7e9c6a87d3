import assert from "node:assert/strict";
import { test } from "node:test";

import { isOfThread, lengthOf, nameOf, sentOf, warning } from "../../static/js/comment-forms.js";

const THREAD = "https://paper.example/articles/7/comments/";

test("characters are counted as the paper counts them", () => {
  assert.equal(lengthOf("가나\n다"), 4);
  assert.equal(lengthOf("  가🚒\r\n나 "), 4);
  assert.equal(lengthOf("각"), 1);
});

test("a reader is told of the limit only close to it", () => {
  const words = { left: "%(count)s left", over: "%(count)s too many" };
  assert.equal(warning(949, 1000, words), "");
  assert.equal(warning(950, 1000, words), "50 left");
  assert.equal(warning(1000, 1000, words), "0 left");
  assert.equal(warning(1003, 1000, words), "3 too many");
});

test("pages of the thread stand in its place, all others are pages of their own", () => {
  for (const address of [THREAD, `${THREAD}?page=2`, `${THREAD}?order=agreed`, `${THREAD}31/#comment-40`]) {
    assert.ok(isOfThread(address, THREAD), address);
  }
  for (const address of [
    "https://paper.example/articles/7/",
    "https://paper.example/articles/77/comments/",
    "https://evil.example/articles/7/comments/",
    `${THREAD}rss.xml`,
    "mailto:paper@example.com",
  ]) {
    assert.ok(!isOfThread(address, THREAD), address);
  }
});

test("the comment that was sent is found among those of others, also when it was there already", () => {
  const comments = [
    { id: "comment-3", text: "다른 말" },
    { id: "comment-2", text: "좋은  소식" },
    { id: "comment-1", text: "처음" },
  ];
  assert.equal(sentOf(comments, new Set(["comment-1"]), "좋은 소식\n").id, "comment-2");
  assert.equal(sentOf(comments, new Set(["comment-1", "comment-2", "comment-3"]), "처음").id, "comment-1");
  assert.equal(sentOf(comments, new Set(["comment-1", "comment-2"]), "바뀐 말").id, "comment-3");
  assert.equal(sentOf([], new Set(), "처음"), undefined);
});

test("what is typed belongs to its form, wherever that stands", () => {
  assert.equal(nameOf(THREAD), nameOf(`${THREAD}?page=2`));
  assert.notEqual(nameOf(THREAD), nameOf(THREAD, "31"));
  assert.notEqual(nameOf(`${THREAD}31/`, undefined, "report"), nameOf(`${THREAD}31/`, undefined, "delete"));
});
