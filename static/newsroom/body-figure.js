/* A photo in a text. Its words stand in the article's list of photos; a text without one keeps them itself. */

import { crel, Node } from "../django_prose_editor/editor.js";
import { isPressed, list } from "./keys.js";
import { choosePhoto } from "./photo-dialog.js";
import { bringRow, panel, rowOf, wordsOf } from "./photo-rows.js";

const STAY = { updateSelection: false };

const pictureOf = (element) => (element.matches("img") ? element : element.querySelector("img"));

/** Return the path of a picture of the library in an element, null for every other picture. */
export function libraryAddress(element) {
  const address = pictureOf(element)?.getAttribute("src") ?? "";
  if (!URL.canParse(address, location.href)) return null;
  const url = new URL(address, location.href);
  return url.origin === location.origin && url.pathname.startsWith("/media/photos/") ? url.pathname : null;
}

const isPhoto = (element) => (element.querySelectorAll("img").length < 2 && libraryAddress(element) ? null : false);

const captionOf = (element) => element.querySelector("figcaption")?.textContent.trim() ?? "";

/** Return where the photo that is selected begins and ends; null without one. */
function photoAround({ $from, node }) {
  return node?.type.name === "figure" ? { start: $from.pos, end: $from.pos + node.nodeSize } : null;
}

function writeAfter(editor, position) {
  const paragraph = { type: "paragraph" };
  const done = editor
    .chain()
    .insertContentAt(position, paragraph)
    .setTextSelection(position + 1)
    .run();
  // At once, and not with the next frame: the next key belongs to the text.
  editor.view.focus();
  return done;
}

/** Let Enter lead from the fields of a block without text to a new paragraph below it, and Escape back to the text. */
export function leadOut(fields, editor, getPos) {
  list("afterPhoto");
  fields.addEventListener("keydown", (event) => {
    if (event.isComposing || event.target.matches("a, button")) return;
    if (isPressed("afterPhoto", event)) writeAfter(editor, getPos() + 1);
    else if (isPressed("leave", event)) editor.commands.focus();
    else return;
    event.preventDefault();
  });
}

/** Return {from, to} of where a block is put: after the one that holds a position, or in its place if that is blank.
 *
 * Never into a paragraph, a list or a table.
 */
export function placeAt($to) {
  const block = $to.depth ? $to.node(1) : null;
  const to = block ? $to.after(1) : $to.pos;
  const isBlank = block?.type.name === "paragraph" && !block.content.size;
  return { from: isBlank ? $to.before(1) : to, to };
}

/** Put a photo where the cursor is, and let its caption be written. */
function insertHere(editor, photo) {
  editor.commands.insertPhoto(photo);
  editor.view.nodeDOM(editor.state.selection.from)?.querySelector("textarea")?.focus();
}

/** Return the fields for a photo's words, by name; a text without a list of photos keeps captions only. */
function makeFields(labels) {
  const caption = crel("textarea", { placeholder: labels.caption, ariaLabel: labels.caption, rows: 1 });
  const credit = crel("input", { placeholder: labels.credit, ariaLabel: labels.credit });
  return panel ? { caption, credit } : { caption };
}

/** Show a photo with fields for its words: those of its row, or the caption that the text keeps. */
function figureView({ editor, node, getPos }, labels) {
  const fields = makeFields(labels);
  // A browser drags a picture as a file of its own.
  const picture = crel("img", { src: node.attrs.src, alt: node.attrs.alt, draggable: false });
  const words = crel("div", { contentEditable: "false" }, Object.values(fields));
  const rowWords = () => (rowOf(node.attrs.src) ? wordsOf(rowOf(node.attrs.src)) : null);
  const show = () => {
    const held = rowWords();
    for (const [name, field] of Object.entries(fields)) {
      const word = held ? held[name].value : (node.attrs[name] ?? "");
      field.disabled = Boolean(panel) && !held;
      if (field.value !== word) field.value = word;
    }
  };
  for (const [name, field] of Object.entries(fields)) {
    field.addEventListener("focus", () => editor.commands.setNodeSelection(getPos()));
    field.addEventListener("input", () => {
      const held = rowWords();
      if (held) {
        held[name].value = field.value;
        held[name].dispatchEvent(new Event("input", { bubbles: true }));
      } else editor.commands.updateAttributes("figure", { [name]: field.value });
    });
  }
  leadOut(words, editor, getPos);
  panel?.addEventListener("input", show);
  show();
  return {
    dom: crel("figure", {}, [picture, words]),
    update(changed) {
      if (changed.type !== node.type || changed.attrs.src !== node.attrs.src) return false;
      node = changed;
      show();
      return true;
    },
    stopEvent: ({ target }) => words.contains(target),
    ignoreMutation: () => true,
    destroy: () => panel?.removeEventListener("input", show),
  };
}

