/* Characters that no keyboard has, put where the cursor was last: in the text, the headline, a caption. */

import { element } from "./element.js";
import { makeOneStop } from "./toolbar.js";
import { form } from "./unsaved.js";

const FIELDS = "input[type=text], textarea, .ProseMirror";

const characters = document.querySelector(".characters");
const name = characters?.getAttribute("aria-label");
const plain = form?.querySelector(".plain-body");
const rich = form?.querySelector(".body-editor-toolbar");
const text = plain ?? form?.querySelector(".ProseMirror");
let last = text;

function follow(target) {
  if (form.contains(target) && target.matches(FIELDS)) last = target;
}

function put(character) {
  follow(document.activeElement); // the browser gave it the cursor before anybody could follow
  if (!last.isConnected) last = text; // it stood in a row that is gone
  last.focus();
  if (last.matches(".ProseMirror")) last.dispatchEvent(new CustomEvent("put", { detail: character }));
  // Unlike `setRangeText` this can be undone.
  else document.execCommand("insertText", false, character);
}

function makeOpener() {
  const said = { title: name, "aria-label": name, "aria-controls": characters.id, "aria-expanded": "false" };
  const opener = element("button", { type: "button", textContent: "※", ...said });
  opener.addEventListener("click", () => {
    characters.hidden = !characters.hidden;
    opener.setAttribute("aria-expanded", !characters.hidden);
  });
  return opener;
}

function plainToolbar() {
  const toolbar = element("div", { className: "plain-toolbar", role: "toolbar", "aria-label": name });
  plain.before(toolbar);
  return toolbar;
}

if (characters && text) {
  const toolbar = rich ?? plainToolbar();
  const opener = element("div", {}, [makeOpener()]);
  toolbar.append(opener, characters);
  for (const button of [opener, characters].flatMap((group) => [...group.children])) {
    button.tabIndex = -1;
    // A press must not take the cursor out of the text.
    button.addEventListener("mousedown", (event) => event.preventDefault());
  }
  if (plain) makeOneStop(toolbar);
  form.addEventListener("focusin", ({ target }) => follow(target));
  characters.addEventListener("click", ({ target }) => target.matches("button") && put(target.textContent));
}
