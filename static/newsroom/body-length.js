/* Tells under the text how long it is, while it is written. */

import { element } from "./element.js";
import { lengthOf } from "./length.js";

const PAUSE = 300; // milliseconds
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, caption, blockquote, div, hr";

const textarea = document.querySelector("#article_form #id_body");
const words = document.querySelector(".writing")?.dataset.bodyLength;

/** Return the paragraphs of a text, in HTML or plain, without what stands under its photos. */
function paragraphs(text) {
  if (!/<[a-z][^>]*>/i.test(text)) return text.split("\n");
  const { body } = new DOMParser().parseFromString(text, "text/html");
  for (const figure of body.querySelectorAll("figure")) figure.remove();
  for (const line of body.querySelectorAll("br")) line.replaceWith("\n");
  for (const block of body.querySelectorAll(BLOCKS)) block.replaceWith("\n", ...block.childNodes, "\n");
  return body.textContent.split("\n");
}

if (textarea && words) {
  const told = element("p", { className: "body-length" });
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const show = () => {
    const { count, bare, sheets } = lengthOf(paragraphs(textarea.value));
    const said = { count: number.format(count), bare: number.format(bare), sheets: sheets.toFixed(1) };
    told.textContent = words.replaceAll(/{(\w+)}/g, (_match, name) => said[name]);
  };
  let pause;
  const later = () => {
    clearTimeout(pause);
    pause = setTimeout(show, PAUSE);
  };
  textarea.after(told);
  textarea.addEventListener("input", later);
  textarea.addEventListener("change", later);
  show();
}
