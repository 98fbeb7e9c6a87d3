"""What is known of a row in an index: its texts, and the numbers of what it belongs to.

Reporters, tags and regions stand there by number, so that a new name of one changes no article:
what a word of a query names is looked up when somebody searches.
"""

import json
import zlib
from collections import defaultdict
from typing import NamedTuple

from ...models import Article, ArticlePhoto, Byline, Photo, Tagging
from ...pure import markup, terms

# Stand before a term and a number where no text can have them.
IN_HEADLINE, REPORTER, TAG, REGION = "§", "¶", "¤", "¥"
NOT_TEXT = {"picture", "film", "link", "rule"}


class Document(NamedTuple):
    """The texts of a row, and terms of what it belongs to, such as ¶12 for reporter 12."""

    headline: str
    body: str
    others: str = ""  # subheading, captions, titles of reporters
    belongs_to: tuple = ()

    def terms(self):
        """Return the set of terms by which the row is found."""
        headline = terms.terms(self.headline)
        return {
            *headline,
            *(IN_HEADLINE + term for term in headline),
            *terms.terms(terms.initials(self.headline)),
            *terms.terms(self.body),
            *terms.terms(self.others),
            *self.belongs_to,
        }

    def packed(self):
        """Return it as few bytes, the same for the same document."""
        return zlib.compress(json.dumps(self, ensure_ascii=False).encode(), 6)

    @classmethod
    def unpacked(cls, packed):
        *texts, belongs_to = json.loads(zlib.decompress(packed))
        return cls(*texts, tuple(belongs_to))


def articles(numbers):
    """Return {number: Document} of the articles with these numbers that are there. Four queries."""
    others, belongs_to = defaultdict(list), defaultdict(list)
    bylines = Byline.objects.filter(article__in=numbers).order_by("order", "pk")
    for number, reporter, title, usual in bylines.values_list(
        "article", "reporter", "title", "reporter__title"
    ):
        belongs_to[number].append(f"{REPORTER}{reporter}")
        others[number].append(title or usual)
    taggings = Tagging.objects.filter(content_object__in=numbers).order_by("tag")
    for number, tag in taggings.values_list("content_object", "tag"):
        belongs_to[number].append(f"{TAG}{tag}")
    rows = ArticlePhoto.objects.filter(article__in=numbers).order_by("position", "pk")
    for number, own, librarys in rows.values_list("article", "caption", "photo__caption"):
        others[number].append(librarys if own is None else own)
    listed = Article.objects.filter(pk__in=numbers).order_by()
    fields = ("pk", "headline", "subheading", "body", "region", "province")
    documents = {}
    for number, headline, subheading, body, *regions in listed.values_list(*fields):
        places = {f"{REGION}{region}": None for region in regions if region}
        said = dict.fromkeys(filter(None, (subheading, *others[number])))
        documents[number] = Document(
            headline, text_of(body), "\n".join(said), (*belongs_to[number], *places)
        )
    return documents


def text_of(body):
    """Return the text of a body as a reader sees it, a line each block."""
    return "\n".join(line for kind, line in markup.blocks(body) if kind not in NOT_TEXT)


def photos(numbers):
    """Return {number: Document} of the photos with these numbers that are there. One query."""
    rows = Photo.objects.filter(pk__in=numbers).order_by()
    return {
        number: Document("", caption, "\n".join(filter(None, (credit, alt))))
        for number, caption, credit, alt in rows.values_list("pk", "caption", "credit", "alt")
    }
