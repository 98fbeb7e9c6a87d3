/* How long the headline is, and whether portals will cut it. */

import { element } from "./element.js";

const LONG = 40;
const LIMIT = 200;
const PAUSE = 1200; // after the last key, so that a screen reader is not interrupted at every one

const input = document.querySelector("#article_form input.headline");
const words = document.querySelector(".writing")?.dataset;

function measured() {
  const count = [...input.value.normalize("NFC").trim()].length;
  const sentence = words.count.replace("{count}", count);
  if (count > LIMIT) return [count, `${sentence} · ${words.tooLong}`];
  return [count, count > LONG ? `${sentence} · ${words.long}` : sentence];
}

if (input && words) {
  const counter = element("p", { className: "headline-count", id: "headline-count" });
  const spoken = element("p", { className: "visually-hidden", role: "status" });
  input.after(counter, spoken);
  const described = input.getAttribute("aria-describedby");
  input.setAttribute("aria-describedby", [described, counter.id].filter(Boolean).join(" "));
  const show = () => {
    const [count, sentence] = measured();
    counter.textContent = sentence;
    counter.classList.toggle("long", count > LONG && count <= LIMIT);
    counter.classList.toggle("too-long", count > LIMIT);
  };
  let pause;
  input.addEventListener("input", () => {
    show();
    clearTimeout(pause);
    pause = setTimeout(() => {
      [, spoken.textContent] = measured();
    }, PAUSE);
  });
  show();
}
