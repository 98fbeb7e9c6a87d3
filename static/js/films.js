/* A film is asked for from its host once its reader has pressed play; before that nobody hears of the reader. */

function frameOf({ frame, name }) {
  const made = document.createElement("iframe");
  made.src = frame;
  made.title = name;
  made.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  made.allowFullscreen = true;
  return made;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".film > a[data-frame]");
  // Who wants the page of the film in another tab gets it.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const frame = frameOf(link.dataset);
  link.replaceWith(frame);
  frame.focus();
});
