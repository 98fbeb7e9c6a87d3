import assert from "node:assert/strict";
import { test } from "node:test";

import { filled } from "../../static/newsroom/label.js";

test("a label is filled in at every place, also with text that looks like a pattern", () => {
  assert.equal(filled("%(name)s: %(count)s/%(count)s", { name: "$&", count: 2 }), "$&: 2/2");
});
