/* A field for one file, on which several are dropped: it takes the first and names the others. */

import { element } from "./element.js";
import { filled } from "./label.js";

const quoted = ({ name }) => `“${name}”`;

for (const input of document.querySelectorAll("input[type=file][data-left-out]")) {
  const status = element("p", { className: "help", role: "status" });
  input.after(status);
  input.addEventListener("change", () => {
    status.textContent = "";
  });
  input.addEventListener("drop", (event) => {
    const [first, ...others] = event.dataTransfer.files;
    if (!others.length) return;
    event.preventDefault();
    const taken = new DataTransfer();
    taken.items.add(first);
    input.files = taken.files;
    const names = others.map(quoted).join(", ");
    status.textContent = filled(input.dataset.leftOut, { taken: quoted(first), names });
  });
}
