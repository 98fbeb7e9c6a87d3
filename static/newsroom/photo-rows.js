/* The photos of an article: chosen from the library or uploaded, in their order; the first leads. */

import { element } from "./element.js";
import { filled } from "./label.js";
import { choosePhoto } from "./photo-dialog.js";

export const panel = document.querySelector("[data-photo-rows]");
export const labels = panel && JSON.parse(panel.dataset.labels);
const part = (name) => panel.querySelector(`.photo-${name}`);
/** Return the field of that name in a row. */
export const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const rows = () => [...panel.querySelectorAll(".photo-row")];
/** Return the rows that the article will have, in their order. */
export const staying = () => rows().filter((row) => !field(row, "DELETE")?.checked);
const WORDS = ["caption", "credit", "alt"];
/** Return the number of the photo in a row. */
export const numberIn = (row) => parseInt(field(row, "photo").value, 10);

/** Say in the list of photos what has happened. */
export const tell = (sentence) => {
  part("status").textContent = sentence;
};

function show() {
  for (const row of rows()) row.querySelector(".photo-lead").hidden = true;
  staying().forEach((row, place, all) => {
    row.querySelector(".photo-lead").hidden = place > 0;
    row.setAttribute("aria-label", filled(labels.photoNumber, { place: place + 1 }));
    row.querySelector(".photo-up").setAttribute("aria-disabled", place === 0);
    row.querySelector(".photo-down").setAttribute("aria-disabled", place === all.length - 1);
  });
}

function move(row, step) {
  const all = staying();
  const other = all[all.indexOf(row) + step];
  if (!other) return;
  if (step < 0) other.before(row);
  else other.after(row);
  row.querySelector(step < 0 ? ".photo-up" : ".photo-down").focus();
  settle(row);
}

/** Let the rows have the order in which they stand on the screen, after one has been moved. */
export function settle(moved) {
  rows().forEach((row, place) => {
    field(row, "position").value = place;
  });
  show();
  tell(filled(labels.photoMoved, { place: staying().indexOf(moved) + 1 }));
}

/** Show the rows in the order of their positions, which somebody else has set. */
export function arrange() {
  if (!panel) return;
  const place = (row) => Number(field(row, "position").value);
  part("list").append(...rows().sort((a, b) => place(a) - place(b)));
  show();
}

/** Return where the thumbnail of a row lies, undefined without one. */
export const pictureOf = (row) => row.querySelector(".thumbnail")?.getAttribute("src");

/** Show a picture in a row; `address` is where its thumbnail lies. */
export function picture(row, address) {
  row.querySelector(".thumbnail")?.remove();
  if (address)
    row.querySelector(".photo-row-picture").prepend(element("img", { className: "thumbnail", alt: "", src: address }));
}

const folderOf = (address) => address.slice(0, address.lastIndexOf("/"));

/** Return the row of the photo that has an address, undefined without one. */
export function rowOf(address) {
  if (!panel) return undefined;
  const isIts = (row) => folderOf(pictureOf(row) ?? "") === folderOf(address);
  return rows().find(isIts);
}

/** Return the fields of a row that hold the words of its photo, by name. */
export const wordsOf = (row) => Object.fromEntries(WORDS.map((name) => [name, field(row, name)]));

function put(row, photo) {
  field(row, "photo").value = photo.receipt ?? photo.id;
  row.querySelector(".photo-taken").textContent = photo.taken_at && filled(labels.photoTaken, { at: photo.taken_at });
  picture(row, photo.thumbnail);
  row.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Put a photo into a row, with what is known of it; words that somebody wrote stay. */
function fill(row, photo) {
  const before = JSON.parse(row.dataset.proposed ?? "{}");
  for (const [name, input] of Object.entries(wordsOf(row))) {
    if (!input.value || input.value === before[name]) input.value = photo[name];
  }
  row.dataset.proposed = JSON.stringify(photo);
  put(row, photo);
}

/** Let a part of the photo in a row take its place there and in the text; false when the article has it already.
 *
 * What is said of it stays: it shows the same.
 */
export function exchange(row, photo) {
  if (rows().some((one) => one !== row && numberIn(one) === photo.id)) {
    tell(labels.photoTwice);
    return false;
  }
  const from = folderOf(pictureOf(row));
  put(row, photo);
  panel.dispatchEvent(new CustomEvent("photo:exchange", { detail: { from, to: photo.url } }));
  return true;
}

/** Let the article have a photo that its text shows, where it has none yet. */
export function bringRow(photo) {
  const row = panel && rows().find((one) => numberIn(one) === photo.id);
  if (!panel || (row && !field(row, "DELETE")?.checked)) return;
  if (!row) {
    fill(addRow(), photo);
    return;
  }
  field(row, "DELETE").checked = false;
  show();
}

/** Add an empty row at the end and return it. */
export function addRow() {
  const total = document.getElementById(`id_${panel.dataset.photoRows}-TOTAL_FORMS`);
  const number = Number(total.value);
  const holder = element("div", { innerHTML: part("empty").innerHTML.replaceAll("__prefix__", number) });
  const row = holder.querySelector(".photo-row");
  const places = rows().map((one) => Number(field(one, "position").value));
  total.value = number + 1;
  part("list").append(row);
  field(row, "position").value = Math.max(-1, ...places) + 1;
  liven(row);
  show();
  return row;
}

/** Put the photo into the row, or into a new one; false when the article has it already. */
export function use(photo, row) {
  const other = rows().find((one) => one !== row && numberIn(one) === photo.id);
  if (!other) {
    fill(row ?? addRow(), photo);
    return true;
  }
  const away = field(other, "DELETE");
  if (!row && away?.checked) {
    away.checked = false;
    show();
    return true;
  }
  tell(labels.photoTwice);
  return false;
}

function choose(row) {
  const take = (photo) => {
    use(photo, row);
    (row ?? rows().at(-1)).querySelector("textarea")?.focus();
  };
  choosePhoto(labels, panel.dataset.photoChoices, take, !row);
}

/** Let the photo of a row stand where the cursor of the text is. */
export function placeInText(row) {
  const url = new URL(row.querySelector(".thumbnail").src).pathname;
  panel.dispatchEvent(new CustomEvent("photo:place", { detail: { id: numberIn(row), url } }));
}

function liven(row) {
  row.querySelector(".photo-up").addEventListener("click", () => move(row, -1));
  row.querySelector(".photo-down").addEventListener("click", () => move(row, 1));
  row.querySelector(".photo-other").addEventListener("click", () => choose(row));
  row.querySelector(".photo-place").addEventListener("click", () => placeInText(row));
  field(row, "DELETE")?.addEventListener("change", () => {
    if (field(row, "DELETE").checked) panel.dispatchEvent(new CustomEvent("photo:away", { detail: row }));
    show();
  });
}

/** Take the row for those without JavaScript away, unless something is in it. */
function dropSpare() {
  const total = document.getElementById(`id_${panel.dataset.photoRows}-TOTAL_FORMS`);
  const spare = rows().at(-1);
  if (!spare?.matches(".spare")) return;
  spare.remove();
  total.value = Number(total.value) - 1;
}

if (panel) {
  dropSpare();
  panel.classList.add("live");
  rows().forEach(liven);
  panel.addEventListener("photo:inside", ({ detail }) => {
    for (const row of rows()) row.querySelector(".photo-inside").hidden = !detail.has(row);
  });
  part("choose").addEventListener("click", () => choose());
  show();
}
