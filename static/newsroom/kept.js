/* What is typed is kept in this browser until it is saved, and offered when it was not. */

import { element } from "./element.js";
import { addRow, arrange, picture } from "./photo-rows.js";
import { content, form, isRefused } from "./unsaved.js";

const EVERY = 3000; // milliseconds
const DAYS = 7;
const ANSWER = 300; // milliseconds in which another window says that it has the text open
const PREFIX = "newsstep:kept:";
const UNKEPT = /^(initial-.+|version|over|accept_rewrite|_kept|.+-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS)$/;
const ROW = /^(\w+)-(\d+)-(\w+)$/;
const KEYS = { article_photos: "photo", bylines: "reporter" };

const writing = document.querySelector(".writing");
const mine = writing && `${PREFIX}${writing.dataset.user}:`;
const here = writing && `${mine}${location.pathname}#`;
const bytes = crypto.getRandomValues(new Uint8Array(16));
const token = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// Storage

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

function put(key, record) {
  const full = writing.querySelector(".writing-full");
  try {
    localStorage.setItem(key, JSON.stringify(record));
    full.hidden = true;
  } catch {
    full.hidden = false;
  }
}

function keys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

function forgetOld() {
  const oldest = Date.now() - DAYS * 24 * 3600 * 1000;
  const saved = writing.dataset.saved.split(" ");
  for (const key of keys(PREFIX)) {
    const record = read(key);
    const isSaved = key.startsWith(mine) && saved.includes(key.split("#").at(-1));
    if (isSaved || !record?.fields || record.at < oldest) forget(key);
  }
}

// What is typed

const isPlain = () => !form.querySelector("[data-body-editor]");

function typed() {
  const pictures = {};
  for (const row of form.querySelectorAll(".photo-row")) {
    pictures[row.querySelector("[name$=-photo]").value] = row.querySelector(".thumbnail").getAttribute("src");
  }
  const fields = content().filter(([name]) => !UNKEPT.test(name) && !name.endsWith("-upload"));
  const version = form.elements.version?.value ?? "";
  return { fields, pictures, version, plain: isPlain() };
}

/** Return [the fields of no row as {name: values}, the rows as {prefix: [{name: value}]}]. */
function sorted(fields) {
  const single = {};
  const rows = {};
  for (const [name, value] of fields) {
    const [, prefix, number, part] = ROW.exec(name) ?? [];
    if (!prefix) {
      single[name] ??= [];
      single[name].push(value);
      continue;
    }
    rows[prefix] ??= [];
    rows[prefix][number] ??= {};
    rows[prefix][number][part] = value;
  }
  for (const prefix in rows) rows[prefix] = rows[prefix].filter(Boolean);
  return [single, rows];
}

const squeezed = (text) => text.normalize("NFC").replace(/\s+/g, " ").replace(/> </g, "><").trim();

/** Return a text that two forms share when they say the same. */
function meaning({ fields }) {
  const [single, rows] = sorted(fields);
  const parts = Object.entries(single).map(([name, values]) => [name, values.map(squeezed)]);
  for (const [prefix, all] of Object.entries(rows)) {
    const filledIn = all.map(({ id, article, position, order, ...rest }) =>
      Object.entries(rest)
        .map(([name, value]) => [name, name === KEYS[prefix] ? parseInt(value, 10) : squeezed(value)])
        .filter(([, value]) => value)
        .sort(),
    );
    parts.push([prefix, filledIn.filter((row) => row.length)]);
  }
  return JSON.stringify(parts.filter(([, values]) => values.some((value) => value.length)).sort());
}

function plainText({ fields }) {
  const [single, rows] = sorted(fields);
  const captions = (rows.article_photos ?? []).map(({ caption }) => caption);
  const html = (single.body?.[0] ?? "").replace(/<\/(p|h\d|li|figcaption|tr|blockquote)>|<br>/g, "$&\n");
  const body = new DOMParser().parseFromString(html, "text/html").body.textContent;
  return [single.headline?.[0], single.subheading?.[0], body, ...captions].filter(Boolean).join("\n\n").trim();
}

// Putting it back

function setField(field, values) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
  else if (field.type === "file" || !values.length) return;
  else field.value = values[0];
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function asParagraphs(text) {
  const paragraphs = text.split(/\n{2,}/).map((lines) => element("p", { innerText: lines }).outerHTML);
  return paragraphs.join("\n");
}

function newRow(prefix) {
  if (prefix === "article_photos") addRow();
  else document.querySelector(`#${prefix}-group .add-row a`)?.click();
}

function restoreRows(prefix, rows, pictures) {
  const at = (number, name) => form.elements[`${prefix}-${number}-${name}`];
  const total = () => Number(form.elements[`${prefix}-TOTAL_FORMS`].value);
  const key = KEYS[prefix];
  const free = new Set(Array.from({ length: total() }, (_none, number) => number));
  const like = (row) =>
    [...free].find((number) => row.id && at(number, "id")?.value === row.id) ??
    [...free].find((number) => parseInt(at(number, key)?.value, 10) === parseInt(row[key], 10));
  for (const row of rows) {
    let number = like(row);
    if (number === undefined) {
      number = total();
      newRow(prefix);
    }
    free.delete(number);
    for (const field of form.querySelectorAll(`[name^="${prefix}-${number}-"]`)) {
      const part = field.name.split("-").at(-1);
      if (part === "id" || part === "article") continue;
      if (part === "credit" || part === "alt") field.disabled = !(part in row);
      setField(field, part in row ? [row[part]] : []);
      if (part === "photo") picture(field.closest(".photo-row"), pictures[row.photo]);
    }
  }
  // Rows that the text did not have, and that nobody has saved.
  for (const number of free) {
    const away = at(number, "DELETE");
    if (away && !at(number, "id")?.value) setField(away, [away.value]);
  }
}

function restore(record) {
  const [single, rows] = sorted(record.fields);
  if (record.plain && !isPlain() && single.body && !/<\w/.test(single.body[0])) {
    single.body = [asParagraphs(single.body[0])];
  }
  for (const field of form.elements) {
    const isOwn = field.name && !ROW.test(field.name) && !UNKEPT.test(field.name);
    if (isOwn && field.name !== "csrfmiddlewaretoken" && field.type !== "submit") {
      setField(field, single[field.name] ?? []);
    }
  }
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
    put(key, record);
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
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(PREFIX) : null;
  const open = openElsewhere(channel);
  const now = meaning(typed());
  const texts = keys(here)
    .filter((key) => key !== here + token)
    .map((key) => [key, read(key)]);
  const others = texts.filter(([, record]) => meaning(record) !== now);
  for (const [key, record] of texts) if (meaning(record) === now) forget(key);
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
  else put(here + token, { ...record, at: Date.now() });
}

if (writing) forgetOld();
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
