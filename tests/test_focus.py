"""Whoever goes through a page by keyboard sees where they are: the ring round it is whole."""

import pytest

from .factories import make_public
from .newsroom import change

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Gives the focus to one element after the other, as the Tab key does, and returns what is wrong with its ring.
RINGS = """() => {
  const luminance = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3)
      .map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const positioned = (element) => {
    while (getComputedStyle(element).position === "static") element = element.parentElement;
    return element;
  };
  // The ring is an element's own, that of what covers its card, of its label, or of what it stands in.
  function ringOf(element) {
    const rings = [[element, null], [element, "::after"]];
    for (const label of element.labels ?? []) rings.push([label, null]);
    for (let around = element.parentElement; around; around = around.parentElement) rings.push([around, null]);
    for (const [owner, pseudo] of rings) {
      const style = getComputedStyle(owner, pseudo);
      const width = parseFloat(style.outlineWidth);
      if (style.outlineStyle === "none" || !width || style.content === "none" || style.opacity === "0") continue;
      const box = pseudo ? positioned(owner) : owner;
      const reach = Math.max(0, parseFloat(style.outlineOffset) + width);
      return { owner, style, box, reach, outside: pseudo ? box : box.parentElement };
    }
  }
  function groundOf(element) {
    for (; element; element = element.parentElement) {
      const { backgroundColor } = getComputedStyle(element);
      if (!backgroundColor.endsWith(", 0)")) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  }
  function* clips(element) {
    for (; element && element !== document.body; element = element.parentElement) {
      const style = getComputedStyle(element);
      if (style.overflowX !== "visible" || style.overflowY !== "visible" || style.clipPath !== "none") {
        const { left, top } = element.getBoundingClientRect();
        const x = left + element.clientLeft;
        const y = top + element.clientTop;
        yield [x, y, x + element.clientWidth, y + element.clientHeight, element.className || element.tagName];
      }
    }
    yield [0, -1e6, document.documentElement.clientWidth, 1e6, "screen"];
  }
  // Whether nothing of it is to be seen, because what stays in its place stands before it (WCAG 2.2, 2.4.11).
  function isCovered(element) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const within = (from, to, size) => [0.02, 0.5, 0.98]
      .map((part) => from + (to - from) * part).filter((place) => place > 0 && place < size);
    const points = within(left, right, innerWidth).flatMap((x) => within(top, bottom, innerHeight).map((y) => [x, y]));
    const stays = (hit) => hit && !hit.contains(element) && (/fixed|sticky/.test(getComputedStyle(hit).position) || stays(hit.parentElement));
    const shows = (hit) => !hit || hit.contains(element) || element.contains(hit) || !stays(hit);
    return points.length > 0 && !points.some(([x, y]) => shows(document.elementFromPoint(x, y)));
  }
  const wrong = [];
  let seen = 0;
  document.documentElement.style.scrollBehavior = "auto"; // what has the focus is there at once
  for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    element.focus();
    if (document.activeElement !== element || !element.matches(":focus-visible")) continue;
    seen += 1;
    for (const change of document.getAnimations()) change.finish(); // the newsroom's colours come slowly
    const name = `${element.tagName} ${element.className} ${element.textContent.trim().slice(0, 30)}`;
    const ring = ringOf(element);
    if (!ring) {
      wrong.push(`${name}: no ring`);
      continue;
    }
    if (isCovered(ring.box)) wrong.push(`${name}: covered`);
    const ground = groundOf(parseFloat(ring.style.outlineOffset) < 0 ? ring.owner : ring.owner.parentElement);
    if (contrast(ring.style.outlineColor, ground) < 3)
      wrong.push(`${name}: pale, ${ring.style.outlineColor} on ${ground}`);
    for (const { left, top, right, bottom } of ring.box.getClientRects())
      for (const [x, y, far, low, clip] of clips(ring.outside))
        if (left - ring.reach < x - 0.5 || top - ring.reach < y - 0.5 || right + ring.reach > far + 0.5 || bottom + ring.reach > low + 0.5)
          wrong.push(`${name}: cut by ${clip}`);
  }
  return { seen, wrong: [...new Set(wrong)] };
}"""


def rings(page):
    """Return what is wrong with the rings of a page on a phone and on a desk, in light and dark."""
    wrong = []
    for width, theme in ((390, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        page.keyboard.press("Tab")  # from now on the browser knows that a keyboard is used
        told = page.evaluate(RINGS)
        assert told["seen"] > 5
        wrong += [f"{width}: {what}" for what in told["wrong"]]
    return wrong


def test_the_ring_is_whole_on_the_screens_of_the_newsroom(screen, site, article, nari):
    nari.is_superuser = True
    nari.save()
    make_public(section=article.section)
    wrong = {}
    for path in (
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/pick/",
        "/admin/articles/photo/",
        change(article),
        change(article).replace("change", "review"),
    ):
        screen.goto(site + path)
        wrong[path] = rings(screen)
    told = [f"{name}: {what}" for name, found in wrong.items() for what in found]
    assert not told, "\n".join(told)
