/* Texts in the browser's storage. It may be forbidden or full: then nothing is kept, and writing goes on. */

const PREFIX = "newsstep:kept:";

/** Return the beginning of the keys of somebody's texts. */
export const keysOf = (user) => `${PREFIX}${user}:`;

/** Return the record with that key, null when there is none. */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}

/** Keep a record and return whether that was possible. */
export function put(key, record) {
  try {
    localStorage.setItem(key, JSON.stringify(record));
    return true;
  } catch {
    return false;
  }
}

/** Return the keys that begin so. */
export function keys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

/** Return whether a text of anybody is kept. */
export const isAnythingKept = () => keys(PREFIX).length > 0;

/** Forget what is older than so many days, what can't be read, and those of somebody's texts that are saved. */
export function forgetOld(user, saved, days) {
  const oldest = Date.now() - days * 24 * 3600 * 1000;
  for (const key of keys(PREFIX)) {
    const record = read(key);
    const isSaved = key.startsWith(keysOf(user)) && saved.includes(key.split("#").at(-1));
    if (isSaved || !record?.fields || record.at < oldest) forget(key);
  }
}
