"""The shortcodes in a text of WordPress: [name key="value"] and [name]…[/name]."""

import html
import re

NAME = r"[a-z][a-z0-9_-]{0,60}"
VALUE = r"\"[^\"\[\]]{0,2000}\"|'[^'\[\]]{0,2000}'|[^\s\[\]\"'<>]{1,2000}"
TAG = re.compile(
    rf"\[(?P<escape>\[?)(?P<end>/?)(?P<name>{NAME})(?P<said>(?>(?:\s+(?:{NAME}\s?=\s?(?:{VALUE})|{VALUE})){{0,40}}))"
    r"\s{0,9}/?\](?P<close>\]?)",
    re.IGNORECASE,
)
SAID = re.compile(
    rf"({NAME})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\]\"']+))|({VALUE})", re.IGNORECASE
)
# Words in square brackets that papers write and nobody programmed.
WORDS = frozenset({"sic"})
# Where one ends and the next begins, as those of page builders do, their words stand apart.
BETWEEN = re.compile(rf"(?<=[^\[])\[/{NAME}\](?=\[{NAME}[\s\]])")
MAX_ROUNDS = 8  # of shortcodes in shortcodes


def replaced(source, known, cut):
    """Return the text with each shortcode as `known[name](attributes, inner)` has it.

    Of an unknown one what it encloses stays, and `cut(name, its tag)` is told. What is in square
    brackets and no shortcode, such as [속보], [AP] or [see below], stays; [[name]] is shown as [name].
    """

    source = BETWEEN.sub(r"\g<0>\n\n", source)
    for _round in range(MAX_ROUNDS):
        before, source = source, one_round(source, known, cut)
        if source == before:
            break
    return source.replace("\ue002", "[").replace("\ue003", "]")


def one_round(source, known, cut):
    """Return the text with its outer shortcodes replaced."""
    tags = list(TAG.finditer(source))
    partners = partners_of(tags)
    done, at = [], 0
    for number, tag in enumerate(tags):
        if tag.start() < at:
            continue
        partner = tags[partners[number]] if number in partners else None
        inner = source[tag.end("close") : partner.start()] if partner else None
        shown = shown_as(tag, inner, known, cut)
        if shown is None:
            continue
        done += [source[at : tag.start()], shown]
        at = partner.end() if partner and not tag["close"] else tag.end()
    return "".join(done) + source[at:]


def partners_of(tags):
    """Return {number of a tag: number of the tag that ends it} of matches of TAG."""
    partners, following = {}, {}
    for number in reversed(range(len(tags))):
        name = tags[number]["name"].lower()
        if not tags[number]["end"] and tags[following.get(name, number)]["end"]:
            partners[number] = following[name]
        following[name] = number
    return partners


def shown_as(tag, inner, known, cut):
    """Return what stands for a shortcode, None where the text stays as it is."""
    name = tag["name"]
    if tag["escape"] and tag["close"]:
        return "\ue002" + tag[0][2:-2] + "\ue003"
    if tag["end"]:
        return "" if name in known or is_programmed(tag, None) else None
    if name in known:
        # A bracket on one side belongs to the text.
        return tag["escape"] + known[name](attributes(tag["said"]), inner) + tag["close"]
    if not is_programmed(tag, inner):
        return None
    cut(name, tag[0])
    return tag["escape"] + (inner or "") + tag["close"]


def is_programmed(tag, inner):
    """Return whether a match of TAG is a shortcode rather than words in square brackets."""
    name, said = tag["name"], tag["said"]
    if name != name.lower() or name in WORDS:
        return False
    if inner is not None or not said.strip() or re.search("[_-]", name):
        return True
    return "=" in said or all(word.strip("\"'").isdigit() for word in said.split())


def attributes(said):
    """Return {name: value} of what stands in the tag; values without a name have their number, from 0."""
    found, count = {}, 0
    for match in SAID.finditer(said or ""):
        if match[0] == "/":  # [name … /]
            continue
        if match[1]:
            found[match[1].lower()] = html.unescape(match[2] or match[3] or match[4] or "")
        else:
            found[str(count)] = html.unescape(match[5].strip("\"'"))
            count += 1
    return found
