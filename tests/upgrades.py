"""Upgrades copies of old papers, kills that again and again, and tells in JSON what became of them.

python -m tests.upgrades OLD STATIC: OLD is what tests/old_papers.py makes, STATIC holds collected files.
Each upgrade is a process of its own, born of this one, that may end itself by SIGKILL at a point.
"""

import gc
import json
import multiprocessing
import os
import shutil
import signal
import sqlite3
import sys
from itertools import count
from pathlib import Path

import django
import whitenoise.compress

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from articles.operation import upgrading  # noqa: E402
from articles.paper import feeds  # noqa: E402
from articles.reading import pagecache  # noqa: E402
from articles.reading.comments import counts  # noqa: E402
from tests.old_papers import FOUND, FOUND_OF_COMMENTS, STEPS  # noqa: E402

FILE = "newsstep.sqlite3"
FILES = (1, 300)  # static files behind whose beginning their collection is killed


def use(var):
    """Let this process have its paper in a folder."""
    connection.close()
    settings.VAR, settings.STATIC_ROOT = var, var / "static"
    connection.settings_dict["NAME"] = str(var / FILE)


def upgrade(var, fail):
    use(var)
    fail()
    with open(os.devnull, "w") as nowhere:
        call_command("upgrade", without_backup=True, stdout=nowhere)


def run(var, fail=lambda: None):
    """Upgrade the paper in another process; returns its exit code, negative for a signal."""
    process = multiprocessing.get_context("fork").Process(target=upgrade, args=(var, fail))
    process.start()
    process.join()
    return process.exitcode


def die(*_arguments):
    os.kill(os.getpid(), signal.SIGKILL)


def in_a_migration(migrations, deep):
    """Die so many statements of changes behind the end of so many migrations, at the latest when one more is noted."""

    def look(execute, sql, params, many, context):
        if look.noted == migrations and not sql.startswith(("SELECT", "PRAGMA")):
            look.after += 1
        look.noted += sql.startswith('INSERT INTO "django_migrations"')
        if look.after > deep or look.noted > migrations:
            die()
        return execute(sql, params, many, context)

    look.noted = look.after = 0
    return lambda: connection.execute_wrappers.append(look)


def in_a_static_file(number):
    """Die when so many static files were begun, with half of the last one written."""
    numbers = count(1)

    def look(event, arguments):
        if event != "open" or not str(arguments[0]).startswith(str(settings.STATIC_ROOT)):
            return
        if arguments[2] & (os.O_WRONLY | os.O_RDWR) and next(numbers) == number:
            Path(arguments[0]).write_bytes(b"half")
            die()

    return lambda: sys.addaudithook(look)


def before(name):
    """Die before a note is written, or taken away."""

    def fail():
        if name == "unlink":
            Path.unlink = die
        else:
            setattr(upgrading, name, die)

    return fail


def tell():
    """Return {step: what is wrong with its paper after an upgrade that was killed}, and how often that was."""
    old, static = map(Path, sys.argv[1:])
    own, told, kills = Path(settings.VAR), {}, 0
    for step in STEPS:
        shutil.copytree(old / step, own / step)
        if step != "0028_comments_of_readers":
            # It takes the longest, and is done and killed with one of the papers.
            (own / step / "static").symlink_to(static)
            (own / step / upgrading.COLLECTED).write_text(DIGEST)
        kills += killed(own / step)
    for step in STEPS:
        files = (own / step / FILE, old / "empty" / FILE)
        told[step] = sorted(set(schema(files[0])) ^ set(schema(files[1])))
        told[step] += wrong(own / step, old / step)
    told["files"] = unlike(own / "0028_comments_of_readers" / "static", static)
    return told | {"kills": kills}


def killed(var):
    """Upgrade a paper, killed at some points of it; returns at how many."""
    use(var)
    fails = fails_of(pending(), not upgrading.is_collected())
    codes = [run(var, fail) for fail in fails]
    assert codes == [-signal.SIGKILL] * len(codes), (var, codes)
    use(var)
    assert bool(upgrading.why_not_served()) == bool(fails)
    assert run(var) == 0, var
    assert not upgrading.why_not_served()
    connection.close()
    return len(codes)


def fails_of(number, collects):
    """Return at which points the upgrade by so many migrations is killed, one after the other."""
    if not number:
        return []
    step = max(number // 4, 1)
    parts = [step, step, step, number - 3 * step] if number > 3 else [1] * number
    fails = [in_a_migration(0, deep) for deep in (0, 2, 9)[: 5 - min(len(parts), 4)]]
    fails += [in_a_migration(part, deep) for part, deep in zip(parts, (1, 7, 3, 0), strict=False)]
    if collects:
        fails += [*map(in_a_static_file, FILES), before("note_collected"), before("unlink")]
    return fails


def pending():
    found = upgrading.health.pending_migrations()
    connection.close()
    return len(found.split(", ")) if found else 0


def schema(file):
    with sqlite3.connect(file) as database:
        return database.execute("SELECT type, name, sql FROM sqlite_master").fetchall()


def unlike(folder, other):
    """Return the names of the files of both folders that are not the same."""
    names = {path.relative_to(root) for root in (folder, other) for path in files(root)}
    return [str(name) for name in names if read(folder / name) != read(other / name)]


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def read(path):
    return path.read_bytes() if path.exists() else None


def wrong(var, paper):
    """Return what readers don't find on the pages of a paper."""
    use(var)
    pagecache.drop()
    counts.drop()
    feeds.length_of.cache_clear()
    with sqlite3.connect(paper / FILE) as database:
        has_comments = database.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'articles_comment'"
        ).fetchone()
    found = []
    for path, words in (FOUND | (FOUND_OF_COMMENTS if has_comments else {})).items():
        if not words and paper.name not in (STEPS[0], STEPS[-1]):
            continue  # whether they answer says the schema
        answer = Client(HTTP_HOST="127.0.0.1").get(path, follow=True)
        page = answer.getvalue().decode()
        if answer.status_code != 200:
            found.append([path, answer.status_code])
        found += [[path, word] for word in words if word not in page]
    return found


if __name__ == "__main__":
    gc.disable()  # or half of the time would go to the models of so many steps
    whitenoise.compress.brotli_installed = False  # as the collected files are
    DIGEST = upgrading.static_digest()
    print(json.dumps(tell(), ensure_ascii=False))
