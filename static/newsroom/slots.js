/* The slots screen: rows are moved by the arrow keys and by dragging; both press the row's own buttons. */

import { bind, isPressed, list } from "./keys.js";
import { isSent } from "./sent-once.js";

const EDGE = 56; // pixels from the edge of the window at which dragging scrolls

const status = document.querySelector(".slots-status");

for (const hidden of document.querySelectorAll(".slot-handle, .slot-quick")) hidden.hidden = false;

// After a change: the eye, the keyboard and the screen reader stay at the row.
function stay() {
  const refused = document.querySelector(".slot-refusal")?.closest("li");
  const target = refused ?? document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const row = target?.closest(".slot-row");
  const focus = refused
    ? refused.querySelector("[type=datetime-local]")
    : (row?.querySelector(".slot-handle, .slot-tools button:not(:disabled), a") ??
      target?.querySelector("h2[tabindex]"));
  focus?.focus({ preventScroll: true });
  (row ?? target)?.scrollIntoView({ block: "nearest" });
  const messages = [...document.querySelectorAll(".messagelist li")].map((item) => item.textContent);
  setTimeout(() => {
    status.textContent = messages.join(" ");
  }, 300);
}

// The browser goes to the address's anchor itself when all is loaded, and takes the focus away.
window.addEventListener("load", () => setTimeout(stay));

function step(event, direction) {
  if (!event.altKey && !event.target.closest?.(".slot-handle")) return;
  const button = event.target.closest(".slot-row")?.querySelector(direction);
  if (!button) return;
  event.preventDefault();
  button.click();
}

if (document.querySelector(".slot-handle")) {
  bind("rowUp", (event) => step(event, ".slot-up"));
  bind("rowDown", (event) => step(event, ".slot-down"));
  list("stopDragging");
}

for (const button of document.querySelectorAll("[data-until]")) {
  button.addEventListener("click", () => {
    button.closest(".slot-times").querySelector("[name=ends_at]").value = button.dataset.until;
  });
}

/** Let a row be moved by the pointer that holds its handle until it is let go; `stop` gets whether that counts. */
function hold(handle, start, move, stop) {
  const row = handle.closest(".slot-row");
  const events = new AbortController();
  const { signal } = events;
  const follow = (event) => {
    if (event.clientY < EDGE) window.scrollBy(0, -12);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    move(event);
  };
  const end = (isKept) => {
    events.abort();
    row.classList.remove("dragged");
    row.style.transform = "";
    stop(isKept);
  };
  row.classList.add("dragged");
  handle.setPointerCapture(start.pointerId);
  handle.addEventListener("pointermove", follow, { signal });
  handle.addEventListener("pointerup", () => end(true), { signal });
  handle.addEventListener("pointercancel", () => end(false), { signal });
  document.addEventListener("keydown", (event) => isPressed("stopDragging", event) && end(false), { signal });
}

function drag(handle, start) {
  const row = handle.closest(".slot-row");
  const list = row.parentElement;
  const rows = [...list.querySelectorAll(":scope > .slot-row")];
  const from = rows.indexOf(row);
  const begun = start.pageY;
  let to = from;

  const mark = () => {
    rows.forEach((other, index) => {
      other.classList.toggle("drop-before", index === to && to < from);
      other.classList.toggle("drop-after", index === to && to > from);
    });
  };
  const move = (event) => {
    row.style.transform = `translateY(${event.pageY - begun}px)`;
    const passed = rows.filter((other) => {
      const box = other.getBoundingClientRect();
      return other !== row && box.top + box.height / 2 < event.clientY;
    });
    if (passed.length === to) return;
    to = passed.length;
    status.textContent = list.dataset.place.replace("#", to + 1);
    mark();
  };
  const stop = (isKept) => {
    const place = to;
    to = from;
    mark();
    if (!isKept || place === from) return;
    const button = row.querySelector(".slot-up");
    button.disabled = false;
    button.value = place + 1;
    button.form.requestSubmit(button);
  };

  hold(handle, start, move, stop);
}

// An article that was approved lately is dropped among the rows of a slot that it may stand in.
function dragIn(handle, start) {
  const row = handle.closest(".slot-row");
  const forms = [...row.querySelectorAll("form[data-slot]")];
  let target;

  const mark = (isOn) => target?.row?.classList.toggle(target.isAfter ? "drop-after" : "drop-before", isOn);
  const move = (event) => {
    row.style.transform = `translate(${event.pageX - start.pageX}px, ${event.pageY - start.pageY}px)`;
    mark(false);
    target = aim(event, forms);
    mark(true);
    if (target) status.textContent = target.list.dataset.place.replace("#", target.place);
  };
  const stop = (isKept) => {
    mark(false);
    if (!isKept || !target) return;
    const button = target.form.querySelector("button");
    button.value = target.place;
    target.form.requestSubmit(button);
  };

  hold(handle, start, move, stop);
}

/** Return where a pointer would put an article in: the list, its form, the place and the row there. */
function aim({ clientX, clientY }, forms) {
  for (const form of forms) {
    const list = document.querySelector(`#${form.dataset.slot} .slot-seen`);
    const box = list.getBoundingClientRect();
    if (clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom) continue;
    const rows = [...list.querySelectorAll(":scope > .slot-row")];
    const above = rows.filter((row) => {
      const { top, height } = row.getBoundingClientRect();
      return top + height / 2 < clientY;
    }).length;
    const isAfter = above === rows.length;
    const place = Math.min(above + 1, Math.max(rows.length, 1));
    return { form, list, place, row: rows[place - 1], isAfter };
  }
  return undefined;
}

for (const handle of document.querySelectorAll(".slot-handle")) {
  const begin = handle.matches(".slot-source") ? dragIn : drag;
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || isSent()) return;
    event.preventDefault();
    handle.focus();
    begin(handle, event);
  });
}
