"""A synthetic archive: fifteen years of any number of articles, to measure the paper with.

Written many rows at a time and without the desk's verbs, which would take days for a million; what
stands in the tables afterwards is what they would have left.
"""

import gc
import hashlib
import json
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from io import BytesIO
from random import Random
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image

from articles.demo import gallery, newsroom, writing
from articles.desk import photos
from articles.models import (
    Article,
    Publication,
    Region,
    Reporter,
    Section,
    Tag,
    User,
    content_of,
)
from articles.pure import imaging, text

from . import processes
from .rows import store, tables

BATCH = 4000  # articles that are composed and stored in one transaction
YEARS = 15
RECENT = timedelta(days=30)  # in which views are counted by the hour
FEWEST_RECENT = 650  # articles of those days, however few the archive holds
DAY_BEGINS, DAY_ENDS = 6, 22  # o'clock, between which articles appear
HOURS_READ = 30
PHOTO_WIDTH = 640
PICTURES = 24
REVISED = 40  # one article of so many was changed after its approval
ADDED = "이 소식은 다음 지면에서 이어 전한다."
TURNS = 6  # of a brief's headlines and leads
ENOUGH = 800  # characters of a body that surely hold its excerpt
TAG = re.compile("<[^<>]*>")
# Of SQLite, meanwhile: KiB in memory, no wait for the disk at the end of a batch, for a batch that
# a power cut takes is composed again, and pages that are written into the file together.
HASTY = {"cache_size": -128 * 1024, "synchronous": "NORMAL", "wal_autocheckpoint": 25_000}
USUAL = {"cache_size": -2000, "synchronous": "FULL", "wal_autocheckpoint": 1000}


class NotEmpty(Exception):
    """The database holds what no archive of this seed has put there."""


