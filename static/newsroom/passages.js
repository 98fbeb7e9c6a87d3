/* Words of a text that somebody selects, and the place where they stand when the text has moved. */

const NEARBY = 40; // characters on either side, by which a passage is told from others like it
const LONGEST = 300;
const MARK = "passage";
const COLOURS = `::highlight(${MARK}) { background-color: #ffe08a; color: #1b1b1b }`;

const line = (text) => text.replace(/\s+/g, " ").trim();
const bare = (text) => text.replace(/\s+/g, "");

/** Return {quote, prefix, suffix} of words between what stands before and after them; null of none. */
function passage(words, before, after) {
  const quote = line(words).slice(0, LONGEST).trim();
  return quote ? { quote, prefix: line(before.slice(-NEARBY)), suffix: line(after.slice(0, NEARBY)) } : null;
}

/** Return the passage that is selected within an element; null without one. */
export function selectedIn(root) {
  const selection = root.ownerDocument.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  const around = [range.cloneRange(), range.cloneRange()];
  around[0].selectNodeContents(root);
  around[0].setEnd(range.startContainer, range.startOffset);
  around[1].selectNodeContents(root);
  around[1].setStart(range.endContainer, range.endOffset);
  // Only what one sees has a line between two paragraphs.
  return passage(selection.toString(), ...around.map(String));
}

/** Return the passage that is selected in a field; null without one. */
export function selectedInField({ value, selectionStart: start, selectionEnd: end }) {
  return passage(value.slice(start, end), value.slice(0, start), value.slice(end));
}

/** Return how many characters two texts have in common from where they meet. */
function common(one, other, isBefore) {
  let count = 0;
  const at = (text) => (isBefore ? text.at(-1 - count) : text[count]);
  while (count < Math.min(one.length, other.length) && at(one) === at(other)) count += 1;
  return count;
}

/** Return where in a text without blanks the passage begins: the place most like the one it was taken from. */
function placeIn(text, { quote, prefix, suffix }) {
  const words = bare(quote);
  let best = -1;
  let most = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    const nearby =
      common(text.slice(0, at), bare(prefix), true) + common(text.slice(at + words.length), bare(suffix), false);
    if (nearby > most) [best, most] = [at, nearby];
  }
  return best;
}

/** Return [the text without blanks, the place of each character by `placeOf(number)`]. */
function lettersOf(pieces) {
  const letters = [];
  const places = [];
  for (const [piece, text] of pieces) {
    for (let at = 0; at < text.length; at += 1) {
      if (!text[at].trim()) continue;
      letters.push(text[at]);
      places.push([piece, at]);
    }
  }
  return [letters.join(""), places];
}

function* textsOf(root) {
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) yield [walker.currentNode, walker.currentNode.data];
}

function find(pieces, sought) {
  const [text, places] = lettersOf(pieces);
  const start = placeIn(text, sought);
  return start < 0 ? null : [places[start], places[start + bare(sought.quote).length - 1]];
}

/** Mark the passage within an element and bring it into sight; returns whether it is there. */
export function show(root, sought) {
  const found = find(textsOf(root), sought);
  if (!found) return false;
  const [[first, start], [last, end]] = found;
  const range = root.ownerDocument.createRange();
  range.setStart(first, start);
  range.setEnd(last, end + 1);
  mark(range, root.ownerDocument);
  first.parentElement.scrollIntoView({ block: "start" });
  window.scrollBy(0, -96); // below what sticks to the top
  return true;
}

/** Select the passage within a field; returns whether it is there. */
export function showInField(field, sought) {
  const found = find([[field, field.value]], sought);
  if (!found) return false;
  field.focus({ preventScroll: true });
  field.setSelectionRange(found[0][1], found[1][1] + 1);
  field.scrollIntoView({ block: "start" });
  window.scrollBy(0, -96);
  return true;
}

function mark(range, page) {
  const view = page.defaultView;
  if (!view.CSS.highlights) {
    page.getSelection().removeAllRanges();
    page.getSelection().addRange(range);
    return;
  }
  if (!view.CSS.highlights.has(MARK)) {
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(COLOURS);
    page.adoptedStyleSheets = [...page.adoptedStyleSheets, sheet];
  }
  view.CSS.highlights.set(MARK, new view.Highlight(range));
}
