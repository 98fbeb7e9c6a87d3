"""What is asked of a server, by wrk or in turn with another one, and what it spent on it."""

import http.client
import itertools
import re
import statistics
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).parent
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
# As a browser asks.
ENCODINGS = "gzip, deflate, br, zstd"
IN_A_ROW = 10  # requests to one server before it is the other one's turn


@dataclass
class Load:
    """What is asked of a server, and the rounds that have been measured."""

    name: str
    server: object
    paths: list
    connections: int = 32
    bursts: int = 1  # of a second each, in a round
    headers: dict = field(default_factory=dict)
    script: str = "pages.lua"
    rounds: list = field(default_factory=list)

    def measure(self):
        """Ask by wrk for a second; keeps and returns (requests a second, median ms, CPU ms each)."""
        before = self.server.cpu()
        told = wrk(self)
        return self.keep(told, self.server.cpu() - before)

    def keep(self, told, spent):
        """Keep and return what was told of a round, with the CPU seconds that were spent on it."""
        self.rounds.append(told | {"cpu": 1000 * spent / max(told["requests"], 1)})
        return self.rounds[-1]

    def median(self, what):
        """Return the median over the rounds of "rate", "time" or "cpu"."""
        return statistics.median(told[what] for told in self.rounds)


def ratio(one, other, what):
    """Return the median of one's figures over the other's, each of the same moment.

    The machine is faster at some moments than at others, by half as much again.
    """
    pairs = zip(one.rounds, other.rounds, strict=True)
    return statistics.median(told[what] / beside[what] for told, beside in pairs)


def in_turn(loads, seconds):
    """Ask servers in turn, a few requests each, so that all are asked at the same moments.

    Keeps of each what `Load.measure` keeps, and returns it. Raises when a request failed.
    """
    askers = [Asker(load) for load in loads]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for asker in askers:
            for _ in range(IN_A_ROW):
                asker.ask()
    return [asker.stop() for asker in askers]


class Asker:
    """One reader of a server, who asks for its pages one after the other."""

    def __init__(self, load):
        self.load = load
        self.paths = itertools.cycle(load.paths)
        self.headers = {"Accept-Encoding": ENCODINGS, **load.headers}
        self.connection = http.client.HTTPConnection(urlsplit(load.server.address).netloc)
        self.before = load.server.cpu()
        self.times = []  # ms

    def ask(self):
        began = time.perf_counter()
        self.connection.request("GET", next(self.paths), headers=self.headers)
        answer = self.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"bench: {self.load.name}: {answer.status}")
        self.times.append(1000 * (time.perf_counter() - began))

    def stop(self):
        self.connection.close()
        told = {
            "rate": 1000 * len(self.times) / sum(self.times),
            "requests": len(self.times),
            "time": statistics.median(self.times),
        }
        return self.load.keep(told, self.load.server.cpu() - self.before)


def wrk(load):
    """Run wrk for a second on the cores of its parent; returns what it says. Raises when a request failed."""
    threads = min(load.connections, 2)
    command = ["wrk", f"-t{threads}", f"-c{load.connections}", "-d1s", "--latency"]
    command += ["-s", HERE / load.script, "-H", f"Accept-Encoding: {ENCODINGS}"]
    for name, value in load.headers.items():
        command += ["-H", f"{name}: {value}"]
    command += [load.server.address, "--", *map(str, load.paths)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if failed := re.search(r"(Non-2xx|Socket errors).*", told):
        raise SystemExit(f"bench: {load.name}: {failed[0]}")
    median = re.search(r"50%\s+([\d.]+)(us|ms|s|m)", told)
    return {
        "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]),
        "requests": int(re.search(r"(\d+) requests in", told)[1]),
        "time": float(median[1]) * UNITS[median[2]],
    }
