"""What readers notice while others flood the comments: python -m tests.bench.flood.

A paper of its own in var/bench/flood, with two workers of four threads on SQLite.
"""

import http.client
import itertools
import json
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from contextlib import closing
from urllib.parse import urlencode

from . import archives
from .servers import ROOT, environment, gunicorn

FOLDER = ROOT / "var" / "bench" / "flood"
SECONDS = 12
READS_EVERY = 0.02  # seconds
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
LONG = 5000  # comments under the article that is read
FILL = f"""
import django; django.setup()
from articles.models import Article, Comment, CommentCount, CommentRules
CommentRules(policy="open").save()
Article.objects.update(comment_policy="open")
[long, other] = Article.objects.public().order_by("-pk")[:2]
Comment.objects.all().delete()
Comment.objects.bulk_create(
    Comment(article=long, name="독자", text=f"댓글 {{n}}입니다.", state="public",
            digest=n.to_bytes(16, "big"), text_digest=n.to_bytes(16, "big"))
    for n in range({LONG})
)
CommentCount.objects.recount(long.pk)
from articles.forms.comment import SHOWN_AT
import json; print(json.dumps({{"long": long.pk, "other": other.pk, "shown_at": SHOWN_AT.sign(str(other.pk))}}))
"""


def main():
    """Measure readers alone and beside each flood; prints a table."""
    archives.build(FOLDER, 300)
    archives.collect(FOLDER)
    log = FOLDER / "servers.log"
    log.unlink(missing_ok=True)
    with gunicorn("newsstep.wsgi", FOLDER, log) as server:
        for name, addresses, a_minute in FLOODS:
            facts = fresh(FOLDER)
            readers, flood = Readers(server, facts), Flood(server, facts, addresses, a_minute)
            readers.read(3)  # every worker has loaded all it needs
            alone = readers.read(SECONDS)  # just before: the machine is faster at some moments
            with flood:
                times = readers.read(SECONDS)
            count = stored(FOLDER, facts["other"])
            print(line("alone", alone), line(name, times, alone), sep="\n")
            told = f"answers {flood.statuses}, texts lost {flood.lost}, stored {count}"
            print(told, end="\n\n", flush=True)
    print(f"database locked: {log.read_text().count('locked')} times")


FLOODS = [  # name, addresses, posts a minute
    ("1,000 a minute from one address", 1, 1000),
    ("1,000 a minute from 600", 600, 1000),
    ("as fast as possible from one address", 1, None),
    ("as fast as possible from 600", 600, None),
]


def fresh(folder):
    """Return the articles of a paper whose comments are as they were, and a form of one."""
    told = subprocess.run(
        [sys.executable, "-c", FILL], cwd=ROOT, env=environment(folder, 8000), check=True,
        capture_output=True, text=True,
    ).stdout  # fmt: skip
    return json.loads(told.splitlines()[-1])


def stored(folder, article):
    """Return how many comments the article has in the database."""
    with closing(sqlite3.connect(f"file:{folder}/newsstep.sqlite3?mode=ro", uri=True)) as database:
        counted = "SELECT COUNT(*) FROM articles_comment WHERE article_id = ?"
        return database.execute(counted, [article]).fetchone()[0]


class Readers:
    """Two readers who ask for kept pages and for such as are made anew, one after the other."""

    def __init__(self, server, facts):
        self.address = server.address.rpartition("/")[2]
        number = itertools.count()
        self.pages = {
            "kept": lambda: f"/articles/{facts['long']}/",
            "unkept": lambda: f"/search/?q={next(number)}",
            "thread": lambda: f"/articles/{facts['long']}/comments/?page={next(number) % 90 + 1}",
        }

    def read(self, seconds):
        """Return {kind of page: ms of each}."""
        times = {kind: [] for kind in self.pages}
        until = time.monotonic() + seconds
        with closing(http.client.HTTPConnection(self.address, timeout=30)) as connection:
            while time.monotonic() < until:
                for kind, path in self.pages.items():
                    began = time.perf_counter()
                    connection.request("GET", path(), headers={"User-Agent": AGENT})
                    answer = connection.getresponse()
                    answer.read()
                    assert answer.status == 200, (kind, answer.status)
                    times[kind].append(1000 * (time.perf_counter() - began))
                    time.sleep(READS_EVERY)
        return times


class Flood:
    """Senders of comments, as many a minute as told, or one after the other each."""

    SENDERS = 8

    def __init__(self, server, facts, addresses, a_minute):
        self.address = server.address
        self.facts, self.addresses, self.a_minute = facts, addresses, a_minute
        self.statuses, self.lost = {}, 0
        self.numbers, self.counting = itertools.count(), threading.Lock()
        self.is_over = threading.Event()

    def __enter__(self):
        self.began = time.monotonic()
        self.threads = [threading.Thread(target=self.send) for _ in range(self.SENDERS)]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.is_over.set()
        for thread in self.threads:
            thread.join()

    def send(self):
        host = self.address.rpartition("/")[2]
        with closing(http.client.HTTPConnection(host, timeout=60)) as connection:
            while not self.is_over.is_set():
                with self.counting:
                    number = next(self.numbers)
                if self.a_minute:
                    due = self.began + number * 60 / self.a_minute
                    self.is_over.wait(max(due - time.monotonic(), 0))
                self.post(connection, number)

    def post(self, connection, number):
        text = f"{number}번째로 보낸 댓글입니다."
        typed = {"name": "독자", "password": "1234", "text": text}
        mark = number % self.addresses
        headers = {
            "Origin": self.address,
            "Sec-Fetch-Site": "same-origin",
            "User-Agent": f"{AGENT} {number}",  # another browser each time
            "X-Forwarded-For": f"198.51.{mark // 256}.{mark % 256}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        body = urlencode(typed | {"shown_at": self.facts["shown_at"]})
        connection.request("POST", f"/articles/{self.facts['other']}/comments/", body, headers)
        answer = connection.getresponse()
        is_lost = text not in answer.read().decode() and answer.status != 303
        with self.counting:
            self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
            self.lost += is_lost


def line(name, times, alone=None):
    """Return a line of the table: p50 and p95 in ms, and how many times as much as alone."""
    told = []
    for kind, took in times.items():
        for share in (50, 95):
            one = percentile(took, share)
            ratio = f" ×{one / percentile(alone[kind], share):.1f}" if alone else ""
            told.append(f"{kind} p{share} {one:.1f} ms{ratio}")
    return f"{name}: " + " · ".join(told)


def percentile(times, share):
    return statistics.quantiles(times, n=100)[share - 1]


if __name__ == "__main__":
    main()
