import {
  Blockquote,
  Bold,
  BulletList,
  crel,
  Document,
  HardBreak,
  Heading,
  HorizontalRule,
  Italic,
  Link,
  ListItem,
  Mark,
  Node,
  OrderedList,
  Paragraph,
  Strike,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  Underline,
} from "../django_prose_editor/editor.js";
import { openDialog } from "./dialog.js";
import { choosePhoto } from "./photo-dialog.js";

const Subheading = Heading.configure({ levels: [2, 3, 4] }).extend({
  parseHTML() {
    const levels = { h1: 2, h5: 4, h6: 4 };
    const others = Object.entries(levels).map(([tag, level]) => ({ tag, attrs: { level } }));
    return [...this.parent(), ...others];
  },
});

// The original keeps a style of numbering in attributes that a body may not have.
const NumberedList = OrderedList.extend({ addAttributes: () => ({}), addNodeView: null });

const spans = { addAttributes: () => ({ colspan: { default: 1 }, rowspan: { default: 1 } }) };
const PlainTable = Table.extend({
  addCommands() {
    return {
      ...this.parent(),
      addTable:
        () =>
        ({ commands, editor }) =>
          !["table", "figure"].some((name) => editor.isActive(name)) &&
          commands.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
    };
  },
});

const ADDRESS = /^(https?:\/\/|mailto:|tel:|[/#?])/i;

function asAddress(typed) {
  const address = typed.trim();
  if (!address || ADDRESS.test(address)) return address;
  return /^[^\s/:@]+@[^\s/:@]+$/.test(address) ? `mailto:${address}` : `https://${address}`;
}

const isAddress = (address) => !address || URL.canParse(address, location.href);

function askForAddress(labels, address, use) {
  const input = crel("input", { type: "text", autofocus: true, inputMode: "url", value: address });
  const check = () => input.setCustomValidity(isAddress(asAddress(input.value)) ? "" : labels.linkInvalid);
  const form = crel("form", { method: "dialog" }, [
    crel("label", {}, [labels.linkAddress, input]),
    crel("button", { type: "submit", textContent: labels.apply }),
  ]);
  const dialog = openDialog(labels.link, labels.cancel, [form]);
  input.addEventListener("input", check);
  form.addEventListener("submit", () => use(asAddress(input.value)));
  input.select();
  return dialog;
}

const Address = Link.extend({
  addAttributes: () => ({ href: { default: null } }),
  addCommands() {
    const { labels } = this.options;
    return {
      ...this.parent(),
      editLink:
        () =>
        ({ editor, dispatch }) => {
          if (!dispatch) return true;
          askForAddress(labels, editor.getAttributes("link").href ?? "", (href) => {
            const chain = editor.chain().focus().extendMarkRange("link");
            if (!href) chain.unsetLink().run();
            else if (editor.state.selection.empty && !editor.isActive("link")) {
              const marks = [{ type: "link", attrs: { href } }];
              chain.insertContent({ type: "text", text: href, marks }).run();
            } else chain.setLink({ href }).run();
          });
          return true;
        },
    };
  },
  addKeyboardShortcuts: () => ({ "Mod-k": ({ editor }) => editor.commands.editLink() }),
});

const STAY = { updateSelection: false };

const pictureOf = (element) => (element.matches("img") ? element : element.querySelector("img"));

/** Return the path of a picture of the library in an element, null for every other picture. */
export function libraryAddress(element) {
  const address = pictureOf(element)?.getAttribute("src") ?? "";
  if (!URL.canParse(address, location.href)) return null;
  const url = new URL(address, location.href);
  return url.origin === location.origin && url.pathname.startsWith("/media/photos/") ? url.pathname : null;
}

function captionOf(element) {
  const caption = element.querySelector("figcaption");
  return caption?.querySelector("p") ?? caption ?? crel("figcaption");
}

const isPhoto = (element) => (element.querySelectorAll("img").length < 2 && libraryAddress(element) ? null : false);

/** Where the photo that is selected, or holds the cursor, begins and ends; null without one. */
function photoAround({ $from, node }) {
  if (node?.type.name === "figure") return { start: $from.pos, end: $from.pos + node.nodeSize };
  if ($from.parent.type.name !== "caption") return null;
  return { start: $from.before(-1), end: $from.after(-1) };
}

// A block of its own, so that nothing can turn the photo around it into a heading or a list.
const Caption = Node.create({
  name: "caption",
  content: "inline*",
  renderHTML: () => ["figcaption", 0],
});

const Photo = Node.create({
  name: "figure",
  group: "block",
  content: "caption",
  isolating: true,
  addAttributes: () => ({
    src: { isRequired: true, parseHTML: libraryAddress },
    alt: { default: "", parseHTML: (element) => pictureOf(element).alt },
  }),
  parseHTML: () => ["figure", "img"].map((tag) => ({ tag, getAttrs: isPhoto, contentElement: captionOf })),
  renderHTML: ({ HTMLAttributes }) => {
    const dom = crel("figure", {}, [crel("img", HTMLAttributes)]);
    return { dom, contentDOM: dom };
  },
  addNodeView:
    () =>
    ({ node }) => {
      const contentDOM = crel("div");
      // A browser drags a picture as a file of its own, without its caption.
      const picture = crel("img", { ...node.attrs, draggable: false });
      return { dom: crel("figure", {}, [picture, contentDOM]), contentDOM };
    },
  addCommands() {
    const { labels, choices } = this.options;
    return {
      addPhoto:
        () =>
        ({ editor, dispatch }) => {
          if (dispatch) choosePhoto(labels, choices, (photo) => editor.commands.insertPhoto(photo));
          return true;
        },
      // Never into a paragraph, a list or a table: after the block that holds the cursor, or that
      // holds the position `at`, and then the cursor stays where somebody may be writing.
      insertPhoto:
        ({ url, alt, caption, credit }, at) =>
        ({ chain, state }) => {
          const $to = at === undefined ? state.selection.$to : state.doc.resolve(at);
          const to = $to.pos;
          const block = $to.depth ? $to.node(1) : null;
          const after = block ? $to.after(1) : to;
          const isBlank = block?.type.name === "paragraph" && !block.content.size;
          const start = isBlank ? $to.before(1) : after;
          const text = [caption, credit && `(${credit})`].filter(Boolean).join(" ");
          const written = { type: "caption", content: text ? [{ type: "text", text }] : [] };
          const figure = { type: "figure", attrs: { src: url, alt: alt || caption }, content: [written] };
          const inserted = chain().insertContentAt({ from: start, to: after }, figure, STAY);
          if (at !== undefined) return inserted.run();
          return inserted
            .setTextSelection(start + 2 + text.length)
            .focus()
            .run();
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
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const photo = photoAround(editor.state.selection);
        if (!photo) return false;
        const paragraph = { type: "paragraph" };
        return editor
          .chain()
          .insertContentAt(photo.end, paragraph)
          .setTextSelection(photo.end + 1)
          .run();
      },
      Backspace: ({ editor }) => {
        const { $from, empty } = editor.state.selection;
        const photo = empty && !$from.parentOffset && photoAround(editor.state.selection);
        return Boolean(photo) && editor.commands.setNodeSelection(photo.start);
      },
    };
  },
});

// Not written here, but kept where an article already has them.
const Film = Node.create({
  name: "film",
  group: "block",
  atom: true,
  addAttributes: () => ({ src: { isRequired: true } }),
  parseHTML: () => [{ tag: "iframe[src]" }],
  renderHTML: ({ HTMLAttributes }) => ["iframe", HTMLAttributes],
  addNodeView:
    () =>
    ({ node }) => ({
      dom: crel("div", { className: "body-editor-film", textContent: node.attrs.src }),
    }),
});
const READINGS = ["ruby", "rt", "rp"].map((tag) =>
  Mark.create({ name: tag, inclusive: false, parseHTML: () => [{ tag }], renderHTML: () => [tag, 0] }),
);

/** Return the kinds of block and mark that a body may hold, with the commands to make them. */
export function bodySchema(labels, choices) {
  return [
    Document,
    Paragraph,
    Text,
    HardBreak,
    Subheading,
    Blockquote,
    BulletList,
    NumberedList,
    ListItem,
    HorizontalRule,
    Bold,
    Italic,
    Underline,
    Strike,
    Subscript,
    Superscript,
    ...READINGS,
    PlainTable,
    TableRow,
    TableHeader.extend(spans),
    TableCell.extend(spans),
    Film,
    Photo.configure({ labels, choices }),
    Caption,
    Address.configure({ labels, autolink: false, isAllowedUri: (address) => ADDRESS.test(address) }),
  ];
}
