"""Feeds of comments, for papers that want them."""

import feedparser
import pytest

from articles.models import CommentRules
from articles.reading import pagecache

from .factories import make_comment, make_public, make_section

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"
ALL = "/feeds/comments/rss.xml"


def of(article):
    return f"/articles/{article.pk}/comments/rss.xml"


def read(client, path):
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"
    feed = feedparser.parse(answer.content, sanitize_html=False)
    assert not feed.bozo
    return feed


def test_there_are_none_unless_the_paper_wants_them(client):
    article = make_public()
    make_comment(article)
    for path in (ALL, of(article)):
        assert client.get(path).status_code == 404
    assert ALL not in client.get("/feeds/").text
    assert of(article) not in client.get(f"/articles/{article.pk}/comments/").text
    CommentRules(has_feed=True).save()
    pagecache.drop()
    assert f'<a href="{ALL}"' in client.get("/feeds/").text
    assert f'href="{of(article)}"' in client.get(f"/articles/{article.pk}/comments/").text


def test_a_feed_reader_gets_the_newest_comments_as_they_were_typed(
    client, django_assert_num_queries
):
    CommentRules(has_feed=True).save()
    article, other = make_public(headline="새 <도서관> & 광장"), make_public()
    first = make_comment(article, name="<b>하니</b>", text="1 < 2 & <script>\n둘째 줄 ]]>\ufffe")
    reply = make_comment(parent=first)
    make_comment(other)
    read(client, ALL)
    with django_assert_num_queries(1):
        feed = read(client, ALL)
    assert len(feed.entries) == 3
    assert [entry.link for entry in read(client, of(article)).entries] == [
        f"{SITE}/articles/{article.pk}/comments/{first.pk}/#comment-{number}"
        for number in (reply.pk, first.pk)
    ]
    told = feed.entries[2]
    assert told.author == "<b>하니</b>"
    assert told.title == "<b>하니</b> 님의 댓글 - “새 <도서관> & 광장”"
    assert told.summary == "1 &lt; 2 &amp; &lt;script&gt;<br />둘째 줄 ]]&gt;"


def test_a_feed_holds_the_newest_thirty_and_only_what_readers_see(client, article, bora):
    CommentRules(has_feed=True).save()
    under = make_public(section=make_section())
    seen = [make_comment(under).pk for _ in range(31)][1:]
    make_comment(under, state="waiting")
    make_comment(under, state="hidden")
    make_comment(article)
    make_comment(make_public(sensitivity="obituary"))
    for path in (ALL, of(under)):
        shown = [int(entry.id.rpartition("-")[2]) for entry in read(client, path).entries]
        assert shown == seen[::-1]
    unknown = client.get("/articles/987654/comments/rss.xml")
    hidden = client.get(of(article))
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
