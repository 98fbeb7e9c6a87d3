"""Every kind of public page is open to everybody: in light and dark, on a phone and on a desk, on paper."""

import re

import pytest

from articles import views
from articles.models import Publication

from .axe import COLOURS, violations
from .factories import make_section
from .newsroom import log_in
from .test_focus import rings
from .test_large_text import enlarge, squeezed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = (360, 1280)  # of a phone and of a desk, in pixels

MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) => {
  const { scrollBehavior, animationName, transitionDuration, transitionProperty } = getComputedStyle(element);
  const isSlow = transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
  const moves = isSlow && !/^((background-|border-)?color|opacity|, )+$/.test(transitionProperty);
  return scrollBehavior === "smooth" || animationName !== "none" || moves ? [`${element.outerHTML.slice(0, 80)}: moves`] : [];
})"""


# Marks what is not to be seen at this width.
MARK = """() => document.querySelectorAll("body *").forEach((element) =>
  element.toggleAttribute("data-unseen", !element.checkVisibility()))"""


def looks(page):
    """Return what is wrong with the page in light and dark, on a phone and on a desk.

    On a desk the colours of what a phone does not show are looked at.
    """
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        within = "" if width == WIDTHS[0] else "[data-unseen]"
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            found = violations(page, COLOURS, within=within)
            if theme == "light":
                found += violations(page, without=COLOURS)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append("wider than the screen")
            if ground(page) != theme:
                found.append(f"its ground is {ground(page)}")
            wrong += [f"{theme}, {width}: {what}" for what in found]
        page.evaluate(MARK)
    return wrong


def ground(page):
    """Return whether the page stands on a light or a dark ground."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return "dark" if max(int(part) for part in re.findall(r"\d+", colour)[:3]) < 60 else "light"


def moving(page):
    """Return what moves although its reader has asked that nothing does (WCAG 2.2, 2.3.3)."""
    page.emulate_media(reduced_motion="reduce")
    found = page.evaluate(MOVING)
    page.emulate_media(reduced_motion="no-preference")
    return found


def test_every_kind_of_public_page_is_open_to_everybody(paper, reader, site):
    wrong = []
    for name, (path, status) in paper.items():
        assert reader.goto(site + path).status == status, name
        for check in (looks, rings, moving, squeezed):
            wrong += [f"{name}: {what}" for what in check(reader)]
        enlarge(reader, 16)
    assert not wrong, "\n".join(wrong)


def test_every_page_that_refuses_is_open_to_everybody(reader, site, nari, rf):
    Publication(name="한빛지역신문").save()
    make_section("사회")
    failure = views.server_error(rf.get("/failing/")).text
    reader.route("**/failing/", lambda route: route.fulfill(content_type="text/html", body=failure))
    reader.goto(site + "/failing/")
    wrong = {"500": looks(reader)}
    log_in(reader, site, nari)
    assert reader.goto(site + "/admin/articles/publication/1/change/").status == 403
    wrong["403"] = looks(reader)
    reader.goto(site + "/admin/password_change/")
    reader.context.clear_cookies()
    with reader.expect_navigation() as refused:
        reader.locator("#content form [type=submit]").evaluate("button => button.form.submit()")
    assert refused.value.status == 403
    wrong["csrf failure"] = looks(reader)
    assert {name: what for name, what in wrong.items() if what} == {}


def test_on_paper_the_article_stands_alone(paper, reader, site):
    path, _status = paper["article"]
    reader.goto(site + path)
    reader.emulate_media(media="print", color_scheme="dark")
    assert ground(reader) == "light"
    shown = (
        "h1",
        ".reporters",
        ".times",
        ".disclosure",
        ".subheading",
        ".photo img",
        ".prose table",
        ".film-address",
        ".corrections",
        ".source",
        ".qr",
        ".copyright",
    )
    hidden = (
        ".skip",
        ".sections",
        ".masthead-links",
        ".masthead-date",
        ".tools",
        ".film > a",
        ".article > footer",
        ".after",
        ".aside",
        ".colophon",
    )
    for selector in shown + hidden:
        part = reader.locator(selector).first
        assert part.count() == 1, selector
        assert part.is_visible() == (selector in shown), selector
    assert reader.locator(".source").inner_text() == site + path
    for name in ("section", "photos"):
        reader.goto(site + paper[name][0])
        assert reader.locator("h1").is_visible()
        assert not reader.locator(".colophon").is_visible()
        assert not reader.locator(".sections").is_visible()
