/* What is typed is kept in this browser and on the server until it is saved, and offered when it was not. */

import { element } from "./element.js";
import { isKept, matched, meaning, setField, setRow, setSingle, sorted } from "./form-rows.js";
import * as server from "./kept-server.js";
import { forget, forgetOld, keys, keysOf, put, read } from "./kept-store.js";
import { addRow, arrange, picture, pictureOf } from "./photo-rows.js";
import { content, form, isRefused } from "./unsaved.js";

const ANSWER = 300; // milliseconds in which another window says that it has the text open
const CHANNEL = "newsstep:kept:";

const writing = document.querySelector(".writing");
const here = writing && `${keysOf(writing.dataset.user)}${location.pathname}#`;
const bytes = crypto.getRandomValues(new Uint8Array(16));
const token = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

let isKeptHere = false;

function store(key, record) {
  isKeptHere = put(key, record);
  writing.querySelector(".writing-full").hidden = isKeptHere;
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

function drop(token) {
  forget(here + token);
  server.forget(token);
}

/** Offer a text in a bar; returns its button that brings the text back. */
function offer({ token: its, record, at }) {
  const bar = writing.querySelector(".kept-offer").content.cloneNode(true).firstElementChild;
  const part = (name) => bar.querySelector(`.kept-${name}`);
  const text = plainText(record);
  const count = [...text.replace(/\s*\n\s*/g, "")].length.toLocaleString("ko");
  const sentence = part("said");
  sentence.textContent = sentence.textContent.replace("{when}", when(at)).replace("{count}", count).trim();
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
    keep();
    drop(its);
    part("after").textContent = part("restored").textContent;
    ask(false);
  });
  part("discard").addEventListener("click", () => {
    drop(its);
    part("after").textContent = part("discarded").textContent;
    ask(false);
  });
  part("undo").addEventListener("click", () => {
    store(here + its, record);
    server.put(its, record).catch(tellTrouble);
    if (before) restore(before);
    before = undefined;
    part("after").textContent = "";
    ask(true);
  });
  writing.append(bar);
  return part("restore");
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

/** Return the texts of both nets for this page; of one that both hold the newer state. */
async function everyText() {
  const found = new Map();
  for (const key of keys(here)) {
    const record = read(key);
    if (record) found.set(key.split("#").at(-1), { record, at: record.at });
  }
  for (const { token: its, record, at } of await server.texts().catch(() => [])) {
    const own = found.get(its);
    if (!own) found.set(its, { record, at });
    else if (own.record.at < record.at) found.set(its, { record, at: record.at });
  }
  found.delete(token);
  return [...found].map(([its, text]) => ({ token: its, ...text }));
}

async function offerAll() {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
  const open = openElsewhere(channel);
  const now = meaning(typed().fields);
  const [texts] = await Promise.all([everyText(), new Promise((resolve) => setTimeout(resolve, ANSWER))]);
  const others = texts.filter(({ record }) => meaning(record.fields) !== now);
  for (const text of texts) if (!others.includes(text)) drop(text.token);
  // Somebody who goes on with one of them has chosen already.
  const chosen = others.find(({ token: its }) => location.hash === `#kept-${its}`);
  if (chosen) {
    offer(chosen).click();
    return;
  }
  const lost = others.filter(({ token: its }) => !open.has(its));
  for (const text of lost.sort((a, b) => b.at - a.at)) offer(text);
}

// Keeping

let begun, last;

function keep() {
  const record = { ...typed(), at: Date.now() };
  const now = JSON.stringify(record.fields);
  if (now === last) return;
  last = now;
  if (now === begun) {
    drop(token);
    server.owe(null);
    tell("quiet", "");
    return;
  }
  store(here + token, record);
  server.owe(record);
}

/** Keep what has changed, here at once and on the server as soon as it answers. */
function keepBoth(isLeaving = false) {
  keep();
  server.send(token, isLeaving).then((isKept) => isKept && tellKept(), tellTrouble);
}

// Sending the form

let hasWaited = false; // for the network, with a form that somebody has sent

/** Keep a form that is sent without a network on the screen; a server that answers all the same gets it. */
async function sendOnline(event) {
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  hasWaited = true;
  keep();
  try {
    await server.texts();
    form.removeEventListener("submit", sendOnline, true);
    form.requestSubmit(event.submitter);
  } catch (reason) {
    tellTrouble(reason);
  }
}

// Where it is kept

const state = document.querySelector(".kept-state");

function tell(kind, said) {
  const line = state.querySelector(`[data-${kind}]`);
  const other = state.querySelector(kind === "quiet" ? "[data-trouble]" : "[data-quiet]");
  other.replaceChildren();
  if (line.textContent !== (said.textContent ?? said)) line.replaceChildren(said);
}

function tellKept() {
  const { both, server: alone } = state.dataset;
  tell("quiet", (isKeptHere ? both : alone).replace("{when}", when(Date.now())));
}

function tellTrouble(reason) {
  const { here, offline, none, lapsed, login } = state.dataset;
  const browser = hasWaited && !navigator.onLine ? offline : here;
  if (reason instanceof server.Lapsed) {
    tell("trouble", element("a", { href: login, target: "_blank", textContent: lapsed }));
    return;
  }
  tell("trouble", reason.message && reason instanceof server.Refused ? reason.message : isKeptHere ? browser : none);
}

if (writing) forgetOld(writing.dataset.user, writing.dataset.saved.split(" "), Number(writing.dataset.days));
if (writing && form) {
  form.append(element("input", { type: "hidden", name: "_kept", value: token }));
  // What was refused is not saved anywhere.
  if (isRefused) keepBoth();
  else begun = last = JSON.stringify(typed().fields);
  offerAll();
  setInterval(() => keepBoth(), Number(writing.dataset.every) * 1000);
  form.addEventListener("submit", sendOnline, true);
  form.addEventListener("submit", () => {
    keep();
    server.hold();
  });
  window.addEventListener("pagehide", () => keepBoth(true));
  document.addEventListener("visibilitychange", () => document.hidden && keepBoth(true));
}
