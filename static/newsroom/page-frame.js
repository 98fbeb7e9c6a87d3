/* A page in a frame in its full height, as wide as a phone or a computer and no wider than its place. */

/** Give the frame the height of its page, and the place that it then needs. */
export function fit(frame) {
  const width = Number(frame.width);
  const scale = Math.min(1, frame.parentElement.clientWidth / width);
  const page = frame.contentDocument?.documentElement;
  frame.height = 600;
  frame.height = Math.max(page?.scrollHeight ?? 0, 600);
  frame.style.transform = scale < 1 ? `scale(${scale})` : "";
  frame.parentElement.style.height = `${frame.height * scale}px`;
}

/** Let the buttons in a box choose the width of the frame that `frameNow` returns. */
export function serveWidths(box, frameNow) {
  const buttons = box.querySelectorAll("[data-width]");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      for (const other of buttons) other.setAttribute("aria-pressed", other === button);
      const frame = frameNow();
      if (!frame) return;
      frame.width = button.dataset.width;
      fit(frame);
    });
  }
}

/** Return the width that was chosen in the box, in pixels. */
export const chosenWidth = (box) => box.querySelector("[aria-pressed=true]").dataset.width;
