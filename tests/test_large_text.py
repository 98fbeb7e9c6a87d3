"""Readers whose letters are larger or further apart, or whose screen is narrow, miss nothing; nor does who prints."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from .factories import make_photo, make_public, make_reporter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STATIC = Path(settings.BASE_DIR) / "static"
PUBLIC = Path(settings.BASE_DIR) / "templates" / "public"
# As far apart as letters, words, lines and paragraphs must be allowed to stand (WCAG 2.2, 1.4.12).
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    "p { margin-bottom: 2em !important }"
)
# Of letters, where 16 are usual, and of the screen, in pixels; 320 of them are what 1.4.10 asks for.
SQUEEZES = (
    (24, 1024, ""),
    (32, 360, ""),
    (16, 320, ""),
    (16, 320, SPACED),
    (16, 1280, SPACED),
)
SPACE = """style => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets = [sheet];
}"""
WIDE = "<table><tr>{}</tr><tr>{}</tr></table>"

# What of a page lies beyond the screen or is cut off at its side, and which columns hold too few letters.
ASKEW = """() => {
  const screen = document.documentElement.clientWidth;
  const wrong = [];
  if (document.documentElement.scrollWidth > screen)
    wrong.push(`${document.documentElement.scrollWidth} wide`);
  for (const element of document.body.querySelectorAll("*")) {
    if (element.closest(".unseen, .skip, .sections ul, .table, iframe")) continue;
    const { left, right, width } = element.getBoundingClientRect();
    if (!width) continue;
    const style = getComputedStyle(element);
    const name = `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 20)}`;
    if (left < -0.5 || right > screen + 0.5) wrong.push(`${name}: beyond the screen`);
    // What is typed into a field moves with its cursor.
    const scrolls = element.matches("input");
    const isShortened = style.webkitLineClamp !== "none";
    if (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1 && !scrolls
      || style.overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1 && !isShortened)
      wrong.push(`${name}: cut`);
    const letters = element.clientWidth / parseFloat(style.fontSize);
    if (element.matches(".card-text, .headlines h3, .prose, .main, .aside") && letters < 5)
      wrong.push(`${name}: ${letters} letters wide`);
  }
  return wrong;
}"""


def enlarge(page, size):
    """Set the size of letters in the browser, in pixels, as its settings do."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})


def squeezed(page):
    """Return what is askew on a page whose letters are large, far apart, or on a narrow screen."""
    wrong = []
    for size, width, spacing in SQUEEZES:
        enlarge(page, size)
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(SPACE, spacing)
        wrong += [
            f"{width}, {size}{spacing and ', spaced'}: {what}" for what in page.evaluate(ASKEW)
        ]
        shown = page.evaluate("getComputedStyle(document.documentElement).fontSize")
        assert shown == f"{size}px"
    return wrong


def test_words_that_are_far_too_long_hold_too(reader, site):
    long = make_public(
        headline="증평군 작은도서관 열두 곳 하루 두 시간씩 더 열고 " * 4,
        reporters=[make_reporter(f"남궁하늘바다{number}") for number in range(4)],
        tags=["#아주길고긴꼬리표" * 6],
        photos=[make_photo(caption="전경", credit="증평군 제공")],
    )
    wrong = {}
    for path in ("/", long.get_absolute_url()):
        reader.goto(site + path)
        wrong[path] = squeezed(reader)
    assert wrong == {path: [] for path in wrong}


def test_no_width_is_measured_in_what_does_not_grow_with_the_letters():
    """Media queries in em follow the size that is set in the browser, as all sizes in rem do."""
    asked = [
        f"{path.name}: {query}"
        for path in [*STATIC.rglob("*.css"), *PUBLIC.rglob("*.html")]
        for query in re.findall(
            r"(?<!@container )\((?:min|max)-(?:width|height): [^)]+\)", path.read_text()
        )
    ]
    assert len(asked) > 20
    assert [query for query in asked if not query.endswith("em)") or "rem" in query] == []


def test_a_wide_table_is_whole_on_paper_and_its_edge_tells_on_screen(site, reader, section):
    heads = "".join(f"<th>제{number}투표구</th>" for number in range(14))
    cells = "".join(f"<td>{number},{number}23</td>" for number in range(14))
    narrow = "<table><tr><td>짧다</td></tr></table>"
    article = make_public(body=f"<p>글</p>{WIDE.format(heads, cells)}{narrow}", section=section)
    reader.goto(site + article.get_absolute_url())
    reader.set_viewport_size({"width": 390, "height": 800})
    table = reader.get_by_role("region", name="표 1")
    assert table.evaluate("box => box.scrollWidth > box.clientWidth")
    assert table.evaluate("box => getComputedStyle(box).backgroundAttachment") == (
        "local, local, scroll, scroll"
    )
    assert reader.get_by_role("region", name="표 2").count() == 1
    # A sheet of A4 between its margins, in CSS pixels.
    reader.set_viewport_size({"width": 718, "height": 1047})
    reader.emulate_media(media="print")
    beyond = reader.evaluate(
        "[...document.querySelectorAll('th, td')].filter("
        "cell => cell.getBoundingClientRect().right > innerWidth "
        "|| cell.scrollWidth > cell.clientWidth + 1).length"
    )
    assert beyond == 0
