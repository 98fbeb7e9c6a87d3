/* Tells what is new without a reload: the count in the header and the title, and lists of the first screen. */

const link = document.querySelector("[data-news]");
const title = document.title.replace(/^\(\d+\+?\) /, "");
const lists = () => document.querySelectorAll("[data-fresh]");
let step = link?.dataset.step;
let timer;
let bar;

function show(unseen) {
  document.title = unseen ? `(${unseen}) ${title}` : title;
  const count = link.querySelector(".news-count");
  if (count.textContent !== unseen) count.textContent = unseen;
  link.setAttribute("aria-label", unseen ? `${link.dataset.label} ${unseen}` : link.dataset.label);
}

/** Return what the lists of a document say, without the times that pass by themselves. */
function saying(root) {
  const said = root.querySelectorAll("[data-fresh] :is(a, h2, q, .state)");
  return [...said].map((part) => `${part.textContent.trim()} ${part.pathname ?? ""}`).join("\n");
}

/** Put the newer lists in the place of those on the screen, opened as these are. */
function replace(newer) {
  bar?.remove();
  bar = undefined;
  const fresh = newer.querySelectorAll("[data-fresh]");
  lists().forEach((old, number) => {
    if (!fresh[number]) return;
    const open = [...old.querySelectorAll("details")].map((details) => details.open);
    fresh[number].querySelectorAll("details").forEach((details, at) => {
      details.open = open[at] ?? false;
    });
    old.replaceWith(document.adoptNode(fresh[number]));
  });
}

/** Offer the newer lists: under the finger of somebody who is about to press nothing moves. */
function offer(newer) {
  bar?.remove();
  bar = document.createElement("button");
  bar.type = "button";
  bar.className = "newer-lists";
  bar.textContent = link.dataset.newer;
  bar.addEventListener("click", () => replace(newer));
  document.querySelector("main, #content").append(bar);
}

async function renew(isWatched) {
  const answer = await fetch(location.href, { redirect: "error" });
  if (!answer.ok) return;
  const newer = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (saying(newer) === saying(document)) return;
  if (isWatched && document.hasFocus()) offer(newer);
  else replace(newer);
}

async function look(isWatched) {
  try {
    const answer = await fetch(link.dataset.news, { redirect: "error" });
    if (answer.status === 403) return stop();
    if (!answer.ok) return;
    const news = await answer.json();
    show(news.unseen);
    const isNewer = String(news.step) !== step;
    step = String(news.step);
    if (isNewer && lists().length) await renew(isWatched);
  } catch {
    // The server is away for a moment: the next look tells.
  }
}

function begin() {
  clearInterval(timer);
  timer = setInterval(() => document.hidden || look(true), link.dataset.every * 1000);
}

function stop() {
  clearInterval(timer);
  document.removeEventListener("visibilitychange", onVisible);
}

function onVisible() {
  if (!document.hidden) look(false);
}

if (link) {
  begin();
  document.addEventListener("visibilitychange", onVisible);
  // A screen that Back brings out of the browser's memory is an old one.
  window.addEventListener("pageshow", (event) => event.persisted && look(false));
}
