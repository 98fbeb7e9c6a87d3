"""Lists of articles as feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1."""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.translation import get_language

from ..models import Article, PhotoWords
from ..pure import imaging, markup, text
from ..pure.characters import for_xml
from ..pure.paths import path_to
from .blocks import part, publication
from .words import absolute, disclosures, iso

# The last part of an address under /feeds/: what it is called, and its type.
FORMS = {
    "rss.xml": ("RSS", "application/rss+xml"),
    "atom.xml": ("Atom", "application/atom+xml"),
    "feed.json": ("JSON", "application/feed+json"),
}


def feeds(title, view, *key):
    """Link the feeds of a page, of which `view` and `key` are those of their addresses."""
    links = [
        (kind, f"{title} ({name})", path_to(view, *key, form))
        for form, (name, kind) in FORMS.items()
    ]
    return part("feeds", links=links)


class Attachment(NamedTuple):
    """The file of a photo, for whoever shows it elsewhere; `length` is in bytes."""

    url: str
    length: int
    width: int
    height: int
    words: PhotoWords

    type = "image/webp"


@functools.lru_cache(10_000)
def length_of(name):
    """Return the bytes of a rendition, whose name is its content. Raises OSError without one."""
    return default_storage.size(name)


def attachments(article):
    """Return an Attachment of each photo of the article whose file is there, the leading one first."""
    found = []
    for item in article.article_photos.all():
        path = item.photo.path
        try:
            length = length_of(path.name(imaging.ALONE))
        except OSError:
            continue
        url = absolute(path.url(imaging.ALONE))
        found.append(Attachment(url, length, *path.size(imaging.ALONE), item.words))
    return found


class Entry:
    """An article as feeds tell it, its whole text only `in_full`.

    Its id is the address of its page. That holds the article's number and no word of it, so a change is
    never a new entry. It does change with SITE_URL: then readers see the newest articles once more. An
    id without a host would be another paper's as well, for nothing else of a row is unique and fixed.
    """

    def __init__(self, article, in_full):
        self.article = article
        self.url = absolute(article.get_absolute_url())
        self.attachments = attachments(article)
        self.opening = self.written(in_full=False)
        self.content = self.written(in_full=True) if in_full else ""

    def written(self, in_full):
        """Return the HTML of the text or its opening, with what a reader must know of both.

        A plain string, which a template escapes as any other.
        """
        shown = part("entry", article=self.article, publication=publication(), in_full=in_full)
        return shown.strip()

    @property
    def title(self):
        """The headline, marked where somebody paid for the article, as in every list."""
        article = self.article
        if not article.is_sponsored:
            return article.headline
        return f"[{article.get_origin_display()}] {article.headline}"

    @property
    def categories(self):
        """Its section, its province, its region and its tags."""
        article = self.article
        places = [article.region and article.region.parent, article.region]
        tags = [tagging.tag for tagging in article.taggings.all()]
        return [article.section, *filter(None, places), *tags]

    def as_json(self):
        """Return an item of a JSON Feed; what that has no name for stands in `_article`."""
        article = self.article
        item = {
            "id": self.url,
            "url": self.url,
            "title": self.title,
            "summary": text.one_line(article.subheading) or article.excerpt,
            "content_html": self.content or self.opening,
            "date_published": iso(article.published_at),
            "date_modified": iso(article.changed_at),
            "authors": [named(byline.reporter) for byline in article.bylines.all()],
            "tags": [category.name for category in self.categories],
            "language": get_language(),
        }
        if self.content:
            item["content_text"] = markup.plain(article.body)
        if self.attachments:
            item["image"] = self.attachments[0].url
            item["attachments"] = [
                {
                    "url": photo.url,
                    "mime_type": photo.type,
                    "size_in_bytes": photo.length,
                    "title": photo.words.caption or photo.words.alt,
                }
                for photo in self.attachments
            ]
        return item | {"_article": facts(article)}


def facts(article):
    """Return as plain data what a JSON Feed has no name for."""
    return {
        "number": article.pk,
        "headline": article.headline,
        "subheading": article.subheading,
        "section": named(article.section),
        "region": article.region and named(article.region),
        "revised_at": article.revised_at and iso(article.revised_at),
        "origin": article.origin,
        "original_url": article.original_url,
        "is_ai_assisted": article.is_ai_assisted,
        "disclosures": [f"{label}: {sentence}" for label, sentence in disclosures(article)],
        "photos": [photo(item) for item in article.article_photos.all()],
        "corrections": [
            {
                "kind": correction.kind,
                "name": correction.get_kind_display(),
                "text": correction.text,
                "made_at": iso(correction.made_at),
            }
            for correction in article.standing_corrections
        ],
        "copyright": article.copyright_notice or publication().notice,
    }


def photo(item):
    """Return an ArticlePhoto as plain data, with the sizes in pixels of all its files."""
    path = item.photo.path
    files = [(absolute(path.url(width)), *path.size(width)) for width in path.widths]
    keys = ("url", "width", "height")
    return item.words._asdict() | {
        "renditions": [dict(zip(keys, file, strict=True)) for file in files]
    }


def named(thing):
    """Return a section, region or reporter as plain data."""
    return {"name": thing.name, "url": absolute(thing.get_absolute_url())}


def icon(form):
    """Return the address of an icon of the paper."""
    return absolute(path_to("icon", publication().icon, form))


@dataclass(frozen=True)
class Feed:
    """A list of articles for machines: its title, the path of its page, its own and the next one's.

    `articles` are as `for_feeds` reads them. Without `in_full` their bodies are not looked at.
    """

    title: str
    description: str
    page: str
    path: str
    articles: Sequence[Article]
    in_full: bool
    next_path: str = ""

    MINUTES = 5  # after which to ask again; it costs next to nothing while nothing has changed
    BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)  # the time of a feed without articles

    @cached_property
    def entries(self):
        return [Entry(article, self.in_full) for article in self.articles]

    @property
    def updated(self):
        """When the last of its articles changed; never now, so that the same is the same."""
        return max((article.changed_at for article in self.articles), default=self.BEGINNING)

    def written(self, form):
        """Return the text of the feed in one of the FORMS."""
        if form == "feed.json":
            return json.dumps(self.as_json(), ensure_ascii=False)
        shown = {"feed": self, "publication": publication(), "icon": icon("144")}
        return for_xml(render_to_string(f"feeds/{form}", shown))

    def as_json(self):
        """Return the feed as plain data, by jsonfeed.org/version/1.1."""
        told = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.title,
            "description": self.description,
            "home_page_url": absolute(self.page),
            "feed_url": absolute(self.path),
            "language": get_language(),
            "icon": icon("512"),
            "favicon": icon("192"),
            "authors": [{"name": publication().name, "url": absolute(path_to("front"))}],
            "items": [entry.as_json() for entry in self.entries],
        }
        return told | ({"next_url": absolute(self.next_path)} if self.next_path else {})
