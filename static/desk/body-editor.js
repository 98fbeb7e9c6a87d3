import { Dropcursor, Editor, Gapcursor, History, TrailingNode, crel } from "../django_prose_editor/editor.js";
import { bodyHTML, cleanPasted } from "./body-html.js";
import { bodySchema } from "./body-schema.js";
import { makeToolbar } from "./body-toolbar.js";

const ENGLISH = {
  toolbar: "Formatting", body: "Body",
  bold: "Bold", italic: "Italic", underline: "Underline", strike: "Strikethrough",
  heading2: "Heading", heading3: "Subheading", quote: "Quotation",
  bulletList: "Bulleted list", orderedList: "Numbered list",
  link: "Link", linkAddress: "Address (empty removes the link)",
  linkInvalid: "This is not an address of a web page, an e-mail address or a telephone number.",
  table: "Insert table", rule: "Dividing line", photo: "Insert photo", undo: "Undo", redo: "Redo",
  addRow: "Add row", deleteRow: "Delete row", addColumn: "Add column",
  deleteColumn: "Delete column", headerRow: "Header row", deleteTable: "Delete table",
  deletePhoto: "Delete photo", caption: "Caption",
  photoTitle: "Choose a photo", photoSearch: "Search captions and credits",
  photoLoading: "Loading …", photoNone: "No photos found.",
  photoFailed: "The photos could not be loaded. Please try again in a moment.",
  photoUntitled: "Photo without a caption",
  apply: "Apply", cancel: "Cancel",
};

function edit(textarea) {
  const labels = { ...ENGLISH, ...JSON.parse(textarea.dataset.labels || "{}") };
  const frame = crel("div", { className: "body-editor" });
  textarea.before(frame);
  frame.style.setProperty("--caption", JSON.stringify(labels.caption));
  const attributes = { "aria-label": labels.body, "aria-multiline": "true" };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  const editor = new Editor({
    element: frame,
    content: textarea.value,
    extensions: [
      ...bodySchema(labels, textarea.dataset.photoChoices),
      History, Gapcursor, Dropcursor, TrailingNode,
    ],
    // Reporters write "- " and "1. " as they stand.
    enableInputRules: false,
    enablePasteRules: false,
    editable: !textarea.disabled && !textarea.readOnly,
    editorProps: {
      attributes,
      transformPastedHTML: cleanPasted,
      handleClickOn(view, position, node, start, event) {
        return event.target.matches("figure > img") && editor.commands.setNodeSelection(start);
      },
      handleDOMEvents: {
        // Phones delete without a key press that the editor could see.
        beforeinput(view, event) {
          if (!event.inputType.startsWith("delete") || !view.state.selection.node) return false;
          event.preventDefault();
          return editor.commands.deleteSelection();
        },
      },
      // A dropped file would open in place of the page and take the unsaved text with it.
      handleDrop: (view, event) => event.dataTransfer.files.length > 0,
      handleKeyDown(view, event) {
        // Tab moves between cells and list items, so there must be another way out.
        return event.key === "Escape" && editor.commands.blur();
      },
    },
  });
  let written = bodyHTML(editor);
  editor.on("update", () => {
    const html = bodyHTML(editor);
    if (html === written) return;
    textarea.value = written = html;
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
  if (editor.isEditable) frame.prepend(makeToolbar(editor, labels));
  for (const label of textarea.labels) label.addEventListener("click", () => editor.commands.focus());
  // A required field that is hidden would stop the form without a word.
  textarea.required = false;
  textarea.hidden = true;
}

document.querySelectorAll("textarea[data-body-editor]").forEach(edit);
