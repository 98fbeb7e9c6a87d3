"""Imports point strictly down, and peers of a layer do not import each other."""

import ast
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parent.parent / "articles"
LAYERS = (
    {"text", "paths", "matching"},
    {"imaging"},
    {"markup"},
    {"differences"},
    {"models"},
    {
        "workflow",
        "slots",
        "readership",
        "article_page",
        "pagecache",
        "photos",
        "presence",
        "preview",
        "revisions",
        "importers",
        "search",
    },
    {"demo"},
    {"forms", "paper", "storage"},
    {"beacon", "templatetags"},
    {"views", "admin", "middleware", "management"},
    {"urls", "receivers"},
    {"apps"},
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}


def module_of(path):
    return path.relative_to(APP).parts[0].removesuffix(".py")


def imported(path):
    """Yield the names of the app's first-level modules that the file imports."""
    package = ("articles", *path.relative_to(APP).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *filter(None, [node.module])))
            names = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "articles" and len(parts) > 1 and parts[1] in LAYER:
                yield parts[1]


FILES = [path for path in sorted(APP.rglob("*.py")) if "migrations" not in path.parts]


def test_every_module_has_its_layer():
    names = {module_of(path) for path in FILES} - {"__init__"}
    assert names == set(LAYER)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(APP)))
def test_imports_point_down(path):
    name = module_of(path)
    for other in imported(path):
        assert other == name or LAYER[other] < LAYER[name], f"{path.name} imports {other}"
