"""Every public template compiles, and its lines stand as deep as its tags say."""

import re

from django.conf import settings
from django.template import engines

TEMPLATES = settings.BASE_DIR / "templates" / "public"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))
TAG = re.compile(
    r"\{#.*?#\}|\{\{.*?\}\}"  # what opens nothing, and hides its < and > from the rest
    r"|\{%-?\s*(?P<end>end)?(?P<word>\w+)(?P<rest>.*?)-?%\}"
    r"|<(?P<close>/)?(?P<element>[a-z]\w*)"
)
BLOCKS = {"block", "call", "filter", "for", "if", "macro", "trans", "with"}
MIDDLES = {"else", "elif", "pluralize"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source"}


def steps(line):
    """Yield +1 for what is opened in the line and -1 for what is closed."""
    for tag in TAG.finditer(line):
        if tag["word"] in MIDDLES:
            yield from (-1, 1)
        elif tag["word"] in BLOCKS or (tag["word"] == "set" and "=" not in tag["rest"]):
            yield -1 if tag["end"] else 1
        elif tag["element"] and tag["element"] not in VOID:
            yield -1 if tag["close"] else 1


def askew(source):
    """Return the lines that do not begin at the least depth that they reach, two spaces a step."""
    depth, wrong = 0, []
    for number, line in enumerate(source.splitlines(), 1):
        least = depth
        for step in steps(line):
            depth += step
            least = min(least, depth)
        if line.strip() and len(line) - len(line.lstrip()) != 2 * least:
            wrong.append(f"{number}: {line}")
    return wrong if depth == 0 else [*wrong, f"{depth} left open"]


def test_every_public_template_compiles():
    assert len(NAMES) > 30
    for name in NAMES:
        assert engines["public"].get_template(name), name


def test_every_line_of_a_public_template_stands_as_deep_as_its_tags_say():
    wrong = {name: askew((TEMPLATES / name).read_text()) for name in NAMES}
    assert {name: lines for name, lines in wrong.items() if lines} == {}


def test_every_time_is_written_for_machines_by_one_filter():
    """Django's own format "c" has six digits after the second, of which HTML takes three."""
    told = [
        found
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for found in re.findall(r"datetime=\"\{\{ (.+?) \}\}\"", path.read_text())
    ]
    assert len(told) >= 5
    is_day = re.compile(r'day\|date(\("Y-m-d"\)|:"Y-m-d")').fullmatch
    assert [time for time in told if not time.endswith("|iso") and not is_day(time)] == []


def test_a_line_that_stands_askew_is_found():
    source = (
        "{% if a %}\n  <ul>\n   <li>{{ b > c }}</li>\n  </ul>\n{% else %}\n  <br>\n{% endif %}\n"
    )
    assert askew(source) == ["3:    <li>{{ b > c }}</li>"]
