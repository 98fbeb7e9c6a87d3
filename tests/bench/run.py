"""Measures the paper beside what the machine can do; prints a table and writes JSON beside it.

make bench                             100,000 articles
make bench ARTICLES=1000000            the big archive
make bench ROUNDS=9                    longer, for figures to keep
"""

import json
import os
import platform
import shutil
import signal
import sys
import time
import urllib.request
from contextlib import ExitStack

from . import archives, endurance, nginx, searches
from .load import ENCODINGS, Load, in_turn, ratio
from .servers import ROOT, Server, free_port, gunicorn

ARTICLES = int(os.environ.get("ARTICLES", "100000"))
FEW = 1000
ROUNDS = int(os.environ.get("ROUNDS", "3"))
FOLDER = ROOT / "var" / "bench"
CORES = 2
READ_ARTICLES = 200  # of which a beacon tells
FLUSHED = 3  # seconds after which every read is stored
UNCACHED = ("article", "front", "section", "desk: articles")
BURSTS = 5  # seconds in each round of what has a target beside something else
HEAVY, LIGHT = 4, 2  # seconds in each round of the same page of both archives


def main():
    """Build what is missing, measure, print."""
    if not shutil.which("wrk"):
        sys.exit("bench: wrk is missing: apt install wrk")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("bench: stopped"))  # its servers too
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])  # its children's too
    sizes = {"many": ARTICLES, "few": FEW}
    facts = {}
    for name, articles in sizes.items():
        archives.build(FOLDER / str(articles), articles)
        archives.collect(FOLDER / str(articles))
        facts[name] = archives.facts(FOLDER / str(articles))
    with ExitStack() as stack:
        bench = Bench(stack, facts)
        for number in range(1, ROUNDS + 1):
            for load, told in bench.round():
                show(f"round {number}  {load.name:<34} {told['rate']:>9,.0f} a second")
        result = bench.result()
    (FOLDER / "result.json").write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    print(table(result))


def show(line):
    print(line, file=sys.stderr, flush=True)


