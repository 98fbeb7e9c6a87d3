/* Rows of photos are dragged to their place, by a mouse or a finger. */

import { panel, settle, staying } from "./photo-rows.js";

const EDGE = 56; // pixels from the edge of the window at which dragging scrolls

function drag(handle, start) {
  const row = handle.closest(".photo-row");
  const before = row.nextElementSibling;
  const events = new AbortController();
  const { signal } = events;
  const move = ({ clientY }) => {
    if (clientY < EDGE) window.scrollBy(0, -12);
    if (clientY > window.innerHeight - EDGE) window.scrollBy(0, 12);
    const others = staying().filter((other) => other !== row);
    const next = others.find((other) => {
      const box = other.getBoundingClientRect();
      return clientY < box.top + box.height / 2;
    });
    if (next && row.nextElementSibling !== next) next.before(row);
    if (!next && others.length && others.at(-1).nextElementSibling !== row) others.at(-1).after(row);
    // Where a row has moved in the document the pointer is let go.
    if (!handle.hasPointerCapture(start.pointerId)) handle.setPointerCapture(start.pointerId);
  };
  const stop = (isKept) => {
    events.abort();
    row.classList.remove("dragged");
    if (isKept) settle(row);
    else row.parentElement.insertBefore(row, before);
  };
  row.classList.add("dragged");
  handle.setPointerCapture(start.pointerId);
  // A finger tells the document where the handle has left its place.
  document.addEventListener("pointermove", move, { signal });
  document.addEventListener("pointerup", () => stop(true), { signal });
  document.addEventListener("pointercancel", () => stop(false), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && stop(false), { signal });
}

panel?.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".photo-handle");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  drag(handle, event);
});
