import { crel, getHTMLFromFragment } from "../django_prose_editor/editor.js";

const LONE_PARAGRAPHS = ":is(li, td, th) > p:only-child, li > p:first-child:has(+ :is(ul, ol):last-child)";

/** Return the HTML of a body as it is stored: a line for each block, nothing empty. */
export function bodyHTML({ state }) {
  const template = crel("template");
  template.innerHTML = getHTMLFromFragment(state.doc.content, state.schema);
  const { content } = template;
  for (const paragraph of content.querySelectorAll(LONE_PARAGRAPHS)) {
    paragraph.replaceWith(...paragraph.childNodes);
  }
  for (const blank of content.querySelectorAll("p:empty")) blank.remove();
  for (const rows of content.querySelectorAll("tbody")) {
    const first = [...rows.children].findIndex((row) => row.querySelector(":scope > td"));
    if (first > 0) rows.before(crel("thead", {}, [...rows.children].slice(0, first)));
  }
  return [...content.children].map((block) => block.outerHTML).join("\n");
}
