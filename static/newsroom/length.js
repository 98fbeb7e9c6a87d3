/* How long a text is: characters, and sheets of manuscript paper of 200 squares (원고지). */

const SQUARES = 20; // of a line
const LINES = 10; // of a sheet
// Two digits or small Latin letters share a square, all else has one of its own.
const SQUARE = /[a-z]{1,2}|[0-9]{1,2}|\s+|\P{M}\p{M}*/gu;
const NEVER_FIRST = /^[\s.,!?)\]}’”」』〉》】…%℃]/u;

/** Return how many lines of manuscript paper a paragraph takes.
 *
 * It begins on a line of its own, whose first square stays empty; a blank or a mark that would begin
 * a line stands in the last square of the line before it ("원고지 사용법", 글로벌 세계 대백과사전).
 */
export function manuscriptLines(paragraph) {
  let lines = 1;
  let filled = 1;
  for (const [square] of paragraph.trim().matchAll(SQUARE)) {
    if (filled === SQUARES) {
      if (NEVER_FIRST.test(square)) continue;
      lines += 1;
      filled = 0;
    }
    filled += 1;
  }
  return lines;
}

/** Return {count, bare, sheets} of paragraphs: characters with and without blanks, and sheets. */
export function lengthOf(paragraphs) {
  const texts = paragraphs.map((text) => text.normalize("NFC").replace(/\s+/g, " ").trim()).filter(Boolean);
  const sum = (measure) => texts.reduce((total, text) => total + measure(text), 0);
  return {
    count: sum((text) => [...text].length),
    bare: sum((text) => [...text.replaceAll(" ", "")].length),
    sheets: sum(manuscriptLines) / LINES,
  };
}
