"""Comments as readers send and see them, with nothing but a browser that shows pages."""

import re

import pytest

from articles.desk import comments as desk
from articles.forms import comment as forms
from articles.models import Comment, CommentRules

from .factories import make_comment, make_public

pytestmark = pytest.mark.django_db

FROM_OURS = {
    "HTTP_ORIGIN": "http://127.0.0.1:8000",
    "HTTP_SEC_FETCH_SITE": "same-origin",
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0.0.0",
}


@pytest.fixture(autouse=True)
def taken_at_once(settings, monkeypatch):
    settings.SITE_URL = "http://127.0.0.1:8000"
    monkeypatch.setattr(forms, "TOO_QUICK", -1)
    CommentRules(policy="open").save()


def address(article):
    return f"/articles/{article.pk}/comments/"


def fields(client, article, **typed):
    page = client.get(address(article)).text
    [shown_at] = set(re.findall(r'name="shown_at" value="([^"]+)"', page))
    return {"name": "하니", "password": "1234", "text": "좋은 소식", "shown_at": shown_at} | typed


def send(client, article, headers=FROM_OURS, **typed):
    return client.post(address(article), fields(client, article, **typed), **headers)


def send_to(client, article, typed):
    """Send what was typed into the form of a page that may be old."""
    return client.post(address(article), typed, **FROM_OURS)


def test_a_comment_is_sent_and_seen_without_javascript_and_without_a_cookie(client):
    article = make_public()
    sent = send(client, article, text="첫 줄\n둘째 줄 <b>굵게</b>")
    assert sent.status_code == 303
    page = client.get(sent.url)
    assert "첫 줄\n둘째 줄 &lt;b&gt;굵게&lt;/b&gt;" in page.text
    assert not sent.cookies
    assert not page.cookies


def test_what_is_refused_comes_back_as_it_was_typed(client):
    article = make_public()
    answer = send(client, article, name="", text="가" * 1001)
    assert answer.status_code == 400
    assert "가" * 1001 in answer.text
    assert 'value="1234"' in answer.text
    assert Comment.objects.count() == 0


def test_whoever_writes_too_often_is_told_when_to_come_back_and_loses_nothing(client):
    article = make_public()
    make_comment(article)
    send(client, article)
    answer = send(client, article, text="하나 더 적습니다")
    assert answer.status_code == 429
    assert "댓글 읽기" in answer.text
    assert "아직 댓글이 없습니다" not in answer.text
    assert 55 <= int(answer.headers["Retry-After"]) <= 60
    assert "하나 더 적습니다" in answer.text


def test_whoever_is_banned_is_told_until_when(client, bora):
    article = make_public()
    send(client, article)
    desk.ban(Comment.objects.get(), bora, 7)
    answer = send(client, article, text="다시 씁니다")
    assert answer.status_code == 403
    assert re.search(r"\d+월 \d+일 \d\d:\d\d까지 댓글을 쓸 수 없습니다", answer.text)
    assert "다시 씁니다" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "http://127.0.0.1:8000", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://evil.example/articles/"},
    ],
)
def test_what_other_sites_send_is_not_taken(client, headers):
    assert send(client, make_public(), headers).status_code == 403
    assert Comment.objects.count() == 0


def test_under_an_article_that_readers_do_not_see_there_are_no_comments(client, article):
    make_comment(article)
    unknown = client.get("/articles/987654/comments/")
    hidden = client.get(address(article))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    posts = [
        client.post(f"/articles/{number}/comments/", {"text": "x"}, **FROM_OURS)
        for number in (article.pk, 987654)
    ]
    assert {(post.status_code, post.content) for post in posts} == {(404, unknown.content)}


def test_the_replies_to_a_comment_have_a_page_of_their_own(client):
    article = make_public()
    first = make_comment(article)
    sent = send(client, article, parent=first.pk, text="그렇습니다")
    assert sent.url.startswith(f"/articles/{article.pk}/comments/{first.pk}/#comment-")
    assert "그렇습니다" in client.get(sent.url).text


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000, "²", "-1", "1\0"])
def test_a_reply_to_a_number_that_is_none_loses_nothing(client, number):
    answer = send(client, make_public(), text="답글을 적습니다", parent=number)
    assert answer.status_code in (400, 409)
    assert "답글을 적습니다" in answer.text
