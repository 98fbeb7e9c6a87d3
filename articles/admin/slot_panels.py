"""What the slots screen shows: lines of articles, in panels of slots."""

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..desk import slots
from ..models import Article, Decision, Pick, Slot, SlotChange, texts_of
from ..pure.days import in_words
from ..reading import readership
from . import searches

MAX_MATCHES = 20  # articles that a search shows
MAX_APPROVED = 20  # articles approved last beside the slots
MAX_EXCLUDED = 20  # articles left out of a list that are shown
MAX_CHANGES = 30  # changes of the record that are shown
LATELY = timedelta(days=30)
TYPED_TIME = "%Y-%m-%dT%H:%M"  # as a browser fills in a time

UNSUITABLE = {
    "copy": _("A working copy can't be picked. Please pick the article that it will change."),
    "withdrawn": _("A withdrawn article can't be picked."),
    "no_photo": _("An article without a photo can't be photo news."),
    "excluded": _("The article is left out of latest news. Let it in again first."),
    "picked": _("The article is in this slot already."),
    "position": _("The slot has no such place."),
    "over": _("The end has passed. Please choose a later one, or leave it empty."),
    "ends_before_start": _("The end must be later than the beginning."),
    "far": _("The time is too far away."),
}
UNSEEN = {
    "ended": _("The time is over."),
    "not_started": _("Comes when its time begins."),
    "waiting": _("Comes when it is approved."),
    "scheduled": _("Comes at the time for which it is approved."),
    "withdrawn": _("Withdrawn; readers don't see it."),
    "excluded": _("Left out of latest news."),
    "no_photo": _("Has no photo any more."),
    "displaced": _("Pushed out: the places before it are taken."),
}


@dataclass
class Line:
    """An article as the screen shows it: at a place, waiting for one, or found by a search."""

    article: Article
    state: str
    pick: Pick | None = None
    place: int | None = None
    reason: str = ""
    left: str = ""
    leads: bool = False  # it stands on the front as one of its leads, not here
    is_displaced: bool = False  # stands here by itself, picked for a place that is taken
    is_below: bool = False  # its pick stands below, among those not to be seen
    typed: dict | None = None  # what could not be done with it

    @property
    def state_label(self):
        """The state in the words of the newsroom."""
        if self.state == Article.SCHEDULED:
            return _("scheduled")
        return Article.Status(self.state).label

    @property
    def starts_value(self):
        """What the field for the beginning holds."""
        return self.typed["starts_at"] if self.typed else filled(self.pick and self.pick.starts_at)

    @property
    def ends_value(self):
        """What the field for the end holds."""
        return self.typed["ends_at"] if self.typed else filled(self.pick and self.pick.ends_at)


@dataclass
class Panel:
    """A slot as the screen shows it."""

    slot: str
    version: int
    rows: list
    unseen: list
    front: list = ()  # photo news in the front's own order, where that is another
    query: str = ""
    note: str = ""  # what one must know of what was searched for
    matches: list | None = None

    @property
    def name(self):
        """The name of the slot."""
        return Slot(self.slot).label

    @property
    def size(self):
        """How many places it has."""
        return slots.SIZES[self.slot]

    @property
    def places(self):
        """The numbers of its places."""
        return range(1, self.size + 1)

    @property
    def aside(self):
        """How many of its photos stand beside an article."""
        return slots.PHOTO_NEWS_ASIDE

    @property
    def has_photos(self):
        """Whether its rows show their photos."""
        return self.slot == Slot.PHOTO_NEWS


@dataclass
class Way:
    """A slot into which an article may be put, and the place for which it is picked there already."""

    panel: Panel
    place: int | None


# Times


def filled(at):
    """Return a time as the browser's field for it holds it."""
    return f"{timezone.localtime(at):{TYPED_TIME}}" if at else ""


def time_left(ends_at, at):
    """Return in words how long it is until the end, empty without one."""
    if not ends_at or ends_at <= at:
        return ""
    return _("%(span)s left") % {"span": in_words(ends_at - at)}


# What the screen shows


def make_panels(user, at, search):
    """Return the Panels of all slots at a time; `search` names the `slot` to search for, and `q`."""
    panels, lead = [], []
    for slot in Slot:
        # Read before the places: who changes them in between makes this version an old one.
        version = slots.version_of(slot)
        places = slots.arrange(slot, slots.SIZES[slot], at)
        lead = lead or [place.article for place in places]
        panel = make_panel(slot, version, places, at, lead)
        if search.get("slot") == slot and search.get("q"):
            panel.query = search["q"][:200]
            panel.matches = matching_lines(user, panel)
        panels.append(panel)
    return panels


