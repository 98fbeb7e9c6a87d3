/* "@" in a field suggests the people who may be mentioned. The arrow keys choose, Enter or Tab takes, Escape leaves. */

import { element } from "./element.js";

const BEGUN = /@([^\s@]{0,30})$/;
const MOST = 8;

/** Let the field suggest these names; `label` names the list. */
export function suggestPeople(field, people, label) {
  const list = element("ul", {
    className: "people",
    role: "listbox",
    id: `people-${field.form.dataset.key}`,
    hidden: true,
  });
  list.setAttribute("aria-label", label);
  const options = () => [...list.children];
  const chosen = () => list.querySelector("[aria-selected=true]");
  field.after(list);
  for (const [name, value] of Object.entries({ autocomplete: "list", haspopup: "listbox", controls: list.id })) {
    field.setAttribute(`aria-${name}`, value);
  }

  function choose(option) {
    for (const other of options()) other.setAttribute("aria-selected", other === option);
    if (option) field.setAttribute("aria-activedescendant", option.id);
    else field.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    list.hidden = true;
    list.replaceChildren();
    choose(null);
  }

  function take(option) {
    const caret = field.selectionStart;
    const [begun] = BEGUN.exec(field.value.slice(0, caret));
    field.setRangeText(`@${option.textContent} `, caret - begun.length, caret, "end");
    close();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function suggest() {
    const [, typed] = BEGUN.exec(field.value.slice(0, field.selectionStart)) ?? [];
    const names = typed === undefined ? [] : people.filter((name) => name.startsWith(typed)).slice(0, MOST);
    if (!names.length) return close();
    const found = names.map((name, place) =>
      element("li", { role: "option", id: `${list.id}-${place}`, textContent: name }),
    );
    list.replaceChildren(...found);
    list.hidden = false;
    choose(found[0]);
  }

  function step(count) {
    const all = options();
    choose(all.at((all.indexOf(chosen()) + count) % all.length));
  }

  field.addEventListener("input", suggest);
  field.addEventListener("blur", close);
  // A press must not take the cursor out of the field.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => target.matches("li") && take(target));
  field.addEventListener("keydown", (event) => {
    // While a syllable is in the making its keys are the input method's.
    if (list.hidden || event.isComposing) return;
    const keys = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => take(chosen()),
      Tab: () => take(chosen()),
      Escape: close,
    };
    if (!keys[event.key] || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
}
