"""What a reader sees of a page at the first look: where they are, what is chosen, and that nothing jumps."""

import pytest

from .factories import make_public, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHIFT = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => told(sum), 100);
})"""


def test_on_a_phone_the_section_that_one_is_in_is_in_sight(site, reader):
    sections = [make_section(f"섹션 이름 {number}") for number in range(9)]
    reader.set_viewport_size({"width": 390, "height": 800})
    for section in (sections[0], sections[4], sections[8]):
        make_public(section=section)
        reader.goto(site + section.get_absolute_url())
        current = reader.locator(".sections [aria-current]").bounding_box()
        assert current["x"] >= 0
        assert current["x"] + current["width"] <= 390
    reader.goto(site + "/")
    assert reader.locator(".sections ul").evaluate("row => row.scrollLeft") == 0


def test_with_forced_colours_what_is_chosen_looks_different(paper, reader, site):
    reader.emulate_media(forced_colors="active")
    look = "element => { const {backgroundColor, borderTopStyle} = getComputedStyle(element);"
    look += "return [backgroundColor, borderTopStyle] }"
    for name, chosen, other in (
        ("front", ".tab-1 + label", ".tab-2 + label"),
        ("most viewed", ".tags [aria-current]", ".tags a:not([aria-current])"),
        ("section", ".sections [aria-current]", ".sections a:not([aria-current])"),
        ("second page", ".pages [aria-current]", ".pages a:not([aria-current])"),
        ("archive", ".calendar [aria-current]", ".calendar a:not([aria-current])"),
    ):
        reader.goto(site + paper[name][0])
        one, another = (reader.locator(s).first.evaluate(look) for s in (chosen, other))
        assert one[0] != another[0], name
    reader.goto(site + paper["article"][0])
    for selector in (".tools button", ".tags a"):
        assert reader.locator(selector).first.evaluate(look)[1] == "solid", selector


def test_nothing_moves_while_a_page_is_read(paper, reader, site):
    for width in (390, 1280):
        reader.set_viewport_size({"width": width, "height": 800})
        for name in ("front", "article", "section", "archive"):
            reader.goto(site + paper[name][0])
            assert reader.evaluate(SHIFT) < 0.001, (name, width)
