"""Readers and search engines find imported articles by the addresses of the older system."""

import csv
import io
import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from articles.models import Article, Generation, Redirect
from articles.pure import addresses

from .factories import make_article, make_photo, make_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def move_in(tmp_path):
    """Import articles with these old addresses, one or a list each; returns what was told of them.

    That is [(number of the line, the address and what is wrong with it)].
    """

    def move_in(*urls, at="2020-01-02T09:00:00", begin=0):
        lines = [
            {
                "id": number,
                "headline": f"옛 기사 {number}",
                "body": "<p>글</p>",
                "section": "사회",
                "published_at": at,
            }
            | ({"urls": url} if isinstance(url, list) else {"url": url})
            for number, url in enumerate(urls, start=begin + 1)
        ]
        file = tmp_path / "articles.jsonl"
        file.write_text("\n".join(json.dumps(line) for line in lines))
        account = tmp_path / "account.csv"
        call_command("import_articles", str(file), account=account, stdout=io.StringIO())
        told = list(csv.reader(account.read_text(encoding="utf-8-sig").splitlines()))[1:]
        return [(int(line), detail) for line, _kind, _what, detail in told]

    return move_in


def of(number):
    return Article.objects.get(legacy_id=str(number)).get_absolute_url()


@pytest.fixture
def leads(client, asked):
    """Where an address leads, "" for nowhere: the same behind the page cache and by HEAD."""

    def leads(address):
        answers = [asked(address), asked(address), asked(address, "HEAD")]
        places = {answer["headers"].get("Location", "") for answer in answers}
        assert {answer["status"] == 301 for answer in answers} == {places != {""}}
        [place] = places
        return place

    return leads


@pytest.mark.parametrize(
    ("old", "other"),
    [
        ("/?p=123", "/?p=124"),
        ("/?document_srl=777", "/?document_srl=778"),
        ("/index.php?mid=news&document_srl=777", "/index.php?mid=news&document_srl=778"),
        ("/?mod=news&act=articleView&idxno=379675", "/?mod=news&act=articleView&idxno=379676"),
        ("/photos/?no=9", "/photos/?no=10"),
        ("/latest/?page=2&aid=1713", "/latest/?page=3&aid=1714"),
    ],
)
def test_an_article_is_found_where_a_page_of_ours_would_answer(move_in, leads, asked, old, other):
    make_public(lead_photo=make_photo())
    path = old.partition("?")[0].replace("index.php", "")
    assert asked(path)["status"] == 200
    move_in(f"https://old.example{old}", f"https://old.example{other}")
    assert leads(old) == of(1)
    assert leads(f"{other}&utm_source=mail") == of(2)
    assert leads(old.upper().replace("/PHOTOS", "/photos").replace("/LATEST", "/latest")) == of(1)
    unknown = other.partition("?")[2].replace("=", "=99").replace("page=99", "x=")
    for address in (path, f"{path}?x=2", f"{path}?{unknown}"):
        assert leads(address) == ""
        assert asked(address)["status"] == 200


def test_a_day_that_was_an_article_leads_to_it_and_other_days_are_days(move_in, leads, asked):
    move_in("https://old.example/archive/2020/01/02/", "https://old.example/archive/2020/01/04")
    assert leads("/archive/2020/01/02/") == of(1)
    assert leads("/archive/2020/01/04/") == of(2)
    assert asked("/archive/2020/01/03/")["status"] == 200
    assert asked("/archive/")["status"] == 200


