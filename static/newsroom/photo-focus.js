/* The focal point of a photo, set in a dialog of the article's form. */

import { openDialog } from "./dialog.js";
import { element } from "./element.js";
import { focalInputs, livenFocal } from "./focal-point.js";
import { labels, numberIn, panel, tell } from "./photo-rows.js";

const addressOf = (row) => panel.dataset.photoFocus.replace("/0/", `/${numberIn(row)}/`);

async function save(address, place, status, dialog) {
  const fields = [...place.querySelectorAll("input")].map(({ name, value }) => [name, value]);
  const token = panel.closest("form").elements.csrfmiddlewaretoken.value;
  const body = new URLSearchParams(fields);
  try {
    const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token }, body });
    const { error } = await answer.json();
    if (error) throw new Error(error);
    dialog.close();
    tell(labels.photoFocused);
  } catch (error) {
    // What the server says is for people, what a browser says of a broken answer is not.
    status.textContent = error.constructor === Error ? error.message : labels.photoFocusUnsaved;
  }
}

async function open(row) {
  const address = addressOf(row);
  const status = element("p", { role: "status" });
  const place = element("div", { className: "focus" });
  const dialog = openDialog(labels.photoFocus, labels.cancel, [place, status]);
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    status.textContent = labels.photoFailed;
    return;
  }
  if (!answer.ok || answer.redirected) {
    status.textContent = answer.status === 404 ? labels.photoNotYours : labels.photoFailed;
    return;
  }
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  place.append(...made.body.children);
  const focal = place.querySelector(".focal");
  if (!focal) return;
  livenFocal(focal, focalInputs(place));
  focal.querySelector(".focal-marker").focus();
  place.querySelector(".focus-save").addEventListener("click", () => save(address, place, status, dialog));
}

panel?.addEventListener("click", ({ target }) => {
  const row = target.closest(".photo-row");
  if (row && target.matches(".photo-focus, .thumbnail")) open(row);
});
