/* The calendar: plans are moved by dragging or with the arrow keys; both press the plan's own buttons. */

import { bind, isPressed, list } from "./keys.js";
import { isSent } from "./sent-once.js";

const EDGE = 56; // pixels from the edge of the window at which dragging scrolls

const status = document.querySelector(".plans-status");
const print = document.querySelector(".print");

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

for (const handle of document.querySelectorAll(".plan-handle")) handle.hidden = false;

// After a change the eye, the keyboard and the screen reader stay at the plan.
function stay() {
  const plan = location.hash.startsWith("#plan-") && document.getElementById(location.hash.slice(1));
  if (!plan) return;
  plan.querySelector(".plan-handle, a")?.focus({ preventScroll: true });
  plan.scrollIntoView({ block: "nearest" });
  const messages = [...document.querySelectorAll(".messagelist li")].map((item) => item.textContent);
  setTimeout(() => {
    status.textContent = messages.join(" ");
  }, 300);
}

function send(plan, name, day) {
  const button = plan.querySelector(name);
  if (day) button.value = day;
  button.form.requestSubmit(button);
}

function step(event, name) {
  const plan = event.target.closest?.(".plan-handle")?.closest(".plan");
  if (!plan) return;
  event.preventDefault();
  if (!isSent()) send(plan, name);
}

function drag(handle, start) {
  const plan = handle.closest(".plan");
  const home = plan.closest(".day");
  let target = home;

  const aim = (day) => {
    target?.classList.remove("drop-here");
    target = day;
    if (target === home) return;
    target.classList.add("drop-here");
    status.textContent = target.querySelector("h2").textContent;
  };
  const move = (event) => {
    plan.style.transform = `translate(${event.pageX - start.pageX}px, ${event.pageY - start.pageY}px)`;
    if (event.clientY < EDGE) window.scrollBy(0, -12);
    if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    const under = document.elementsFromPoint(event.clientX, event.clientY);
    aim(under.find((element) => element.matches(".day")) ?? home);
  };
  const stop = (isKept) => {
    events.abort();
    plan.classList.remove("dragged");
    plan.style.transform = "";
    const day = target;
    aim(home);
    if (isKept && day !== home) send(plan, ".plan-after", day.dataset.day);
  };

  const events = new AbortController();
  const { signal } = events;
  plan.classList.add("dragged");
  handle.setPointerCapture(start.pointerId);
  handle.addEventListener("pointermove", move, { signal });
  handle.addEventListener("pointerup", () => stop(true), { signal });
  handle.addEventListener("pointercancel", () => stop(false), { signal });
  document.addEventListener("keydown", (event) => isPressed("stopDragging", event) && stop(false), { signal });
}

for (const handle of document.querySelectorAll(".plan-handle")) {
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || isSent()) return;
    event.preventDefault();
    handle.focus();
    drag(handle, event);
  });
}

if (document.querySelector(".plan-handle")) {
  bind("dayBefore", (event) => step(event, ".plan-before"));
  bind("dayAfter", (event) => step(event, ".plan-after"));
  list("stopDragging");
}

// The browser goes to the address's anchor itself when all is loaded, and takes the focus away.
window.addEventListener("load", () => setTimeout(stay));
