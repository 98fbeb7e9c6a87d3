// A new row begins with the cursor in its first field, unless somebody was quicker than this script.
const { elements } = document.querySelector("#content-main form");
const first = [...elements].find(
  (field) => !field.disabled && field.offsetParent && field.matches("input, select, textarea"),
);
if (document.activeElement === document.body) first?.focus({ preventScroll: true });
