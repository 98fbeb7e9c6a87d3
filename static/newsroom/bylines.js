/* A reporter who is added comes after those who are there. */

document.addEventListener("formset:added", (event) => {
  const order = event.target.querySelector("[name$=-order]");
  if (order) order.value = event.target.parentElement.querySelectorAll(".dynamic-bylines").length - 1;
});
