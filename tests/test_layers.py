"""Imports point strictly down, peers do not import each other, and no file is too long to read."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "articles"
RUNGS = (
    {"pure"},
    {"models"},
    {"desk", "reading", "exchange", "operation"},
    {"forms", "paper", "demo"},
    {"views", "admin", "management", "middleware", "templatetags"},
    {"urls", "receivers"},
    {"apps"},
)
RUNG = {name: number for number, names in enumerate(RUNGS) for name in names}
LONGEST = 400  # lines of a file that somebody reads as a whole


def parsed(path):
    """Return the syntax tree of a file.

    Python 3.11 counts the depth of all threads together: where a thread that an earlier test
    left prints a traceback at this moment, ast.parse may fail (python/cpython issue 106905).
    """
    try:
        return ast.parse(path.read_text())
    except SystemError:
        return ast.parse(path.read_text())


def imported(path):
    """Yield the full names that a file of the app imports from it, such as articles.pure.text."""
    package = ("articles", *path.relative_to(APP).parent.parts)
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            names = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".") for name in names if name.startswith("articles."))


def child_of(folder, path):
    """Return the name of the file or folder directly in the folder that is or holds the path."""
    return path.relative_to(folder).parts[0].removesuffix(".py")


FILES = [path for path in sorted(APP.rglob("*.py")) if "migrations" not in path.parts]
PACKAGES = sorted({path.parent for path in FILES} - {APP})


def test_every_module_has_its_rung():
    names = {child_of(APP, path) for path in FILES} - {"__init__"}
    assert names == set(RUNG)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_imports_point_down(path):
    name = child_of(APP, path)
    for _app, other, *_rest in imported(path):
        if other in RUNG:
            assert other == name or RUNG[other] < RUNG[name], f"{path.name} imports {other}"


@pytest.mark.parametrize("folder", PACKAGES, ids=lambda path: str(path.relative_to(APP)))
def test_the_files_of_a_package_have_an_order(folder):
    """An `__init__` collects what the others hold; none of them asks for it."""
    place = ["articles", *folder.relative_to(APP).parts]
    graph = {}
    for path in FILES:
        if not path.is_relative_to(folder) or (path.parent == folder and path.stem == "__init__"):
            continue
        name = child_of(folder, path)
        inner = [other for other in imported(path) if other[: len(place)] == place]
        for other in inner:
            target = folder / other[len(place)]
            is_there = target.is_dir() or target.with_suffix(".py").exists()
            assert is_there, f"{path.name} imports its own package"
        graph.setdefault(name, set()).update(
            other[len(place)] for other in inner if other[len(place)] != name
        )
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("folder", ["articles", "newsstep", "static", "templates"])
def test_no_file_is_longer_than_one_reads(folder):
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".js", ".css", ".html") and "migrations" not in path.parts
        for lines in [len(path.read_text().splitlines())]
        if lines > LONGEST
    }
    assert long == {}
