import { filled } from "./label.js";
import { addSource } from "./source-files.js";
import { upload } from "./upload.js";

/** Return the files of a paste that is nothing but files; texts bring pictures of themselves. */
export function pastedFiles(data) {
  const html = data.getData("text/html");
  if (html.includes("/media/photos/") || data.getData("text/plain").trim()) return [];
  const { body } = new DOMParser().parseFromString(html, "text/html");
  return body.textContent.trim() ? [] : [...data.files];
}

/** Return the place between two blocks at or after a position; a blank paragraph is no block. */
function between({ doc }, position) {
  const at = doc.resolve(position);
  if (!at.depth) return position;
  return at.node(1).content.size ? at.after(1) : at.before(1);
}

/** Upload files and put each photo where it was pasted or dropped; `tell` says how it goes. */
export async function putPhotos(editor, files, position, place, tell) {
  const { labels } = place;
  let at = between(editor.state, position);
  const follow = ({ transaction }) => (at = transaction.mapping.map(at));
  editor.on("transaction", follow);
  const said = [];
  for (const file of files) {
    tell(filled(labels.photoUploading, { name: file.name }));
    try {
      const sent = await upload(file, place);
      if (sent.is_source) {
        addSource(sent);
        said.push(filled(labels.sourceAdded, sent));
      } else editor.commands.insertPhoto(sent, at);
    } catch (error) {
      said.push(error.message);
    }
  }
  editor.off("transaction", follow);
  tell(said.join(" "));
}
