/* The names in a line of tags: the one that is being typed, and another in its place. */

// As articles/pure/names.py reads them.
const NAME = /\s*"(?:[^"]|"")*"\s*(?=[,;，；、]|$)|[^,;，；、]*/y;

/** Return {start, end, name} of every name in the line. */
export function namesIn(line) {
  const names = [];
  for (let start = 0; start <= line.length; ) {
    NAME.lastIndex = start;
    const [text] = NAME.exec(line);
    const bare = text.trim();
    const isQuoted = /^".*"$/s.test(bare) && bare.length > 1;
    const name = isQuoted ? bare.slice(1, -1).replaceAll('""', '"') : bare.replace(/^["#＃]+\s*/, "");
    names.push({ start, end: start + text.length, name });
    start += text.length + 1;
  }
  return names;
}

/** Return the name at the place of the cursor. */
export const nameAt = (line, place) => namesIn(line).find(({ end }) => place <= end);

/** Return [the line with the name in place of the one at the cursor, the cursor behind it]. */
export function replaced(line, place, name) {
  const { start, end } = nameAt(line, place);
  const quoted = /[,;，；、]|^"/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
  const before = `${line.slice(0, start)}${start ? " " : ""}${quoted}, `;
  const rest = line.slice(end + 1).trimStart();
  return [before + rest, before.length];
}
