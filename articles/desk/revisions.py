"""What an article said before, in words: contents of revisions, and what differs between two."""

import html
import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Article, Photo, Region, Reporter, Section
from ..pure import differences, markup

LABELS = {
    "headline": gettext_lazy("headline"),
    "subheading": gettext_lazy("subheading"),
    "body": gettext_lazy("body"),
    "section": gettext_lazy("section"),
    "region": gettext_lazy("region"),
    "reporters": gettext_lazy("reporters"),
    "tags": gettext_lazy("tags"),
    "photos": gettext_lazy("photos"),
    "related": gettext_lazy("related articles"),
    "origin": gettext_lazy("origin"),
    "original_url": gettext_lazy("address of the original"),
    "is_ai_assisted": gettext_lazy("written with the help of AI"),
    "copyright_notice": gettext_lazy("copyright notice"),
}
PHOTO_LABELS = (
    gettext_lazy("caption"),
    gettext_lazy("credit"),
    gettext_lazy("description for the blind"),
)
# What stands before a line of a body that is not a paragraph.
BLOCK_LABELS = {
    "heading": gettext_lazy("subheading in the text"),
    "item": gettext_lazy("list"),
    "quote": gettext_lazy("quotation"),
    "caption": gettext_lazy("caption"),
    "row": gettext_lazy("table"),
    "picture": gettext_lazy("photo"),
    "film": gettext_lazy("film"),
    "link": gettext_lazy("link"),
    "rule": gettext_lazy("dividing line"),
}
TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class PhotoDifference:
    """What became of one photo of the list, or of one that stands in the body."""

    number: int | None  # in the library; None when it is gone from there
    url: str  # of its thumbnail; "" when it is gone from the library
    kind: str  # same, removed or added
    places: tuple = (None, None)  # in the old and in the new order, counted from 1
    is_moved: bool = False
    parts: tuple = ()  # (label, Rows) of what is written under it


@dataclass(frozen=True)
class FieldDifference:
    """A field of two contents; one that is the same has no rows and no photos."""

    name: str
    label: str
    is_changed: bool = False
    rows: tuple = ()
    photos: tuple = ()

    @cached_property
    def groups(self):
        """The rows, those that are the same and far from every change folded."""
        return differences.folded(self.rows)

    @property
    def has_only_its_form_changed(self):
        """Whether it differs in nothing that is read: bold type, spaces, the kind of a list."""
        return self.is_changed and not self.photos and all(row.is_same for row in self.rows)


class Names:
    """The names of what contents hold by number, asked for in at most five queries."""

    def __init__(self, *contents):
        def ids(name):
            return {content[name] for content in contents if content.get(name)}

        def first(name):
            return {row[0] for content in contents for row in content.get(name, ())}

        self.sections = Section.objects.in_bulk(ids("section"))
        self.regions = Region.objects.select_related("parent").in_bulk(ids("region"))
        self.reporters = Reporter.objects.in_bulk(first("reporters"))
        self.photos = Photo.objects.in_bulk(first("photos"))
        related = {number for content in contents for number in content.get("related", ())}
        self.public = Article.objects.public().only("headline").in_bulk(related)

    def lines(self, name, value):
        """Return a field of a content as lines that people can read."""
        if value in (None, "", []):
            return []
        return getattr(self, f"of_{name}", str.splitlines)(value)

    def of_body(self, body):
        return [
            f"[{BLOCK_LABELS[kind]}] {line}" if kind in BLOCK_LABELS else line
            for kind, line in markup.blocks(body)
        ]

    def of_section(self, pk):
        return [str(self.sections.get(pk) or _("(deleted section)"))]

    def of_region(self, pk):
        return [str(self.regions.get(pk) or _("(deleted region)"))]

    def of_reporters(self, bylines):
        return [self.reporter(pk, title) for pk, title in bylines]

    def reporter(self, pk, title):
        reporter = self.reporters.get(pk)
        name = reporter.name if reporter else _("(deleted reporter)")
        return f"{name} {title or (reporter.title if reporter else '')}".strip()

    def of_tags(self, names):
        return list(names)

    def of_related(self, numbers):
        # Whoever reads this may not see an article that is not public.
        unseen = _("Article no. %(number)d")
        return [str(self.public.get(pk) or unseen % {"number": pk}) for pk in numbers]

    def of_photos(self, photos):
        return [self.photo(*photo) for photo in photos]

    def photo(self, pk, caption="", credit="", alt=""):
        parts = [caption or ("" if pk in self.photos else _("(deleted photo)"))]
        parts += [f"({credit})"] * bool(credit) + [f"[{alt}]"] * bool(alt)
        return " ".join(filter(None, parts)) or _("Photo without a caption")

    def of_origin(self, origin):
        labels = dict(Article.Origin.choices)
        return [str(labels.get(origin, origin))]

    def of_is_ai_assisted(self, value):
        return [_("yes") if value else _("no")]