@dataclass(frozen=True)
class Spread:
    """Articles that are spread over the years together: those with the numbers first to last.

    Kept in the articles' own `legacy_id`, so that a run that was stopped is gone on with.
    """

    seed: int
    first: int
    last: int

    @property
    def prefix(self):
        return f"archive/{self.seed}/{self.first}/{self.last}/"

    @cached_property
    def recent(self):
        """How many of them appeared within RECENT."""
        total = self.last - self.first + 1
        few = min(FEWEST_RECENT, 2 * total // 3 + 1)
        return max(few, total * RECENT // timedelta(days=365 * YEARS))

    def age(self, number):
        """Return how long before the last midnight the article appeared, in days."""
        total, place = self.last - self.first + 1, self.last - number
        if place < self.recent:
            return RECENT.days * (place + 0.5) / self.recent
        older = (place - self.recent + 0.5) / (total - self.recent)
        return RECENT.days + (365 * YEARS - RECENT.days) * older


def fill(total, seed):
    """Fill the database up to `total` articles; yields how many more there are after each step.

    Can be stopped at any time and run again. Raises NotEmpty.
    """
    plan, done = planned(total, seed)
    if done >= total:
        return
    with in_haste(), processes.start() as pool:
        library = small_photos(pool)
        press = ahead = None
        while done < total:
            end = batch_end(done, total)
            with transaction.atomic():
                if not done:
                    print_paper()
                press = press or Press(plan, library)
                ahead = ahead or pool.submit(press.batch, done + 1, end)
                composed = ahead.result()
                if end < total:  # composed while these are stored
                    ahead = pool.submit(press.batch, end + 1, batch_end(end, total))
                store(composed)
            yield end - done
            done = end


def batch_end(done, total):
    # Batches end at fixed numbers, so that a number has its words at any total.
    return min(done - done % BATCH + BATCH, total)


@contextmanager
def in_haste():
    """Let Python and SQLite take the memory and the time that make them quick."""
    # What a batch makes lives until it is stored: looking for cycles in it takes a tenth longer.
    gc.disable()
    set_pragmas(HASTY)
    try:
        yield
    finally:
        set_pragmas(USUAL)
        gc.enable()


def set_pragmas(values):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name, value in values.items():
                cursor.execute(f"PRAGMA {name} = {value}")


def planned(total, seed):
    """Return (the plan to go on with, how many articles are there). Raises NotEmpty."""
    last = Article.objects.order_by("-pk").first()
    if last is None:
        if any(model.objects.exists() for model in (Publication, Section, Region, Reporter, User)):
            raise NotEmpty
        return Spread(seed, 1, total), 0
    ours = Article.objects.filter(legacy_id__startswith=f"archive/{seed}/").count()
    if ours != Article.objects.count() or ours != last.pk:
        raise NotEmpty
    first, until, number = map(int, last.legacy_id.split("/")[2:])
    return Spread(seed, first if until == total else number + 1, total), number


# What stands before the articles


def print_paper():
    """Make the demo's paper with an account for every reporter, and all tags."""
    newsroom.make_paper()
    reporters = Group.objects.get(name="기자")
    for reporter in Reporter.objects.filter(user=None):
        name = {"last_name": reporter.name[0], "first_name": reporter.name[1:]}
        account = User(username=reporter.email.partition("@")[0], is_staff=True, **name)
        account.set_unusable_password()
        account.save()
        account.groups.add(reporters)
        reporter.user = account
        reporter.save()
    names = {name for brief in briefs() for name in brief["tags"]}
    names |= {place.town for place in writing.gazetteer().values()}
    slugs = set()
    for name in sorted(names):
        slugs.add(text.slug(name, slugs))
        Tag.objects.create(name=name, slug=text.slug(name, slugs - {text.slug(name)}))


def briefs():
    return writing.read("briefs.json")["briefs"]


def small(name):
    """Return (name, imaging.Picture) of one of the demo's pictures, made small."""
    file = BytesIO()
    with Image.open(gallery.path(name)) as image:
        image.thumbnail((PHOTO_WIDTH, PHOTO_WIDTH))
        image.save(file, "JPEG", quality=85)
    return name, imaging.decode(file.getvalue())


def small_photos(pool):
    """Put the pictures that the briefs name most into the library; returns {name: Photo}."""
    named = Counter(photo["picture"] for brief in briefs() for photo in brief["photos"])
    names = [name for name, _count in named.most_common(PICTURES)]
    library = {}
    for name, picture in pool.map(small, names):
        photo, is_new = photos.add(picture, None)
        if is_new:
            photo.alt, photo.credit = gallery.descriptions()[name], "한빛지역신문 자료 사진"
            photo.save(update_fields=["alt", "credit"])
        library[name] = photo
    return library


# Articles


@dataclass
class Told:
    """One article, and what the rows beside it say of it."""

    article: SimpleNamespace  # with the attributes of an Article; making one of these takes longer
    reporters: list  # numbers
    tags: dict  # {name: number}
    photos: list  # (Photo, caption)
    submitted_at: datetime
    approved_by: int
    said: list  # (content as JSON, its hash, who wrote it, when); the last is what it says now
    views: dict  # {hour: count}


class Press:
    """Composes the articles of a plan."""

    def __init__(self, plan, library):
        self.plan = plan
        self.library = library
        groups = writing.read("briefs.json")["places"].items()
        self.places = {
            name: [writing.gazetteer()[slug] for slug in group] for name, group in groups
        }
        self.sections = dict(Section.objects.values_list("slug", "pk"))
        self.provinces = {r.slug: (r.pk, r.province_id) for r in Region.objects.all()}
        self.reporters = dict(Reporter.objects.values_list("name", "pk"))
        self.accounts = dict(Reporter.objects.values_list("pk", "user"))
        self.tags = dict(Tag.objects.values_list("name", "pk"))
        self.editor = User.objects.get(username="editor").pk
        self.now = timezone.now()
        midnight = timezone.localtime(self.now).replace(hour=0, minute=0, second=0, microsecond=0)
        self.midnight = midnight.astimezone(UTC)

    def batch(self, first, last):
        """Return what `store` takes of the articles with the numbers first to last."""
        return tables(self.articles(first, last))

    def articles(self, first, last):
        """Return the articles with the numbers first to last, all of one batch."""
        batch = (first - 1) // BATCH
        chance = Random(f"{self.plan.seed} {batch}")
        before, articles = {}, []
        for number in range(batch * BATCH + 1, last + 1):
            brief = chance.choice(briefs())
            places = self.places[brief["places"]]
            # The square gives some places much more news than others.
            place = places[int(len(places) * chance.random() ** 2)]
            story = writing.compose(brief, place, chance.randrange(TURNS), chance)
            told = self.told(number, story, before.get(story.section), chance)
            if number >= first:
                articles.append(told)
            before[story.section] = story
        return articles

    def told(self, number, story, other, chance):
        """Return the story as the article of that number, with the news of another one below."""
        at = self.time(number)
        reporters = [self.reporters[name] for name in story.reporters]
        author = self.accounts[reporters[0]]
        tags = {name: self.tags[name] for name in story.tags[-3:]}
        shown = [
            (self.library[p.picture], p.caption) for p in story.photos if p.picture in self.library
        ]
        region, province = self.provinces[story.region]
        article = SimpleNamespace(
            id=number,
            headline=story.headline,
            subheading=story.subheading,
            body=body(story, other),
            section_id=self.sections[story.section],
            region_id=region,
            province_id=province,
            lead_photo_id=shown[0][0].pk if shown else None,
            status=Article.Status.APPROVED.value,
            created_at=at - timedelta(seconds=2000 + int(9000 * chance.random())),
            created_by_id=author,
            published_at=at,
            revised_at=None,
            origin=story.origin,
            original="",
            is_ai_assisted=False,
            copyright_notice="",
            edit_version=4,  # typed, recorded, submitted, approved
            legacy_id=f"{self.plan.prefix}{number}",
        )

        def said_by(editor, at):
            photos = [(photo.pk, caption, photo.credit, photo.alt) for photo, caption in shown]
            content = content_of(article, [(pk, "") for pk in reporters], tags, photos)
            # What text.digest views and what the table holds is the same text: made once.
            source = json.dumps(content, ensure_ascii=False, sort_keys=True)
            return source, hashlib.sha256(source.encode()).hexdigest(), editor, at

        said = [said_by(author, article.created_at)]
        if number % REVISED == 0:
            article.revised_at = at + timedelta(seconds=300 + int(3000 * chance.random()))
            article.edit_version += 1
            article.body = article.body.replace("</p>", f" {ADDED}</p>", 1)
            said.append(said_by(self.editor, article.revised_at))
        article.excerpt = text.excerpt(TAG.sub("", article.body[:ENOUGH]))
        return Told(
            article=article,
            reporters=reporters,
            tags=tags,
            photos=shown,
            submitted_at=at - timedelta(seconds=300 + int(1200 * chance.random())),
            approved_by=self.editor,
            said=said,
            views=self.views(at, chance),
        )

    def time(self, number):
        """Return when the article appeared: in the daytime, and no earlier than the one before."""
        days, part = divmod(-self.plan.age(number), 1)
        hours = DAY_BEGINS + (DAY_ENDS - DAY_BEGINS) * part
        return (self.midnight + timedelta(days=days, hours=hours)).replace(microsecond=0)

    def views(self, at, chance):
        """Return how often it was read in which hour; old views stand in one hour together."""
        interest = min(chance.paretovariate(1.1), 400)
        hour = at.replace(minute=0, second=0)
        if at < self.now - RECENT:
            return {hour: int(40 * interest)}
        hours = (
            (hour + timedelta(hours=age), int(9 * interest / (age + 1)))
            for age in range(HOURS_READ)
        )
        return {hour: views for hour, views in hours if views and hour < self.now}


def body(story, other):
    """Return the text of a story, with the beginning of the latest other one of its section below."""
    if other is None:
        return story.body
    return "\n".join((story.body, f"<h2>{other.headline}</h2>", *other.body.split("\n", 2)[:2]))
