/* Lets Node take the scripts of static/ for modules, as browsers are told to. */

import { register } from "node:module";

const hooks = `export function load(url, context, next) {
  return next(url, url.includes("/static/") ? { ...context, format: "module" } : context);
}`;

register(`data:text/javascript,${encodeURIComponent(hooks)}`);
