"""The synthetic archive is what the desk would have left, the same each time, and can be gone on with."""

import functools
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, Sum
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import (
    Article,
    ArticlePhoto,
    DailyViews,
    Decision,
    HourlyViews,
    Photo,
    Tagging,
    User,
)
from articles.pure import markup, queries, text
from articles.pure.days import day_of
from articles.reading import pagecache, search

from .bench import fill as command
from .bench import processes, synthetic
from .factories import make_section

pytestmark = pytest.mark.django_db(transaction=True)
small_once = functools.cache(synthetic.small)


@pytest.fixture(autouse=True)
def short(monkeypatch, settings, tmp_path):
    """Two pictures and small batches, so that a short archive has several."""
    settings.VAR = tmp_path
    monkeypatch.setattr(synthetic, "BATCH", 30)
    monkeypatch.setattr(synthetic, "PICTURES", 4)
    monkeypatch.setattr(synthetic, "small", small_once)
    monkeypatch.setattr(processes, "start", lambda: ThreadPoolExecutor(1))


def fill(number, seed=1):
    command.main(str(number), "--seed", str(seed))


def said():
    return [article.content() for article in Article.objects.order_by("pk")]


def test_every_row_is_what_the_desk_would_have_left():
    fill(100)
    connection.check_constraints()
    articles = Article.objects.order_by("pk").prefetch_related("bylines", "taggings", "decisions")
    for article in articles:
        assert markup.clean(article.body) == article.body
        assert article.excerpt == text.excerpt(markup.plain(article.body), 200)
        assert article.province_id == article.region.province_id
        first = article.article_photos.first()
        assert article.lead_photo_id == (first and first.photo_id)
        assert {b.published_at for b in article.bylines.all()} == {article.published_at}
        assert {t.published_at for t in article.taggings.all()} == {article.published_at}
        assert article.created_by.reporter == article.bylines.first().reporter
        digest = text.digest(article.content())
        revisions = article.revisions.order_by("number")
        assert [revision.number for revision in revisions] == [1, 2][: len(revisions)]
        assert revisions.last().content_hash == digest
        assert all(text.digest(r.content) == r.content_hash for r in revisions)
        steps = [(d.action, d.made_at) for d in reversed(article.decisions.all())]
        assert [action for action, _at in steps] == ["submit", "approve", "revise"][: len(steps)]
        assert [at for _action, at in steps] == sorted(at for _action, at in steps)
        assert steps[1][1] == article.published_at
        assert (len(revisions) == 2) == (len(steps) == 3) == (article.revised_at is not None)
    assert Decision.objects.filter(action="revise").count() == 100 // synthetic.REVISED


def test_the_archive_is_one_of_fifteen_years_that_readers_see(client, media):
    fill(100)
    now = timezone.now()
    times = list(Article.objects.public().order_by("pk").values_list("published_at", flat=True))
    assert len(times) == 100
    assert times == sorted(times)
    assert (now - times[0]).days > 365 * synthetic.YEARS - 400
    assert (now - times[-1]).days <= 1
    assert all(6 <= timezone.localtime(at).hour < 22 for at in times)
    assert ArticlePhoto.objects.count() > Photo.objects.count() == 4
    for photo in Photo.objects.all():
        assert all(
            (media / photo.path.folder / f"{width}.webp").exists() for width in photo.path.widths
        )
    newest = Article.objects.first()
    assert newest.headline in client.get("/latest/").content.decode()
    assert newest.headline in client.get(newest.get_absolute_url()).content.decode()
    articles = Article.objects.public().newest()
    assert newest.pk in search.newest(articles, queries.parse(newest.headline), 20).numbers
    assert search.differences(search.ARTICLES) == search.differences(search.PHOTOS) == 0


