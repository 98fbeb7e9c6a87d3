"""What a worker does beside its readers, again and again: one thread for each thing."""

import logging
import threading

from django.db import close_old_connections, connection

logger = logging.getLogger(__name__)
AFTER_A_FAULT = 60  # seconds until the next try

_begun = []


def start(name, look):
    """Let a thread of this process go on looking."""
    thread = threading.Thread(target=go, args=[name, look], name=name, daemon=True)
    thread.start()
    _begun.append(thread)


def stopped():
    """Return the names of the threads of this process that do not look any more."""
    return [thread.name for thread in _begun if not thread.is_alive()]


def go(name, look, stop=None):
    """Call `look`, which returns after how many seconds to look again, until the event `stop` is set."""
    stop, seconds = stop or threading.Event(), 0
    while not stop.wait(seconds):
        close_old_connections()
        try:
            seconds = look()
        except Exception as error:  # the database is away, or not migrated
            seconds = AFTER_A_FAULT
            logger.warning("%s waits: %s", name, " ".join(str(error).split()))
        finally:
            close_old_connections()
    connection.close()
