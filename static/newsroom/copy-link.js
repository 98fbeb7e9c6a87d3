/* Buttons that copy an address, and say that it is copied. */

function copiedByHand(field) {
  field.hidden = false;
  field.select();
  return document.execCommand("copy");
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const box = button.parentElement;
  const status = box.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    // Without https there is no clipboard; who may not write into it gets the address to copy.
    const isCopied = await navigator.clipboard?.writeText(button.dataset.copy).then(
      () => true,
      () => false,
    );
    const isDone = isCopied || copiedByHand(box.querySelector("input"));
    status.textContent = isDone ? button.dataset.copied : button.dataset.failed;
  });
}
