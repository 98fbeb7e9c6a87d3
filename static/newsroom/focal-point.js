/* The focal point of a photo: pressed or moved on the picture, with the shapes that it is cut to. */

import { bind } from "./keys.js";

const STEP = 0.01;
const BIG_STEP = 0.1;
const MOVES = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowUp: ["y", -1], ArrowDown: ["y", 1] };

const within = (value) => Math.min(Math.max(value, 0), 1);
const percent = (value) => Math.round(value * 100);
// Public pages know nine points only; see `focal_class` and paper.css.
const ninth = (value) => [17, 50, 83][Math.min(Math.floor(value * 3), 2)];
const at = (input) => within(Number(input.value) || 0);

function show(focal, inputs) {
  const marker = focal.querySelector(".focal-marker");
  const point = { x: at(inputs.x), y: at(inputs.y) };
  const [x, y] = [percent(point.x), percent(point.y)];
  marker.style.left = `${x}%`;
  marker.style.top = `${y}%`;
  marker.setAttribute("aria-valuenow", x);
  marker.setAttribute("aria-valuetext", marker.dataset.said.replace("{x}", `${x}%`).replace("{y}", `${y}%`));
  for (const crop of focal.querySelectorAll(".focal-crops img")) {
    const isShare = crop.closest(".focal-share");
    crop.style.objectPosition = isShare ? `${x}% ${y}%` : `${ninth(point.x)}% ${ninth(point.y)}%`;
  }
}

/** Let the point in two inputs, each a part of the side from 0 to 1, be moved on the picture of an element. */
export function livenFocal(focal, inputs) {
  const picture = focal.querySelector(".focal-picture");
  const marker = focal.querySelector(".focal-marker");
  const image = picture.querySelector("img");
  const set = (axis, value) => {
    inputs[axis].value = within(value)
      .toFixed(2)
      .replace(/\.?0+$/, "");
    show(focal, inputs);
  };
  const press = (event) => {
    const box = image.getBoundingClientRect();
    set("x", (event.clientX - box.left) / box.width);
    set("y", (event.clientY - box.top) / box.height);
  };
  picture.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    marker.focus();
    press(event);
  });
  picture.addEventListener("pointermove", (event) => event.buttons && press(event));
  const move = (event, step) => {
    const [axis, direction] = MOVES[event.key];
    event.preventDefault();
    set(axis, at(inputs[axis]) + direction * step);
  };
  bind("focal", (event) => move(event, STEP), marker);
  bind("focalFar", (event) => move(event, BIG_STEP), marker);
  for (const input of Object.values(inputs)) {
    input.step = STEP;
    input.addEventListener("input", () => show(focal, inputs));
  }
  focal.hidden = false;
  show(focal, inputs);
}

/** Return the inputs of a focal point inside an element. */
export const focalInputs = (inside) => ({
  x: inside.querySelector("[name=focal_x]"),
  y: inside.querySelector("[name=focal_y]"),
});

const focal = document.querySelector(".focal");
if (focal && focalInputs(document).x) {
  livenFocal(focal, focalInputs(document));
  // The larger picture here takes the place of the preview.
  document.querySelector(".field-preview")?.setAttribute("hidden", "");
}