@pytest.mark.parametrize(
    ("stored", "asked_for"),
    [
        ("/news/충북.html", "/news/%C3%E6%BA%CF.html"),
        ("/news/%C3%E6%BA%CF.html", "/news/%EC%B6%A9%EB%B6%81.html"),
        ("/news/%C3%E6%BA%CF.html", "/news/%C3%E6%BA%CF.html"),
        ("/view.php?idx=%C3%E6%BA%CF1", "/view.php?idx=%C3%E6%BA%CF1"),
        ("/view.php?idx=%C3%E6%BA%CF1", f"/view.php?idx={quote('충북1')}"),
        ("/News/View.asp?IdxNo=55", "/news/view.asp?idxno=55"),
        ("/news/view.asp?idxno=55", "/NEWS/VIEW.ASP?IDXNO=55"),
        ("/2020/01/slug/", "/2020/01/slug"),
        ("/2020/01/slug", "/2020/01/slug/"),
        ("/2020/01/slug/", "/2020/01/slug/?utm_source=x&fbclid=1"),
        ("/2020/01/slug/", "/2020/01/slug/feed/"),
        ("/2020/01/slug/", "/2020/01/slug/amp/"),
        ("/2020/01/slug/amp/", "/2020/01/slug/"),
        ("/slug", "/m/slug"),
        ("/news/12.html", "/amp/news/12.amp"),
        ("/mid/123", "/m/mid/123/"),
        ("/news/articleView.html?idxno=77&sc_section=S1N1", "/news/articleView.html?idxno=77"),
        ("/news/articleView.html?idxno=77", "/news/articleView.html?idxno=77&replyAll=&x=C"),
        ("/news/articleView.html?idxno=77", "/news/articleViewAmp.html?idxno=77"),
        ("/news/articleView.html?idxno=77", "/news/articlePrint.html?idxno=77&x=1"),
        ("/news/articlePrint.html?idxno=77", "/news/articleView.html?idxno=77"),
        ("/news/article.html?no=5", "/mobile/article.html?no=5"),
        ("/mobile/article.html?no=5", "/news/article.html?no=5"),
        ("/article.php?aid=1713&page=9", "/article.php?aid=1713"),
        ("/?p=12", "/m/?p=12"),
        ("/index.php?mid=a&document_srl=7", "/?document_srl=7"),
    ],
)
@pytest.mark.parametrize("others", [0, 3])
def test_an_address_is_found_however_it_is_written(move_in, client, stored, asked_for, others):
    like = [stored.replace("7", "8" * n) + "0" * n for n in range(2, 2 + others)]
    move_in(stored, *like)
    path, _, query = asked_for.partition("?")
    response = client.get(path + (f"?{query}" if query else ""))
    assert (response.status_code, response.headers.get("Location")) == (301, of(1))


@pytest.mark.parametrize(
    "asked_for",
    [
        "/news/articleView.html?idxno=78",
        "/news/articleList.html?idxno=77",
        "/news/articleList.html?sc_section=S1N1",
        "/news/articleView.html",
        "/news/articleView.html?sc_section=S1N1",
        "/poll/articleView.html?idxno=77",
        "/m/",
    ],
)
def test_what_is_another_page_of_the_old_system_leads_nowhere(move_in, client, asked_for):
    address = "/news/articleView.html?sc_section=S1N1&idxno="
    move_in(*(f"{address}{number}" for number in (75, 76, 77)))
    assert client.get(asked_for).status_code == 404


def test_an_article_in_two_boards_with_the_same_number_is_found_by_both(move_in, client):
    boards = ("news", "photo")
    move_in(*(f"/bbs/board.php?bo_table={b}&wr_id={n}" for n in range(1, 6) for b in boards))
    answers = [client.get(f"/bbs/board.php?wr_id=3&bo_table={b}&page=2") for b in boards]
    assert [answer.headers["Location"] for answer in answers] == [of(5), of(6)]
    assert client.get("/bbs/board.php?wr_id=3").status_code == 404


def test_an_article_may_have_had_several_addresses(move_in, leads):
    told = move_in(["https://old.example/slug/", "https://old.example/?p=5", "/2019/slug"])
    assert told == []
    assert {leads(address) for address in ("/slug/", "/?p=5", "/2019/slug/")} == {of(1)}


# Numbers


def test_new_articles_are_numbered_above_old_addresses_of_our_own_form(move_in, leads, asked):
    mine = make_public()
    move_in("/articles/4700/", f"/articles/{mine.pk + 2}", "/articles/12/")
    assert leads("/articles/4700/") == of(1)
    assert leads("/articles/12/") == of(3)
    numbers = Article.objects.filter(legacy_id__isnull=False).values_list("pk", flat=True)
    assert min(numbers) > 4700
    assert make_article().pk > max(numbers)
    assert asked(mine.get_absolute_url())["status"] == 200


# What is told


def test_an_address_that_can_lead_nowhere_is_told(move_in, leads, asked):
    mine = make_public()
    told = move_in(
        "https://old.example/",
        "/admin/articles/5",
        "/static/1.html",
        "/media/a.html",
        "/healthz",
        "/latest/",
        mine.get_absolute_url(),
        "/news/1",
        "/news/1/",
        "/News/1",
    )
    assert [line for line, _detail in told] == [1, 2, 3, 4, 5, 6, 7, 9, 10]
    first = Article.objects.get(legacy_id=8).pk
    assert told[-1][1].startswith(f"/News/1 주소는 이미 기사 {first}(으)로")
    assert set(Redirect.objects.values_list("path", flat=True)) == {"/news/1"}
    assert leads("/news/1") == of(8)
    for path in ("/", "/latest/", mine.get_absolute_url()):
        assert asked(path)["status"] == 200


