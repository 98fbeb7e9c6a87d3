import { crel } from "../django_prose_editor/editor.js";

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
  const rest = (resting) => {
    for (const [, button] of all) button.tabIndex = button === resting ? 0 : -1;
  };
  const can = (tool) => tool.run(editor.can().chain()).run();
  const show = () => {
    for (const { inside, dom } of groups) dom.hidden = Boolean(inside) && !editor.isActive(inside);
    for (const [tool, button] of all) {
      if (tool.active) button.setAttribute("aria-pressed", editor.isActive(...tool.active));
      button.setAttribute("aria-disabled", !can(tool));
    }
    if (toolbar.querySelector("[hidden] > [tabindex='0']")) rest(all[0][1]);
  };
  for (const [tool, button] of all) {
    button.addEventListener("click", () => {
      if (can(tool)) tool.run(tool.opens ? editor.chain() : editor.chain().focus()).run();
    });
  }
  toolbar.addEventListener("focusin", ({ target }) => rest(target));
  toolbar.addEventListener("keydown", (event) => {
    const buttons = [...toolbar.querySelectorAll(":not([hidden]) > button")];
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    buttons.at((buttons.indexOf(event.target) + step) % buttons.length).focus();
  });
  rest(all[0][1]);
  editor.on("transaction", show);
  show();
  return toolbar;
}
