import {
  Blockquote,
  Bold,
  BulletList,
  crel,
  Document,
  Extension,
  HardBreak,
  Heading,
  HorizontalRule,
  Italic,
  Link,
  ListItem,
  Mark,
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
import { Film, Post } from "./body-embeds.js";
import { Photo } from "./body-figure.js";
import { openDialog } from "./dialog.js";

const Subheading = Heading.configure({ levels: [2, 3, 4] }).extend({
  parseHTML() {
    const levels = { h1: 2, h5: 4, h6: 4 };
    const others = Object.entries(levels).map(([tag, level]) => ({ tag, attrs: { level } }));
    return [...this.parent(), ...others];
  },
});

// The original keeps a style of numbering in attributes that a body may not have.
const NumberedList = OrderedList.extend({ addAttributes: () => ({}), addNodeView: null });

const carried = { default: null };
// Written in old texts, and carried for those who hear them.
const Languages = Extension.create({
  name: "languages",
  addGlobalAttributes: () => [
    {
      types: ["paragraph", "heading", "blockquote", "listItem", "tableCell", "tableHeader"],
      attributes: { lang: carried },
    },
  ],
});

function drawTable(caption) {
  const contentDOM = crel("tbody");
  const captions = caption ? [crel("caption", { textContent: caption })] : [];
  return { dom: crel("table", {}, [...captions, contentDOM]), contentDOM };
}

const spans = { colspan: { default: 1 }, rowspan: { default: 1 } };
const PlainTable = Table.extend({
  // A node of its own would be a row for all that reckons with rows.
  addAttributes: () => ({
    caption: {
      default: "",
      rendered: false,
      parseHTML: (table) => table.querySelector(":scope > caption")?.textContent.trim() ?? "",
    },
  }),
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  renderHTML: ({ node }) => drawTable(node.attrs.caption),
  addNodeView:
    () =>
    ({ node }) => {
      const { dom, contentDOM } = drawTable(node.attrs.caption);
      if (dom.caption) dom.caption.contentEditable = "false";
      return { dom: crel("div", { className: "tableWrapper" }, [dom]), contentDOM };
    },
  addCommands() {
    return {
      ...this.parent(),
      addTable:
        () =>
        ({ commands, editor }) =>
          !["table", "figure", "film", "post"].some((name) => editor.isActive(name)) &&
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
    TableHeader.extend({ addAttributes: () => ({ ...spans, scope: carried }) }),
    TableCell.extend({ addAttributes: () => spans }),
    Languages,
    Film.configure({ labels }),
    Post.configure({ labels }),
    Photo.configure({ labels, choices }),
    Address.configure({ labels, autolink: false, isAllowedUri: (address) => ADDRESS.test(address) }),
  ];
}
