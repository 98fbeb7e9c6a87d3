/* Texts on the newsroom's server, where another device finds them. Whatever becomes of a request, writing goes on. */

const PATIENCE = 5000; // milliseconds for an answer
const HOLD = 10_000; // milliseconds in which what is being saved is not sent as unsaved
const LEAVING = 60_000; // bytes; of a page that goes browsers send no more than 64 KiB

const { keptUrl, article } = document.querySelector(".writing")?.dataset ?? {};
const csrf = document.querySelector("#article_form [name=csrfmiddlewaretoken]");

/** The login has ended. */
export class Lapsed extends Error {}

/** The server does not take this text, however often it gets it. */
export class Refused extends Error {}

async function ask(method, token = "", options = {}) {
  const response = await fetch(`${keptUrl}${token && `${token}/`}?article=${article}`, {
    method,
    redirect: "manual",
    headers: { "X-CSRFToken": csrf.value },
    signal: AbortSignal.timeout(PATIENCE),
    ...options,
  });
  if (response.type === "opaqueredirect") throw new Lapsed();
  if ([400, 404].includes(response.status)) throw new Refused((await response.json().catch(() => ({}))).error);
  if (!response.ok) throw new Error(response.status);
  return response.json();
}

/** Return the texts of this article that the server keeps, [{token, record, at}]. */
export async function texts() {
  const answer = await ask("GET");
  csrf.value = answer.csrf;
  return answer.texts.map((text) => ({ ...text, record: JSON.parse(text.record) }));
}

// One request after the other, or an older one might come last.
let line = Promise.resolve();
function inLine(job) {
  const done = line.then(job);
  line = done.catch(() => {});
  return done;
}

/** Let the server keep a record. Raises Lapsed, Refused, or another error when it is not reached. */
export const put = (token, record) => inLine(() => post(token, record));

async function post(token, record, isLeaving = false) {
  const body = JSON.stringify(record);
  const keepalive = isLeaving && new Blob([body]).size < LEAVING;
  try {
    await ask("POST", token, { body, keepalive });
  } catch (reason) {
    // After a new login the form's token is an old one; reading brings the new one for the next time.
    if (reason.message === "403") await texts();
    throw reason;
  }
}

/** Let the server forget a text; one that it has forgotten already does no harm. */
export const forget = (token) => inLine(() => ask("DELETE", token)).catch(() => {});

// What this window has to send

let due = null;
let isSending = false;
let heldUntil = 0;

/** Note what the server does not have yet, null for nothing. */
export function owe(record) {
  due = record;
}

/** Send nothing while the form itself is sent. */
export function hold() {
  heldUntil = Date.now() + HOLD;
}

/** Send what is due; returns whether the server has kept something. Raises as `put` does. */
export async function send(token, isLeaving = false) {
  const record = due;
  if (!record || Date.now() < heldUntil || (isSending && !isLeaving)) return false;
  isSending = true;
  try {
    await (isLeaving ? post(token, record, true) : put(token, record));
  } catch (reason) {
    if (!(reason instanceof Refused)) throw reason;
    if (due === record) due = null;
    throw reason;
  } finally {
    isSending = false;
  }
  if (due === record) due = null;
  return true;
}
