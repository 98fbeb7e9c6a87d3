"""How long a reader waits for what a search finds; nothing of it is kept."""

import http.client
import statistics
import time
from urllib.parse import quote, urlsplit

TIMES = 60  # that each is asked
WORDS = {"a common word": "있다", "a seldom word": "합창교실", "two words": "청주 예산"}


def slowest(server):
    """Return {what is searched for: the ms in which 95 of 100 answers are there}."""
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc)
    return {what: ninety_five(connection, words) for what, words in WORDS.items()}


def ninety_five(connection, words):
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        connection.request("GET", f"/search/?q={quote(words)}")
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"bench: search: {answer.status}")
        times.append(1000 * (time.perf_counter() - began))
    return statistics.quantiles(times[1:], n=20)[-1]
