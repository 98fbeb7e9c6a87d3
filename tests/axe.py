"""What axe finds on a page that is closed to people with disabilities."""

from axe_playwright_python.sync_playwright import Axe

# Its own reading of style sheets asks for imported parts at addresses where nothing is.
OPTIONS = {"preload": False}


def violations(page):
    """Return a line for each element that violates a rule, with the rule's name."""
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in Axe().run(page, options=OPTIONS).response["violations"]
        for node in violation["nodes"]
    ]
