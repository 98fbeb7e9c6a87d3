"""Films and posts of other hosts in a body: paragraphs that become one, and where they stand."""

import html
import re

from .. import embeds

LONE = re.compile(r"<p>([!-~]+)</p>")
# Its first `src` only: whoever tries each one reads a long line as often as it has some.
CODE = re.compile(
    r'^[ \t]*<iframe\b(?>[^<>]*?\ssrc="([^"<>]*)")[^<>]*>\s*</iframe>[ \t\r]*$',
    re.IGNORECASE | re.MULTILINE,
)
LONE_FILM = re.compile(r'<figure><iframe src="([^"]*)"></iframe></figure>')
FRAME = re.compile(r'<iframe((?: (?:src|title)="[^"]*")*)></iframe>')
ATTRIBUTE = re.compile(r'(src|title)="([^"]*)"')
# A browser gives the frame what is pressed in it: the link around it led nowhere.
LINKED_FRAME = re.compile(
    r'<a href="[^"]*">((?:(?!</?a\b).)*<iframe(?:(?!</?a\b).)*)</a>', re.DOTALL
)
POST = re.compile(
    r'<figure><a href="([^"]*)">((?:(?!</?(?:a|img|iframe|figure)\b).)*)</a>'
    r"(?:<figcaption>((?:(?!</?(?:figcaption|figure|img)\b).)*)</figcaption>)?</figure>",
    re.DOTALL,
)


def with_embeds(source, video_hosts):
    """Return HTML in which a paragraph with nothing but the address of a film or post is that."""
    rules = embeds.frame_rules(video_hosts)

    def figure(match):
        address = html.unescape(match[1])
        if film := embeds.rewritten(address, rules):
            return f'<figure><iframe src="{html.escape(film[0])}"></iframe></figure>'
        if post := embeds.rewritten(address, embeds.POSTS):
            return f'<figure><a href="{html.escape(post[0])}">{short(post[0])}</a></figure>'
        return match[0]

    return LONE.sub(figure, source)


def with_addresses(typed, video_hosts):
    """Return a plain text in which the embed code of a film on a line of its own is its address."""
    rules = embeds.frame_rules(video_hosts)

    def address(match):
        film = embeds.rewritten(html.unescape(match[1]), rules)
        return f"\n\n{film[0]}\n\n" if film else match[0]

    return CODE.sub(address, typed)


def short(address):
    """Return the address of a post as it is shown, as HTML."""
    return html.escape(address.removeprefix("https://").removeprefix("www."), quote=False)


def without_embeds(clean_html, video_hosts):
    """Return a body with the addresses from which `with_embeds` makes its films and posts again."""

    def paragraph(match, address):
        line = f"<p>{html.escape(address, quote=False)}</p>"
        return line if with_embeds(line, video_hosts) == match[0] else match[0]

    def film(match):
        return paragraph(match, embeds.film(html.unescape(match[1]), video_hosts).page)

    lines = LONE_FILM.sub(film, clean_html)
    return POST.sub(lambda match: paragraph(match, html.unescape(match[1])), lines)


def with_films(clean_html, show):
    """Return the body with each film as `show` has it of (address of the frame, title or "")."""

    def shown(match):
        said = {name: html.unescape(value) for name, value in ATTRIBUTE.findall(match[1])}
        return show(said.get("src", ""), said.get("title", ""))

    return FRAME.sub(shown, LINKED_FRAME.sub(r"\1", clean_html))


def with_posts(clean_html, show):
    """Return the body with each post as `show` has it of (address, name of the host, HTML of the words)."""

    def shown(match):
        post = embeds.rewritten(html.unescape(match[1]), embeds.POSTS)
        return show(*post, match[3] or "") if post else match[0]

    return POST.sub(shown, clean_html)
