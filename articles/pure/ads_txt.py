"""ads.txt: who may sell the paper's advertising space, by IAB Tech Lab's ads.txt 1.1."""

import re

DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
# <domain of the seller>, <account>, DIRECT or RESELLER[, <its certification authority>]
RECORD = re.compile(
    rf"{DOMAIN}\s*,\s*[^\s,;#=]+\s*,\s*(?:DIRECT|RESELLER)(?:\s*,\s*[\w.-]+)?", re.ASCII | re.I
)
VARIABLES = {
    "contact": re.compile(r"\S.*"),
    "subdomain": re.compile(DOMAIN, re.I),
    "inventorypartnerdomain": re.compile(DOMAIN, re.I),
    "ownerdomain": re.compile(DOMAIN, re.I),
    "managerdomain": re.compile(rf"{DOMAIN}(?:\s*,\s*[a-z]{{2}})?", re.I),
}


def faults(text):
    """Return (number, line) of each line that is no record, no variable and no comment."""
    lines = enumerate(text.splitlines(), 1)
    return [(number, line) for number, line in lines if not is_right(line)]


def is_right(line):
    """Return whether the line says something that ads.txt knows, or nothing."""
    # Behind a ; stands what the sellers agree on among themselves.
    said = line.partition("#")[0].partition(";")[0].strip()
    name, equals, value = said.partition("=")
    if equals and (form := VARIABLES.get(name.strip().lower())):
        return form.fullmatch(value.strip()) is not None
    return not said or RECORD.fullmatch(said) is not None
