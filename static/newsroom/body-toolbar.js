import { crel } from "../django_prose_editor/editor.js";
import { isPressed, list } from "./keys.js";
import { makeOneStop } from "./toolbar.js";

const toggle = (name, icon, active, run) => ({ name, icon, active, run });
const heading = (level) => ({
  name: `heading${level}`,
  active: ["heading", { level }],
  run: (chain) => chain.toggleHeading({ level }),
});
const GROUPS = [
  {
    tools: [
      toggle("bold", "format_bold", ["bold"], (chain) => chain.toggleBold()),
      toggle("italic", "format_italic", ["italic"], (chain) => chain.toggleItalic()),
      toggle("underline", "format_underlined", ["underline"], (chain) => chain.toggleUnderline()),
      toggle("strike", "strikethrough_s", ["strike"], (chain) => chain.toggleStrike()),
    ],
  },
  { tools: [heading(2), heading(3)] },
  {
    tools: [
      toggle("quote", "format_quote", ["blockquote"], (chain) => chain.toggleBlockquote()),
      toggle("bulletList", "format_list_bulleted", ["bulletList"], (chain) => chain.toggleBulletList()),
      toggle("orderedList", "format_list_numbered", ["orderedList"], (chain) => chain.toggleOrderedList()),
    ],
  },
  {
    tools: [
      { name: "link", icon: "link", active: ["link"], opens: true, run: (chain) => chain.editLink() },
      { name: "table", icon: "grid_on", run: (chain) => chain.addTable() },
      { name: "rule", icon: "remove", run: (chain) => chain.setHorizontalRule() },
      { name: "photo", icon: "add_photo_alternate", opens: true, run: (chain) => chain.addPhoto() },
      { name: "embed", icon: "ondemand_video", opens: true, run: (chain) => chain.addEmbed() },
    ],
  },
  {
    tools: [
      { name: "undo", icon: "undo", run: (chain) => chain.undo() },
      { name: "redo", icon: "redo", run: (chain) => chain.redo() },
    ],
  },
  {
    inside: "table",
    tools: [
      { name: "addRow", run: (chain) => chain.addRowAfter() },
      { name: "deleteRow", run: (chain) => chain.deleteRow() },
      { name: "addColumn", run: (chain) => chain.addColumnAfter() },
      { name: "deleteColumn", run: (chain) => chain.deleteColumn() },
      { name: "headerRow", run: (chain) => chain.toggleHeaderRow() },
      { name: "deleteTable", run: (chain) => chain.deleteTable() },
    ],
  },
  { inside: "figure", tools: [{ name: "deletePhoto", run: (chain) => chain.deletePhoto() }] },
];

const can = (editor, tool) => tool.run(editor.can().chain()).run();

function use(editor, tool) {
  if (can(editor, tool)) tool.run(tool.opens ? editor.chain() : editor.chain().focus()).run();
}

/** Use the tool whose keys were pressed; returns whether there is one. */
export function pressTool(editor, event) {
  const tool = GROUPS.flatMap(({ tools }) => tools).find(({ name }) => isPressed(name, event));
  if (tool) use(editor, tool);
  return Boolean(tool);
}

function makeButton({ name, icon }, labels) {
  const face = icon
    ? crel("span", { className: "material-icons", "aria-hidden": "true", textContent: icon })
    : labels[name];
  const button = crel("button", { type: "button", title: labels[name], "aria-label": labels[name] }, [face]);
  // A press must not take the selection out of the text.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}

/** Return the toolbar of an editor; it is one stop for Tab, the arrow keys move in it. */
export function makeToolbar(editor, labels) {
  list(...GROUPS.flatMap(({ tools }) => tools.map(({ name }) => name)));
  const groups = GROUPS.map(({ inside, tools }) => {
    const buttons = tools.map((tool) => [tool, makeButton(tool, labels)]);
    return {
      inside,
      buttons,
      dom: crel(
        "div",
        {},
        buttons.map(([, button]) => button),
      ),
    };
  });
  const all = groups.flatMap(({ buttons }) => buttons);
  const toolbar = crel(
    "div",
    { className: "body-editor-toolbar", role: "toolbar", "aria-label": labels.toolbar },
    groups.map(({ dom }) => dom),
  );
  const settle = makeOneStop(toolbar);
  const show = () => {
    for (const { inside, dom } of groups) dom.hidden = Boolean(inside) && !editor.isActive(inside);
    for (const [tool, button] of all) {
      if (tool.active) button.setAttribute("aria-pressed", editor.isActive(...tool.active));
      button.setAttribute("aria-disabled", !can(editor, tool));
    }
    settle();
  };
  for (const [tool, button] of all) {
    button.addEventListener("click", () => use(editor, tool));
  }
  editor.on("transaction", show);
  show();
  return toolbar;
}
