/* A photo is cut on its own screen in the library; what comes of it is a link away. */

import { livenCrop } from "./crop.js";
import { element } from "./element.js";

const section = document.querySelector("[data-crop]");
if (section) {
  const token = () => section.closest("form").elements.csrfmiddlewaretoken.value;
  livenCrop(section, token, ({ screen }) => {
    const link = element("a", { href: screen, textContent: section.dataset.done });
    section.querySelector(".crop-said").replaceChildren(link);
  });
}
