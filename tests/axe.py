"""What axe finds on a page that is closed to people with disabilities."""

from axe_playwright_python.sync_playwright import Axe

SCRIPT = Axe().axe_script
# Left out unless asked for: a rule of WCAG 2.2, and those that axe is still trying out.
MORE = (
    *("target-size", "css-orientation-lock", "focus-order-semantics", "label-content-name-mismatch"),
    *("table-fake-caption",),
)  # fmt: skip
OPTIONS = {
    # Its own reading of style sheets asks for imported parts at addresses where nothing is.
    "preload": False,
    "resultTypes": ["violations"],
    "selectors": False,
    "rules": {name: {"enabled": True} for name in MORE},
}
# Axe fails where nothing is within.
RUN = """([within, options]) => within && !document.querySelector(within) ? []
  : axe.run(within || document, options).then((results) => results.violations)"""
# What another colour scheme can change, when it changes colours only.
COLOURS = ("color-contrast", "link-in-text-block")


def violations(page, only=(), without=(), within=""):
    """Return a line for each element that violates a rule, with the rule's name.

    All of axe's rules are asked, best practices too, but those of level AAA; with `only`, just these, or all but
    those `without`; of elements `within` a selector where one is given.
    """
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(SCRIPT)
    # Colours that change slowly are what they will be.
    page.evaluate("for (const change of document.getAnimations()) change.finish()")
    options = {"runOnly": {"type": "rule", "values": only}} if only else {}
    options |= {"rules": OPTIONS["rules"] | {name: {"enabled": False} for name in without}}
    found = page.evaluate(RUN, [within, OPTIONS | options])
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]
