"""What articles were to readers at moments of the past, from the ledger and the revisions."""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from ...models import Article, Decision, PhotoDecision, Revision

Action = Decision.Action
SHOWN = (Action.APPROVE, Action.RESTORE, Action.IMPORT)
MOVES = (*SHOWN, Action.WITHDRAW)
SWITCHES = ("in_latest", "in_most_viewed")
BATCH = 5000  # articles that one query names


@dataclass
class Course:
    """Values and the moments from which on they held, in the order of time."""

    moments: list = field(default_factory=list)
    values: list = field(default_factory=list)

    def add(self, moment, value):
        self.moments.append(moment)
        self.values.append(value)

    def at(self, moment, before=None):
        """Return what held at a moment, `before` if that was before all that is known."""
        place = bisect_right(self.moments, moment)
        return self.values[place - 1] if place else before


@dataclass
class Life:
    """An article as readers had it over time."""

    published_at: datetime
    lead_photo: int | None  # now
    lists: dict  # {a switch of SWITCHES: whether it lets it into its list now}
    is_shown: Course = field(default_factory=Course)
    switched: dict = field(default_factory=lambda: defaultdict(Course))
    photos: Course = field(default_factory=Course)  # their numbers

    def is_public(self, at):
        """Return whether readers saw it at a moment."""
        return self.published_at <= at and bool(self.is_shown.at(at))

    def was_in(self, name, at):
        """Return whether the switch, one of SWITCHES, let it into its list at a moment."""
        course = self.switched[name]
        first = not course.values[0] if course.values else self.lists[name]
        return course.at(at, before=first)

    def led_by(self, at, withdrawn):
        """Return the number of the photo that led it at a moment, None without one.

        `withdrawn` is {number of a photo: Course of being out of use}.
        """
        photos = self.photos.at(at)
        if photos is None:
            return self.lead_photo
        usable = (n for n in photos if n not in withdrawn or not withdrawn[n].at(at))
        return next(usable, None)


def lives_of(numbers):
    """Return {number: Life} of those of the articles that ever had a time. Three queries a BATCH."""
    numbers, lives = list(numbers), {}
    for start in range(0, len(numbers), BATCH):
        lives |= lives_of_batch(numbers[start : start + BATCH])
    return lives


def lives_of_batch(numbers):
    """Return the same of as many as a query may name in every database."""
    articles = Article.objects.order_by().filter(pk__in=numbers, published_at__isnull=False)
    lives = {
        number: Life(published_at, photo, dict(zip(SWITCHES, lists, strict=True)))
        for number, published_at, photo, *lists in articles.values_list(
            "pk", "published_at", "lead_photo", *SWITCHES
        )
    }
    decisions = Decision.objects.filter(article__in=lives, action__in=(*MOVES, Action.EXCLUDE))
    ways = ways_of_switches()
    for number, action, note, made_at in decisions.order_by("made_at", "id").values_list(
        "article", "action", "note", "made_at"
    ):
        if action in MOVES:
            lives[number].is_shown.add(made_at, action in SHOWN)
        for words, (name, is_in) in ways.items():
            if words in note:
                lives[number].switched[name].add(made_at, is_in)
    revisions = Revision.objects.filter(article__in=lives).order_by("article", "number")
    for number, made_at, photos in revisions.values_list("article", "made_at", "content__photos"):
        lives[number].photos.add(made_at, [photo[0] for photo in photos])
    return lives


def ways_of_switches():
    """Return {what the ledger says of a switch: (its name, whether it lets an article in)}."""
    ways = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for name in SWITCHES:
                label = Article._meta.get_field(name).verbose_name
                ways |= {f"{label}: {_('yes')}": (name, True), f"{label}: {_('no')}": (name, False)}
    return ways


def photos_out_of_use():
    """Return {number of a photo: Course of being out of use} of those that ever were. One query."""
    courses = defaultdict(Course)
    decisions = PhotoDecision.objects.order_by("made_at", "id")
    for number, action, made_at in decisions.values_list("photo", "action", "made_at"):
        courses[number].add(made_at, action == PhotoDecision.Action.WITHDRAW)
    return courses
