/* Ctrl+S and ⌘S save the article. */

import { bind } from "./keys.js";
import { form } from "./unsaved.js";

const AGAIN = 3000; // milliseconds in which a second press is the same press
let pressed = -AGAIN;

if (form) {
  bind("save", (event) => {
    event.preventDefault();
    if (document.querySelector("dialog:modal") || event.timeStamp - pressed < AGAIN) return;
    pressed = event.timeStamp;
    form.requestSubmit(form.querySelector("[name=_save]"));
  });
}
