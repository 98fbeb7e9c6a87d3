/* The papers that wait for the article to be saved, listed after those that it has. */

import { element } from "./element.js";
import { filled } from "./label.js";
import { labels } from "./photo-rows.js";

export const sources = document.querySelector("[data-source-upload]");
const held = sources?.querySelector("[name=sources]");

function waiting() {
  try {
    return JSON.parse(held.value || "[]");
  } catch {
    return [];
  }
}

function keep(rows) {
  held.value = rows.length ? JSON.stringify(rows) : "";
  held.dispatchEvent(new Event("input", { bubbles: true }));
  show();
}

function lineOf([number, name, size]) {
  const away = element("button", { type: "button", className: "button", textContent: "×" });
  away.setAttribute("aria-label", filled(labels.sourceAway, { name }));
  away.addEventListener("click", () => {
    keep(waiting().filter(([other]) => other !== number));
    sources.querySelector("input[type=file]").focus();
  });
  const facts = element("span", { className: "source-facts", textContent: `${size} · ${labels.sourceWaits}` });
  return element("li", { className: "source-waits" }, [element("span", { textContent: name }), facts, away]);
}

function show() {
  for (const line of sources.querySelectorAll(".source-waits")) line.remove();
  sources.querySelector(".source-list").append(...waiting().map(lineOf));
}

/** Let the article have a file, which the server has already: {id, name, size in words}. */
export function addSource({ id, name, size }) {
  keep([...waiting(), [id, name, size]]);
}

/** Say among the source files what has happened. */
export function tellSource(sentence) {
  sources.querySelector(".source-status").textContent = sentence;
}

if (sources) {
  sources.querySelector(".source-drop").hidden = false;
  // A kept text has come back.
  held.addEventListener("change", show);
  show();
}