export const Photo = Node.create({
  name: "figure",
  group: "block",
  atom: true,
  isolating: true,
  addAttributes: () => ({
    src: { isRequired: true, parseHTML: libraryAddress },
    alt: { default: "", parseHTML: (element) => pictureOf(element).alt },
    caption: { default: "", parseHTML: captionOf },
  }),
  parseHTML: () => ["figure", "img"].map((tag) => ({ tag, getAttrs: isPhoto })),
  renderHTML: ({ HTMLAttributes: { src, alt, caption } }) => {
    if (rowOf(src)) return crel("figure", {}, [crel("img", { src })]);
    const words = caption ? [crel("figcaption", { textContent: caption })] : [];
    return crel("figure", {}, [crel("img", alt ? { src, alt } : { src }), ...words]);
  },
  addNodeView() {
    return (view) => figureView(view, this.options.labels);
  },
  addCommands() {
    const { labels, choices } = this.options;
    return {
      addPhoto:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) choosePhoto(labels, choices, (photo) => insertHere(editor, photo), true);
          return true;
        },
      // With a position `at` the cursor stays where somebody may be writing.
      insertPhoto:
        (photo, at) =>
        ({ chain, state }) => {
          const place = placeAt(at === undefined ? state.selection.$to : state.doc.resolve(at));
          const text = [photo.caption, photo.credit && `(${photo.credit})`].filter(Boolean).join(" ");
          const attrs = { src: photo.url, ...(panel ? {} : { alt: photo.alt, caption: text }) };
          bringRow(photo);
          const inserted = chain().insertContentAt(place, { type: "figure", attrs }, STAY);
          if (at !== undefined) return inserted.run();
          return inserted.setNodeSelection(place.from).run();
        },
      deletePhoto:
        () =>
        ({ tr, dispatch }) => {
          const photo = photoAround(tr.selection);
          if (photo && dispatch) tr.delete(photo.start, photo.end);
          return Boolean(photo);
        },
    };
  },
  addKeyboardShortcuts: () => ({
    Enter: ({ editor }) => {
      const photo = photoAround(editor.state.selection);
      return Boolean(photo) && writeAfter(editor, photo.end);
    },
    // The first press chooses the photo above, so that it never goes unseen.
    Backspace: ({ editor }) => {
      const { $from, empty } = editor.state.selection;
      if (!empty || $from.parentOffset || $from.depth !== 1) return false;
      const above = editor.state.doc.resolve($from.before(1)).nodeBefore;
      const isCard = ["figure", "film", "post"].includes(above?.type.name);
      return isCard && editor.commands.setNodeSelection($from.before(1) - above.nodeSize);
    },
  }),
});

/** Show another photo in the text in the place of the one whose files lie in a folder. */
function exchangePhoto({ state, view }, { from, to }) {
  // Undoing would bring back a photo that the list does not have.
  const tr = state.tr.setMeta("addToHistory", false);
  state.doc.descendants((node, position) => {
    if (node.type.name === "figure" && node.attrs.src.startsWith(`${from}/`)) tr.setNodeAttribute(position, "src", to);
  });
  if (tr.docChanged) view.dispatch(tr);
}

/** Let the list of photos put one into the text of the editor, take one out of it, and put another in its place. */
export function serveRows(editor) {
  panel?.addEventListener("photo:place", ({ detail }) => insertHere(editor, detail));
  panel?.addEventListener("photo:exchange", ({ detail }) => exchangePhoto(editor, detail));
  panel?.addEventListener("photo:away", ({ detail }) => {
    const { tr } = editor.state;
    editor.state.doc.descendants((node, position) => {
      if (node.type.name !== "figure" || rowOf(node.attrs.src) !== detail) return;
      tr.delete(tr.mapping.map(position), tr.mapping.map(position + node.nodeSize));
    });
    if (tr.docChanged) editor.view.dispatch(tr);
  });
  const show = () => {
    const inside = new Set();
    editor.state.doc.descendants((node) => {
      if (node.type.name === "figure") inside.add(rowOf(node.attrs.src));
    });
    panel?.dispatchEvent(new CustomEvent("photo:inside", { detail: inside }));
  };
  editor.on("update", show);
  panel?.addEventListener("input", show);
  show();
}
