/* Ctrl+S and ⌘S save the article. */

import { form } from "./unsaved.js";

const AGAIN = 3000; // milliseconds in which a second press is the same press
let pressed = -AGAIN;

document.addEventListener("keydown", (event) => {
  // With a Korean keyboard the key says ㄴ.
  const isS = event.code === "KeyS" || event.key.toLowerCase() === "s";
  if (!form || !isS || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
  event.preventDefault();
  if (document.querySelector("dialog[open]") || event.timeStamp - pressed < AGAIN) return;
  pressed = event.timeStamp;
  form.requestSubmit(form.querySelector("[name=_save]"));
});
