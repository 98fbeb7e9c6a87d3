"""Writes the demo newspaper into an empty database, by the desk's own verbs where it can."""

import random
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, time, timedelta
from multiprocessing import get_context

import django
from django.contrib.auth.models import Group
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from tqdm import tqdm

from ..desk import photos, slots, templates, workflow
from ..models import (
    Article,
    ArticlePhoto,
    Byline,
    Correction,
    Decision,
    HourlyViews,
    Page,
    Publication,
    Region,
    Reporter,
    Section,
    Slot,
    User,
)
from ..pure import imaging, renditions, text
from . import comments, gallery, logins, planning, writing

SEED = 20150302
PUBLIC = 300
SPLIT = 85_605  # microseconds: no clock of a newsroom stops at a full second
DAYS = 30
# headline: (kind, text, hours after the approval)
CORRECTED = {
    "옥천군의회, 마을버스 ‘새벽 첫차’ 조례 만장일치 통과": (
        Correction.Kind.CORRECTION,
        "새벽 첫차를 먼저 넣는 노선을 5개로 적었으나 7개가 맞습니다. 본문을 고쳤습니다.",
        5,
    ),
    "미분양 아파트가 ‘청년 기숙사’로…나주의 실험": (
        Correction.Kind.REPLY,
        "단지 입주자대표회의는 “조정인을 두기 전에 주민 설명회를 두 차례 열었다”고 알려 왔습니다.\n"
        "설명회는 지난봄과 여름에 열렸고, 그 기록은 관리사무소에서 볼 수 있다고 덧붙였습니다.",
        30,
    ),
}
UNFINISHED = {"draft": 6, "sent back": 1, "submitted": 5, "scheduled": 3}


class NotEmpty(Exception):
    """The database holds articles already."""


def open_paper():
    """Fill the database with the demo newspaper. Raises NotEmpty."""
    if Article.objects.exists():
        raise NotEmpty
    names = gallery.descriptions()
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=django.setup) as pool:
        rendered = pool.map(render, names)
        with transaction.atomic():
            library = make_library()
            accounts = make_paper()
            write_articles(random.Random(SEED), library, accounts)
            planning.make_plans(accounts)
            for _ in tqdm(rendered, total=len(names), disable=None):
                pass  # no row is there for anybody before its files are


def picture(name):
    """Return one of the demo's pictures as an imaging.Picture."""
    return imaging.decode(gallery.path(name).read_bytes())


def render(name):
    """Write the files of one of the demo's pictures."""
    renditions.write(picture(name), default_storage)


def make_library():
    """Enter the demo's pictures in the photo library; returns {name: Photo}."""
    library = {}
    for name, description in gallery.descriptions().items():
        library[name], _is_new = photos.enter(picture(name), uploaded_by=None)
        library[name].alt = description
        library[name].save(update_fields=["alt"])
    return library


def make_paper():
    """Make the publication, its sections, regions, pages, reporters and accounts.

    Returns the accounts by role.
    """
    paper = writing.newspaper()
    Publication(**paper["publication"], steps_put_away=True).save()
    for position, section in enumerate(paper["sections"], start=1):
        Section.objects.create(position=position, **section)
    for position, page in enumerate(paper["pages"], start=1):
        Page(position=position, **page).save()
    templates.fill()
    for province in writing.regions():
        parent = Region.objects.create(name=province["name"], slug=province["slug"])
        Region.objects.bulk_create(
            Region(parent=parent, **city) for city in province.get("children", ())
        )
    for reporter in paper["reporters"]:
        Reporter.objects.create(
            **{key: reporter[key] for key in ("name", "title", "email", "biography")}
        )
    return make_accounts(paper)


def make_accounts(paper):
    """Make the demo's reporter, editor and publisher with passwords made at random."""
    reporter = Reporter.objects.get(name=paper["reporters"][0]["name"])
    people = {
        "reporter": (reporter.name, "기자"),
        "editor": (paper["publication"]["editor_name"], "편집자"),
        "publisher": (paper["publication"]["publisher_name"], None),
    }
    accounts, passwords = {}, {}
    for role, (name, group) in people.items():
        passwords[role] = get_random_string(12)
        accounts[role] = User.objects.create_user(
            role,
            password=passwords[role],
            last_name=name[0],
            first_name=name[1:],
            is_staff=True,
            is_superuser=group is None,
        )
        if group:
            accounts[role].groups.add(Group.objects.get(name=group))
    reporter.user = accounts["reporter"]
    reporter.save()
    Reporter.objects.create(name=people["editor"][0], user=accounts["editor"])
    logins.keep(passwords)
    return accounts


def write_articles(chance, library, accounts):
    """Write the public articles of the last days, their views and picks, and unfinished ones."""
    written = writing.written()
    unfinished = sum(UNFINISHED.values())
    varied = writing.varied(PUBLIC + unfinished - len(written), chance)
    later, varied = varied[:unfinished], varied[unfinished:]
    desk = Newsroom(library, accounts)
    credit(library, written + varied + later)
    stories = zip(in_order(written, varied, chance), times(PUBLIC, chance), strict=True)
    # The oldest first, so that numbers grow with time as they do in a newsroom.
    public = [desk.publish(story, at) for story, at in reversed(list(stories))][::-1]
    states = [state for state, count in UNFINISHED.items() for _ in range(count)]
    for number, (story, state) in enumerate(zip(later, states, strict=True)):
        desk.leave_unfinished(story, state, number)
    correct(public, accounts["editor"])
    add_views(public, chance)
    comments.add_comments(public)
    pick(public, accounts["editor"])


