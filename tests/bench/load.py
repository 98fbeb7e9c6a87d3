"""One measurement with wrk, and what a server spent on it."""

import re
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
# As a browser asks.
ENCODINGS = "gzip, deflate, br, zstd"


@dataclass
class Load:
    """What is asked of a server, and the rounds that have been measured."""

    name: str
    server: object
    paths: list
    connections: int = 32
    share: float = 1.0  # of the seconds of a round
    headers: dict = field(default_factory=dict)
    script: str = "pages.lua"
    rounds: list = field(default_factory=list)

    def measure(self, seconds):
        """Ask for one round; keeps and returns (requests a second, median ms, CPU ms a request)."""
        seconds = max(round(seconds * self.share), 1)
        before = self.server.cpu()
        told = wrk(self, seconds)
        spent = self.server.cpu() - before
        self.rounds.append(told | {"cpu": 1000 * spent / max(told["requests"], 1)})
        return self.rounds[-1]

    def median(self, what):
        """Return the median over the rounds of "rate", "time" or "cpu"."""
        return statistics.median(told[what] for told in self.rounds)


def wrk(load, seconds):
    """Run wrk on the cores of its parent; returns what it says. Raises when a request failed."""
    threads = min(load.connections, 2)
    command = ["wrk", f"-t{threads}", f"-c{load.connections}", f"-d{seconds}s", "--latency"]
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
