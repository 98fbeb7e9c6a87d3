/* All that helps to write an article. The rows stand before anything is compared with them. */

import "./photo-rows.js";
import "./source-files.js";
import "./photo-uploads.js";
import "./photo-order.js";
import "./photo-all.js";
import "./photo-focus.js";
import "./bylines.js";
import "./unsaved.js";
import "./kept.js";
import "./headline.js";
import "./save-key.js";
import "./characters.js";
import "./body-length.js";
import "./live-preview.js";
import "./copy-link.js";
