/* What is done to all photos of an article at once: one credit, into the text, from field to field. */

import { element } from "./element.js";
import { filled } from "./label.js";
import { field, labels, panel, placeInText, staying } from "./photo-rows.js";

const all = panel?.querySelector(".photo-all");
const credit = all?.querySelector("input");
const asks = all?.querySelector(".photo-all-asks");

function write(row) {
  const input = field(row, "credit");
  input.value = credit.value.trim();
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

const creditOf = (row) => field(row, "credit").value.trim();

function done() {
  const count = staying().filter((row) => creditOf(row) === credit.value.trim()).length;
  asks.replaceChildren(filled(labels.photoCredited, { count }));
}

/** Ask before a credit that somebody has typed, or that came with the file, becomes another. */
function ask(others) {
  const credits = [...new Set(others.map(creditOf))].join(", ");
  const replace = element("button", { type: "button", className: "button", textContent: labels.photoCreditReplace });
  const leave = element("button", { type: "button", className: "button", textContent: labels.photoCreditLeave });
  replace.addEventListener("click", () => {
    others.forEach(write);
    done();
    credit.focus();
  });
  leave.addEventListener("click", () => {
    done();
    credit.focus();
  });
  const sentence = filled(labels.photoCreditOthers, { count: others.length, credits });
  asks.replaceChildren(sentence, " ", replace, " ", leave);
}

function fillAll() {
  asks.replaceChildren();
  if (!credit.value.trim()) return;
  const empty = staying().filter((row) => !creditOf(row));
  empty.forEach(write);
  const others = staying().filter((row) => creditOf(row) !== credit.value.trim());
  if (others.length) ask(others);
  else if (empty.length) done();
}

/** Return the fields that are filled in one by one, in their order. */
const fields = () => staying().flatMap((row) => ["caption", "alt"].map((name) => field(row, name)));

// Enter would else send the whole form from the middle of the list.
function goOn(event) {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  if (event.target === credit) fillAll();
  else if (!event.target.closest(".photo-row-words")) return;
  event.preventDefault();
  const row = event.target.closest(".photo-row");
  const order = fields();
  const at = order.indexOf(event.target);
  const next = at < 0 && row ? order.indexOf(field(row, "alt")) + 1 : at + 1;
  order[next]?.focus();
}

if (all) {
  all.hidden = false;
  credit.addEventListener("change", fillAll);
  panel.addEventListener("keydown", goOn);
  // Photos that come later.
  panel.addEventListener("input", ({ target }) => {
    if (target.matches(".photo-row") && credit.value.trim() && !creditOf(target)) write(target);
  });
  all.querySelector(".photo-place-all").addEventListener("click", () => {
    const isOutside = (row) => row.querySelector(".thumbnail") && row.querySelector(".photo-inside").hidden;
    for (const row of staying().filter(isOutside)) placeInText(row);
  });
}
