"""Which of the texts that a browser keeps have been saved since."""

import re

TOKEN = re.compile(r"[0-9a-f]{32}")
MAX_TOKENS = 8  # of the texts saved last that a session remembers


def note_saved(request):
    """Remember which text has been saved, so that the browser no longer offers to restore it."""
    token = request.POST.get("_kept", "")
    if TOKEN.fullmatch(token):
        saved = [token, *request.session.get("saved_texts", [])]
        request.session["saved_texts"] = saved[:MAX_TOKENS]
