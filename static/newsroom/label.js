/** Return a label with its `%(name)s` filled in. */
export function filled(label, values) {
  return label.replaceAll(/%\((\w+)\)s/g, (_match, name) => values[name]);
}
