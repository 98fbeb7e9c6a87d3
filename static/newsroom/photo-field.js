/* A field for one photo: a picture of it and a button, in place of its number. */

import { element } from "./element.js";
import { choosePhoto } from "./photo-dialog.js";

for (const input of document.querySelectorAll("[data-photo-field]")) {
  const labels = JSON.parse(input.dataset.labels);
  const picture = element("img", { className: "thumbnail", alt: "" });
  const choose = element("button", { type: "button", className: "button", textContent: labels.photoTitle });
  const remove = element("button", { type: "button", className: "button", textContent: labels.deletePhoto });
  const show = (id, thumbnail) => {
    input.value = id;
    picture.src = thumbnail;
    picture.hidden = remove.hidden = !id;
  };
  choose.addEventListener("click", () => {
    choosePhoto(labels, input.dataset.photoChoices, ({ id, thumbnail }) => show(id, thumbnail));
  });
  remove.addEventListener("click", () => show("", ""));
  show(input.value, input.dataset.thumbnail);
  input.hidden = true;
  input.after(element("div", { className: "photo-field" }, [picture, choose, remove]));
}
