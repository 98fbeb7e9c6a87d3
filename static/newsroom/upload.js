import { filled } from "./label.js";

const running = new Set();
let last = Promise.resolve();
let failures = 0;

/** Return whether a file is on its way. */
export const isUploading = () => running.size > 0;

// How HWP, HWPX and PDF begin; a zip or an OLE file that is none of these is refused there by its name.
const PAPERS = ["%PDF-", "PK\x03\x04", "\xd0\xcf\x11\xe0"];

/** Return whether a file begins like a paper that articles are written from. */
async function isPaper(file) {
  // Of a folder, or a file that is gone, there is nothing to read; the sending tells of it by its name.
  const bytes = await file
    .slice(0, 8)
    .arrayBuffer()
    .catch(() => []);
  const begin = String.fromCharCode(...new Uint8Array(bytes));
  return PAPERS.some((head) => begin.startsWith(head));
}

const isSomethingElse = ({ type }) => type && !type.startsWith("image/");

async function send(file, place, onProgress) {
  const { labels, form, sources, maxBytes } = place;
  const url = sources && (await isPaper(file)) ? sources : place.url;
  const refusal = (label) => new Error(filled(label, { name: file.name }));
  return new Promise((resolve, reject) => {
    if (file.size > maxBytes) {
      reject(refusal(url === place.url && isSomethingElse(file) ? labels.photoWrongType : labels.photoTooLarge));
      return;
    }
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "json";
    // Read now: a new login has given the form a new token.
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress?.(loaded / total));
    request.addEventListener("load", () => {
      const { status, response, responseURL } = request;
      if (status === 200 && response?.id) resolve(response);
      else if (status === 422 && response?.error) reject(new Error(response.error));
      else if (status === 403 || !responseURL.endsWith(url)) reject(refusal(labels.photoLapsed));
      // A failure of the server says what it is.
      else if (response?.error) reject(new Error(`“${file.name}”: ${response.error}`));
      else reject(refusal(labels.photoUnsent));
    });
    request.addEventListener("error", () => reject(refusal(labels.photoUnsent)));
    const data = new FormData();
    data.append("file", file);
    request.send(data);
  });
}

/** Send one file after those before it; resolves to the photo, which joins the library, or to the source
 * file of an article (`is_source`), and rejects with the reason.
 */
export function upload(file, place, onProgress) {
  const sent = last.then(() => send(file, place, onProgress));
  last = sent.catch(() => (failures += 1));
  running.add(sent);
  const done = () => running.delete(sent);
  sent.then(done, done);
  return sent;
}

/** Let a form be sent only when every file has arrived; `tell` says so. */
export function holdWhileUploading(form, tell) {
  form.addEventListener(
    "submit",
    async (event) => {
      if (!isUploading()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      tell();
      const before = failures;
      while (isUploading()) await Promise.allSettled([...running]);
      // What became of the files is put into the form first.
      setTimeout(() => failures === before && form.requestSubmit(event.submitter));
    },
    { capture: true },
  );
}

/** Return where and how the photos of an element are sent. */
export function placeOf({ dataset }, form, labels) {
  const sources = document.querySelector("[data-source-upload]")?.dataset.sourceUpload;
  return { url: dataset.photoUpload, sources, maxBytes: Number(dataset.maxBytes), form, labels };
}