def credit(library, stories):
    """Give each photo the credit of its story, or the paper's own when several stories use it."""
    uses = {}
    for story in stories:
        for item in story.photos:
            uses.setdefault(item.picture, []).append(item)
    for name, items in uses.items():
        photo = library[name]
        photo.caption = items[0].caption
        is_shared = len(items) > 1 and not items[0].credit.startswith("그래픽")
        photo.credit = "한빛지역신문 자료 사진" if is_shared else items[0].credit
        photo.save(update_fields=["caption", "credit"])


def in_order(written, varied, chance):
    """Return the stories newest first, those with the best text on the first days."""
    chance.shuffle(written)
    chance.shuffle(varied)
    first = varied[: len(written)]
    mixed = [story for pair in zip(written, first, strict=True) for story in pair]
    return mixed + varied[len(written) :]


def times(count, chance):
    """Return `count` moments of the last DAYS days, newest first, as a newsroom publishes."""
    now = timezone.localtime()
    moments = set()
    while len(moments) < count:
        # The square brings more articles to the latest days.
        day = (now - timedelta(days=int(DAYS * chance.random() ** 1.3))).date()
        hour = chance.choices(
            range(5, 23), weights=(1, 3, 4, 4, 5, 6, 5, 3, 4, 5, 6, 6, 5, 3, 2, 2, 1, 1)
        )[0]
        at = timezone.make_aware(
            datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60), SPLIT))
        )
        if at < now - timedelta(minutes=4):
            moments.add(at)
    return sorted(moments, reverse=True)


class Newsroom:
    """Writes stories down as articles and decides about them."""

    def __init__(self, library, accounts):
        self.library = library
        self.accounts = accounts
        self.sections = {section.slug: section for section in Section.objects.all()}
        self.regions = {region.slug: region for region in Region.objects.select_related("parent")}
        self.reporters = {reporter.name: reporter for reporter in Reporter.objects.all()}

    def write(self, story, **fields):
        """Return the story as a saved draft with its photos, tags and bylines."""
        article = Article.objects.create(
            headline=story.headline,
            subheading=story.subheading,
            body=story.body,
            section=self.sections[story.section],
            region=self.regions.get(story.region),
            origin=story.origin,
            **fields,
        )
        Byline.objects.bulk_create(
            Byline(article=article, reporter=self.reporters[name], order=order)
            for order, name in enumerate(story.reporters)
        )
        for position, item in enumerate(story.photos):
            ArticlePhoto.objects.create(
                article=article,
                photo=self.library[item.picture],
                caption=item.caption,
                position=position,
            )
        article.tags.add(*story.tags)
        workflow.record_edit(article, fields.get("created_by"))
        return article

    def publish(self, story, at):
        """Return the story as an article that was approved at that time."""
        article = self.write(story, created_at=at - timedelta(minutes=47))
        article.status, article.published_at = Article.Status.APPROVED, at
        article.save(update_fields=["status", "published_at"])
        steps = (
            (Decision.Action.SUBMIT, None, at - timedelta(minutes=21)),
            (Decision.Action.APPROVE, self.accounts["editor"], at),
        )
        Decision.objects.bulk_create(
            Decision(
                article=article,
                actor=actor,
                action=action,
                made_at=made_at,
                content_hash=text.digest(article.content()),
            )
            for action, actor, made_at in steps
        )
        return article

    def leave_unfinished(self, story, state, number):
        """Leave the story as a draft, sent back, waiting or scheduled, by the desk's own verbs."""
        reporter, editor = self.accounts["reporter"], self.accounts["editor"]
        article = self.write(story, created_by=reporter)
        if state in ("submitted", "sent back"):
            workflow.submit(article, reporter)
        if state == "sent back":
            workflow.send_back(article, editor, "둘째 문단의 숫자를 한 번 더 확인해 주세요.")
        if state == "scheduled":
            workflow.approve(article, editor, at=timezone.now() + timedelta(hours=5 + 14 * number))


def correct(articles, editor):
    """Put the demo's corrections under their articles, some hours after the approval."""
    for article in articles:
        if article.headline in CORRECTED:
            kind, words, hours = CORRECTED[article.headline]
            made_at = min(article.published_at + timedelta(hours=hours), timezone.now())
            Correction.objects.create(
                article=article, kind=kind, text=words, made_at=made_at, made_by=editor
            )
            Decision.objects.create(
                article=article,
                actor=editor,
                action=Decision.Action.CORRECT,
                note=text.excerpt(words, 200),
                made_at=made_at,
                content_hash=text.digest(article.content()),
            )


def add_views(articles, chance):
    """Give the articles views by the hour: a few are viewed much, all of them less every hour."""
    now = timezone.now()
    rows = []
    for article in articles:
        interest = min(chance.paretovariate(1.1), 60)
        hour = article.published_at.replace(minute=0, second=0, microsecond=0)
        for age in range(48):
            count = int(interest * 9 / (age + 1) * chance.uniform(0.5, 1.5))
            if count and hour <= now:
                rows.append(HourlyViews(article=article, hour=hour, count=count))
            hour += timedelta(hours=1)
    HourlyViews.objects.bulk_create(rows, batch_size=1000)


def pick(articles, editor):
    """Curate the front of today from the newest articles."""
    with_photo = [article for article in articles[:60] if article.lead_photo_id]
    for slot, chosen in ((Slot.LEAD, with_photo[:5]), (Slot.PHOTO_NEWS, with_photo[5:9])):
        for position, article in enumerate(chosen, start=1):
            slots.pick(slot, article, editor, position)
    slots.pick(Slot.LATEST, articles[2], editor, 1)
