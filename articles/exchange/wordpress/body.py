"""The body of a post as the paper's importer reads it: HTML, and the photos that stand in it."""

import html
import json
import re
from urllib.parse import quote, urlsplit

from django.utils.translation import gettext as _

from ...pure import embeds, markup
from ..figures import OLD_IMAGE, alt_of
from ..record import CUT, GUESSED, IGNORED, LEFT_OUT
from . import shortcodes
from .blocks import has_blocks, without_blocks
from .library import HOSTED, PHOTON, file_of
from .paragraphs import with_paragraphs
from .words import plain

NUMBER = re.compile(r"\bwp-image-(\d+)")
LINKED_IMAGE = re.compile(r"<a\b[^<>]*>\s*(<img\b[^<>]*>)\s*</a>", re.IGNORECASE)
LONE_ADDRESS = re.compile(r"^[ \t]*(https?://[^\s<>\"\[\]]+)[ \t]*$", re.MULTILINE)
LONE_PARAGRAPH = re.compile(r"<p\b[^<>]*>\s*(https?://[^\s<>\"]+)\s*</p>")
FRAME = re.compile(r"<iframe\b([^<>]*+)>(?:(?!</?iframe\b).)*+(?:</iframe>|$)", re.I | re.S)
PLAYED = re.compile(r"<(video|audio)\b(?:(?!</?\1\b).)*</\1>", re.IGNORECASE | re.DOTALL)
FLASH = re.compile(
    r"<object\b(?:(?!</?object\b).)*</object>|<embed\b[^<>]*>(?:\s*</embed>)?",
    re.IGNORECASE | re.DOTALL,
)
FLASH_SOURCE = re.compile(
    r"<param\b[^<>]{0,500}\bname=[\"']?movie\b[^<>]{0,500}\bvalue=[\"']?([^\s\"'<>]+)|(?<!\S)(?:src|data)=[\"']?([^\s\"'<>]+)",
    re.IGNORECASE,
)
FLASH_FILM = re.compile(
    r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/v/([\w-]{11})(?![\w-]).*"
)
PDF_VIEWER = "wp-block-file__embed"  # beside the link to its file
QUOTED = {"": "“", "/": "”"}
FOOTNOTES = re.compile(r"<!--\s*wp:footnotes\b[^<>]*/-->")
SOURCE = re.compile(r"(?<!\S)src\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
FILE_LINK = re.compile(r"<a\b[^<>]*\bhref=[\"']([^\"'<>]*/uploads/[^\"'<>]*)[\"']", re.IGNORECASE)
PICTURE_END = re.compile(r"\.(?:jpe?g|png|gif|webp|heic|avif)$", re.IGNORECASE)
MAX_CONTENT = 1_000_000  # characters; the importer takes a fifth of that
FILMS = "src mp4 m4v webm ogv flv wmv mp3 m4a ogg wav wma".split()
# Elements that the cleaner does not know: their words would run together.
RENAMED = {
    **dict.fromkeys("div section article main aside header footer address center dt dd summary pre".split(), "p"),
    "h1": "h2", "h5": "h4", "h6": "h4",
}  # fmt: skip
ELEMENT = re.compile(rf"<(/?)({'|'.join(RENAMED)})\b[^<>]*>", re.IGNORECASE)
PRE = re.compile(r"<pre\b[^<>]*>((?:(?!</?pre\b).)*)</pre>", re.IGNORECASE | re.DOTALL)


class Body:
    """Makes the body of one post; `html` is it, `photos` what the importer is told of its pictures."""

    def __init__(self, item, library, uploads, hosts, note):
        self.number = item.text("wp:post_id")
        self.library, self.uploads, self.hosts, self.note = library, uploads, hosts, note
        self.photos, self.pages = {}, []  # file → {"file", …}; pages of the attachments
        wanted = item.meta.get("_thumbnail_id", "").strip()
        if featured := library.numbered(wanted):
            self.add(featured, caption=featured.caption)
        elif wanted not in ("", "0", "-1"):  # exports of posts alone name pictures that they lack
            note(LEFT_OUT, _("featured image"), wanted)
        written = item.text("content:encoded")
        content = with_footnotes(written, item.meta.get("footnotes", ""))
        self.read = set() if content == written else {"footnotes"}  # fields that are in the text
        if len(content) > MAX_CONTENT:
            self.html = content  # which is refused, and told
        else:
            self.html = self.shown(content)
            lead = next(iter(self.photos), None) if featured else None
            self.photos = dict(
                sorted(self.photos.items(), key=lambda one: self.place(one[0], lead))
            )

    def shown(self, content):
        """Return the content as readers of WordPress got it, as HTML that the importer knows."""
        is_of_blocks = has_blocks(content)
        content = without_blocks(content, self.library, self.note)
        known = {
            **dict.fromkeys(("caption", "wp_caption"), self.caption),
            "gallery": self.gallery,
            "embed": self.embed,
            "playlist": self.playlist,
            **dict.fromkeys(("video", "audio"), self.film),
            "youtube": lambda said, inner: self.embed(said, inner or said.get("0")),
        }
        content = shortcodes.replaced(content, known, lambda *cut: self.note(CUT, *coded(*cut)))
        content = LINKED_IMAGE.sub(self.unlinked, content)
        content = LONE_ADDRESS.sub(r"\n\n<p>\1</p>\n\n", content)
        if not is_of_blocks:
            content = with_paragraphs(content)
        content = PRE.sub(lambda pre: f"<p>{pre[1].strip().replace(chr(10), '<br>')}</p>", content)
        content = ELEMENT.sub(lambda tag: f"<{tag[1]}{RENAMED[tag[2].lower()]}>", content)
        content = re.sub(r"<(/?)q(?:\s[^<>]*)?>", lambda tag: QUOTED[tag[1]], content)
        content = FLASH.sub(self.flash, content)
        content = PLAYED.sub(self.played, content)
        content = FRAME.sub(self.frame, content)
        content = OLD_IMAGE.sub(self.image, content)
        for link in FILE_LINK.finditer(content):
            if not PICTURE_END.search(link[1]):
                self.note(IGNORED, _("files"), html.unescape(link[1]))
                self.use_at(html.unescape(link[1]))
        return LONE_PARAGRAPH.sub(self.lone, content)

    def place(self, file, lead):
        """Return where a picture stands in the body; that of the post leads."""
        return (file != lead, self.html.find(f'"{quote(file)}"'))

    # Pictures

    def add(self, found, caption="", alt=""):
        """Take in the picture of an Attachment; returns its file."""
        self.library.use(found.id)
        if found.link:
            self.pages.append(found.link)
        file = self.uploads.file(found.file, found.url, self.unfetched)
        alt = alt or found.alt
        told = {"file": file, "caption": plain(caption), "credit": found.credit, "alt": alt}
        self.photos.setdefault(file, told)
        return file

    def image(self, match):
        """Return the picture by the name of its file below the folder of uploads."""
        url, number = html.unescape(match[1] or match[2] or match[3] or ""), NUMBER.search(match[0])
        found = (number and self.library.numbered(number[1])) or self.library.at(url)
        alt = alt_of(match)
        if found and found.is_picture:
            return img(self.add(found, alt=alt), alt)
        file = self.foreign(url)
        if not file:
            return match[0]  # told as a picture that is not there
        self.photos.setdefault(file, {"file": file, "alt": alt})
        return img(file, alt)

    def foreign(self, url):
        """Return the file of a picture that is no attachment, "" of one on another host."""
        if "/uploads/" not in url and not HOSTED.search(PHOTON.sub("", url)):
            return ""
        name = file_of(url)
        return self.uploads.file(name, url, self.unfetched)

    def unfetched(self, url, reason):
        self.note(LEFT_OUT, "--fetch", f"{url} {reason}")

    def unlinked(self, match):
        """Return a picture without the link around it: in WordPress it shows the picture alone."""
        href = re.search(r"\bhref\s*=\s*[\"']([^\"'<>]*)", match[0])
        address = html.unescape(href[1]) if href else ""
        is_own = PICTURE_END.search(address.partition("?")[0]) or "attachment" in address
        if address and not is_own:
            self.note(CUT, _("link of a picture"), address)
        return match[1]

    def caption(self, said, inner):
        inner = inner or ""
        image = OLD_IMAGE.search(inner)
        if not image:
            return inner
        words = said.get("caption") or inner.replace(image[0], "")
        words = re.sub(r"<(?!/?(?:a|em|i|b|strong|br)\b)[^<>]*>", "", words)
        words = re.sub(r"<a\b[^<>]*>\s*</a>", "", words).strip()
        under = f"<figcaption>{words}</figcaption>" if words else ""
        return f"\n\n<figure>{image[0]}{under}</figure>\n\n"

    def gallery(self, said, _inner):
        wanted = said.get("ids") or said.get("include")
        if wanted:
            named = [(number, self.library.numbered(number)) for number in wanted.split(",")]
            for number, found in named:
                if found is None:
                    self.note(LEFT_OUT, "[gallery]", number.strip())
            found = [found for _number, found in named if found]
        else:
            without = said.get("exclude", "").split(",")
            found = [
                picture
                for picture in self.library.of_post(said.get("id") or self.number)
                if picture.is_picture and picture.id not in without
            ]
            if not found:
                self.note(LEFT_OUT, "[gallery]", _("has no pictures"))
        return "\n\n" + "".join(
            f"<figure>{img(self.add(one, one.caption), one.alt)}</figure>\n" for one in found
        )

    # Films and sounds

    def embed(self, said, inner):
        address = (inner or said.get("src") or said.get("url") or "").strip()
        return f"\n\n<p>{html.escape(html.unescape(address))}</p>\n\n" if address else ""

    def film(self, said, inner):
        address = (
            next((said[name] for name in FILMS if said.get(name)), "") or (inner or "").strip()
        )
        if not address:
            of_post = [one for one in self.library.of_post(self.number) if not one.is_picture]
            address = of_post[0].url if of_post else ""
        if not address:
            self.note(CUT, "[video]")
        return self.embed({}, address)

    def playlist(self, said, _inner):
        numbers = [number for number in said.get("ids", "").split(",") if number.strip()]
        found = [self.library.numbered(number) for number in numbers]
        found = [one for one in found if one] if numbers else [
            one for one in self.library.of_post(self.number) if not one.is_picture
        ]  # fmt: skip
        if not found:
            self.note(LEFT_OUT, "[playlist]")
        return "".join(self.embed({}, one.url) for one in found)

    def played(self, match):
        source = SOURCE.search(match[0])
        return self.embed({}, source[1]) if source else match[0]

    def flash(self, match):
        """Return the address of a film that was played by Flash."""
        found = FLASH_SOURCE.search(match[0])
        if PDF_VIEWER in match[0]:
            return ""
        if found is None:
            return match[0]
        address = html.unescape(found[1] or found[2])
        return self.embed({}, FLASH_FILM.sub(r"https://www.youtube.com/watch?v=\1", address))

    def frame(self, match):
        """Return a frame that may play in an article, of any other the address."""
        source = SOURCE.search(match[1])
        if source is None:
            return match[0]
        address = re.sub(r"^//", "https://", html.unescape(source[1]))
        film = embeds.rewritten(address, embeds.frame_rules(self.hosts))
        if film:
            return f'<figure><iframe src="{html.escape(film[0])}"></iframe></figure>'
        return (
            self.embed({}, address) if urlsplit(address).scheme in ("http", "https") else match[0]
        )

    def lone(self, match):
        """Return what stands for an address alone in its paragraph: a film, a post or a link."""
        line = f"<p>{html.escape(html.unescape(match[1]))}</p>"
        shown = markup.with_embeds(line, self.hosts)
        if shown != line:
            return shown
        self.use_at(html.unescape(match[1]))
        self.note(GUESSED, _("films and frames"), f"{html.unescape(match[1])} → <a>")
        address = html.escape(html.unescape(match[1]))
        return f'<p><a href="{address}">{address}</a></p>'

    def use_at(self, url):
        if found := self.library.at(url):
            self.library.use(found.id)
            self.pages.append(found.link)


def with_footnotes(content, told):
    """Return the text with its footnotes, which the editor of blocks keeps in a field (JSON), where they are shown."""
    try:
        notes = [note["content"] for note in json.loads(told or "[]")]
    except (ValueError, TypeError, KeyError, RecursionError):
        return content
    shown = "".join(f"<li>{note}</li>" for note in notes)
    return FOOTNOTES.sub(lambda _block: f"<ol>{shown}</ol>" if shown else "", content)


def coded(name, tag):
    """Return the subject and the detail of a note on a shortcode."""
    return f"[{name}]", tag


def img(file, alt):
    """Return the picture of a file as the importer finds it among the photos."""
    return f'<img src="{quote(file)}" alt="{html.escape(alt)}">'
