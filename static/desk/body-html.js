import { crel, getHTMLFromFragment } from "../django_prose_editor/editor.js";

const LONE_PARAGRAPHS =
  ":is(li, td, th) > p:only-child, li > p:first-child:has(+ :is(ul, ol):last-child)";

/** Return the HTML of a body as it is stored: a line for each block, nothing empty. */
export function bodyHTML({ state }) {
  const template = crel("template");
  template.innerHTML = getHTMLFromFragment(state.doc.content, state.schema);
  const { content } = template;
  for (const paragraph of content.querySelectorAll(LONE_PARAGRAPHS)) {
    paragraph.replaceWith(...paragraph.childNodes);
  }
  for (const blank of content.querySelectorAll("p:empty, figcaption:empty")) blank.remove();
  for (const rows of content.querySelectorAll("tbody")) {
    const first = [...rows.children].findIndex((row) => row.querySelector(":scope > td"));
    if (first > 0) rows.before(crel("thead", {}, [...rows.children].slice(0, first)));
  }
  return [...content.children].map((block) => block.outerHTML).join("\n");
}

function joinWordLists(body) {
  for (const item of body.querySelectorAll("p[style*='mso-list:']")) {
    const marker = item.querySelector("[style*='mso-list:Ignore' i]");
    const tag = /^\(?[\p{L}\d]{1,4}[.)]/u.test(marker?.textContent.trim() ?? "") ? "ol" : "ul";
    marker?.remove();
    const before = item.previousElementSibling;
    const list = before?.matches(`${tag}.joined`) ? before : crel(tag, { className: "joined" });
    if (list !== before) item.before(list);
    list.append(crel("li", {}, [item]));
  }
}

/** Return pasted HTML without what word processors and web pages put around the text. */
export function cleanPasted(html) {
  if (html.includes("data-pm-slice")) return html;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  joinWordLists(body);
  for (const link of body.querySelectorAll("a, a *")) link.style.textDecoration = "";
  for (const title of body.querySelectorAll("h1, h2, h3, h4, h5, h6, th")) title.style.fontWeight = "";
  for (const frame of body.querySelectorAll("iframe")) frame.remove();
  for (const block of body.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")) {
    if (!block.textContent.trim() && !block.querySelector("img, hr, table")) block.remove();
  }
  return body.innerHTML.replaceAll("&nbsp;", " ");
}
