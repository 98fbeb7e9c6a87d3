/* A field that offers under it what may be meant, while somebody types. */

import { element } from "./element.js";

const PAUSE = 150; // milliseconds after the last key
const MAX = 8; // of what is offered at once

/** Return what the address answers for what was typed: {items: [{label, about, …}], note}. */
export async function ask(address, typed, signal) {
  const answer = await fetch(`${address}${address.includes("?") ? "&" : "?"}${new URLSearchParams({ q: typed })}`, {
    signal,
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

const mark = (field, list) => {
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    field.setAttribute(name, value);
  }
};

/** Offer what `address` answers for `typed()`, "" for nothing, but what `isLeftOut`; `use` gets the one chosen. */
export function offer(field, { address, typed, use, words, isLeftOut = () => false }) {
  const list = element("ul", { id: `${field.id}-offers`, role: "listbox", hidden: true });
  list.setAttribute("aria-label", field.labels?.[0]?.textContent.replace(/:$/, "") ?? "");
  const status = element("p", { className: "offers-status", role: "status" });
  const box = element("div", { className: "offering" });
  field.replaceWith(box);
  box.append(field, list, status);
  mark(field, list);
  let items = [];
  let at = -1; // which one the arrow keys are at
  let isPressing = false;
  let request = new AbortController();
  let pause;

  const close = () => {
    clearTimeout(pause);
    request.abort();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    at = -1;
  };
  const choose = (item) => {
    close();
    status.textContent = "";
    field.focus();
    use(item);
  };
  const goTo = (place) => {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = place;
    const option = list.children[at];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", option.id);
  };
  const option = (item, place) => {
    const made = element("li", { id: `${list.id}-${place}`, role: "option", "aria-selected": "false" }, [
      element("span", { textContent: item.label }),
      element("small", { textContent: item.about }),
    ]);
    made.addEventListener("click", () => choose(item));
    return made;
  };
  const show = (found, note) => {
    items = found.filter((item) => !isLeftOut(item)).slice(0, MAX);
    at = -1;
    field.removeAttribute("aria-activedescendant");
    list.replaceChildren(...items.map(option));
    list.hidden = !items.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = note || (items.length ? words.found.replace("{count}", items.length) : words.none);
    status.classList.toggle("told", Boolean(note || (words.none && !items.length)));
  };
  const look = async () => {
    request.abort();
    request = new AbortController();
    const { signal } = request;
    const part = typed();
    if (!part) {
      close();
      status.textContent = "";
      return;
    }
    try {
      const { items: found, note } = await ask(address, part, signal);
      if (!signal.aborted) show(found, note);
    } catch {
      if (signal.aborted) return;
      show([], words.failed);
    }
  };

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(look, PAUSE);
  });
  // The letter that an input method still holds is let go by leaving the field: the list outlives that.
  list.addEventListener("pointerdown", () => {
    isPressing = true;
  });
  document.addEventListener("pointerup", () => {
    setTimeout(() => {
      isPressing = false;
      if (document.activeElement !== field) close();
    });
  });
  field.addEventListener("blur", () => isPressing || close());
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === "ArrowDown" && typed()) look();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) goTo(at < 0 && step < 0 ? items.length - 1 : (at + step + items.length) % items.length);
    else if (event.key === "Enter" && at >= 0) choose(items[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
