/* Characters that no keyboard has, put where the cursor was last: in the text, the headline, a caption. */

import { element } from "./element.js";
import { makeOneStop } from "./toolbar.js";
import { form } from "./unsaved.js";

const FIELDS = "input[type=text], textarea, .ProseMirror";

const characters = document.querySelector(".characters");
const plain = form?.querySelector(".plain-body");
const rich = form?.querySelector(".body-editor-toolbar");
let last = plain ?? form?.querySelector(".ProseMirror");

function follow(target) {
  if (form.contains(target) && target.matches(FIELDS)) last = target;
}

function put(character) {
  follow(document.activeElement); // the browser gave it the cursor before anybody could follow
  last.focus();
  if (last.matches(".ProseMirror")) last.dispatchEvent(new CustomEvent("put", { detail: character }));
  // Unlike `setRangeText` this can be undone.
  else document.execCommand("insertText", false, character);
}

function makeOpener() {
  const said = { title: characters.ariaLabel, ariaLabel: characters.ariaLabel };
  const opener = element("button", { type: "button", textContent: "※", ariaExpanded: "false", ...said });
  opener.setAttribute("aria-controls", characters.id);
  opener.addEventListener("click", () => {
    characters.hidden = !characters.hidden;
    opener.ariaExpanded = String(!characters.hidden);
  });
  return opener;
}

function plainToolbar() {
  const toolbar = element("div", { className: "plain-toolbar", role: "toolbar", ariaLabel: characters.ariaLabel });
  plain.before(toolbar);
  return toolbar;
}

if (characters && last) {
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
