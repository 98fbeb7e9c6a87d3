/* What a browser remembers of a form is older than what the server says: it must not put it back. */

for (const form of document.querySelectorAll("form[method=post]")) form.autocomplete = "off";
