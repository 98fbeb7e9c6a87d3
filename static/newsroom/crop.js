/* A frame on a photo, dragged or moved by keys: what is in it becomes a photo of its own. */

import { bind } from "./keys.js";

const STEP = 0.01;
const BIG_STEP = 0.1;
const SMALL = 640; // pixels of width; places of the paper are wider
const MOVES = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowUp: ["y", -1], ArrowDown: ["y", 1] };

const within = (value, most) => Math.min(Math.max(value, 0), most);
const percent = (part) => Math.round(part * 100);

/** Return the shape of a value such as "3:2" as width through height, that of the photo for "original". */
function shapeOf(value, photo) {
  const [width, height] = value.split(":").map(Number);
  return height ? width / height : photo.width / photo.height;
}

/** Return the size in pixels of the largest part of a photo that has a shape, made smaller by a scale. */
function sizeOf(photo, shape, scale = 1) {
  const widest = Math.min(photo.width, Math.max(Math.round(photo.height * shape), 1));
  const width = Math.max(Math.round(widest * scale), 1);
  return { width, height: within(Math.max(Math.round(width / shape), 1), photo.height) };
}

/** Return {x, y, width, height} in pixels of a frame around a point, moved so that it lies on the photo. */
function frameAround(point, size, photo) {
  const x = Math.round(within(point.x * photo.width - size.width / 2, photo.width - size.width));
  const y = Math.round(within(point.y * photo.height - size.height / 2, photo.height - size.height));
  return { x, y, ...size };
}

const isWhole = (size, photo) => size.width === photo.width && size.height === photo.height;

/** Return the frame of a section, which draws itself: how it is moved, and where it is. */
function makeFrame(section, photo) {
  const { dataset } = section;
  const part = (name) => section.querySelector(`.crop-${name}`);
  const shapes = [...section.querySelectorAll("[type=radio]")];
  const shown = part("frame");
  const said = part("frame").dataset.said;
  let point = { x: Number(dataset.focalX), y: Number(dataset.focalY) };
  let frame;
  const show = () => {
    const shape = shapeOf(shapes.find(({ checked }) => checked).value, photo);
    frame = frameAround(point, sizeOf(photo, shape, part("scale").querySelector("input").value / 100), photo);
    const [x, y] = [percent(frame.x / photo.width), percent(frame.y / photo.height)];
    shown.style.left = `${(frame.x / photo.width) * 100}%`;
    shown.style.top = `${(frame.y / photo.height) * 100}%`;
    shown.style.width = `${(frame.width / photo.width) * 100}%`;
    shown.style.height = `${(frame.height / photo.height) * 100}%`;
    shown.setAttribute("aria-valuenow", x);
    shown.setAttribute("aria-valuetext", said.replace("{x}", `${x}%`).replace("{y}", `${y}%`));
    const size = dataset.size.replace("{width}", frame.width).replace("{height}", frame.height);
    const warning = isWhole(frame, photo) ? dataset.whole : frame.width < SMALL ? dataset.small : "";
    const sentence = [size, warning].filter(Boolean).join(" · ");
    if (part("size").textContent !== sentence) part("size").textContent = sentence;
    part("cut").disabled = isWhole(frame, photo);
  };
  const middle = () => ({
    x: (frame.x + frame.width / 2) / photo.width,
    y: (frame.y + frame.height / 2) / photo.height,
  });
  const put = (there) => {
    point = there;
    show();
    point = middle();
  };
  const move = (axis, by) => put({ ...middle(), [axis]: middle()[axis] + by });
  const cutting = shapes.slice(1).find(({ value }) => !isWhole(sizeOf(photo, shapeOf(value, photo)), photo));
  (cutting ?? shapes[0]).checked = true;
  section.addEventListener("input", show);
  show();
  return { shown, put, move, middle, where: () => frame };
}

function dragged(frame, picture) {
  let grip;
  const at = (event) => {
    const box = picture.querySelector("img").getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  picture.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    frame.shown.focus();
    const [start, middle] = [at(event), frame.middle()];
    const isInside = event.target === frame.shown;
    grip = isInside ? { x: middle.x - start.x, y: middle.y - start.y } : { x: 0, y: 0 };
    frame.put({ x: start.x + grip.x, y: start.y + grip.y });
  });
  picture.addEventListener("pointermove", (event) => {
    if (event.buttons) frame.put({ x: at(event).x + grip.x, y: at(event).y + grip.y });
  });
}

/** Return the new photo of what is in the frame. Throws an Error whose message is for people. */
async function cut(dataset, token, frame, photo) {
  const parts = {
    x: frame.x / photo.width,
    y: frame.y / photo.height,
    width: frame.width / photo.width,
    height: frame.height / photo.height,
  };
  const body = new URLSearchParams(parts);
  const sent = { method: "POST", headers: { "X-CSRFToken": token }, body };
  const answer = await fetch(dataset.crop, sent).catch(() => null);
  if (answer?.status === 404) throw new Error(dataset.gone);
  const made = await answer?.json().catch(() => null);
  if (!made?.id) throw new Error(made?.error ?? dataset.failed);
  return made;
}

/** Let a photo be cut in a section of the page; `token` is asked for the form's, `done` gets the new photo. */
export function livenCrop(section, token, done) {
  const photo = { width: Number(section.dataset.width), height: Number(section.dataset.height) };
  const frame = makeFrame(section, photo);
  const button = section.querySelector(".crop-cut");
  const said = section.querySelector(".crop-said");
  dragged(frame, section.querySelector(".crop-picture"));
  const move = (event, step) => {
    const [axis, direction] = MOVES[event.key];
    event.preventDefault();
    frame.move(axis, direction * step);
  };
  bind("frame", (event) => move(event, STEP), frame.shown);
  bind("frameFar", (event) => move(event, BIG_STEP), frame.shown);
  button.addEventListener("click", async () => {
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    said.replaceChildren();
    try {
      done(await cut(section.dataset, token(), frame.where(), photo));
    } catch (error) {
      said.textContent = error.message;
    } finally {
      button.ariaDisabled = null;
    }
  });
  section.hidden = false;
}
