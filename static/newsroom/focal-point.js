/* The focal point of a photo: pressed or moved on the picture, with the shapes that it is cut to. */

import { bind } from "./keys.js";

const focal = document.querySelector(".focal");
const inputs = { x: document.getElementById("id_focal_x"), y: document.getElementById("id_focal_y") };
const STEP = 0.01;
const BIG_STEP = 0.1;
const MOVES = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowUp: ["y", -1], ArrowDown: ["y", 1] };

const within = (value) => Math.min(Math.max(value, 0), 1);
const at = (axis) => within(Number(inputs[axis].value) || 0);
const percent = (axis) => Math.round(at(axis) * 100);
// Public pages know nine points only; see `focal_class` and paper.css.
const ninth = (axis) => [17, 50, 83][Math.min(Math.floor(at(axis) * 3), 2)];

function show() {
  const marker = focal.querySelector(".focal-marker");
  const [x, y] = [percent("x"), percent("y")];
  marker.style.left = `${x}%`;
  marker.style.top = `${y}%`;
  marker.setAttribute("aria-valuenow", x);
  marker.setAttribute("aria-valuetext", marker.dataset.said.replace("{x}", `${x}%`).replace("{y}", `${y}%`));
  for (const crop of focal.querySelectorAll(".focal-crops img")) {
    const isShare = crop.closest(".focal-share");
    crop.style.objectPosition = isShare ? `${x}% ${y}%` : `${ninth("x")}% ${ninth("y")}%`;
  }
}

function set(axis, value) {
  inputs[axis].value = within(value)
    .toFixed(2)
    .replace(/\.?0+$/, "");
  show();
}

function follow(picture, marker) {
  const image = picture.querySelector("img");
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
    set(axis, at(axis) + direction * step);
  };
  bind("focal", (event) => move(event, STEP), marker);
  bind("focalFar", (event) => move(event, BIG_STEP), marker);
}

if (focal && inputs.x) {
  focal.hidden = false;
  // The larger picture here takes the place of the preview.
  document.querySelector(".field-preview")?.setAttribute("hidden", "");
  follow(focal.querySelector(".focal-picture"), focal.querySelector(".focal-marker"));
  for (const input of Object.values(inputs)) {
    input.step = STEP;
    input.addEventListener("input", show);
  }
  show();
}
