"""The blocks of WordPress's editor: comments around HTML, of which readers get the HTML."""

import html
import json
import re

from ..figures import OLD_IMAGE
from ..record import CUT, IGNORED

BLOCK = re.compile(r"<!--\s*(/?)wp:([a-z0-9/_-]+)\s*(\{(?:(?!-->|<!--).)*\})?\s*(/?)-->", re.DOTALL)
COMMENT = re.compile(r"<!--(?:(?!-->).)*-->", re.DOTALL)
# Blocks without HTML whose absence no reader notices.
QUIET = frozenset("spacer separator more nextpage navigation-link site-title".split())
MAX_DEPTH = 3  # of reusable blocks in reusable blocks

NEXT_PAGE = re.compile(r"<!--\s*nextpage\s*-->", re.IGNORECASE)
COVER_IMAGE = re.compile(r"<img\b[^<>]*wp-block-cover__image-background[^<>]*>", re.IGNORECASE)
FIGURE = r"<figure\b[^<>]*\bclass=\"[^\"<>]*\bwp-block-{}\b[^<>]*>(?P<inner>(?:(?!</?figure\b).)*)</figure>"
EMBED = re.compile(FIGURE.format("embed"), re.DOTALL)
UNWRAPPED = [re.compile(FIGURE.format(name), re.DOTALL) for name in ("table", "pullquote")]
GALLERY = re.compile(
    r"<(figure|ul|div)\b[^<>]*\bclass=\"[^\"<>]*\b(?:wp-block-gallery|blocks-gallery-grid)\b[^<>]*>"
)
GALLERY_PARTS = re.compile(
    r"<li\b[^<>]*\bblocks-gallery-item\b[^<>]*>|(?<=</figure>)\s*</(?:li|ul|div)>|<figcaption\b[^<>]*\bblocks-gallery-caption\b[^<>]*>"
)
CAPTION = re.compile(r"<figcaption\b[^<>]*>((?:(?!</?figcaption\b).)*)</figcaption>", re.DOTALL)
DOWNLOAD = re.compile(r"<a\b[^<>]*\bwp-block-file__button\b[^<>]*>[^<]*</a>", re.IGNORECASE)
# Who is quoted stands at the end of a quotation; elsewhere <cite> names a work within a sentence.
CITE = re.compile(
    r"<cite\b[^<>]*>((?:(?!</?cite\b).)*)</cite>(?=\s*(?:</(?:p|footer)>\s*)?</blockquote>)",
    re.DOTALL | re.IGNORECASE,
)
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def has_blocks(content):
    """Return whether the editor of blocks wrote the text."""
    return "<!-- wp:" in content


def without_blocks(content, library, note, depth=0):
    """Return the HTML of a text without the comments of its blocks; `note` is told what goes with them."""

    def block(match):
        name, said = match[2].removeprefix("core/"), attributes(match[3])
        if match[1]:
            return "\n\n"
        if name == "block":
            content = library.block(said.get("ref", "")) if depth < MAX_DEPTH else ""
            if not content:
                note(CUT, "wp:block", str(said.get("ref", "")))
            return without_blocks(content, library, note, depth + 1)
        if name == "cover" and said.get("url"):
            return picture(said)
        if match[4] and name not in QUIET:
            note(CUT, f"wp:{name}", match[0])
        return "\n\n"

    if NEXT_PAGE.search(content):
        note(IGNORED, "nextpage")
    content, end, rest = content.rpartition("-->")  # behind the last one no comment ends
    content += end
    content = BLOCK.sub(block, COVER_IMAGE.sub("", content) if has_blocks(content) else content)
    return plain_figures(COMMENT.sub("\n\n", content) + rest)


def attributes(told):
    """Return the JSON object of a block, {} of what is none."""
    try:
        found = json.loads(told or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def picture(said):
    """Return the figure of the picture that a block names by its url and id."""
    number = said.get("id") if isinstance(said.get("id"), int) else ""
    src, alt = html.escape(str(said["url"])), html.escape(str(said.get("alt") or ""))
    return f'<figure><img class="wp-image-{number}" src="{src}" alt="{alt}"></figure>'


def plain_figures(content):
    """Return the HTML with the figures of tables, quotes, galleries and embeds as the paper has them."""
    content = EMBED.sub(embed, content)
    for pattern in UNWRAPPED:
        content = pattern.sub(lambda figure: CAPTION.sub(r"<p>\1</p>", figure["inner"]), content)
    content = without_galleries(content)
    content = CITE.sub(r"<p>— \1</p>", content)
    return DOWNLOAD.sub("", content)


def without_galleries(content):
    """Return the HTML with each picture of a gallery as a figure of its own."""
    if not GALLERY.search(content):
        return content
    content = GALLERY.sub("\n\n", content)
    content = GALLERY_PARTS.sub(
        lambda part: "<p>" if part[0].startswith("<figcaption") else "\n", content
    )
    # The end of a figure that has no beginning any more is nothing to a parser.
    return re.sub(r"(<p>(?:(?!</?(?:p|figcaption)\b).)*)</figcaption>", r"\1</p>", content)


def embed(figure):
    """Return the address in an embed, and what stands under it, in paragraphs; pictures stay."""
    if OLD_IMAGE.search(figure[0]):
        return figure[0]
    caption = CAPTION.search(figure["inner"])
    address = ADDRESS.search(CAPTION.sub("", figure["inner"]))
    if not address or "<iframe" in figure["inner"]:
        return figure["inner"]
    under = f"\n\n<p>{caption[1]}</p>" if caption and caption[1].strip() else ""
    return f"\n\n<p>{address[0]}</p>{under}\n\n"
