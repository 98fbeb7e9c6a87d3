/* The focal point of a photo, set in a dialog of the article's form, where the photo can be cut too. */

import { livenCrop } from "./crop.js";
import { openDialog } from "./dialog.js";
import { element } from "./element.js";
import { focalInputs, livenFocal } from "./focal-point.js";
import { exchange, labels, numberIn, panel, tell } from "./photo-rows.js";

const addressOf = (row) => panel.dataset.photoFocus.replace("/0/", `/${numberIn(row)}/`);
const token = () => panel.closest("form").elements.csrfmiddlewaretoken.value;

async function save(address, place, status, dialog) {
  const fields = [...place.querySelectorAll("[data-focus] > input")].map(({ name, value }) => [name, value]);
  const body = new URLSearchParams(fields);
  try {
    const answer = await fetch(address, { method: "POST", headers: { "X-CSRFToken": token() }, body });
    const { error } = await answer.json();
    if (error) throw new Error(error);
    dialog.close();
    tell(labels.photoFocused);
  } catch (error) {
    // What the server says is for people, what a browser says of a broken answer is not.
    status.textContent = error.constructor === Error ? error.message : labels.photoFocusUnsaved;
  }
}

/** Let one of the parts of the dialog be seen at a time. */
function livenParts(place) {
  const buttons = [...place.querySelectorAll(".focus-parts button")];
  const parts = [...place.querySelectorAll(".focus-part")];
  for (const [number, button] of buttons.entries()) {
    button.addEventListener("click", () => {
      for (const [other, part] of parts.entries()) {
        part.hidden = other !== number;
        buttons[other].setAttribute("aria-pressed", other === number);
      }
    });
  }
}

function livenCropOf(row, place, dialog) {
  const section = place.querySelector("[data-crop]");
  if (!section) return;
  livenParts(place);
  livenCrop(section, token, (photo) => {
    dialog.close();
    if (exchange(row, photo)) tell(labels.photoCropped);
  });
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
  livenCropOf(row, place, dialog);
  const focal = place.querySelector(".focal");
  if (!focal) return;
  livenFocal(focal, focalInputs(place));
  focal.querySelector(".focal-marker").focus();
  place.querySelector(".focus-save").addEventListener("click", () => save(address, place, status, dialog));
}

// A plain field shows the addresses of photos as they are.
panel?.addEventListener("photo:exchange", ({ detail: { from, to } }) => {
  const field = document.querySelector("textarea.plain-body");
  if (field) field.value = field.value.replaceAll(new RegExp(`${from}/\\d+\\.webp`, "g"), to);
});

panel?.addEventListener("click", ({ target }) => {
  const row = target.closest(".photo-row");
  if (row && target.matches(".photo-focus, .thumbnail")) open(row);
});
