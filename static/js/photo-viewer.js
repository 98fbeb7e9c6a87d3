// The photos of an article over the whole screen: swiped, pinched, gone through by keys, left by the back button too.

const dialog = document.querySelector("#photo-viewer").content.firstElementChild.cloneNode(true);
const strip = dialog.querySelector("ol");
const told = dialog.querySelector("[role=status]");
const steps = dialog.querySelectorAll("[data-go]");
const links = [...document.querySelectorAll(".photo-link")];

function shown(link) {
  const item = document.createElement("li");
  const figure = document.createElement("figure");
  const image = link.querySelector("img").cloneNode();
  const words = link.parentElement.querySelector("figcaption");
  image.sizes = `min(100vw, ${image.getAttribute("width")}px)`; // no larger than it is
  figure.append(image);
  if (words) figure.append(words.cloneNode(true));
  item.append(figure);
  return item;
}

const place = () => Math.round(strip.scrollLeft / strip.clientWidth);

function tell() {
  const now = place();
  const words = `${now + 1} / ${links.length}`;
  if (told.textContent !== words) told.textContent = words;
  for (const step of steps) step.disabled = !links[now + Number(step.dataset.go)];
}

function go(number, behavior) {
  strip.scrollTo({ left: number * strip.clientWidth, behavior });
}

function step(by) {
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  go(place() + by, isStill ? "instant" : "smooth");
}

/** Show the photos from the one in a link on. */
export function open(link) {
  dialog.showModal();
  go(links.indexOf(link), "instant");
  tell();
  history.pushState({ isViewing: true }, "");
}

strip.append(...links.map(shown));
document.body.append(dialog);
strip.addEventListener("scroll", tell, { passive: true });
dialog.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (button?.dataset.go) step(Number(button.dataset.go));
  else if (button || target.matches("ol, li, figure")) dialog.close();
});
dialog.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by) return;
  event.preventDefault();
  step(by);
});
dialog.addEventListener("close", () => history.state?.isViewing && history.back());
addEventListener("popstate", () => dialog.close());
