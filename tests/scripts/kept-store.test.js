/* Texts in the browser's storage: kept, found, forgotten when old or saved, and no fuss where it is closed. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { forget, forgetOld, keys, keysOf, put, read } from "../../static/newsroom/kept-store.js";

const DAY = 24 * 3600 * 1000;
const mine = `${keysOf("1")}/admin/articles/article/add/#`;

/** A storage as browsers have it: its texts are its properties. */
class Storage {
  getItem(key) {
    return this[key] ?? null;
  }
  setItem(key, value) {
    this[key] = value;
  }
  removeItem(key) {
    delete this[key];
  }
}

beforeEach(() => {
  globalThis.localStorage = new Storage();
});

const record = (at = Date.now()) => ({ fields: [["headline", "제목"]], at });

test("what is put is read again, and gone once it is forgotten", () => {
  const kept = record();
  assert.equal(put(`${mine}a`, kept), true);
  assert.deepEqual(read(`${mine}a`), kept);
  assert.deepEqual(keys(mine), [`${mine}a`]);
  forget(`${mine}a`);
  assert.equal(read(`${mine}a`), null);
  assert.deepEqual(keys(mine), []);
});

test("texts of a week ago, saved ones and broken ones are forgotten, those of others are not", () => {
  const others = `${keysOf("2")}/admin/articles/article/add/#saved`;
  put(`${mine}new`, record(Date.now() - 6 * DAY));
  put(`${mine}old`, record(Date.now() - 8 * DAY));
  put(`${mine}saved`, record());
  put(others, record());
  localStorage.setItem(`${mine}broken`, "{");
  localStorage.setItem("theme", "dark");
  forgetOld("1", ["saved"], 7);
  assert.deepEqual(Object.keys(localStorage), [`${mine}new`, others, "theme"]);
});

test("a full storage says that nothing was kept", () => {
  localStorage.setItem = () => {
    throw new Error("QuotaExceededError");
  };
  assert.equal(put(`${mine}a`, record()), false);
});

test("where storage is forbidden nothing is kept and nothing breaks", () => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("private");
    },
  });
  assert.equal(put(`${mine}a`, record()), false);
  assert.equal(read(`${mine}a`), null);
  assert.deepEqual(keys(mine), []);
  forget(`${mine}a`);
  forgetOld("1", [], 7);
  delete globalThis.localStorage;
});
