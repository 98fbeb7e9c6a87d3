/* Notes beside the text: about selected words, sent without leaving what is being written. */

import { element } from "./element.js";
import { bind } from "./keys.js";
import { suggestPeople } from "./mentions.js";
import { selectedIn, selectedInField, show, showInField } from "./passages.js";

const FIELDS = "#id_headline, #id_subheading, #id_body, .article-photos textarea, .article-photos input[type=text]";
const STAYS = 400; // milliseconds for which a button that was aimed at stays

let panel = document.querySelector(".notes");
const articleForm = document.getElementById("article_form");
const frame = document.querySelector(".review .page-frame iframe");
const opener = document.querySelector(".open-notes");
const hasText = Boolean(articleForm || frame);
const isBeside = () => panel.closest(".review-facts") && matchMedia("(min-width: 68.75em)").matches;
const shownFields = () => [...(articleForm?.querySelectorAll(FIELDS) ?? [])].filter((field) => !field.hidden);
const newNote = () => panel.querySelector("[data-key=new]");

/** Return the elements whose text is the article's, as it stands on this screen. */
function roots() {
  const page = frame?.contentDocument?.querySelector(".article");
  return [...(articleForm?.querySelectorAll(".ProseMirror, .shown-body") ?? []), page].filter(Boolean);
}

// The panel: in its place, or over the screen's edge so that the text stays in sight

function open() {
  panel.classList.toggle("over", !isBeside());
  panel.querySelector(".close-notes").hidden = isBeside();
}

function close() {
  panel.classList.remove("over");
  panel.querySelector(".close-notes").hidden = true;
  opener?.focus();
}

// Words that are selected

let selected = null;
const here = element("button", { type: "button", className: "button note-here", hidden: true });

function follow() {
  const field = document.activeElement;
  const inField = shownFields().includes(field) ? selectedInField(field) : null;
  const found = inField ?? roots().map(selectedIn).find(Boolean) ?? null;
  if (found) {
    selected = found;
    here.hidden = newNote()?.elements.quote.value === found.quote;
  } else setTimeout(() => (here.hidden = !roots().some(selectedIn) && !inField), STAYS);
}

function about(passage) {
  const form = newNote();
  for (const name of ["quote", "prefix", "suffix"]) form.elements[name].value = passage?.[name] ?? "";
  form.querySelector(".note-about").hidden = !passage;
  form.querySelector(".note-about q").textContent = passage?.quote ?? "";
}

function begin() {
  if (!newNote()) return;
  open();
  about(selected);
  newNote().elements.text.focus();
  here.hidden = true;
}

// Passages of notes that are there

function goTo(note) {
  const sought = note.querySelector(".note-passage").dataset;
  if (!isBeside()) open();
  const isThere =
    roots().some((root) => show(root, sought)) || shownFields().some((field) => showInField(field, sought));
  note.querySelector(".note-lost").hidden = isThere;
}

// Sending

/** Return the texts that have been typed and not sent, by the key of their form. */
const typed = () =>
  [...panel.querySelectorAll("[data-key]")]
    .map((form) => [form.dataset.key, form.elements.text.value])
    .filter(([, text]) => text.trim());

const ask = (form, options) => fetch(form.getAttribute("action"), { redirect: "manual", ...options }).catch(() => null);
const parsed = (html) => new DOMParser().parseFromString(html, "text/html");

function post(form) {
  const body = new FormData(form);
  // In a header it is the token of a script, whose request is no form that is done once.
  const headers = { "X-CSRFToken": body.get("csrfmiddlewaretoken") };
  body.delete("csrfmiddlewaretoken");
  return ask(form, { method: "POST", body, headers });
}

/** Give the form the token that is good after a new login; returns whether there is one. */
async function renewed(form) {
  const response = await ask(form);
  const token = response?.ok && parsed(await response.text()).querySelector(".notes [name=csrfmiddlewaretoken]");
  if (token) form.elements.csrfmiddlewaretoken.value = token.value;
  return Boolean(token);
}

