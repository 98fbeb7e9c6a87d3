/* Nobody leaves, or decides about an older text, while something typed is not saved. */

const form = document.getElementById("article_form");

function content() {
  const typed = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  return JSON.stringify(typed.map(([name, value]) => [name, value.name ?? value]));
}

if (form?.querySelector("[name=_save]")) {
  const saved = content();
  let isLeavingBySaving = false;
  const isUnsaved = () => !isLeavingBySaving && content() !== saved;

  form.addEventListener("submit", () => {
    isLeavingBySaving = true;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUnsaved()) event.preventDefault();
  });
  for (const decision of document.querySelectorAll(".decision")) {
    decision.addEventListener("submit", (event) => {
      const warning = document.querySelector(".unsaved");
      warning.hidden = !isUnsaved();
      if (warning.hidden) {
        isLeavingBySaving = true;
        return;
      }
      event.preventDefault();
      warning.scrollIntoView({ block: "center" });
    });
  }
}

document.addEventListener("formset:added", (event) => {
  const position = event.target.querySelector("[name$=-position], [name$=-order]");
  if (position) position.value = event.target.parentElement.querySelectorAll(".inline-related:not(.empty-form), .form-row:not(.empty-form).dynamic-bylines").length - 1;
});
