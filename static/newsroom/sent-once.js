/* A form of the screen is sent once: whoever presses twice would else be refused for a change of their own. */

let isOnItsWay = false;

document.addEventListener("submit", (event) => {
  if (isOnItsWay) event.preventDefault();
  isOnItsWay = true;
});
window.addEventListener("pageshow", () => {
  isOnItsWay = false;
});

/** Return whether a form has been sent and its answer has not come. */
export const isSent = () => isOnItsWay;
