import { openDialog } from "./dialog.js";
import { element } from "./element.js";
import { filled } from "./label.js";

const TYPING_PAUSE = 250; // milliseconds

/** Let someone choose a photo of the library, or several; `use` gets each in the order in which it was
 * chosen: {id, url, thumbnail, caption, credit, alt, …}.
 */
export function choosePhoto(labels, choices, use, isSeveral = false) {
  const input = element("input", {
    type: "search",
    autofocus: true,
    placeholder: labels.photoSearch,
    "aria-label": labels.photoSearch,
  });
  const status = element("p", { role: "status" });
  const grid = element("ul");
  const take = element("button", { type: "submit", className: "dialog-take" });
  const dialog = openDialog(labels.photoTitle, labels.cancel, [input, status, grid, ...(isSeveral ? [take] : [])]);
  const chosen = new Map();
  let request = new AbortController();
  let pause;

  const count = () => {
    take.textContent = filled(labels.photoTake, { count: chosen.size });
    take.disabled = !chosen.size;
  };

  const choice = (photo) => {
    const text = [photo.caption, photo.credit && `(${photo.credit})`].filter(Boolean).join(" ");
    const button = element("button", { type: "button" }, [
      element("img", { src: photo.thumbnail, alt: photo.alt === photo.caption ? "" : photo.alt, loading: "lazy" }),
      element("span", { textContent: text || labels.photoUntitled }),
    ]);
    const mark = () => button.setAttribute("aria-pressed", chosen.has(photo.id));
    if (isSeveral) mark();
    button.addEventListener("click", () => {
      if (!isSeveral) {
        dialog.close();
        use(photo);
        return;
      }
      if (!chosen.delete(photo.id)) chosen.set(photo.id, photo);
      mark();
      count();
    });
    return element("li", {}, [button]);
  };

  const search = async () => {
    request.abort();
    request = new AbortController();
    const { signal } = request;
    status.textContent = labels.photoLoading;
    try {
      const answer = await fetch(`${choices}?${new URLSearchParams({ q: input.value.trim() })}`, { signal });
      const { photos, error, note } = await answer.json();
      if (error) {
        grid.replaceChildren();
        status.textContent = error;
        return;
      }
      grid.replaceChildren(...photos.map(choice));
      status.textContent = note || (photos.length ? "" : labels.photoNone);
    } catch {
      if (signal.aborted) return;
      grid.replaceChildren();
      status.textContent = labels.photoFailed;
    }
  };

  input.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(search, TYPING_PAUSE);
  });
  take.addEventListener("click", () => {
    dialog.close();
    for (const photo of chosen.values()) use(photo);
  });
  dialog.addEventListener("close", () => request.abort());
  count();
  search();
}
