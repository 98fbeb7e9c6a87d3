/* The page of what is being written, as readers would get it: beside the text, or over it on a phone. */

import { element } from "./element.js";
import { chosenWidth, fit, serveWidths } from "./page-frame.js";
import { form } from "./unsaved.js";

const PAUSE = 1500; // milliseconds after the last key
const OPEN = "newsstep:preview-open"; // saving loads the screen anew
const WIDE = matchMedia("(min-width: 68.75em)");

const panel = document.querySelector(".live-preview");
const opener = document.querySelector(".open-preview");
let request = new AbortController();
let pause;

class Refused extends Error {}

async function ask(signal) {
  const sent = new FormData(form);
  for (const [name, value] of [...sent]) if (value instanceof File) sent.delete(name);
  // In a header it is the token of a script, whose request is no form that is done once.
  const headers = { "X-CSRFToken": sent.get("csrfmiddlewaretoken") };
  sent.delete("csrfmiddlewaretoken");
  const options = { method: "POST", body: sent, headers, redirect: "manual", signal };
  const response = await fetch(panel.dataset.page, options);
  if (response.ok) return response.json();
  const reasons = { 400: "tooLarge", 413: "tooLarge", 403: "lapsed", 404: "lapsed" };
  const reason = response.type === "opaqueredirect" ? "lapsed" : reasons[response.status];
  throw new Refused(panel.dataset[reason ?? "failed"]);
}

function tell(sentences) {
  const said = [...panel.querySelectorAll(".live-wrong li")].map((item) => item.textContent);
  if (said.join("\n") === sentences.join("\n")) return;
  const items = sentences.map((sentence) => element("li", { textContent: sentence }));
  panel.querySelector(".live-wrong").replaceChildren(...items);
}

const frameNow = () => panel.querySelector("iframe:not([hidden])");

/** Show the page in a frame of its own: the one before stays until it is there, and Back knows of none. */
function show(page) {
  const frame = element("iframe", { title: panel.dataset.title, tabIndex: -1, hidden: true });
  frame.srcdoc = page;
  frame.addEventListener("load", () => {
    for (const older of panel.querySelectorAll("iframe")) if (older !== frame) older.remove();
    frame.width = chosenWidth(panel);
    frame.hidden = false;
    fit(frame);
  });
  panel.querySelector(".page-frame").append(frame);
}

async function refresh() {
  clearTimeout(pause);
  request.abort();
  request = new AbortController();
  const { signal } = request;
  panel.setAttribute("aria-busy", "true");
  try {
    const { page, wrong } = await ask(signal);
    show(page);
    tell(wrong);
  } catch (error) {
    if (signal.aborted) return;
    tell([error instanceof Refused ? error.message : panel.dataset.failed]);
  }
  panel.setAttribute("aria-busy", "false");
}

function later() {
  clearTimeout(pause);
  if (panel.open) pause = setTimeout(refresh, PAUSE);
}

function remember(isOpen) {
  try {
    sessionStorage.setItem(OPEN, isOpen ? "1" : "");
  } catch {
    // It is then opened by hand after each save.
  }
}

function open() {
  // Beside the text the cursor stays where it is.
  if (WIDE.matches) panel.open = true;
  else panel.showModal();
  opener.setAttribute("aria-expanded", "true");
  form.classList.toggle("previewed", WIDE.matches);
  remember(WIDE.matches);
  refresh();
}

function closed() {
  clearTimeout(pause);
  request.abort();
  opener.setAttribute("aria-expanded", "false");
  form.classList.remove("previewed");
  remember(false);
  opener.focus();
}

function wasOpen() {
  try {
    return Boolean(sessionStorage.getItem(OPEN));
  } catch {
    return false;
  }
}

if (form && panel) {
  opener.hidden = false;
  opener.addEventListener("click", () => (panel.open ? panel.close() : open()));
  panel.addEventListener("close", closed);
  panel.querySelector(".close-preview").addEventListener("click", () => panel.close());
  serveWidths(panel, frameNow);
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  window.addEventListener("resize", () => frameNow() && fit(frameNow()));
  WIDE.addEventListener("change", () => panel.open && panel.close());
  if (WIDE.matches && wasOpen()) open();
}
