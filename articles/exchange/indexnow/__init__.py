"""IndexNow: search engines are told at once which pages have changed.

The protocol: https://www.indexnow.org/documentation. Off as long as the publication has no key.
"""

from .queue import begin_anew, note
from .sender import send_due, start

__all__ = ["begin_anew", "note", "send_due", "start"]
