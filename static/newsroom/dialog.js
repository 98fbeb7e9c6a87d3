import { element } from "./element.js";

/** Show a modal dialog with a title and a button that closes it; it is gone once closed. */
export function openDialog(title, closeLabel, children) {
  const close = element("button", { type: "button", textContent: closeLabel });
  const dialog = element("dialog", { className: "dialog", "aria-label": title }, [
    element("header", {}, [element("h2", { textContent: title }), close]),
    ...children,
  ]);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
