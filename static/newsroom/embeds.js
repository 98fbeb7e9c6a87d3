/* Films and posts of other hosts, by the rules of articles/pure/embeds.py, which the page hands over. */

const NONE = { hosts: [], frames: [], pages: [], posts: [] };
const { embeds } = document.querySelector("[data-embeds]")?.dataset ?? {};
const { hosts, frames, pages, posts } = embeds ? JSON.parse(embeds) : NONE;
const MAX_ADDRESS = 500;

const names = (rules) => [...new Set(rules.map(([, , name]) => name))].join(", ");

/** The names of the hosts whose films and posts may stand in a text. */
export const HOSTS = { films: names(frames), posts: names(posts) };

/** Return {address, name of the host} by the first rule that knows the whole address, null without one. */
export function rewritten(address, rules) {
  if (address.length > MAX_ADDRESS) return null;
  for (const [pattern, target, name] of rules) {
    const match = new RegExp(`^(?:${pattern})$`).exec(address);
    if (match) return { address: target.replace(/\{(\d)\}/g, (_all, group) => match[Number(group) + 1] ?? ""), name };
  }
  return null;
}

/** Return the host of an address, "" without one. */
export function hostOf(address) {
  return address && URL.canParse(address, location.href) ? new URL(address, location.href).host : "";
}

/** Return the address of the frame of the film that an address leads to, "" without one. */
export const filmOf = (address) => rewritten(address.trim(), frames)?.address ?? "";

/** Return the address under which the frame of another page may stand in a text, "" when its host is not allowed. */
export function frameOf(source) {
  const secure = source.trim().replace(/^(http:)?\/\//i, "https://");
  return filmOf(source) || (hosts.some((host) => secure.startsWith(`https://${host}/`)) ? secure : "");
}

/** Return {address of the page, name of the host} of the film in a frame. */
export function pageOf(frame) {
  return rewritten(frame, pages) ?? { address: frame, name: hostOf(frame) };
}

/** Return {address, name of the host} of a post, null for every other address. */
export const postOf = (address) => rewritten(address.trim(), posts);

/** Return an address without what all have in common. */
export const short = (address) => address.replace(/^https:\/\/(www\.)?/, "");

/** Return the address that an embed code is about, or the text itself when it is none. */
export function addressIn(text) {
  const typed = text.trim();
  if (!/^<(iframe|blockquote|div|p)\b/i.test(typed)) return typed;
  const { body } = new DOMParser().parseFromString(typed, "text/html");
  const frame = [...body.querySelectorAll("iframe")].map((one) => one.getAttribute("src") ?? "").find(filmOf);
  const links = [...body.querySelectorAll("a, [cite], [data-href], [data-instgrm-permalink]")].flatMap((one) =>
    ["data-instgrm-permalink", "data-href", "cite", "href"].map((name) => one.getAttribute(name) ?? ""),
  );
  return frame ?? links.findLast(postOf) ?? typed;
}
