"""What axe finds on a page that is closed to people with disabilities."""

from axe_playwright_python.sync_playwright import Axe

OPTIONS = {
    # Its own reading of style sheets asks for imported parts at addresses where nothing is.
    "preload": False,
    "resultTypes": ["violations"],
}


def violations(page):
    """Return a line for each element that violates a rule, with the rule's name."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(
        "options => axe.run(options).then(results => results.violations)", OPTIONS
    )
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found
        for node in violation["nodes"]
    ]
