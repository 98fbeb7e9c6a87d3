import { pm } from "../django_prose_editor/editor.js";
import { makeBlocks, splitParagraphs, textsOf } from "./body-blocks.js";
import { libraryAddress } from "./body-figure.js";
import { element } from "./element.js";
import { frameOf, hostOf } from "./embeds.js";
import { filled } from "./label.js";

const FRAMES = "iframe, object, embed, video, audio";
const OTHERS = "svg, math, canvas, input, select, textarea, button";
const NOTES = ".MsoCommentReference, a.msocomanchor, [style*='mso-element:comment-list' i]";
const FLAT = "h1, h2, h3, h4, h5, h6, th, sub, sup";

// As articles/pure/characters.py has it, which cleans what is saved.
const UNSEEN = /[\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

function joinWordLists(body) {
  for (const item of body.querySelectorAll("p[style*='mso-list:']")) {
    const marker = item.querySelector("[style*='mso-list:Ignore' i]");
    const tag = /^\(?[\p{L}\d]{1,4}[.)]/u.test(marker?.textContent.trim() ?? "") ? "ol" : "ul";
    marker?.remove();
    const before = item.previousElementSibling;
    const list = before?.matches(`${tag}.joined`) ? before : element(tag, { className: "joined" });
    if (list !== before) item.before(list);
    list.append(element("li", {}, [item]));
  }
}

/** Return [red, green, blue, alpha], 0–255 and 0–1, of a colour as it is written in a style. */
function channels(colour) {
  const brush = element("canvas").getContext("2d");
  brush.fillStyle = "#000";
  brush.fillStyle = colour;
  const written = brush.fillStyle;
  if (written.startsWith("#")) {
    return [...[1, 3, 5].map((start) => parseInt(written.slice(start, start + 2), 16)), 1];
  }
  return written.match(/[\d.]+/g).map(Number);
}

function isColoured(colour) {
  const light = channels(colour).slice(0, 3);
  return Math.max(...light) - Math.min(...light) > 60;
}

function isShaded(colour) {
  const [red, green, blue, alpha] = channels(colour);
  return alpha > 0 && Math.min(red, green, blue) < 235;
}

const sizeOf = ({ style, size }) => style.fontSize || (size && `font ${size}`);
const colourOf = ({ style, color }) => style.color || color;

function above(node, lookOf) {
  for (let at = node.parentElement; at; at = at.parentElement) {
    const look = at.style && lookOf(at);
    if (look) return look;
  }
  return "";
}

/** Return whether a reader of the original saw colours, shades or sizes that the text loses. */
function losesLooks(body) {
  if (body.querySelector("mark")) return true;
  const grounds = [...body.querySelectorAll("[style*='background'], [bgcolor]")];
  if (grounds.some(({ style, bgColor }) => isShaded(style.backgroundColor || bgColor || "#fff"))) {
    return true;
  }
  const sizes = new Set();
  const texts = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    if (!text.data.trim() || text.parentElement.closest("style, script, title")) continue;
    const colour = text.parentElement.closest("a[href]") ? "" : above(text, colourOf);
    if (colour && isColoured(colour)) return true;
    if (!text.parentElement.closest(FLAT)) sizes.add(above(text, sizeOf));
  }
  return sizes.size > 1;
}

/** Return whether a reader of the original did not see what stands in the element. */
function isHidden(one) {
  const { display, visibility, fontSize } = one.style ?? {};
  const isGone = one.hidden || display === "none" || visibility === "hidden" || parseFloat(fontSize) === 0;
  return (isGone || /mso-hide:\s*all/i.test(one.getAttribute("style"))) && Boolean(one.textContent.trim());
}

/** Give a frame of a host whose films may stand in a text the address that is stored; return whether it has one. */
function keepsFilm(frame) {
  const address = frame.matches("iframe") && frameOf(frame.getAttribute("src") ?? "");
  if (address) frame.setAttribute("src", address);
  return Boolean(address);
}

function remove(elements) {
  for (const one of elements) one.remove();
  return elements.length;
}

/** Return what writes the clipboard of an editor so that only it knows its own, by the mark.
 *
 * The mark of the editor's library stands in what other programs copy, with anything in it.
 */
export function markedSerializer(mark) {
  return {
    serializeFragment(fragment, options) {
      const { schema } = fragment.firstChild.type;
      const dom = pm.model.DOMSerializer.fromSchema(schema).serializeFragment(fragment, options);
      dom.firstElementChild.setAttribute("data-copied", mark);
      return dom;
    },
  };
}

/** Return pasted HTML without what word processors and web pages put around the text.
 *
 * What has the mark is our own and comes back as it is. `dropped` counts what a reader of the original saw and the text can't hold;
 * `hosts` are those of its frames.
 */
export function cleanPasted(html, mark) {
  if (mark && html.includes(mark)) return { html, dropped: {}, hosts: [] };
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const notes = ["a.msocomanchor", ".msocomtxt"].map((name) => body.querySelectorAll(name).length);
  remove(body.querySelectorAll(NOTES));
  const hidden = [...body.querySelectorAll("*")].filter(isHidden);
  const foreign = [...body.querySelectorAll(FRAMES)].filter((frame) => !keepsFilm(frame));
  const hosts = [...new Set(foreign.map(({ src }) => hostOf(src)).filter(Boolean))];
  const dropped = {
    pasteHidden: remove(hidden.filter((one) => !hidden.some((other) => other !== one && other.contains(one)))),
    pastePictures: remove([...body.querySelectorAll("img")].filter((image) => !libraryAddress(image))),
    pasteFrames: remove(foreign),
    pasteScripts: remove(body.querySelectorAll("script")),
    pasteNotes: Math.max(...notes),
    pasteOthers: remove(body.querySelectorAll(OTHERS)),
    pasteLooks: losesLooks(body) ? 1 : 0,
  };
  for (const one of body.querySelectorAll("[lang], [data-pm-slice]")) {
    one.removeAttribute("lang"); // of spell checkers
    one.removeAttribute("data-pm-slice");
  }
  for (const text of textsOf(body)) text.data = text.data.replace(UNSEEN, "");
  joinWordLists(body);
  makeBlocks(body);
  splitParagraphs(body);
  for (const link of body.querySelectorAll("a, a *")) link.style.textDecoration = "";
  for (const title of body.querySelectorAll("h1, h2, h3, h4, h5, h6, th")) title.style.fontWeight = "";
  for (const block of body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")) {
    if (!block.textContent.trim() && !block.querySelector("img, hr, table, iframe")) block.remove();
  }
  return { html: body.innerHTML.replace(/&nbsp;|[\u2007\u202f\u3000]/g, " "), dropped, hosts };
}

/** Return the sentence that says what was dropped, and of which hosts its frames were; "" when nothing was. */
export function saidOf(dropped, labels, hosts = []) {
  const frames = hosts.length ? ` (${hosts.join(", ")})` : "";
  const what = Object.entries(dropped)
    .filter(([, count]) => count)
    .map(([name, count]) => filled(labels[name], { count }) + (name === "pasteFrames" ? frames : ""));
  return what.length ? filled(labels.pasteDropped, { what: what.join(", ") }) : "";
}
