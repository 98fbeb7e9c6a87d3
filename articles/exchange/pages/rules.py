"""The rules by which saved pages are read: one small TOML file of CSS selectors."""

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from selectolax.lexbor import LexborHTMLParser

FIELDS = frozenset(
    "address headline subheading body section region tags reporters published_at revised_at copyright_notice "
    "photos caption cut".split()
)
DEFAULTS = frozenset("section region copyright_notice origin reporters".split())
SAMPLES = Path(__file__).parent / "rules"


class WrongRules(ValueError):
    """The file of rules can't be used; the message tells what is wrong with it."""


@dataclass(frozen=True)
class Selector:
    """A CSS selector, and the attribute whose value is meant; None means the text."""

    css: str
    attribute: str | None = None


@dataclass(frozen=True)
class Rules:
    """For each field its Selectors in the order in which they are tried, patterns and defaults."""

    selectors: dict
    patterns: dict = field(default_factory=dict)  # field → pattern with one group
    defaults: dict = field(default_factory=dict)  # field → value where the page says nothing


def read(path):
    """Return the Rules in a file, or of a sample's name such as "ndsoft". Raises WrongRules."""
    path = Path(path)
    sample = SAMPLES / f"{path.name}.toml"
    if not path.is_file() and path.name == str(path) and sample.is_file():
        path = sample
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongRules(_("There is no file %(path)s.") % {"path": path}) from error
    except ValueError as error:
        raise WrongRules(f"{path}: {error}") from error
    known = {"selectors": FIELDS, "patterns": FIELDS | {"id"}, "defaults": DEFAULTS}
    for table, names in known.items():
        if not isinstance(told.setdefault(table, {}), dict):
            raise WrongRules(_("[%(table)s] is not a table.") % {"table": table})
        for name in told[table].keys() - names:
            message = _("[%(table)s] has no %(name)s; it knows %(names)s.")
            said = {"table": table, "name": name, "names": ", ".join(sorted(names))}
            raise WrongRules(message % said)
    for name in told.keys() - known.keys():
        raise WrongRules(_("There is no table [%(table)s].") % {"table": name})
    for name in ("headline", "body"):
        if name not in told["selectors"]:
            raise WrongRules(_("[selectors] needs %(name)s.") % {"name": name})
    return Rules(
        {name: selectors(name, value) for name, value in told["selectors"].items()},
        {name: pattern(name, value) for name, value in told["patterns"].items()},
        told["defaults"],
    )


def selectors(name, value):
    """Return the Selectors of a text or a list of texts. Raises WrongRules."""
    found = []
    for said in [value] if isinstance(value, str) else value if isinstance(value, list) else [None]:
        css, at, attribute = said.rpartition("@") if isinstance(said, str) else ("", "", "")
        is_attribute = at and re.fullmatch(r"[\w-]+", attribute)
        selector = Selector(css.strip(), attribute) if is_attribute else Selector(said)
        try:
            LexborHTMLParser("<p></p>").css(selector.css)
        except Exception as error:
            message = _("%(name)s: “%(value)s” is not a CSS selector.")
            raise WrongRules(message % {"name": name, "value": said}) from error
        found.append(selector)
    return tuple(found)


def pattern(name, value):
    """Return the compiled pattern of a text. Raises WrongRules."""
    try:
        compiled = re.compile(value, re.DOTALL)
    except (re.error, TypeError) as error:
        compiled, reason = None, error
    if compiled is None or compiled.groups != 1:
        message = _("%(name)s: “%(value)s” is not a pattern with one group in brackets.")
        raise WrongRules(message % {"name": name, "value": value}) from (
            None if compiled else reason
        )
    return compiled
