import { element } from "./element.js";

const WHOLE = "p, div, section, article, li, td, th, h1, h2, h3, h4, h5, h6, figcaption, caption";
const SPLIT = "p, div, section, article";
const BLOCKS = `${WHOLE}, ul, ol, dl, table, blockquote, figure, hr, iframe`;
// Blocks that the editor does not know to be any, so that words would grow together.
const UNKNOWN = "dt, summary, legend, center, main, nav, details, dialog, option";

/** Return the texts in a node, in order. */
export function textsOf(node) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  return texts;
}

/** Give preformatted text a <br> for each line, and loose words of the page a paragraph. */
export function makeBlocks(body) {
  for (const one of body.querySelectorAll(UNKNOWN)) one.replaceWith(element("div", {}, [...one.childNodes]));
  for (const pre of body.querySelectorAll("pre, listing")) {
    for (const text of textsOf(pre)) {
      text.replaceWith(...text.data.split("\n").flatMap((line, at) => (at ? [element("br"), line] : [line])));
    }
    pre.replaceWith(element("p", {}, [...pre.childNodes]));
  }
  let paragraph = null;
  for (const node of [...body.childNodes]) {
    const isBlock = node.nodeType === Node.ELEMENT_NODE && (node.matches(BLOCKS) || node.querySelector(BLOCKS));
    if (isBlock) paragraph = null;
    else if (paragraph) paragraph.append(node);
    else if (node.textContent.trim()) {
      paragraph = element("p");
      node.before(paragraph);
      paragraph.append(node);
    }
  }
}

/** Return whether a <br> looks like the end of a paragraph: before another one, or before an indent. */
function endsParagraph(br, block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  walker.currentNode = br;
  while (walker.nextNode()) {
    const { tagName, data } = walker.currentNode;
    if (tagName === "BR" || /^\s*[\u00a0\u3000]/.test(data)) return true;
    if (tagName === "IMG" || data?.trim()) return false;
  }
  return false;
}

/** Return whether nothing stands between a <br> outside of all blocks and the block before it. */
function isLoose(br) {
  let before = br.previousSibling;
  while (before?.nodeType === Node.TEXT_NODE && !before.data.trim()) before = before.previousSibling;
  return !before || before.matches?.(BLOCKS);
}

/** Make paragraphs of what two <br>, or one before an indent, divide. */
export function splitParagraphs(body) {
  for (const br of body.querySelectorAll("br")) {
    const block = br.closest(WHOLE);
    if (!block && isLoose(br)) br.remove();
    if (!block?.matches(SPLIT)) continue;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEndBefore(br);
    const isFirst = !before.toString().trim() && !before.cloneContents().querySelector("img, iframe");
    if (!isFirst && !endsParagraph(br, block)) continue;
    if (!isFirst) {
      before.setStartBefore(block);
      block.before(before.extractContents());
    }
    br.remove();
  }
}