class Bench:
    """The servers that run side by side, and what is asked of each."""

    def __init__(self, stack, facts):
        self.stack = stack
        self.facts = facts
        self.many, self.few = FOLDER / str(ARTICLES), FOLDER / str(FEW)
        self.product = self.start(gunicorn, "newsstep.wsgi", self.many)
        self.uncached = {
            "many": self.start(gunicorn, "newsstep.wsgi", self.many, PAGE_CACHE_MB=0),
            "few": self.start(gunicorn, "newsstep.wsgi", self.few, PAGE_CACHE_MB=0),
        }
        self.article = facts["many"]["pages"]["article"][-1]
        self.answer = keep_answer(self.product.address + self.article)
        self.bare = self.start(
            gunicorn, "tests.bench.bare:application", self.many, BENCH_ANSWER=self.answer
        )
        self.nginx = self.start_nginx() if shutil.which("nginx") else None
        self.views_before = archives.facts(self.many, "views")
        self.loads = {load.name: load for load in self.all_loads()}
        for load in self.loads.values():  # every worker has loaded all it needs
            load.measure()
            if load.script == "beacon.lua":
                self.first_views = load.rounds[0]["requests"]
            load.rounds.clear()

    def start(self, make, *arguments, **options):
        log = FOLDER / "servers.log"
        return self.stack.enter_context(make(*arguments, log=log, **options))

    def start_nginx(self):
        """Start nginx with the sample in front of the product, and with the page as a file."""
        folder = FOLDER / "nginx"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        port, other, self.file_port = free_port(), free_port(), free_port()
        sample = nginx.sample(folder, self.many)
        upstream = self.product.address.rpartition(":")[2]
        sample = nginx.plain(sample, port, other, upstream)
        path = nginx.write(folder, sample, as_file(self.answer, self.file_port))
        command = ["nginx", "-e", str(folder / "nginx.log"), "-c", str(path)]
        return self.start(Server, command, port, ready="/healthz")

    def all_loads(self):
        """Yield what is measured, in the order of a round."""
        many = self.facts["many"]["pages"]
        yield Load("bare WSGI", self.bare, ["/"], bursts=BURSTS)
        yield Load("cached article", self.product, [self.article], bursts=BURSTS)
        if self.nginx:
            file = At(self.nginx, f"http://127.0.0.1:{self.file_port}")
            yield Load("nginx, a file", file, ["/page"], bursts=BURSTS)
            yield Load("nginx, product", self.nginx, [self.article], bursts=BURSTS)
        yield Load("cached front", self.product, many["front"])
        yield Load("cached section", self.product, many["section"])
        numbers = [path.split("/")[2] for path in many["article"]][-READ_ARTICLES:]
        yield Load("beacon", self.product, numbers, script="beacon.lua")
        for name in many:
            for size in ("many", "few"):
                yield Load(
                    f"uncached {name}, {size}",
                    self.uncached[size],
                    self.facts[size]["pages"][name],
                    connections=1,
                    headers={"Cookie": self.facts[size]["cookie"]} if "desk" in name else {},
                )

    def both(self, name):
        """Return what is asked of the archive with many articles, and of that with few."""
        return [self.loads[f"uncached {name}, {size}"] for size in ("many", "few")]

    def round(self):
        """Measure all once; yields each load and what it told."""
        for burst in range(BURSTS):
            for load in self.loads.values():
                if burst < load.bursts and load.connections > 1:
                    yield load, load.measure()
        for name in self.facts["many"]["pages"]:
            loads = self.both(name)
            yield from zip(loads, in_turn(loads, HEAVY if name in UNCACHED else LIGHT), strict=True)

    def result(self):
        """Return all figures, and those that have a target with it."""
        sent = self.first_views + sum(told["requests"] for told in self.loads["beacon"].rounds)
        time.sleep(FLUSHED)
        stored = archives.facts(self.many, "views") - self.views_before
        figures = {
            "articles": ARTICLES,
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, {CORES} used",
            "load before": os.getloadavg()[2],
            "rounds": ROUNDS,
            "beacons": {"sent": sent, "stored": stored},
            "memory": {
                "product": self.product.memory(),
                "uncached": self.uncached["many"].memory(),
            },
            "started in": self.product.started_in,
            "queries": {size: facts["queries"] for size, facts in self.facts.items()},
            "loads": {
                name: {what: load.median(what) for what in ("rate", "time", "cpu")}
                | {"rounds": load.rounds}
                for name, load in self.loads.items()
            },
        }
        figures["searches"] = searches.slowest(self.uncached["many"])
        figures["endurance"] = self.endurance()
        return figures | {"targets": list(self.targets(figures))}

    def endurance(self):
        """Return what changes, senseless queries, restarts and dying workers did."""
        show("changes, queries, restarts, dying workers")
        # Of the small archive, whose hours are quickly summed up.
        log, paths = FOLDER / "servers.log", self.facts["few"]["pages"]["article"]
        few = [self.few, log, [path.split("/")[2] for path in paths]]
        visible_after, made_twice = endurance.visible_after(self.product, self.many)
        return {
            "visible after": visible_after,
            "made twice": made_twice,
            "grown": endurance.grown_by_queries(
                self.product, self.facts["many"]["pages"]["article"]
            ),
            "stopped": endurance.ends(*few, kill=False),
            "killed": endurance.ends(*few, kill=True),
        }

    def targets(self, figures):
        """Yield (what, figure, "at least" or "at most", target) of every target that was measured."""

        def rate(name):
            return self.loads[name].median("rate")

        def beside(name, limit):
            return ratio(self.loads[name], self.loads[limit], "rate")

        yield "cached article ÷ bare WSGI", beside("cached article", "bare WSGI"), "≥", 0.85
        if self.nginx:
            share = beside("nginx, product", "nginx, a file")
            yield "behind nginx ÷ nginx, a file", share, "≥", 0.85
        queries = figures["queries"]["many"]["article"]
        yield "queries of an uncached article", queries, "≤", 7
        cpu = self.loads["uncached article, many"].median("cpu")
        yield "CPU ms of an uncached article", cpu, "≤", 5
        for name in self.facts["many"]["pages"]:
            share = ratio(*self.both(name), "time")
            yield f"{ARTICLES:,} ÷ {FEW:,} articles: {name}", share, "≤", 1.3
        more = sum(
            figures["queries"]["many"][name] != figures["queries"]["few"][name]
            for name in figures["queries"]["many"]
        )
        yield "pages with another number of queries", more, "≤", 0
        yield "beacons a second", rate("beacon"), "≥", 1500
        # What was on the way when wrk stopped is stored without being counted by it.
        lost = figures["beacons"]["sent"] - figures["beacons"]["stored"]
        yield "beacons lost", max(lost, 0), "≤", 0
        yield "memory of master and workers, MB", figures["memory"]["product"], "≤", 200
        for what, slowest in figures["searches"].items():
            yield f"ms of a search for {what}, 95 of 100", slowest, "≤", 60
        found = figures["endurance"]
        yield "seconds from a change to every page", found["visible after"], "≤", 1.2
        yield "pages made twice by a worker for a change", found["made twice"], "≤", 0
        yield "pages kept for 100,000 senseless queries", found["grown"], "≤", 0
        yield f"requests failed in {endurance.ENDS} restarts", found["stopped"]["failed"], "≤", 0
        yield f"views lost in {endurance.ENDS} restarts", found["stopped"]["lost"], "≤", 0
        yield "seconds of views lost by a killed worker", found["killed"]["seconds"], "≤", 1.0
        twice = found["killed"]["twice"] + found["stopped"]["twice"]
        yield "views counted twice", twice, "≤", 0


