/* Files that are chosen or dropped: photos become rows of the article, papers its source files. */

import { element } from "./element.js";
import { filled } from "./label.js";
import { field, labels, panel, tell, use } from "./photo-rows.js";
import { addSource, sources, tellSource } from "./source-files.js";
import { holdWhileUploading, placeOf, upload } from "./upload.js";

const bringsFiles = ({ dataTransfer }) => dataTransfer?.types.includes("Files");

/** Return what puts an upload to its place and tells of it. */
function receive(sent, name) {
  if (sent.is_source) {
    addSource(sent);
    const sentence = filled(labels.sourceAdded, { name });
    tell(sentence);
    tellSource(sentence);
  } else if (use(sent)) tell(filled(labels.photoAdded, { name }));
}

async function send(file, place, list) {
  const bar = element("progress", { max: 1, value: 0, "aria-label": file.name });
  const line = element("li", {}, [element("span", { textContent: file.name }), bar]);
  list.append(line);
  tell(filled(labels.photoUploading, { name: file.name }));
  try {
    const sent = await upload(file, place, (part) => (bar.value = part));
    line.remove();
    receive(sent, file.name);
  } catch (error) {
    const again = element("button", { type: "button", textContent: labels.retry });
    const close = element("button", { type: "button", textContent: labels.cancel });
    again.addEventListener("click", () => {
      line.remove();
      send(file, place, list);
    });
    close.addEventListener("click", () => line.remove());
    line.className = "wrong";
    line.replaceChildren(element("span", { textContent: error.message }), again, close);
    tell(error.message);
  }
}

/** Lead to the caption of the first photo that comes, unless somebody goes on elsewhere meanwhile. */
function leadToCaption() {
  const list = panel.querySelector(".photo-list");
  const before = new Set(list.children);
  const events = new AbortController();
  const { signal } = events;
  const observer = new MutationObserver(() => {
    const row = [...list.children].find((one) => !before.has(one));
    if (!row) return;
    events.abort();
    observer.disconnect();
    field(row, "caption").focus();
  });
  for (const name of ["keydown", "pointerdown"]) {
    const stop = () => observer.disconnect();
    document.addEventListener(name, stop, { signal, once: true, capture: true });
  }
  observer.observe(list, { childList: true });
}

/** Take the files that are chosen in a part of the form or dropped on it. */
function takeFiles(part, place) {
  const list = part.querySelector(".photo-uploads");
  const input = part.querySelector("input[type=file]:not([name])");
  const take = (files) => {
    leadToCaption();
    // What is no photo is told by who looks into it: a name or a type says nothing for certain.
    for (const file of files) send(file, place, list);
  };
  input.addEventListener("change", () => {
    take([...input.files]);
    input.value = "";
  });
  part.addEventListener("dragover", (event) => part.classList.toggle("over", bringsFiles(event)));
  for (const name of ["dragleave", "drop"]) {
    part.addEventListener(name, () => part.classList.remove("over"));
  }
  part.addEventListener("drop", (event) => bringsFiles(event) && take([...event.dataTransfer.files]));
}

if (panel) {
  const form = panel.closest("form");
  const place = placeOf(panel, form, labels);
  for (const part of [panel, sources]) if (part) takeFiles(part, place);
  // A file that misses its place would open instead of the page.
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => bringsFiles(event) && event.preventDefault());
  }
  holdWhileUploading(form, () => tell(labels.photoWaiting));
}
