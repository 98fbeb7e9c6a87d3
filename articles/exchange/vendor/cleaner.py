"""Takes out of a body what its old system put there, and tells each cut."""

import html
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from ...pure import markup
from ..record import CUT, GUESSED
from . import rules
from .lines import Line, block_of, closest, lines, parsed, pieces, remove

MAX_TAIL = 6  # lines at the end that are bylines and addresses
MAX_CAPTION = 300  # characters
LISTS = ("figcaption", "td", "th", "li", "caption")  # whose lines are no bylines of the article
RULES = (
    (_("copyright notice"), rules.is_copyright),
    (_("advertisement"), rules.is_advertisement),
    (_("links for sharing"), rules.is_sharing),
)


def clean(record):
    """Clean the body of a Record; a byline and a subheading in it fill those fields where they are empty."""
    body = record.fields.get("body")
    if not isinstance(body, str) or not body.strip():
        return
    if not markup.looks_like_html(body):
        body = markup.from_plain(body)
    try:
        markup.check_size(body)
    except markup.Refused:  # for whoever reads the body to tell
        return
    before, tree = len(record.notes), parsed(body)
    is_changed = caption_tables(tree)
    cut_links(tree, record)
    cut_subheading(tree, record)
    for subject, is_it in RULES:
        for line in lines(tree):
            if is_it(line.text):
                cut(line, subject, record)
    cut_tail(tree, record)
    is_changed |= caption_pictures(tree)
    if is_changed or len(record.notes) > before:
        record.fields["body"] = tree.inner_html


def cut(line, subject, record):
    """Take a Line out and tell it."""
    tell(subject, line.text, record)
    line.remove()


def tell(subject, words, record):
    record.note(CUT, f"body: {subject}", words)


def cut_links(tree, record):
    """Take out links that hold nothing, and those that share the article."""
    for link in tree.css("a[href]"):
        words, address = " ".join(link.text().split()), link.attributes.get("href") or ""
        if link.css_first("img") is None and not words:
            tell(_("empty links"), address, record)
            remove(link)
        elif rules.SHARE_LINK.match(address) and len(words) <= 20:
            tell(_("links for sharing"), f"{words} {address}", record)
            remove(link)


def cut_subheading(tree, record):
    """Take out a heading at the beginning that says what the subheading does, or is named for it."""
    line = next(iter(lines(tree)), None)
    if line is None:
        return
    told = "".join(str(record.fields.get("subheading") or "").split())
    is_heading = line.block.tag in ("h2", "h3", "h4")
    is_named = is_heading and rules.SUBHEADING_CLASS.search(
        line.block.attributes.get("class") or ""
    )
    if is_named and not told:
        record.fields["subheading"] = line.text
        record.note(GUESSED, "subheading", line.text)
        line.remove()
    elif is_named or (told and "".join(line.raw.split()) == told):
        cut(line, _("second subheading"), record)


def cut_tail(tree, record):
    """Take out bylines and addresses behind the text."""
    for _number in range(MAX_TAIL):
        reporters = str(record.fields.get("reporters") or "")
        last = next((x for x in reversed(lines(tree)) if x.block.tag not in LISTS), None)
        if last is None:
            return
        byline = rules.byline_of(last.text, reporters)
        if byline or rules.is_mail(last.text):
            cut(last, _("byline") if byline else _("mail address"), record)
        elif found := rules.byline_behind(last.raw.rstrip(), reporters):
            start, byline = found
            tell(_("byline"), last.raw[start:], record)
            last.cut_from(start)
        else:
            return
        if byline and not reporters:
            record.fields["reporters"] = [
                {"name": name, "title": title, "email": byline.email * (len(byline.people) == 1)}
                for name, title in byline.people
            ]


def caption_tables(tree):
    """Make figures of tables of one picture and, at most, a few words; returns whether there were any."""
    found = False
    for table in tree.css("table"):
        images, words = table.css("img"), " ".join(table.text(separator=" ").split())
        is_layout = len(table.css("td, th")) <= 3 and table.css_first("table table, th") is None
        if len(images) == 1 and is_layout and len(words) <= MAX_CAPTION:
            match = rules.CAPTION.fullmatch(words)
            table.replace_with(figure_of(images[0], match["words"] if match else words))
            found = True
    return found


def caption_pictures(tree):
    """Make captions of the lines with a triangle behind a picture; returns whether there were any."""
    order, found = pieces(tree), False
    for number, (image, line) in enumerate(pairwise(order), 2):
        if isinstance(image, Line) or not isinstance(line, Line):
            continue
        after = order[number] if number < len(order) else None
        words = caption_in(line)
        # Several of them in a row are a list, of appointments perhaps.
        if not words or (isinstance(after, Line) and rules.CAPTION.fullmatch(after.text)):
            continue
        figure = closest(image, "figure")
        if closest(line.nodes[0], "figure") or (
            figure and (figure.css_first("figcaption") or len(figure.css("img")) > 1)
        ):
            continue
        line.remove()
        (figure or image).replace_with(figure_of(image, words))
        found = True
    return found


def caption_in(line):
    """Return the words of a Line that is the caption of the picture above it, else ""."""
    match = rules.CAPTION.fullmatch(line.text)
    is_named = rules.CAPTION_CLASS.search(block_of(line.nodes[0]).attributes.get("class") or "")
    words = match["words"] if match else line.text if is_named else ""
    return words if len(words) <= MAX_CAPTION else ""


def figure_of(image, words):
    """Return a figure of a picture and its caption."""
    caption = f"<figcaption>{html.escape(words)}</figcaption>" if words else ""
    return parsed(f"<figure>{image.html}{caption}</figure>").css_first("figure")