class At:
    """A server that is reached at another address too."""

    def __init__(self, server, address):
        self.address = address
        self.cpu = server.cpu


def as_file(answer, port):
    """Return a server of nginx that sends the kept answer as a file, with its headers.

    It opens the file each time, for else it would send an old page for a minute.
    """
    headers = dict(json.loads((answer / "headers.json").read_text()))
    kind = headers["Content-Type"]
    added = "".join(
        f'add_header {name} "{value}";\n'
        for name, value in headers.items()
        if name not in ("Content-Type", "Content-Length", "ETag")
    )
    return f"""
        server {{
            listen 127.0.0.1:{port};
            gzip off;
            location /page {{
                alias {answer}/body;
                default_type "{kind}";
                {added}
            }}
        }}"""


def keep_answer(address):
    """Keep the bytes and headers of a page as a browser gets it; returns their folder."""
    folder = FOLDER / "answer"
    folder.mkdir(exist_ok=True)
    request = urllib.request.Request(address, headers={"Accept-Encoding": ENCODINGS})
    with urllib.request.urlopen(request, timeout=30) as response:
        headers = [
            (name, value)
            for name, value in response.getheaders()
            if name not in ("Server", "Date", "Connection")
        ]
        (folder / "body").write_bytes(response.read())
    (folder / "headers.json").write_text(json.dumps(headers))
    return folder


def table(result):
    """Return the figures as lines of text."""
    lines = ["", f"{result['articles']:,} articles · {result['machine']}", ""]
    lines.append(f"{'':<36}{'a second':>10}{'ms':>10}{'CPU ms':>10}{'queries':>10}")
    for name, told in result["loads"].items():
        page, _comma, size = name.removeprefix("uncached ").partition(", ")
        asked = result["queries"].get(size, {}).get(page, "")
        lines.append(
            f"{name:<36}{told['rate']:>10,.0f}{told['time']:>10.2f}{told['cpu']:>10.2f}{asked:>10}"
        )
    lines += ["", f"{'':<46}{'figure':>10}{'target':>10}"]
    for what, figure, sign, target in result["targets"]:
        good = figure >= target if sign == "≥" else figure <= target
        told = f"{figure:>10,.2f}" if isinstance(figure, float) else f"{figure:>10,}"
        lines.append(f"{what:<46}{told}{sign:>3}{target:>7,}  {'ok' if good else 'MISSED'}")
    sent, stored = result["beacons"]["sent"], result["beacons"]["stored"]
    lines += [
        "",
        f"beacons sent {sent:,}, stored {stored:,} · started in {result['started in']:.1f} s",
    ]
    lines.append(f"written to {(FOLDER / 'result.json').relative_to(ROOT)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
