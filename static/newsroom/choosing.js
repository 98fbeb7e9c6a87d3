/* Chooses all articles of a page at once, and says how many are chosen. */

const boxes = [...document.querySelectorAll(".article-row > input[type=checkbox]")];
const count = document.querySelector(".bulk-count");
const all = document.querySelector(".bulk-all");

const show = () => {
  const chosen = boxes.filter((box) => box.checked).length;
  count.textContent = `${count.dataset.words} ${chosen}`;
  all.firstElementChild.checked = chosen === boxes.length;
  all.firstElementChild.indeterminate = chosen > 0 && chosen < boxes.length;
};

if (all) {
  all.hidden = false;
  count.hidden = false;
  count.setAttribute("role", "status");
  all.firstElementChild.addEventListener("change", ({ target }) => {
    for (const box of boxes) box.checked = target.checked;
    show();
  });
  for (const box of boxes) box.addEventListener("change", show);
  show();
}
