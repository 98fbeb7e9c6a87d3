/* The keys of the desk. All are bound by their names here, and a screen lists those that it binds. */

import { element } from "./element.js";

const KEYS = {
  keys: ["?"],
  save: ["Mod+S"],
  bold: ["Mod+B"],
  italic: ["Mod+I"],
  underline: ["Mod+U"],
  strike: ["Mod+Shift+S"],
  heading2: ["Mod+Alt+2"],
  heading3: ["Mod+Alt+3"],
  quote: ["Mod+Shift+B"],
  bulletList: ["Mod+Shift+8"],
  orderedList: ["Mod+Shift+7"],
  link: ["Mod+K"],
  undo: ["Mod+Z"],
  redo: ["Mod+Shift+Z", "Mod+Y"],
  lineBreak: ["Shift+Enter"],
  note: ["Mod+Alt+M"],
  leave: ["Escape"],
  afterPhoto: ["Enter"],
  toolBefore: ["ArrowLeft"],
  toolAfter: ["ArrowRight"],
  rowUp: ["Alt+ArrowUp", "ArrowUp"],
  rowDown: ["Alt+ArrowDown", "ArrowDown"],
  stopDragging: ["Escape"],
  commentNext: ["J", "ArrowDown"],
  commentBefore: ["K", "ArrowUp"],
  commentChoose: ["X"],
  commentApprove: ["A"],
  commentHide: ["H"],
  commentRemove: ["D"],
  commentOpen: ["O"],
  commentLooked: ["R"],
  dayBefore: ["ArrowLeft"],
  dayAfter: ["ArrowRight"],
  focal: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
  focalFar: ["Shift+ArrowLeft", "Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowDown"],
  frame: ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"],
  frameFar: ["Shift+ArrowLeft", "Shift+ArrowRight", "Shift+ArrowUp", "Shift+ArrowDown"],
};
const SIGNS = {
  Mod: /mac|iphone|ipad/i.test(navigator.platform) ? "⌘" : "Ctrl",
  Escape: "Esc",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
};

const dialog = document.getElementById("keys");
const openers = document.querySelectorAll(".open-keys");

function isKey(keys, event) {
  const parts = keys.split("+");
  const key = parts.at(-1);
  const has = (modifier) => parts.includes(modifier);
  if ((event.ctrlKey || event.metaKey) !== has("Mod") || event.altKey !== has("Alt")) return false;
  if (key === "?") return event.key === key;
  if (event.shiftKey !== has("Shift")) return false;
  // With a Korean keyboard the key S says ㄴ.
  return event.key?.toUpperCase() === key.toUpperCase() || [`Key${key}`, `Digit${key}`].includes(event.code);
}

/** Return whether the keys of this name were pressed. */
export const isPressed = (name, event) => (KEYS[name] ?? []).some((keys) => isKey(keys, event));

function signs(keys) {
  return keys.split("+").flatMap((part, place) => {
    const sign = element("kbd", { textContent: SIGNS[part] ?? part });
    return place ? ["+", sign] : [sign];
  });
}

/** List the keys of these names: the screen answers to them. */
export function list(...names) {
  for (const name of names) {
    const line = dialog?.querySelector(`[data-keys="${name}"]`);
    if (!line?.hidden) continue;
    line.querySelector("dt").append(...KEYS[name].flatMap((keys, place) => [place ? " · " : "", ...signs(keys)]));
    line.hidden = false;
    for (const opener of openers) opener.hidden = false;
  }
}

/** Call `run` with the event when the keys of this name are pressed there, and list them. */
export function bind(name, run, there = document) {
  list(name);
  there.addEventListener("keydown", (event) => isPressed(name, event) && run(event));
}

const isTyping = ({ target }) => target.isContentEditable || target.matches?.("input, textarea, select");

if (dialog) {
  const show = () => {
    list("keys");
    dialog.showModal();
  };
  for (const opener of openers) opener.addEventListener("click", show);
  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  document.addEventListener("keydown", (event) => {
    if (!isPressed("keys", event) || isTyping(event) || document.querySelector("dialog:modal")) return;
    if ([...openers].some((opener) => !opener.hidden)) show();
  });
}