def test_importing_again_tells_nothing_new_and_finds_more(move_in, client):
    assert move_in("/a/1", "/?p=2") == []
    Redirect.objects.all().delete()
    assert move_in("/a/1", "/?p=2") == []
    assert Redirect.objects.count() == 2
    assert client.get("/a/1").headers["Location"] == of(1)


# Who asks for nothing old


def test_what_is_not_public_shows_no_trace_of_itself(move_in, asked, leads):
    tomorrow = timezone.now() + timedelta(days=1)
    move_in("/?p=1", "/archive/2020/01/02/", "/news/3", at=tomorrow.isoformat())
    front = asked("/")["body"]
    assert asked("/?p=1")["body"] == front
    assert leads("/archive/2020/01/02/") == ""
    assert asked("/news/3")["status"] == asked("/news/4")["status"] == 404
    Article.objects.update(published_at=timezone.now())
    assert leads("/?p=1") == of(1)


def test_nobody_else_pays_for_it(move_in, asked, django_assert_num_queries):
    move_in("/?p=1", "/archive/2020/01/02/")
    kept = ("/", "/latest/", of(1))
    for address in kept:
        asked(address)
    with django_assert_num_queries(0):
        for address in (*kept, "/?utm_source=x", "/latest/?no=1"):
            assert asked(address)["status"] == 200
    with django_assert_num_queries(1):
        assert asked("/?p=999")["status"] == 200


def test_the_newsroom_pages_through_its_lists(move_in, client, bora):
    move_in("/?p=1", "/?p=2")
    client.force_login(bora)
    assert client.get("/admin/articles/article/?p=1").status_code in (200, 302)
    assert client.get("/?p=1").headers["Location"] == of(1)


# Papers that imported before


def test_addresses_that_were_stored_before_are_compared_as_new_ones(client):
    first, second, third = (make_public() for _ in range(3))
    Redirect.objects.bulk_create(
        Redirect(path=path, article=article)
        for path, article in (
            ("/News/articleView.html?idxno=1&sc_section=S1", first),
            ("/News/articleView.html?idxno=2&sc_section=S1", second),
            ("/?p=3", third),
            ("/slug/", third),
            ("/", third),
            ("/SLUG", first),
        )
    )
    step = MigrationLoader(connection).get_migration("articles", "0012_old_addresses")
    step.operations[-1].code(apps, None)
    assert {r.path: (r.twin, r.article) for r in Redirect.objects.all()} == {
        "/news/articleview.html?idxno=1": ("article?idxno=1", first),
        "/news/articleview.html?idxno=2": ("article?idxno=2", second),
        "/?p=3": ("?p=3", third),
        "/slug": ("slug", third),
    }
    assert Generation.objects.get().old_forms == "idxno p"
    for redirect in Redirect.objects.all():
        old = addresses.address_of_url(redirect.path)
        assert redirect.path == addresses.key(old, {"idxno", "p"})
        assert redirect.twin == addresses.twin(old, {"idxno", "p"})
    assert client.get("/?p=3").headers["Location"] == third.get_absolute_url()


# What identifies


@pytest.mark.parametrize(
    ("urls", "names"),
    [
        ([f"/v?no={n}&page={n % 3}&c=S{n % 2}" for n in range(50)], {"no"}),
        ([f"/v?nummer={n}&page={n % 3}" for n in range(1000, 1050)], {"nummer"}),
        ([f"/b?t={'ab'[n % 2]}&k={n // 2}" for n in range(50)], {"t", "k"}),
        ([f"/2020/slug-{n}?ref=rss" for n in range(50)], set()),
        ([f"/2020/slug-{n}" for n in range(50)], set()),
        (["/view.php?page=9&aid=1713"], {"aid"}),
        (["/?mid=news&act=view&x=120934"], {"x"}),
        ([f"/board{n}/view?uid={n * 7}&ref=top" for n in range(50)], {"uid"}),
        (["/a?idxno=1", "/a?idxno=2", "/?p=1", "/?p=2"], {"idxno", "p"}),
    ],
)
def test_the_parameter_whose_values_differ_names_the_article(urls, names):
    assert addresses.identifying(map(addresses.address_of_url, urls)) == names
