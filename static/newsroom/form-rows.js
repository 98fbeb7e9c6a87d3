/* The fields of a form and the rows of its formsets as plain data: sorted, compared, and put back. */

const UNTYPED = /^(initial-.+|version|over|accept_rewrite|_kept|.+-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS)$/;
const ROW = /^(\w+)-(\d+)-(\w+)$/;
const KEYS = { article_photos: "photo", bylines: "reporter" }; // what a row is about

/** Return whether somebody types or chooses what a field of this name holds; a file can't be kept. */
export const isKept = (name) => !UNTYPED.test(name) && !name.endsWith("-upload");

/** Return [the fields of no row as {name: values}, the rows as {prefix: [{part: value}]}]. */
export function sorted(fields) {
  const single = {};
  const rows = {};
  for (const [name, value] of fields) {
    const [, prefix, number, part] = ROW.exec(name) ?? [];
    if (!prefix) {
      single[name] ??= [];
      single[name].push(value);
      continue;
    }
    rows[prefix] ??= [];
    rows[prefix][number] ??= {};
    rows[prefix][number][part] = value;
  }
  for (const prefix in rows) rows[prefix] = rows[prefix].filter(Boolean);
  return [single, rows];
}

const squeezed = (text) => text.normalize("NFC").replace(/\s+/g, " ").replace(/> </g, "><").trim();

/** Return a text that two forms share when they say the same. */
export function meaning(fields) {
  const [single, rows] = sorted(fields);
  const parts = Object.entries(single).map(([name, values]) => [name, values.map(squeezed)]);
  for (const [prefix, all] of Object.entries(rows)) {
    const filledIn = all.map(({ id, article, position, order, ...rest }) =>
      Object.entries(rest)
        .map(([name, value]) => [name, name === KEYS[prefix] ? parseInt(value, 10) : squeezed(value)])
        .filter(([, value]) => value)
        .sort(),
    );
    parts.push([prefix, filledIn.filter((row) => row.length)]);
  }
  return JSON.stringify(parts.filter(([, values]) => values.some((value) => value.length)).sort());
}

/** Return [the number of the present row that each kept row goes into, the numbers of those left over].
 *
 * A row with the same id is the same row, else one about the same photo or reporter. There is no
 * number where a new row is needed.
 */
export function matched(prefix, rows, present) {
  const key = KEYS[prefix];
  const free = new Set(present.keys());
  const about = (row) => parseInt(row[key], 10);
  const numbers = rows.map((row) => {
    const number =
      [...free].find((at) => row.id && present[at].id === row.id) ??
      [...free].find((at) => about(present[at]) === about(row));
    free.delete(number);
    return number;
  });
  return [numbers, [...free]];
}

/** Put the values into a field as if somebody had typed them. */
export function setField(field, values) {
  if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
  else if (field.type === "file" || !values.length) return;
  else field.value = values[0];
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Put what was kept into those of the fields that stand in no row. */
export function setSingle(fields, single) {
  for (const field of fields) {
    const isOwn = field.name && !ROW.test(field.name) && !UNTYPED.test(field.name);
    if (isOwn) setField(field, single[field.name] ?? []);
  }
}

/** Put a kept row into the fields of a row; which row of the database it is stays. */
export function setRow(fields, row) {
  for (const field of fields) {
    const part = field.name.split("-").at(-1);
    if (part === "id" || part === "article") continue;
    setField(field, part in row ? [row[part]] : []);
  }
}
