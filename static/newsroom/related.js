/* Related articles are found by their words and put in order; the field holds their numbers. */

import { ask, offer } from "./combobox.js";
import { element } from "./element.js";

const MAX = 10;

function begin(field) {
  const words = JSON.parse(field.dataset.labels);
  const address = field.dataset.related;
  const known = new Map(JSON.parse(field.dataset.chosen).map((item) => [String(item.id), item]));
  const chosen = () => field.value.split(/[\s,]+/).filter(Boolean);
  const search = element("input", { type: "search", id: field.id, className: "vTextField", maxLength: 200 });
  search.placeholder = words.search;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (field.hasAttribute(name)) search.setAttribute(name, field.getAttribute(name));
  }
  const list = element("ol", { className: "related-chosen" });
  const said = element("p", { className: "offers-status", role: "status" });
  field.before(search);
  field.id += "-numbers";
  field.type = "hidden";

  const put = (numbers, told = "") => {
    field.value = numbers.join(", ");
    said.textContent = told;
    show();
  };
  const button = (sign, name, label, act) => {
    const made = element("button", {
      type: "button",
      textContent: sign,
      "aria-label": words[name].replace("{what}", label),
    });
    made.dataset.act = name;
    made.addEventListener("click", act);
    return made;
  };
  // The row goes on to have the keyboard: the same button of it, or the next row's when it is gone.
  const refocus = (place, act) => {
    const row = list.children[Math.min(place, list.children.length - 1)];
    const target =
      row?.querySelector(`[data-act=${act}]:not(:disabled)`) ?? row?.querySelector("button:not(:disabled)");
    (target ?? search).focus();
  };
  const row = (number, place, numbers) => {
    const { label, about } = known.get(number) ?? { label: number, about: "" };
    const move = (step, act) => () => {
      const moved = numbers.toSpliced(place, 1).toSpliced(place + step, 0, number);
      put(moved, `${place + step + 1}: ${label}`);
      refocus(place + step, act);
    };
    const up = button("↑", "up", label, move(-1, "up"));
    const down = button("↓", "down", label, move(1, "down"));
    up.disabled = place === 0;
    down.disabled = place === numbers.length - 1;
    const remove = button("×", "remove", label, () => {
      put(numbers.toSpliced(place, 1));
      refocus(place, "remove");
    });
    const text = element("span", {}, [
      element("span", { textContent: label }),
      element("small", { textContent: about }),
    ]);
    return element("li", {}, [text, element("span", { className: "related-tools" }, [up, down, remove])]);
  };
  const show = () => {
    const numbers = chosen();
    list.replaceChildren(...numbers.map(row));
    list.hidden = !numbers.length;
    search.disabled = numbers.length >= MAX;
    search.placeholder = search.disabled ? words.full : words.search;
  };
  // What was kept in this browser and is brought back may be numbers of which nothing is known here.
  const learn = async () => {
    for (const number of chosen().filter((one) => !known.has(one))) {
      const { items } = await ask(address, number).catch(() => ({ items: [] }));
      const item = items.find(({ id }) => String(id) === number);
      if (item) known.set(number, item);
    }
    show();
  };

  offer(search, {
    address,
    words,
    typed: () => search.value.trim(),
    isLeftOut: ({ id }) => chosen().includes(String(id)),
    use: (item) => {
      known.set(String(item.id), item);
      search.value = "";
      put([...chosen(), item.id], item.label);
    },
  });
  search.closest(".offering").after(list, said);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault(); // is no order to save
  });
  field.addEventListener("change", learn);
  show();
}

for (const field of document.querySelectorAll("[data-related]")) begin(field);
