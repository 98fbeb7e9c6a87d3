/* The photos of an article: chosen from the library or uploaded, in their order; the first leads. */

import { element } from "./element.js";
import { filled } from "./label.js";
import { choosePhoto } from "./photo-dialog.js";
import { holdWhileUploading, placeOf, upload } from "./upload.js";

export const panel = document.querySelector("[data-photo-rows]");
const labels = panel && JSON.parse(panel.dataset.labels);
const part = (name) => panel.querySelector(`.photo-${name}`);
const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
const rows = () => [...panel.querySelectorAll(".photo-row")];
const staying = () => rows().filter((row) => !field(row, "DELETE")?.checked);
const WORDS = ["caption", "credit", "alt"];
const numberIn = (row) => parseInt(field(row, "photo").value, 10);

const tell = (sentence) => {
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
  rows().forEach((one, place) => {
    field(one, "position").value = place;
  });
  row.querySelector(step < 0 ? ".photo-up" : ".photo-down").focus();
  show();
  tell(filled(labels.photoMoved, { place: all.indexOf(row) + step + 1 }));
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

/** Put a photo into a row, with what is known of it; words that somebody wrote stay. */
function fill(row, photo) {
  const before = JSON.parse(row.dataset.proposed ?? "{}");
  for (const [name, input] of Object.entries(wordsOf(row))) {
    if (!input.value || input.value === before[name]) input.value = photo[name];
  }
  row.dataset.proposed = JSON.stringify(photo);
  field(row, "photo").value = photo.receipt ?? photo.id;
  row.querySelector(".photo-taken").textContent = photo.taken_at && filled(labels.photoTaken, { at: photo.taken_at });
  picture(row, photo.thumbnail);
  row.dispatchEvent(new Event("input", { bubbles: true }));
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
function use(photo, row) {
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
  choosePhoto(labels, panel.dataset.photoChoices, (photo) => {
    use(photo, row);
    (row ?? rows().at(-1)).querySelector("textarea")?.focus();
  });
}

function liven(row) {
  row.querySelector(".photo-up").addEventListener("click", () => move(row, -1));
  row.querySelector(".photo-down").addEventListener("click", () => move(row, 1));
  row.querySelector(".photo-other").addEventListener("click", () => choose(row));
  row.querySelector(".photo-place").addEventListener("click", () => {
    const { src } = row.querySelector(".thumbnail");
    const url = new URL(src).pathname;
    panel.dispatchEvent(new CustomEvent("photo:place", { detail: { id: numberIn(row), url } }));
  });
  field(row, "DELETE")?.addEventListener("change", () => {
    if (field(row, "DELETE").checked) panel.dispatchEvent(new CustomEvent("photo:away", { detail: row }));
    show();
  });
}

async function send(file, place) {
  const bar = element("progress", { max: 1, value: 0, "aria-label": file.name });
  const line = element("li", {}, [element("span", { textContent: file.name }), bar]);
  part("uploads").append(line);
  tell(filled(labels.photoUploading, { name: file.name }));
  try {
    const photo = await upload(file, place, (part) => (bar.value = part));
    line.remove();
    if (use(photo)) tell(filled(labels.photoAdded, { name: file.name }));
  } catch (error) {
    const again = element("button", { type: "button", textContent: labels.retry });
    const close = element("button", { type: "button", textContent: labels.cancel });
    again.addEventListener("click", () => {
      line.remove();
      send(file, place);
    });
    close.addEventListener("click", () => line.remove());
    line.className = "wrong";
    line.replaceChildren(element("span", { textContent: error.message }), again, close);
    tell(error.message);
  }
}

function takeFiles(form) {
  const place = placeOf(panel, form, labels);
  const drop = part("drop");
  const input = drop.querySelector("input");
  input.addEventListener("change", () => {
    for (const file of [...input.files]) send(file, place);
    input.value = "";
  });
  drop.querySelector(".photo-choose").addEventListener("click", () => choose());
  const bringsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  panel.addEventListener("dragover", (event) => panel.classList.toggle("over", bringsFiles(event)));
  for (const name of ["dragleave", "drop"]) {
    panel.addEventListener(name, () => panel.classList.remove("over"));
  }
  panel.addEventListener("drop", (event) => {
    if (!bringsFiles(event)) return;
    // What is no photo is told by who looks into it: a name or a type says nothing for certain.
    for (const file of event.dataTransfer.files) send(file, place);
  });
  // A file that misses its place would open instead of the page.
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => bringsFiles(event) && event.preventDefault());
  }
  holdWhileUploading(form, () => tell(labels.photoWaiting));
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
  takeFiles(panel.closest("form"));
  show();
}
