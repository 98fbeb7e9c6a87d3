/* Films and posts of other hosts in a text: a card with their address; nothing of them is loaded here. */

import { crel, Node, pm } from "../django_prose_editor/editor.js";
import { leadOut, placeAt } from "./body-figure.js";
import { openDialog } from "./dialog.js";
import { addressIn, filmOf, HOSTS, pageOf, postOf, short } from "./embeds.js";
import { filled } from "./label.js";

const captionOf = (element) => element.querySelector("figcaption")?.textContent.trim() ?? "";
const withCaption = (inner, caption) =>
  crel("figure", {}, [inner, ...(caption ? [crel("figcaption", { textContent: caption })] : [])]);

/** Show a film or a post by the name of its host and its address, with a field for the line below it. */
function cardView({ editor, node, getPos }, labels, { address, name }) {
  const caption = crel("textarea", { placeholder: labels.embedWords, ariaLabel: labels.embedWords, rows: 1 });
  const link = crel("a", { href: address, target: "_blank", rel: "noopener noreferrer", textContent: short(address) });
  const remove = crel("button", { type: "button", textContent: labels.embedRemove });
  const head = crel("p", {}, [crel("strong", { textContent: name }), link, remove]);
  const card = crel("div", { contentEditable: "false" }, [head, caption]);
  caption.value = node.attrs.caption;
  caption.addEventListener("focus", () => editor.commands.setNodeSelection(getPos()));
  caption.addEventListener("input", () => editor.commands.updateAttributes(node.type, { caption: caption.value }));
  remove.addEventListener("click", () => {
    const at = getPos();
    editor
      .chain()
      .deleteRange({ from: at, to: at + 1 })
      .focus()
      .run();
  });
  leadOut(card, editor, getPos);
  return {
    dom: crel("figure", { className: "body-editor-card" }, [card]),
    update(changed) {
      if (changed.type !== node.type || ["src", "href"].some((key) => changed.attrs[key] !== node.attrs[key]))
        return false;
      node = changed;
      if (caption.value !== node.attrs.caption) caption.value = node.attrs.caption;
      return true;
    },
    stopEvent: ({ target }) => target.matches("textarea, a, button"),
    ignoreMutation: () => true,
  };
}

const caption = { default: "", parseHTML: captionOf };
const filmIn = (element) => (element.matches("iframe") ? element : element.querySelector(":scope > iframe"));

/** Return the address of the post that is all of a figure but its caption, null without one. */
function postIn(figure) {
  const [first, ...others] = figure.children;
  const isAlone = first?.matches("a") && !first.children.length && others.every((one) => one.matches("figcaption"));
  return isAlone ? (postOf(first.getAttribute("href") ?? "")?.address ?? null) : null;
}

/** Put a film or a post behind the block that holds the cursor, and let the line below it be written. */
function insertHere(editor, node) {
  const place = placeAt(editor.state.selection.$to);
  editor.chain().insertContentAt(place, node, { updateSelection: false }).setNodeSelection(place.from).run();
  editor.view.nodeDOM(place.from)?.querySelector("textarea")?.focus();
}

function askForEmbed(labels, use) {
  const input = crel("input", { type: "text", autofocus: true, required: true });
  const check = () => {
    const isWrong = input.value.trim() && !embedAt(input.value);
    input.setCustomValidity(isWrong ? filled(labels.embedInvalid, HOSTS) : "");
  };
  const form = crel("form", { method: "dialog" }, [
    crel("label", {}, [labels.embedAddress, input]),
    crel("button", { type: "submit", textContent: labels.apply }),
  ]);
  const dialog = openDialog(labels.embed, labels.cancel, [form]);
  input.addEventListener("input", check);
  form.addEventListener("submit", () => {
    // Closed first, for it gives the focus back to where it was.
    dialog.close();
    use(embedAt(input.value));
  });
}

/** Return the film or post that an address or an embed code leads to, as the editor's JSON; null without one. */
function embedAt(typed) {
  const address = addressIn(typed);
  const src = filmOf(address);
  if (src) return { type: "film", attrs: { src } };
  const post = postOf(address);
  return post && { type: "post", attrs: { href: post.address } };
}

/** Return what an editor does with what is pasted: the address of a film or a post on a line of its own becomes that.
 *
 * Pasted into a line of words, or without formatting (Ctrl+Shift+V), it stays an address.
 */
export function embedPasting() {
  let isPlain = false;
  return {
    transformPastedText(text, plain) {
      isPlain = plain;
      return plain ? text : addressIn(text);
    },
    transformPasted(slice, view) {
      const made = isPlain ? slice : embedsIn(slice, view);
      isPlain = false;
      return made;
    },
  };
}

function embedsIn(slice, view) {
  const { $from, $to, empty } = view.state.selection;
  const last = slice.content.childCount - 1;
  const isInText = $from.depth === 1 && $from.parent.type.name === "paragraph" && (empty || last > 0);
  if (!isInText) return slice;
  const grows = (at) =>
    (at === 0 && $from.parentOffset > 0) || (at === last && $to.parentOffset < $to.parent.content.size);
  const made = slice.content.content.map((block, at) => {
    const found = block.type.name === "paragraph" && !grows(at) ? embedAt(block.textContent) : null;
    return found ? view.state.schema.nodeFromJSON(found) : block;
  });
  const isMade = (at) => made[at] !== slice.content.content[at];
  const ends = last >= 0 && isMade(last);
  // The cursor stands behind it, so that the next key writes and does not replace it.
  if (ends) made.push(view.state.schema.nodes.paragraph.create());
  const start = last >= 0 && isMade(0) ? 0 : slice.openStart;
  return new pm.model.Slice(pm.model.Fragment.from(made), start, ends ? 1 : slice.openEnd);
}

export const Film = Node.create({
  name: "film",
  group: "block",
  atom: true,
  isolating: true,
  addAttributes: () => ({
    src: { isRequired: true, parseHTML: (element) => filmIn(element).getAttribute("src") },
    title: { default: null, parseHTML: (element) => filmIn(element).getAttribute("title") },
    isLone: { default: false, parseHTML: (element) => element.matches("iframe") },
    caption,
  }),
  parseHTML: () => [
    { tag: "figure", getAttrs: (element) => (filmIn(element)?.getAttribute("src") ? null : false) },
    { tag: "iframe[src]" },
  ],
  renderHTML: ({ node }) => {
    const { src, title, isLone, caption } = node.attrs;
    const frame = crel("iframe", title ? { src, title } : { src });
    return isLone && !caption ? frame : withCaption(frame, caption);
  },
  addNodeView() {
    return (view) => cardView(view, this.options.labels, pageOf(view.node.attrs.src));
  },
  addCommands() {
    const { labels } = this.options;
    return {
      addEmbed:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) askForEmbed(labels, (node) => insertHere(editor, node));
          return true;
        },
    };
  },
});

export const Post = Node.create({
  name: "post",
  group: "block",
  atom: true,
  isolating: true,
  addAttributes: () => ({ href: { isRequired: true, parseHTML: postIn }, caption }),
  parseHTML: () => [{ tag: "figure", getAttrs: (element) => (postIn(element) ? null : false) }],
  renderHTML: ({ node }) => {
    const { href, caption } = node.attrs;
    return withCaption(crel("a", { href, textContent: short(href) }), caption);
  },
  addNodeView() {
    return (view) => cardView(view, this.options.labels, postOf(view.node.attrs.href));
  },
});
