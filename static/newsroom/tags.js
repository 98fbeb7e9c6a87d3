/* Tags that are there already are offered while one is typed. */

import { offer } from "./combobox.js";
import { nameAt, namesIn, replaced } from "./tag-line.js";

for (const field of document.querySelectorAll("[data-tags]")) {
  const place = () => field.selectionStart ?? field.value.length;
  offer(field, {
    address: field.dataset.tags,
    words: { ...JSON.parse(field.dataset.labels), none: "" },
    typed: () => nameAt(field.value, place()).name,
    isLeftOut: ({ label }) => {
      const current = nameAt(field.value, place());
      return namesIn(field.value).some(({ start, name }) => start !== current.start && name === label);
    },
    use: ({ label }) => {
      const [line, cursor] = replaced(field.value, place(), label);
      field.value = line;
      field.setSelectionRange(cursor, cursor);
    },
  });
}
