"""How well abuse is told from other comments: `python -m tests.bench.abuse FILE…`.

A line of a file is a comment, a tab or |, and 1 when people called it abusive, 0 when they did not.
No such file is kept here: sets of real comments belong to those who collected them.
"""

import re
import sys
import time
from pathlib import Path

from articles.pure import abuse

LINE = re.compile(r"(?m)^(.*)[\t|]([01])$")


def main(paths):
    for path in paths:
        found, spent = {"0": [], "1": []}, time.process_time()
        for text, label in LINE.findall(Path(path).read_text(encoding="utf-8")):
            found[label].append(abuse.is_in(text))
        spent = (time.process_time() - spent) * 1000 / max(sum(map(len, found.values())), 1)
        print(
            f"{path}: {share(found['1'])} of abusive ones wait, {share(found['0'])} of others;",
            end=" ",
        )
        print(f"{spent:.2f} ms each")


def share(waits):
    return f"{sum(waits)} of {len(waits)} ({sum(waits) / max(len(waits), 1):.1%})"


if __name__ == "__main__":
    main(sys.argv[1:])
