"""The README's map of the tree is the tree."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from newsstep import settings

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text()
# What tools write, and what stands for itself.
UNMAPPED = {"README.md", "__init__.py", "__pycache__", "test-results"}


def mapped():
    """Return the paths of the map: what is indented lies in the folder above it."""
    block = README.split("## Where is what")[1].split("```")[1]
    paths, folders = [], {}
    for line in block.strip().splitlines():
        name, depth = line.split()[0], (len(line) - len(line.lstrip())) // 2
        if depth > 2:  # a description goes on
            continue
        paths.append(folders.get(depth - 1, "") + name)
        folders[depth] = paths[-1]
    return paths


def names(folder):
    return {
        path.name + "/" * path.is_dir()
        for path in folder.iterdir()
        if path.name.strip("/") not in UNMAPPED
        and not path.name.startswith(".")
        and path.name != "var"
    }


def test_all_that_is_mapped_is_there():
    assert [path for path in mapped() if not (ROOT / path).exists()] == []


def test_all_that_is_there_is_mapped():
    top = {path for path in mapped() if "/" not in path.rstrip("/")}
    assert names(ROOT) == top
    for folder in (
        "articles/",
        *(f"articles/{wing}/" for wing in ("pure", "desk", "reading", "operation", "exchange")),
    ):
        inside = {path.removeprefix(folder) for path in mapped() if path.startswith(folder)} - {""}
        assert names(ROOT / folder) == {name for name in inside if "/" not in name.rstrip("/")}


def test_every_setting_that_is_read_is_told():
    source = Path(settings.__file__).read_text() + (ROOT / "newsstep/gunicorn.py").read_text()
    read = set(re.findall(r"(?:setting|environ\.get)\(\s*['\"]([A-Z_]+)['\"]", source))
    assert len(read) > 8
    assert read == set(re.findall(r"`([A-Z_]+)`", README.split("## Settings")[1].split("## On")[0]))


def test_pictures_of_the_readme_are_there():
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert len(pictures) == 2
    assert all((ROOT / picture).is_file() for picture in pictures)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "SECURITY.md"])
def test_every_file_that_is_named_is_there(name):
    named = re.findall(
        r"`((?:articles|newsstep|templates|static|tests|deploy)/[\w./-]*)`",
        (ROOT / name).read_text(),
    )
    assert len(named) > 0
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_command_that_is_named_is_there():
    named = set(re.findall(r"manage\.py (\w+)", README))
    assert {"migrate", "createsuperuser", "changepassword"} < named
    assert named <= set(get_commands())


def test_the_program_is_started_by_one_line_with_systemd_and_without():
    line = ".venv/bin/gunicorn -c newsstep/gunicorn.py newsstep.wsgi"
    service = (ROOT / "deploy/newsstep.service").read_text()
    assert f"ExecStart=/srv/newsstep/{line}" in service
    assert f"nohup {line} >> var/newsstep.log" in README
    units = re.search(r"systemctl enable --now (.+)", README)[1].split()
    assert all((ROOT / "deploy" / (u if "." in u else f"{u}.service")).is_file() for u in units)


def test_what_the_server_is_made_of_is_installed_before_it_is_used():
    steps = README.split("## On a server")[1].split("### Begin")[0]
    for program, package in (
        ("-m venv", "python3-venv"),
        ("systemctl restart caddy", "caddy"),
        ("curl -i", "curl"),
        ("certbot certonly", "certbot"),
        ("systemctl restart nginx", "nginx"),
    ):
        installed = re.search(rf"apt install .*\b{package}\b", steps)
        assert installed, package
        assert installed.start() < steps.index(program), program
