/* Nobody leaves, decides about an older text or switches the field while something is not saved. */

import { isUploading } from "./upload.js";

/** The form of the article, null for those who only read it. */
export const form = document.querySelector("#article_form:has([name=_save])");

/** Whether the page shows what was typed and refused. */
export const isRefused = Boolean(document.querySelector(".writing[data-refused]"));

const OWN = ["csrfmiddlewaretoken", "_kept"]; // fields that nobody types

/** Return what stands in the form, as [[name, value], …]; a file by its name. */
export function content() {
  const typed = [...new FormData(form)].filter(([name]) => !OWN.includes(name));
  return typed.map(([name, value]) => [name, value.name ?? value]);
}

const written = () => JSON.stringify(content());
const saved = form && !isRefused && written();
let isLeavingBySaving = false;

/** Return whether something typed would be lost. */
export const isUnsaved = () => isUploading() || (!isLeavingBySaving && written() !== saved);

function ask(other, warning) {
  other.addEventListener("submit", (event) => {
    warning.hidden = !isUnsaved();
    if (warning.hidden) {
      isLeavingBySaving = true;
      return;
    }
    event.preventDefault();
    warning.scrollIntoView({ block: "center" });
  });
}

if (form) {
  form.addEventListener("submit", () => {
    isLeavingBySaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved()) event.preventDefault();
  });
  for (const decision of document.querySelectorAll(".decision")) {
    ask(decision, document.querySelector(".unsaved"));
  }
  const preference = document.querySelector(".writing-preference");
  if (preference) ask(preference, preference.querySelector(".writing-first"));
}