def changed(old, new):
    """Return the labels of the fields in which two contents differ; asks nothing."""
    labels = []
    for name, label in LABELS.items():
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if name == "photos" and [row[0] for row in before or ()] == [row[0] for row in after]:
            label = _("captions")
        labels.append(str(label))
    return labels


def compare(old, new):
    """Return a FieldDifference of every field of two contents, the same ones too, in order.

    An empty content stands for nothing written yet. At most five queries, however much there is.
    """
    names = Names(old, new)
    return [difference(names, name, old, new) for name in LABELS]


def difference(names, name, old, new):
    """Return the FieldDifference of one field."""
    label, before, after = str(LABELS[name]), old.get(name), new.get(name)
    if before == after or (not before and not after):
        return FieldDifference(name, label)
    if name == "photos":
        photos = tuple(photo_differences(names, before or (), after or ()))
        return FieldDifference(name, label, is_changed=True, photos=photos)
    rows = differences.rows(names.lines(name, before), names.lines(name, after))
    photos = tuple(pictures(before or "", after or "")) if name == "body" else ()
    return FieldDifference(name, label, is_changed=True, rows=tuple(rows), photos=photos)


def photo_differences(names, old, new):
    """Yield a PhotoDifference of every photo: those that are there now, then those that are gone."""
    before = {row[0]: place for place, row in enumerate(old)}
    after = {row[0]: place for place, row in enumerate(new)}
    in_place = differences.matches(list(before), list(after))
    unmoved = {list(before)[i] for i, _j in in_place}
    for pk in [*after, *(pk for pk in before if pk not in after)]:
        old_place, new_place = before.get(pk), after.get(pk)
        photo = names.photos.get(pk)
        yield PhotoDifference(
            number=photo and photo.pk,
            url=photo.path.url(320) if photo else "",
            kind=kind(old_place is not None, new_place is not None),
            places=tuple(place if place is None else place + 1 for place in (old_place, new_place)),
            is_moved=old_place is not None and new_place is not None and pk not in unmoved,
            parts=tuple(
                photo_parts(
                    old[old_place] if old_place is not None else (),
                    new[new_place] if pk in after else (),
                )
            ),
        )


def photo_parts(old, new):
    """Yield (label, Rows) of what is written under a photo, where something is."""
    for place, label in enumerate(PHOTO_LABELS, start=1):
        before, after = "".join(old[place : place + 1]), "".join(new[place : place + 1])
        if before or after:
            yield str(label), tuple(differences.rows(before, after))


def pictures(old, new):
    """Yield a PhotoDifference of every picture that one body holds and the other does not."""
    before = {path.folder: path for path in markup.pictures(old)}
    after = {path.folder: path for path in markup.pictures(new)}
    for folder, path in {**before, **after}.items():
        if (folder in before) != (folder in after):
            became = kind(folder in before, folder in after)
            yield PhotoDifference(number=None, url=path.url(320), kind=became)


def kind(was_there, is_there):
    """Return what became of something."""
    if was_there and is_there:
        return differences.SAME
    return differences.ADDED if is_there else differences.REMOVED


def size(content):
    """Return the number of characters that the body of a content shows."""
    return len(html.unescape(TAG.sub("", content.get("body", ""))))
