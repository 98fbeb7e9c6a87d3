/* A film is asked for from its host once its reader has pressed play; before that nobody hears of the reader. */

function frameOf({ frame, name }) {
  const made = document.createElement("iframe");
  made.src = frame;
  made.title = name;
  made.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  made.allowFullscreen = true;
  return made;
}

/** Put the film in the place of the link to it. */
export function open(link) {
  const frame = frameOf(link.dataset);
  link.replaceWith(frame);
  frame.focus();
}
