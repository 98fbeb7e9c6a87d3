/* Comments come into the page of their article once a reader is near, as elements of their own page, and are sent
 * from there. Where this fails, links and forms do what they do without it. */

import { isOfThread, lengthOf, nameOf, sentOf, warning } from "./comment-forms.js";

const SECONDS = 30; // until an answer is given up
const HOLDER = "[data-sent]"; // it holds the words, and how many comments the article has
const words = document.querySelector(HOLDER).dataset;
const section = document.querySelector(".reader-comments");
const room = section ? document.createElement("div") : document.getElementById("comments").closest(".main");
const thread = section && new URL(section.dataset.thread, location).href;
const said = document.createElement("p");
const typed = new Map(); // name of a form → what is typed into it
let isUnderWay = false;
let isAsked = false; // somebody waits for the comments
let next = null; // where somebody wants to go while something is under way

// What is typed is kept until it has arrived, also when the page is loaded again, but for passwords.

const nameOfForm = ({ action, elements }) => nameOf(action, elements.parent?.value, elements.do?.value);
const fieldsOf = (form) => [...form.elements].filter((field) => field.matches("textarea, input:not([type=hidden])"));
const isChosen = ({ type }) => type === "radio" || type === "checkbox";

function remember(form) {
  const values = fieldsOf(form).map((field) => (isChosen(field) ? field.checked : field.value));
  typed.set(nameOfForm(form), values);
  const open = fieldsOf(form).map(({ type }, place) => (type === "password" ? "" : values[place]));
  stored((storage) => storage.setItem(nameOfForm(form), JSON.stringify(open)));
}

function recall(form) {
  const values = typed.get(nameOfForm(form)) ?? stored((storage) => JSON.parse(storage.getItem(nameOfForm(form))));
  for (const [place, field] of (values ? fieldsOf(form) : []).entries()) {
    if (isChosen(field)) field.checked = values[place] ?? false;
    else field.value ||= values[place] ?? "";
  }
}

function forget(name) {
  typed.delete(name);
  stored((storage) => storage.removeItem(name));
}

function stored(act) {
  try {
    return act(sessionStorage);
  } catch {
    return null; // storage can be forbidden, and full
  }
}

// How long a text is

function count(field) {
  const length = lengthOf(field.value);
  const limit = Number(field.dataset.limit);
  const shown = field.nextElementSibling;
  shown.textContent = `${length.toLocaleString("en")} / ${limit.toLocaleString("en")}`;
  shown.classList.toggle("over", length > limit);
  return warning(length, limit, words);
}

function makeReady() {
  for (const form of room.querySelectorAll("form")) recall(form);
  for (const field of room.querySelectorAll("textarea[data-limit]")) {
    const shown = document.createElement("span");
    shown.className = "comment-length";
    shown.setAttribute("aria-hidden", "true");
    field.after(shown);
    count(field);
  }
}

/** Say it once the reader pauses. */
function warn(sentence) {
  clearTimeout(warn.timer);
  if (sentence) warn.timer = setTimeout(() => say(sentence), 1000);
}

function say(sentence) {
  said.textContent = sentence;
}

// Pages of the thread

function ask(method, address, body) {
  return new Promise((answered) => {
    const request = new XMLHttpRequest();
    request.open(method, address);
    request.responseType = "document";
    request.timeout = SECONDS * 1000;
    request.onloadend = () => answered(request);
    request.send(body);
  });
}

/** Put a page of the thread into its room; returns whether the answer is one. */
function put({ response: page, responseURL }) {
  const main = page?.getElementById("comments")?.closest(".main");
  if (!main) return false;
  // Addresses were written for where the page stood.
  for (const link of main.querySelectorAll("a[href]:not([href^='#'])")) link.setAttribute("href", link.href);
  for (const form of main.querySelectorAll("form")) form.setAttribute("action", form.action);
  if (section) fit(main, isThread(responseURL));
  // The focus goes where it is told below.
  for (const element of main.querySelectorAll("[autofocus]")) element.autofocus = false;
  room.replaceChildren(...[...main.childNodes].map((node) => document.importNode(node, true)));
  makeReady();
  const { article, number } = page.querySelector(HOLDER)?.dataset ?? {};
  document.dispatchEvent(new CustomEvent("comments", { detail: { [article]: Number(number) } }));
  return true;
}

const isThread = (address) => new URL(address).pathname === new URL(thread).pathname;

/** Make the main part of a page a part of the article's page, below its heading. */
function fit(main, isWhole) {
  for (const back of main.querySelectorAll(".comments-article a")) {
    if (isOfThread(back.href, thread)) back.textContent = words.all;
    else back.parentElement.remove();
  }
  main.querySelector("#comments").removeAttribute("id");
  if (isWhole) main.querySelector("h1").remove();
  for (const heading of main.querySelectorAll("h1, h2, h3, h4")) {
    const lower = main.ownerDocument.createElement(`h${Number(heading.tagName[1]) + (isWhole ? 1 : 2)}`);
    for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
    lower.append(...heading.childNodes);
    heading.replaceWith(lower);
  }
}