def test_a_few_articles_are_read_much_and_days_are_the_sums_of_their_hours():
    fill(100)
    reads = HourlyViews.objects.values("article").annotate(sum=Sum("count")).order_by("-sum")
    sums = [row["sum"] for row in reads]
    assert sum(sums[:10]) > sum(sums[50:])
    assert HourlyViews.objects.filter(
        hour__gt=timezone.now() - timezone.timedelta(hours=24)
    ).exists()
    days = {}
    for number, hour, count in HourlyViews.objects.values_list("article", "hour", "count"):
        days[number, day_of(hour)] = days.get((number, day_of(hour)), 0) + count
    stored = DailyViews.objects.values_list("article", "day", "count")
    assert {(number, day): count for number, day, count in stored} == days


def test_a_stopped_archive_is_gone_on_with_and_ends_as_one_made_at_once(monkeypatch):
    def stop(*told):
        raise KeyboardInterrupt

    store = synthetic.store
    monkeypatch.setattr(
        synthetic, "store", lambda *told: (stop if made else store)(*told) or made.append(1)
    )
    made = []
    with pytest.raises(SystemExit):
        fill(70)
    assert Article.objects.count() == 30
    monkeypatch.setattr(synthetic, "store", store)
    fill(70)
    at_once = said(), list(Article.objects.values_list("pk", "published_at", "legacy_id"))
    fill(70)
    assert at_once == (said(), list(Article.objects.values_list("pk", "published_at", "legacy_id")))
    call_command("flush", interactive=False, verbosity=0)
    fill(70)
    plain = [
        content | {"section": 0, "region": 0, "reporters": 0, "photos": 0} for content in said()
    ]
    assert plain == [
        c | {"section": 0, "region": 0, "reporters": 0, "photos": 0} for c in at_once[0]
    ]


def test_an_archive_grows_and_its_articles_stay():
    fill(40)
    before = said()
    fill(100)
    assert Article.objects.count() == 100
    assert said()[:40] == before
    assert Tagging.objects.values("content_object").annotate(n=Count("id")).count() == 100
    # The database gives the next number itself.
    article = Article(headline="다음", body="<p>글</p>", section=Article.objects.first().section)
    article.save()
    assert article.pk == 101


def test_another_seed_makes_other_words():
    fill(40)
    first = {content["headline"] for content in said()}
    call_command("flush", interactive=False, verbosity=0)
    fill(40, seed=2)
    assert len(first & {content["headline"] for content in said()}) < 10


def test_a_database_that_is_not_its_own_is_left_alone(capsys):
    make_section("사회")
    with pytest.raises(SystemExit):
        fill(10)
    assert Article.objects.count() == 0


@pytest.mark.parametrize("change", ["another seed", "an article of the desk"])
def test_an_archive_that_is_no_longer_its_own_is_left_alone(change):
    fill(10)
    if change == "an article of the desk":
        Article.objects.create(
            headline="새", body="<p>글</p>", section=Article.objects.first().section
        )
    count = Article.objects.count()
    with pytest.raises(SystemExit):
        fill(20, seed=2 if change == "another seed" else 1)
    assert Article.objects.count() == count


@pytest.mark.parametrize("number", ["0", "-5", "many", "٣"])
def test_a_wrong_number_is_told(number):
    with pytest.raises(SystemExit):
        command.main(number)


def test_pages_ask_the_same_however_large_the_archive_is(client, monkeypatch):
    monkeypatch.setattr("articles.reading.pagecache.freshness.READ_EVERY", 60)

    def counted():
        counts = {}
        client.force_login(User.objects.get(username="editor"))
        article = Article.objects.exclude(lead_photo=None).first()
        for path in (
            "/",
            article.get_absolute_url(),
            "/sections/society/",
            "/admin/articles/article/",
        ):
            pagecache.drop()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counts["article" if path.startswith("/articles/") else path] = len(queries)
        return counts

    fill(200)  # so many that an article has neighbours in its region
    counted()
    few = counted()
    fill(500)
    assert counted() == few