async function sent(form) {
  let response = await post(form);
  if (response?.status === 403 && (await renewed(form))) response = await post(form);
  if (response?.ok) return { list: await response.text() };
  if (response?.status === 422) return response.json();
  const hasLapsed = response?.type === "opaqueredirect" || [403, 404].includes(response?.status);
  return { error: hasLapsed ? panel.dataset.lapsed : panel.dataset.failed };
}

/** Put the new list in the place of the old one; what is typed in other forms stays. */
function replace(list, sentForm) {
  const kept = typed().filter(([key]) => key !== sentForm.dataset.key);
  const passage = selectedPassage(sentForm);
  const isOver = panel.classList.contains("over");
  const fresh = parsed(list).querySelector(".notes");
  panel.replaceWith(fresh);
  panel = fresh;
  serve();
  if (passage) about(passage);
  for (const [key, text] of kept) {
    const form = panel.querySelector(`[data-key="${key}"]`);
    if (!form) continue;
    form.elements.text.value = text;
    const answer = form.closest("details");
    if (answer) answer.open = true;
  }
  if (isOver) open();
  panel.querySelector("h2").focus();
  for (const count of document.querySelectorAll(".open-notes")) count.querySelector(".count")?.remove();
  const count = panel.querySelector("h2 .count");
  if (count) opener?.append(" ", count.cloneNode(true));
}

/** Return the passage of a new note that is still being written while another form was sent. */
function selectedPassage(sentForm) {
  const form = newNote();
  if (!form || form === sentForm || !form.elements.quote.value) return null;
  return Object.fromEntries(["quote", "prefix", "suffix"].map((name) => [name, form.elements[name].value]));
}

async function send(event) {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("[type=submit]");
  if (button.disabled) return;
  button.disabled = true;
  const { list, error } = await sent(form);
  button.disabled = false;
  if (list) replace(list, form);
  else form.querySelector(".note-wrong").textContent = error;
}

function serve() {
  for (const form of panel.querySelectorAll(".note-form")) form.addEventListener("submit", send);
  const people = panel.dataset.people.split("\n").filter(Boolean);
  for (const field of panel.querySelectorAll("textarea")) suggestPeople(field, people, panel.dataset.suggested);
  newNote()
    ?.querySelector(".note-about button")
    .addEventListener("click", () => about(null));
  panel.querySelector(".close-notes").addEventListener("click", close);
  panel.addEventListener("keydown", ({ key }) => key === "Escape" && panel.classList.contains("over") && close());
  if (!hasText) return;
  for (const note of panel.querySelectorAll(".note:has(.note-passage)")) {
    note.querySelector(".note-passage button").hidden = false;
    note.querySelector(".note-passage").addEventListener("click", () => goTo(note));
  }
}

/** Let words of the page be selected in its frame, where nothing else can be done. */
function serveFrame() {
  const page = frame.contentDocument;
  if (!page || !newNote()) return;
  frame.parentElement.classList.add("selectable");
  page.addEventListener("selectionchange", follow);
  for (const kind of ["click", "auxclick", "submit", "dragstart"]) {
    page.addEventListener(kind, (event) => event.preventDefault(), true);
  }
}

if (panel) {
  serve();
  window.addEventListener("beforeunload", (event) => typed().length && event.preventDefault());
  if (hasText) {
    here.textContent = panel.dataset.here;
    document.body.append(here);
    here.addEventListener("mousedown", (event) => event.preventDefault());
    here.addEventListener("click", begin);
    opener?.addEventListener("click", (event) => {
      event.preventDefault();
      open();
      panel.querySelector("h2").focus();
    });
    document.addEventListener("selectionchange", follow);
    document.addEventListener("select", follow, true);
    if (newNote()) bind("note", begin);
    frame?.addEventListener("load", serveFrame);
    if (frame?.contentDocument?.readyState === "complete") serveFrame();
  }
}
