"""Things that happen at the same moment."""

import threading

from django.db import connection


def at_once(count, do):
    """Do it so many times at once, each on a connection of its own, and wait until all are done."""
    start = threading.Barrier(count)

    def one():
        start.wait()
        do()
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
