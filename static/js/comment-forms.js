/* What is typed into forms of comments, and which pages and comments belong to it. */

const NEAR = 50; // characters before the limit, from which on a reader is told

/** Return how many characters the paper counts in a text. */
export const lengthOf = (text) => [...text.replaceAll("\r\n", "\n").normalize("NFC").trim()].length;

/** Return what a reader is told of a text: "" while it is far from the limit. */
export function warning(length, limit, { left, over }) {
  if (length < limit - NEAR) return "";
  return length > limit ? over.replace("%(count)s", length - limit) : left.replace("%(count)s", limit - length);
}

/** Return whether an address is a page of the thread at another, and so can stand in its place. */
export function isOfThread(address, thread) {
  const [page, first] = [new URL(address), new URL(thread)];
  return page.origin === first.origin && page.pathname.startsWith(first.pathname) && page.pathname.endsWith("/");
}

const bare = (words) => words.replace(/\s+/g, "");

/** Return which of the comments {id, text} is the one that was sent, of which none of `known` was there before. */
export function sentOf(comments, known, text) {
  const made = comments.filter(({ id }) => !known.has(id));
  return [...made, ...comments].find((comment) => bare(comment.text) === bare(text)) ?? made[0];
}

/** Return what tells a form of a page from its others. */
export const nameOf = (action, parent = "", does = "") =>
  `comment ${new URL(action).pathname} ${parent} ${does}`.trim();
