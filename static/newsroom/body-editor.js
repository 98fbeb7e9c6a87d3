import { crel, Dropcursor, Editor, Gapcursor, History, TrailingNode } from "../django_prose_editor/editor.js";
import { embedPasting } from "./body-embeds.js";
import { serveRows } from "./body-figure.js";
import { bodyHTML } from "./body-html.js";
import { cleanPasted, markedSerializer, saidOf } from "./body-paste.js";
import { pastedFiles, putPhotos } from "./body-photos.js";
import { bodySchema } from "./body-schema.js";
import { makeToolbar, pressTool } from "./body-toolbar.js";
import { isPressed, list } from "./keys.js";
import { holdWhileUploading, placeOf } from "./upload.js";

const UNKNOWN_KEY = 229; // of phones and of syllables in the making, which the editor reads later

function edit(textarea) {
  const labels = JSON.parse(textarea.dataset.labels);
  const frame = crel("div", { className: "body-editor" });
  textarea.before(frame);
  const attributes = { "aria-label": labels.body, "aria-multiline": "true" };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
  }
  const status = crel("p", { className: "body-editor-status", role: "status" });
  const tell = (sentence) => {
    status.textContent = sentence;
  };
  const place = placeOf(textarea, textarea.form, labels);
  const mark = crypto.getRandomValues(new Uint32Array(4)).join("-");
  const editor = new Editor({
    element: frame,
    content: textarea.value,
    extensions: [...bodySchema(labels, textarea.dataset.photoChoices), History, Gapcursor, Dropcursor, TrailingNode],
    // Reporters write "- " and "1. " as they stand.
    enableInputRules: false,
    enablePasteRules: false,
    editable: !textarea.disabled && !textarea.readOnly,
    editorProps: {
      attributes,
      clipboardSerializer: markedSerializer(mark),
      transformPastedHTML(pasted) {
        const { html, dropped, hosts } = cleanPasted(pasted, mark);
        tell(saidOf(dropped, labels, hosts));
        return html;
      },
      ...embedPasting(),
      handleClickOn(_view, _position, _node, start, event) {
        return event.target.matches("figure > img") && editor.commands.setNodeSelection(start);
      },
      handleDOMEvents: {
        paste(view, event) {
          const files = pastedFiles(event.clipboardData);
          if (!files.length) return false;
          event.preventDefault();
          putPhotos(editor, files, view.state.selection.to, place, tell);
          return true;
        },
        // A character that stands on no keyboard.
        put(view, { detail }) {
          const { selection } = view.state;
          const chain = editor.chain().focus();
          if (selection.node) chain.setTextSelection(selection.to + 1);
          return chain.command(({ tr }) => tr.insertText(detail)).run();
        },
        // Phones delete without a key press that the editor could see.
        beforeinput(view, event) {
          if (!event.inputType.startsWith("delete") || !view.state.selection.node) return false;
          event.preventDefault();
          return editor.commands.deleteSelection();
        },
      },
      // A dropped file would open in place of the page and take the unsaved text with it.
      handleDrop(view, event) {
        const { files } = event.dataTransfer;
        if (!files.length) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        putPhotos(editor, [...files], at?.pos ?? view.state.selection.to, place, tell);
        return true;
      },
      handleKeyDown(view, event) {
        // A browser tells of a moved cursor later than of the key that comes right after it; at the
        // old place Backspace looks harmless, and the browser then tears the photo above in two.
        if (event.keyCode !== UNKNOWN_KEY) view.domObserver.flush();
        if (isPressed("lineBreak", event)) return editor.commands.setHardBreak();
        // Tab moves between cells and list items, so there must be another way out.
        return isPressed("leave", event) ? editor.commands.blur() : pressTool(editor, event);
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
  // Somebody has put another text into the field.
  textarea.addEventListener("change", () => editor.commands.setContent(textarea.value));
  serveRows(editor);
  if (editor.isEditable) {
    frame.prepend(makeToolbar(editor, labels), status);
    list("lineBreak", "leave");
  }
  holdWhileUploading(textarea.form, () => tell(labels.photoWaiting));
  for (const label of textarea.labels) label.addEventListener("click", () => editor.commands.focus());
  // A link to the field leads to what one writes in.
  const arrive = () => location.hash === `#${textarea.id}` && editor.commands.focus();
  window.addEventListener("hashchange", arrive);
  arrive();
  // A required field that is hidden would stop the form without a word.
  textarea.required = false;
  textarea.hidden = true;
}

document.querySelectorAll("textarea[data-body-editor]").forEach(edit);
