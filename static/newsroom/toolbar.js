/* Toolbars are one stop for Tab; the arrow keys move among the buttons that show. */

import { bind } from "./keys.js";

/** Make a toolbar of an element with groups of buttons; returns what is called when others show. */
export function makeOneStop(toolbar) {
  const shown = () => [...toolbar.querySelectorAll(":not([hidden]) > button")];
  const rest = (resting) => {
    for (const button of toolbar.querySelectorAll("button")) button.tabIndex = button === resting ? 0 : -1;
  };
  const move = (event, step) => {
    event.preventDefault();
    const buttons = shown();
    buttons.at((buttons.indexOf(event.target) + step) % buttons.length).focus();
  };
  const settle = () => {
    if (!shown().some((button) => button.tabIndex === 0)) rest(shown()[0]);
  };
  toolbar.addEventListener("focusin", ({ target }) => rest(target));
  toolbar.addEventListener("click", settle);
  bind("toolBefore", (event) => move(event, -1), toolbar);
  bind("toolAfter", (event) => move(event, 1), toolbar);
  rest(shown()[0]);
  return settle;
}