async function show(address) {
  if (isUnderWay) {
    next = address;
    return;
  }
  isUnderWay = true;
  const isThere = put(await ask("GET", address));
  isUnderWay = false;
  if (next) return goOn();
  if (isThere) leaveDoor();
  const at = isThere && document.getElementById(new URL(address).hash.slice(1));
  if (isAsked && isThere) focusOn(at || section.querySelector("h2"));
  else if (isAsked) location.assign(address);
  isAsked = false;
}

function goOn() {
  const address = next;
  next = null;
  return show(address);
}

/** Take the link away that led to the comments, but from nobody who stands on it. */
function leaveDoor() {
  const door = section.querySelector(".comments-door");
  if (door?.contains(document.activeElement) && !isAsked) {
    // Not while it is being taken away.
    door.addEventListener("focusout", () => setTimeout(() => door.remove()), { once: true });
  } else door?.remove();
}

// Forms

function dataOf(form, button) {
  const data = new URLSearchParams(new FormData(form));
  if (button?.name) data.append(button.name, button.value);
  return data;
}

const comments = () =>
  [...room.querySelectorAll("li.comment")].map(({ id, children }) => ({
    id,
    text: [...children].find((part) => part.matches(".comment-text"))?.textContent ?? "",
  }));

async function send(form, button) {
  const { action, elements } = form;
  const [name, text, known] = [nameOfForm(form), elements.text?.value, new Set(comments().map(({ id }) => id))];
  wait(form, true);
  const answer = await ask("POST", action, dataOf(form, button));
  wait(form, false);
  const isDone = answer.status === 200;
  if (isDone) forget(name);
  if (!put(answer)) return fail(form, name);
  const note = room.querySelector(".comments-note[role=status]");
  if (!isDone) return focusOn(errorOf() ?? note);
  if (next) return goOn();
  if (!section) history.replaceState(null, "", answer.responseURL);
  const made = note || text === undefined ? null : sentOf(comments(), known, text);
  if (made) say(words.sent);
  focusOn((made && document.getElementById(made.id)) ?? note ?? again(action, button));
}

function wait(form, shall) {
  isUnderWay = shall;
  form.setAttribute("aria-busy", shall);
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", shall);
}

function fail(form, name) {
  if (name) remember(form);
  form.querySelector(".comment-failure")?.remove();
  const error = document.createElement("p");
  error.className = "comment-error comment-failure";
  error.setAttribute("role", "alert");
  error.textContent = words.failed;
  form.prepend(error);
}

/** Return the first field that is wrong, or what is said of it. */
function errorOf() {
  const error = room.querySelector(".comment-error");
  const field = error?.parentElement.querySelector("textarea, input:not([type=hidden])");
  return room.querySelector("[aria-invalid=true]") ?? field ?? error;
}

/** Return the button that stands where the pressed one stood. */
function again(action, button) {
  const buttons = [...room.querySelectorAll("form button")];
  return buttons.find((one) => one.form.action === action && one.value === button?.value);
}

function focusOn(element) {
  if (!element) return;
  if (!element.matches("a, button, input, textarea")) element.tabIndex = -1;
  const { top, bottom } = element.getBoundingClientRect();
  element.focus({ preventScroll: true });
  if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: "center" });
}

function follow(event) {
  const link = event.target.closest("a[href]");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || link.getAttribute("href").startsWith("#") || !isOfThread(link.href, thread)) return;
  event.preventDefault();
  isAsked = true;
  show(link.href);
}

function wire(part) {
  part.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    event.preventDefault();
    const isBeingSent = event.target.getAttribute("aria-busy") === "true";
    if (!isUnderWay) send(event.target, event.submitter);
    else if (!isBeingSent) fail(event.target, nameOfForm(event.target));
  });
  part.addEventListener("input", ({ target }) => {
    if (target.form) remember(target.form);
    if (target.matches("textarea[data-limit]")) warn(count(target));
  });
}

function comeNear() {
  room.className = "comments-room";
  section.append(room);
  section.addEventListener("click", follow);
  const near = new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && come(), {
    rootMargin: "0px 0px 600px",
  });
  function come() {
    near.disconnect();
    section.removeEventListener("focusin", come);
    show(thread);
  }
  near.observe(section);
  section.addEventListener("focusin", come);
}

said.className = "unseen";
said.setAttribute("role", "status");
if (section) comeNear();
else makeReady();
room.after(said);
wire(room);
