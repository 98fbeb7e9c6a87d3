"""How many comments there are, under headlines and in lists: right at once, and no page stale for it."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from articles.desk import workflow
from articles.models import Comment, CommentCount, HourlyViews
from articles.reading import comments, pagecache
from newsstep import wsgi

from .factories import make_comment, make_public, make_section
from .test_beacon import CHROME, ROBOTS, read, request

pytestmark = pytest.mark.django_db


def numbers(html, article):
    """Return what the page tells of the article's comments at each place that shows a number."""
    places = re.findall(rf'data-comments="{article.pk}"( hidden)?>[^<]*<b>([\d,]+)</b>', html)
    return ["" if hidden else number for hidden, number in places]


def told(client):
    return client.get("/comments/counts.json").json()


def said_elsewhere(article, count):
    """Let another worker count the comments of an article."""
    CommentCount.objects.update_or_create(
        article=article, defaults={"count": count, "changed_at": timezone.now()}
    )
    comments.look_again()  # a second later


def test_a_reader_sees_the_number_under_the_headline_and_where_to_read_and_write(client):
    article = make_public()
    page = client.get(article.get_absolute_url()).text
    assert numbers(page, article)[:2] == ["", ""]
    assert '<a class="comments-jump" href="#comments">댓글' in page
    assert f'<a href="/articles/{article.pk}/comments/">댓글 읽고 쓰기</a>' in page
    for _ in range(3):
        make_comment(article)
    pagecache.drop()
    assert numbers(client.get(article.get_absolute_url()).text, article)[:2] == ["3", "3"]


def test_under_what_is_closed_comments_can_only_be_read_and_without_any_nothing_is_said(client):
    silent, closed, spared = (
        make_public(comments_open=False),
        make_public(comments_open=False),
        make_public(sensitivity="suicide"),
    )
    make_comment(closed)
    make_comment(spared)
    page = client.get(closed.get_absolute_url()).text
    assert "댓글 읽기</a>" in page
    assert "읽고 쓰기" not in page
    for article in (silent, spared):
        page = client.get(article.get_absolute_url()).text
        assert 'id="comments"' not in page
        assert "comments.js" not in page
    assert numbers(client.get("/latest/").text, spared) == []


def test_the_preview_of_an_article_has_no_comments(client, bora, article):
    client.force_login(bora)
    page = client.get(f"/admin/articles/article/{article.pk}/change/").text
    [preview] = set(re.findall(r"/preview/[^/\"]+/", page))
    assert 'id="comments"' not in client.get(preview).text


def test_lists_show_how_many_there_are(client):
    article, other = make_public(section=make_section("경제", slug="economy")), make_public()
    said_elsewhere(article, 1234)
    for path in ("/", "/latest/", "/sections/economy/"):
        assert numbers(client.get(path).text, article) == ["1,234"], path
    assert numbers(client.get("/latest/").text, other) == [""]


def test_numbers_cost_a_list_no_query(client, django_assert_num_queries):
    articles = [make_public() for _ in range(8)]
    client.get("/latest/")
    for article in articles:
        make_comment(article)
    comments.count_of(0)
    with django_assert_num_queries(1):
        page = client.get("/latest/").text
    assert [numbers(page, article) for article in articles] == [["1"]] * 8


def test_no_comment_makes_a_kept_page_stale_and_its_number_is_told_apart(asked, client):
    article = make_public()
    path = article.get_absolute_url()
    before = asked(path)
    generation = pagecache.generation()
    make_comment(article)
    pagecache.look_again()
    assert asked(path) == before
    assert (len(asked.renders), pagecache.generation()) == (1, generation)
    answer = client.get("/comments/counts.json")
    assert answer.json() == {str(article.pk): 1}
    assert answer.headers["Cache-Control"] == "public, max-age=1"
    assert not answer.cookies


def test_a_comment_that_is_gone_is_not_counted_any_more(client):
    article = make_public()
    make_comment(article)
    assert told(client) == {str(article.pk): 1}
    Comment.objects.update(state="hidden")
    CommentCount.objects.recount(article.pk)
    assert told(client) == {str(article.pk): 0}


def test_what_readers_do_not_see_has_no_number(client, bora, article):
    scheduled = make_public(at=timezone.now() + timedelta(hours=1))
    shown, spared = make_public(), make_public(sensitivity="minor")
    for under in (article, scheduled, shown, spared):
        make_comment(under)
    assert told(client) == {str(shown.pk): 1}
    workflow.withdraw(shown, bora, "까닭")
    comments.look_again()  # a second later
    assert told(client) == {}


def test_what_changed_long_ago_is_not_told(client):
    old = make_public()
    make_comment(old)
    CommentCount.objects.update(changed_at=timezone.now() - timedelta(hours=1))
    assert comments.count_of(old.pk) == 1
    assert told(client) == {}


@pytest.mark.parametrize(("method", "status"), [("GET", "200"), ("HEAD", "200"), ("POST", "405")])
def test_the_numbers_are_answered_in_front_of_django(monkeypatch, method, status):
    monkeypatch.setattr(wsgi, "pages", None)
    article = make_public()
    make_comment(article)
    answered = []
    environ = {"REQUEST_METHOD": method, "PATH_INFO": "/comments/counts.json"}
    body = b"".join(wsgi.application(environ, lambda *answer: answered.append(answer)))
    assert answered[0][0].startswith(status)
    assert body == (b'{"%d":1}' % article.pk if method == "GET" else b"")


@pytest.mark.parametrize(("agent", "views"), [(CHROME, 1), (ROBOTS[0], 0)])
def test_who_asks_in_a_beacon_for_numbers_gets_them_whether_or_not_it_counts(client, agent, views):
    article = make_public()
    make_comment(article)
    asking = {"accept": "application/json", "user-agent": agent}
    response = read(client, article.pk, **asking)
    assert (response.status_code, response.json()) == (200, {str(article.pk): 1})
    assert "no-store" in response.headers["Cache-Control"]
    assert sum(row.count for row in HourlyViews.objects.all()) == views
    refused = read(client, "1" * 2000, **asking)
    assert (refused.status_code, refused.content) == (413, b"")


def test_in_front_of_django_a_beacon_tells_numbers_to_those_that_ask_for_them_only(monkeypatch):
    monkeypatch.setattr(wsgi, "pages", None)
    article = make_public()
    make_comment(article)
    answers = {}
    for accept in ("application/json", "*/*"):
        asked = request(article.pk, ROBOTS[0], PATH_INFO="/views/", HTTP_ACCEPT=accept)
        answered = []
        body = b"".join(wsgi.application(asked, lambda *answer, to=answered: to.append(answer)))
        answers[accept] = (answered[0][0], dict(answered[0][1]), body)
    always = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    body = b'{"%d":1}' % article.pk
    told = {"Content-Type": "application/json", "Content-Length": str(len(body))}
    assert answers == {
        "application/json": ("200 OK", always | told, body),
        "*/*": ("204 No Content", always, b""),
    }


def test_numbers_outlive_a_database_that_can_not_say(monkeypatch, client):
    article = make_public()
    make_comment(article)
    assert told(client) == {str(article.pk): 1}
    comments.look_again()

    def fail(*_fields):
        raise DatabaseError

    monkeypatch.setattr(CommentCount.objects, "values_list", fail)
    assert told(client) == {str(article.pk): 1}
