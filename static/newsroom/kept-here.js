/* Says to whoever has to log in that a text is kept here, where one is. */

import { isAnythingKept } from "./kept-store.js";

if (isAnythingKept()) for (const told of document.querySelectorAll("[data-kept-here]")) told.hidden = false;
