/* What is typed is kept in this browser until it is saved, and offered when it was not. */

import { element } from "./element.js";
import { isKept, matched, meaning, setField, setRow, setSingle, sorted } from "./form-rows.js";
import { forget, forgetOld, keys, keysOf, put, read } from "./kept-store.js";
import { addRow, arrange, picture, pictureOf } from "./photo-rows.js";
import { content, form, isRefused } from "./unsaved.js";

const EVERY = 3000; // milliseconds
const ANSWER = 300; // milliseconds in which another window says that it has the text open
const CHANNEL = "newsstep:kept:";

const writing = document.querySelector(".writing");
const here = writing && `${keysOf(writing.dataset.user)}${location.pathname}#`;
const bytes = crypto.getRandomValues(new Uint8Array(16));
const token = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function store(key, record) {
  writing.querySelector(".writing-full").hidden = put(key, record);
}

// What is typed

const isPlain = () => !form.querySelector("[data-body-editor]");

function typed() {
  const pictures = {};
  for (const row of form.querySelectorAll(".photo-row")) {
    pictures[row.querySelector("[name$=-photo]").value] = pictureOf(row);
  }
  const fields = content().filter(([name]) => isKept(name));
  const version = form.elements.version?.value ?? "";
  return { fields, pictures, version, plain: isPlain() };
}

function plainText({ fields }) {
  const [single, rows] = sorted(fields);
  const captions = (rows.article_photos ?? []).map(({ caption }) => caption);
  const html = (single.body?.[0] ?? "").replace(/<\/(p|h\d|li|figcaption|tr|blockquote)>|<br>/g, "$&\n");
  const body = new DOMParser().parseFromString(html, "text/html").body.textContent;
  return [single.headline?.[0], single.subheading?.[0], body, ...captions].filter(Boolean).join("\n\n").trim();
}

// Putting it back

function asParagraphs(text) {
  const paragraphs = text.split(/\n{2,}/).map((lines) => element("p", { innerText: lines }).outerHTML);
  return paragraphs.join("\n");
}

function newRow(prefix) {
  if (prefix === "article_photos") addRow();
  else document.querySelector(`#${prefix}-group .add-row a`)?.click();
}

function restoreRows(prefix, rows, pictures) {
  const total = () => Number(form.elements[`${prefix}-TOTAL_FORMS`].value);
  const fieldsOf = (number) => [...form.querySelectorAll(`[name^="${prefix}-${number}-"]`)];
  const present = Array.from({ length: total() }, (_none, number) =>
    Object.fromEntries(fieldsOf(number).map((field) => [field.name.split("-").at(-1), field.value])),
  );
  const [numbers, leftOver] = matched(prefix, rows, present);
  rows.forEach((row, place) => {
    let number = numbers[place];
    if (number === undefined) {
      number = total();
      newRow(prefix);
    }
    const fields = fieldsOf(number);
    setRow(fields, row);
    const photo = fields.find((field) => field.name.endsWith("-photo"));
    if (photo) picture(photo.closest(".photo-row"), pictures[row.photo]);
  });
  // Rows that the text did not have, and that nobody has saved.
  for (const number of leftOver) {
    const away = form.elements[`${prefix}-${number}-DELETE`];
    if (away && !present[number].id) setField(away, [away.value]);
  }
}

function restore(record) {
  const [single, rows] = sorted(record.fields);
  if (record.plain && !isPlain() && single.body && !/<\w/.test(single.body[0])) {
    single.body = [asParagraphs(single.body[0])];
  }
  setSingle(form.elements, single);
  for (const prefix in rows) {
    if (form.elements[`${prefix}-TOTAL_FORMS`]) restoreRows(prefix, rows[prefix], record.pictures);
  }
  arrange();
}

// The offer

function when(at) {
  const time = new Date(at);
  const two = (number) => String(number).padStart(2, "0");
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}`;
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday ? clock : `${two(time.getMonth() + 1)}-${two(time.getDate())} ${clock}`;
}

function offer(key, record) {
  const bar = writing.querySelector(".kept-offer").content.cloneNode(true).firstElementChild;
  const part = (name) => bar.querySelector(`.kept-${name}`);
  const text = plainText(record);
  const count = [...text.replace(/\s*\n\s*/g, "")].length.toLocaleString("ko");
  const sentence = part("said");
  sentence.textContent = sentence.textContent.replace("{when}", when(record.at)).replace("{count}", count).trim();
  part("newer").hidden = record.version === writing.dataset.version;
  part("text").textContent = text;
  let before;
  const ask = (isAsking) => {
    for (const name of ["restore", "discard"]) part(name).hidden = !isAsking;
    part("undo").hidden = isAsking;
    (isAsking ? part("restore") : part("undo")).focus();
  };
  part("restore").addEventListener("click", () => {
    before = typed();
    restore(record);
    forget(key);
    keep();
    part("after").textContent = part("restored").textContent;
    ask(false);
  });
  part("discard").addEventListener("click", () => {
    forget(key);
    part("after").textContent = part("discarded").textContent;
    ask(false);
  });
  part("undo").addEventListener("click", () => {
    store(key, record);
    if (before) restore(before);
    before = undefined;
    part("after").textContent = "";
    ask(true);
  });
  writing.append(bar);
}

/** Return which of the texts are being written in another window, asking all windows. */
function openElsewhere(channel) {
  const open = new Set();
  channel?.addEventListener("message", ({ data }) => {
    if (data === "who") channel.postMessage(token);
    else open.add(data);
  });
  channel?.postMessage("who");
  return open;
}

function offerAll() {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
  const open = openElsewhere(channel);
  const now = meaning(typed().fields);
  const texts = keys(here)
    .filter((key) => key !== here + token)
    .map((key) => [key, read(key)]);
  const others = texts.filter(([, record]) => meaning(record.fields) !== now);
  for (const [key, record] of texts) if (meaning(record.fields) === now) forget(key);
  setTimeout(() => {
    const lost = others.filter(([key]) => !open.has(key.split("#").at(-1)));
    for (const [key, record] of lost.sort(([, a], [, b]) => b.at - a.at)) offer(key, record);
  }, ANSWER);
}

// Keeping

let begun, last;

function keep() {
  const record = typed();
  const now = JSON.stringify(record.fields);
  if (now === last) return;
  last = now;
  if (now === begun) forget(here + token);
  else store(here + token, { ...record, at: Date.now() });
}

if (writing) forgetOld(writing.dataset.user, writing.dataset.saved.split(" "));
if (writing && form) {
  form.append(element("input", { type: "hidden", name: "_kept", value: token }));
  // What was refused is not saved anywhere.
  if (isRefused) keep();
  else begun = last = JSON.stringify(typed().fields);
  offerAll();
  setInterval(keep, EVERY);
  form.addEventListener("submit", keep);
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
}