def make_panel(slot, version, places, at, lead):
    """Return the Panel of a slot at a time; `lead` are the articles that lead the front."""
    now = timezone.now()
    prefetch_related_objects([place.pick for place in places if place.pick], "picked_by")
    unseen = slots.unseen(slot, places, at)
    displaced = {item.pick.article_id for item in unseen if item.reason == "displaced"}
    below = {item.pick.article_id for item in unseen}
    leading = () if slot == Slot.LEAD else {article.pk for article in lead}
    rows = [
        line_of(
            place.article,
            now,
            at,
            place.pick,
            place.number,
            leads=place.article.pk in leading,
            is_displaced=place.article.pk in displaced,
            is_below=place.article.pk in below,
        )
        for place in places
    ]
    panel = Panel(slot, version, rows, [unseen_line(item, now, at) for item in unseen])
    if panel.has_photos:
        front = slots.top(at).photo_news
        panel.front = front if front != [place.article for place in places] else ()
    return panel


def unseen_line(unseen, now, at):
    """Return the Line of a pick that readers don't see."""
    article, reason = unseen.pick.article, UNSEEN[unseen.reason]
    return line_of(article, now, at, unseen.pick, state=article.state, reason=reason)


def line_of(article, now, at=None, pick=None, place=None, state="", **details):
    """Return the Line of an article; without `state` of one that is approved."""
    if not state:
        is_later = article.published_at > now
        state = Article.SCHEDULED if is_later else Article.Status.APPROVED
    left = time_left(pick.ends_at, at) if pick else ""
    return Line(article, state, pick, place, left=left, **details)


def matching_lines(user, panel):
    """Return the Lines of the newest articles that match the panel's query."""
    articles = Article.objects.seen_by(user).filter(
        replaces=None, status__in=("submitted", "approved")
    )
    numbers, panel.note = searches.newest(articles.order_by("-pk"), panel.query, MAX_MATCHES)
    articles = articles.filter(pk__in=numbers).order_by("-pk")
    articles = articles.select_related("section", "lead_photo").without_texts()
    picked = {line.article.pk for line in panel.rows + panel.unseen if line.pick}
    lines = []
    for article in articles:
        reason = "picked" if article.pk in picked else slots.lacks(panel.slot, article)
        lines.append(Line(article, article.state, reason=UNSUITABLE[reason] if reason else ""))
    return lines


def last_approved(panels):
    """Return (the Line, its Ways into the slots) of the articles that were approved last."""
    articles = Article.objects.filter(status=Article.Status.APPROVED).newest()
    articles = articles.select_related("section", "lead_photo").without_texts()[:MAX_APPROVED]
    now = timezone.now()
    return [(line_of(article, now), ways_of(article, panels)) for article in articles]


def ways_of(article, panels):
    """Return the Ways of an article into the slots of the panels that may show it."""
    ways = []
    for panel in panels:
        lines = {line.article.pk: line for line in panel.unseen + panel.rows if line.pick}
        line = lines.get(article.pk)
        if line or not slots.lacks(panel.slot, article):
            ways.append(Way(panel, line.place or line.pick.position if line else None))
    return ways


def keep_typed(panels, typed, refusal):
    """Give the line that somebody wanted to change what was typed and why it was not done."""
    for panel in panels:
        for line in panel.rows + panel.unseen + (panel.matches or []):
            is_meant = panel.slot == typed.get("slot") and str(line.article.pk) == typed["article"]
            if is_meant and "starts_at" in typed:
                line.typed = {
                    "position": typed.get("position", ""),
                    "starts_at": typed["starts_at"],
                    "ends_at": typed.get("ends_at", ""),
                    "refusal": refusal,
                }
                return


def most_viewed(now):
    """Return the Lines of the most read articles."""
    ranking = readership.ranking("daily", slots.MOST_VIEWED)
    return [line_of(article, now, place=place) for place, article in enumerate(ranking, start=1)]


def last_changes():
    """Return the last changes of all slots, newest first."""
    changes = SlotChange.objects.select_related("article", "made_by")
    return changes.defer(*texts_of("article")).order_by("-id")[:MAX_CHANGES]


def excluded():
    """Return the last decisions about articles that were left out of a list lately and still are."""
    of_lists = [Q(note__contains=words) for words in slots.ways_of_switches()]
    decisions = (
        Decision.objects.filter(
            Q(article__in_latest=False) | Q(article__in_most_viewed=False),
            reduce(or_, of_lists),
            action=Decision.Action.EXCLUDE,
            made_at__gt=timezone.now() - LATELY,
        )
        .select_related("article", "actor")
        .defer(*texts_of("article"))
    )
    newest = {}
    for decision in decisions[: MAX_EXCLUDED * 3]:
        newest.setdefault(decision.article_id, decision)
    return list(newest.values())[:MAX_EXCLUDED]
