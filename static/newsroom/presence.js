/* Tells who else has the article open, and when the login has ended, while something can be saved. */

const status = document.querySelector("[data-presence]");
const form = document.getElementById("article_form");
const token = form?.querySelector("[name=csrfmiddlewaretoken]");

class Lapsed extends Error {}

async function ask(method) {
  const options = { method, headers: { "X-CSRFToken": token.value }, redirect: "manual" };
  const response = await fetch(status.dataset.presence, options);
  if (response.ok || response.status >= 500) return response.json();
  throw new Lapsed();
}

async function beat() {
  try {
    // After a new login the form's token is an old one; reading brings the new one.
    const { token: newest, others, error } = await ask("POST").catch(() => ask("GET"));
    token.value = newest ?? token.value;
    status.textContent = error ?? others.join(" ");
  } catch (reason) {
    // A server that is not reached says nothing about the login.
    if (!(reason instanceof Lapsed)) return;
    const link = Object.assign(document.createElement("a"), {
      href: status.dataset.login,
      target: "_blank",
      textContent: status.dataset.lapsed,
    });
    if (status.textContent !== link.textContent) status.replaceChildren(link);
  }
}

if (status) {
  beat();
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  setInterval(() => document.hidden || beat(), status.dataset.beat * 1000);
  window.addEventListener("pagehide", () => {
    const leaving = new URLSearchParams({ gone: "1", csrfmiddlewaretoken: token.value });
    navigator.sendBeacon(status.dataset.presence, leaving);
  });
}
