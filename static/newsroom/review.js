/* The page in the approval screen in its full height, narrow or wide; the weekday of a time. */

import { fit, serveWidths } from "./page-frame.js";

const frame = document.querySelector(".page-frame iframe");

if (frame) {
  frame.addEventListener("load", () => fit(frame));
  window.addEventListener("resize", () => fit(frame));
  serveWidths(document.querySelector(".widths"), () => frame);
}

for (const input of document.querySelectorAll("[data-weekday]")) {
  const tell = () => {
    // Typed in the newsroom's time, so it is read as it stands, whatever the zone of the machine.
    const at = input.value && new Date(`${input.value}Z`);
    const long = { dateStyle: "full", timeStyle: "short", timeZone: "UTC" };
    const weekday = at ? new Intl.DateTimeFormat(document.documentElement.lang, long).format(at) : "";
    input.closest(".decision").querySelector(".weekday").textContent = weekday && `${weekday} (KST)`;
  };
  input.addEventListener("input", tell);
  tell();
}
