/* The queue of comments: many at once, and the keys by which a row is read and decided. */

import { bind, list } from "./keys.js";
import { isSent } from "./sent-once.js";

const form = document.querySelector(".comment-moderation");
const rows = [...document.querySelectorAll(".comment-moderation .comment-row")];
const STEPS = { commentApprove: "approve", commentHide: "hide", commentRemove: "remove", commentLooked: "settle" };

const bodyOf = (row) => row.querySelector("article");
const boxOf = (row) => row.querySelector("[name=number]");
const rowOf = (target) => target.closest?.(".comment-row");
// A key that somebody types into a field is theirs; a check box takes none of ours.
const isTyping = ({ target }) => target.matches?.("textarea, select, input:not([type=checkbox])");

function chooseMany() {
  const all = form.querySelector(".comment-all");
  const box = all.querySelector("input");
  const told = form.querySelector(".comment-chosen");
  const tell = () => {
    const count = rows.filter((row) => boxOf(row).checked).length;
    box.checked = count === rows.length;
    box.indeterminate = count > 0 && count < rows.length;
    told.textContent = count ? `${told.dataset.words} ${count}` : "";
  };
  all.hidden = false;
  box.addEventListener("change", () => {
    for (const row of rows) boxOf(row).checked = box.checked;
    tell();
  });
  form.addEventListener("change", tell);
  window.addEventListener("pageshow", tell); // what was chosen stands again after the way back
}

function go(row) {
  bodyOf(row).focus({ preventScroll: true });
  bodyOf(row).scrollIntoView({ block: "nearest" });
}

function move(event, step) {
  if (isTyping(event)) return;
  const here = rows.indexOf(rowOf(event.target));
  // The arrows scroll the page as long as nobody reads a row.
  if (here < 0 && event.key.startsWith("Arrow")) return;
  const next = rows[here < 0 ? 0 : here + step];
  event.preventDefault();
  if (next) go(next);
}

/** Call `run` with the row that somebody reads; elsewhere a letter is only a letter. */
function bindInRow(name, run) {
  bind(name, (event) => {
    const row = rowOf(event.target);
    if (!row || isTyping(event) || isSent()) return;
    event.preventDefault();
    run(row);
  });
}

function press(row, step) {
  const button = row.querySelector(`button[name=one][value^="${step}:"]`);
  if (button) form.requestSubmit(button);
}

// The eye, the keyboard and the screen reader go on at the row after the one that is decided about.
function rememberNext(event) {
  const row = event.submitter && rowOf(event.submitter);
  const place = rows.indexOf(row);
  const next = rows[place + 1] ?? rows[place - 1];
  form.elements.next.value = row && next ? next.id.slice("comment-".length) : "";
}

function stay() {
  const row = rows.find(({ id }) => location.hash === `#${id}`);
  if (row) go(row);
}

if (form) {
  chooseMany();
  form.addEventListener("submit", rememberNext);
  bind("commentNext", (event) => move(event, 1));
  bind("commentBefore", (event) => move(event, -1));
  bindInRow("commentChoose", (row) => boxOf(row).click());
  for (const [name, step] of Object.entries(STEPS)) bindInRow(name, (row) => press(row, step));
  bindInRow("commentOpen", (row) => row.querySelector("a.open").click());
  list("keys");
  // The browser goes to the address's anchor itself when all is loaded, and takes the focus away.
  window.addEventListener("load", () => setTimeout(stay));
}
