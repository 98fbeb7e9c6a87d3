/* What is kept of a form, when two forms say the same, and how a kept text goes back. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { isKept, matched, meaning, setRow, setSingle, sorted } from "../../static/newsroom/form-rows.js";

/** A field as a form has it; it remembers which events told of a change. */
function field(name, value, more = {}) {
  const heard = [];
  return { name, value, heard, type: "text", dispatchEvent: ({ type }) => heard.push(type), ...more };
}

test("what the form itself needs and files are not kept", () => {
  const names = ["headline", "tags", "bylines-0-reporter", "article_photos-0-caption", "article_photos-0-DELETE"];
  const own = ["version", "over", "_kept", "bylines-TOTAL_FORMS", "initial-bylines-0-id", "article_photos-0-upload"];
  assert.deepEqual([...own, ...names].filter(isKept), names);
});

test("single fields and rows are told apart, and missing rows leave no hole", () => {
  const fields = [
    ["headline", "제목"],
    ["regions", "3"],
    ["regions", "5"],
    ["article_photos-0-photo", "7"],
    ["article_photos-2-photo", "9"],
    ["article_photos-2-caption", "설명"],
    ["bylines-0-reporter", "1"],
  ];
  assert.deepEqual(sorted(fields), [
    { headline: ["제목"], regions: ["3", "5"] },
    { article_photos: [{ photo: "7" }, { photo: "9", caption: "설명" }], bylines: [{ reporter: "1" }] },
  ]);
});

test("spaces, Unicode form, empty rows and places do not change what a text says", () => {
  const saved = [
    ["headline", "새 도서관"],
    ["body", "<p>글</p><p>둘</p>"],
    ["article_photos-0-id", "31"],
    ["article_photos-0-photo", "7"],
    ["article_photos-0-position", "0"],
    ["article_photos-0-caption", "전경"],
  ];
  const kept = [
    ["body", "<p>글</p>\n<p>둘</p>"],
    ["headline", " 새  도서관 ".normalize("NFD")],
    ["subheading", ""],
    ["article_photos-3-photo", "7:receipt"],
    ["article_photos-3-position", "4"],
    ["article_photos-3-caption", "전경 "],
    ["bylines-0-reporter", ""],
  ];
  assert.equal(meaning(kept), meaning(saved));
});

test("another word, another photo or another order is another text", () => {
  const photos = (...numbers) => numbers.map((number, row) => [`article_photos-${row}-photo`, number]);
  assert.notEqual(meaning([["headline", "가"]]), meaning([["headline", "나"]]));
  assert.notEqual(meaning(photos("7", "9")), meaning(photos("7", "8")));
  assert.notEqual(meaning(photos("7", "9")), meaning(photos("9", "7")));
});

test("a kept photo goes back into its own row, then into one with the same photo, else into a new one", () => {
  const present = [
    { id: "31", photo: "7" },
    { id: "", photo: "9:receipt" },
    { id: "32", photo: "8" },
    { id: "", photo: "" },
  ];
  const kept = [
    { id: "", photo: "4" },
    { id: "", photo: "9" },
    { id: "32", photo: "5" },
  ];
  assert.deepEqual(matched("article_photos", kept, present), [
    [undefined, 1, 2],
    [0, 3],
  ]);
});

test("two kept rows never share a row", () => {
  const present = [{ id: "1", reporter: "6" }];
  const kept = [{ reporter: "6" }, { reporter: "6" }];
  assert.deepEqual(matched("bylines", kept, present), [[0, undefined], []]);
});

test("a text goes back into the fields of no row as if it were typed", () => {
  const fields = [
    field("headline", "나중 제목"),
    field("in_latest", "on", { type: "checkbox", checked: true }),
    field("origin", "own"),
    field("csrfmiddlewaretoken", "token"),
    field("version", "4"),
    field("over", "4", { type: "checkbox", checked: true }),
    field("_save", "", { type: "submit" }),
    field("bylines-0-reporter", "1"),
  ];
  setSingle(fields, { headline: ["처음 제목"] });
  const [headline, latest, ...others] = fields;
  assert.deepEqual([headline.value, headline.heard], ["처음 제목", ["input", "change"]]);
  assert.equal(latest.checked, false);
  assert.deepEqual(
    others.map(({ value }) => value),
    ["own", "token", "4", "4", "", "1"],
  );
  assert.equal(others[3].checked, true);
});

test("a photo goes back with its words into the row that is there", () => {
  const parts = ["id", "article", "photo", "caption", "credit", "alt", "DELETE"];
  const row = parts.map((part) => field(`p-0-${part}`, ""));
  row[0].value = "31";
  setRow(row, { id: "99", photo: "7", caption: "쓰던 설명", credit: "군 제공" });
  assert.deepEqual(
    row.map(({ value }) => value),
    ["31", "", "7", "쓰던 설명", "군 제공", "", ""],
  );
});

test("a file is never put back, and a box is checked only when it was", () => {
  const upload = field("p-0-upload", "", { type: "file" });
  const away = field("p-0-DELETE", "on", { type: "checkbox", checked: false });
  setRow([upload, away], { upload: "a.jpg", DELETE: "on" });
  assert.deepEqual([upload.value, upload.heard, away.checked], ["", [], true]);
});
