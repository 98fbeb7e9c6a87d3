"""The thread of an article as readers get it: its order and pages, its form, what has no place in it."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.utils import timezone

from articles.models import Comment, CommentRules, Page
from articles.reading import comments, pagecache

from .factories import make_comment, make_public
from .test_comment_pages import (
    address,
    fields,
    send,
    send_to,
    taken_at_once,  # noqa: F401 (for every test here)
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def short_pages(monkeypatch):
    """Pages of three comments."""
    monkeypatch.setattr(import_module("articles.reading.comments.thread"), "PAGE", 3)


def shown(html):
    """Return the texts of the comments on a page, in their order."""
    return re.findall(r'<p class="comment-text">(.*?)</p>', html, re.DOTALL)


def rel(html, name):
    return re.findall(rf'<(?:a|link) rel="{name}" href="([^"]+)"', html)


def test_the_whole_thread_is_reached_from_page_to_page_and_stays_in_its_order(client, short_pages):
    article = make_public(headline="도서관")
    made = [make_comment(article, agree_count=number % 4) for number in range(8)]
    orders = {"": lambda c: c.pk, "order=agreed&": lambda c: (c.agree_count, c.pk)}
    for parameters, key in orders.items():
        page, read = client.get(f"{address(article)}?{parameters[:-1]}").text, []
        while True:
            read += shown(page)
            following = rel(page, "next")
            if not following:
                break
            path = f"{address(article)}?{parameters}page="
            assert following[-1].replace("&amp;", "&").startswith(path)
            page = client.get(following[-1].replace("&amp;", "&")).text
        assert read == [c.text for c in sorted(made, key=key, reverse=True)]
    assert "<title>“도서관” 댓글 - 3쪽" in page
    assert rel(page, "canonical") == [f"http://127.0.0.1:8000{address(article)}?page=3"]
    assert rel(client.get(f"{address(article)}?page=2").text, "prev")[0].endswith("/comments/")
    for wrong in ("page=4", "page=0", "page=x", "order=oldest", "page=1&order="):
        assert client.get(f"{address(article)}?{wrong}").status_code == 404, wrong


def test_a_comment_shows_its_first_replies_and_leads_to_the_others(client):
    first = make_comment()
    replies = [make_comment(parent=first) for _ in range(12)]
    page = client.get(address(first.article)).text
    assert shown(page) == [first.text, *(reply.text for reply in replies[: comments.REPLIES])]
    assert f'<a href="{address(first.article)}{first.pk}/">답글 7개 더 보기</a>' in page


def test_a_long_thread_asks_no_more_of_the_database_than_a_short_one(
    client, django_assert_max_num_queries
):
    article = make_public()
    first = make_comment(article)
    client.get(address(article))  # from now on what stands on every page is kept
    for count in (1, 20):
        for _ in range(count):
            make_comment(parent=first)
            make_comment(parent=make_comment(article))
        with django_assert_max_num_queries(5):
            assert client.get(address(article)).status_code == 200


def test_after_sending_readers_are_where_their_comment_stands(client, short_pages):
    CommentRules(policy="open", apart=0, per_article=100).save()
    article = make_public()
    first = make_comment(article)
    for _ in range(4):
        make_comment(parent=first)
    sent = send(client, article, parent=first.pk, text="답합니다")
    reply = Comment.objects.latest("pk")
    assert sent.url == f"{address(article)}{first.pk}/?page=2#comment-{reply.pk}"
    assert f'id="comment-{reply.pk}"' in client.get(sent.url).text
    sent = send(client, article, text="제 의견")
    own = Comment.objects.latest("pk")
    assert sent.url == f"{address(article)}#comment-{own.pk}"
    for _ in range(3):
        make_comment(article)
    again = send(client, article, text="제 의견")  # by Back and another click, later
    assert again.url == f"{address(article)}?page=2#comment-{own.pk}"
    assert f'id="comment-{own.pk}"' in client.get(again.url).text


def test_a_comment_that_waits_is_said_to_have_arrived(client):
    CommentRules(policy="approve").save()
    sent = send(client, make_public())
    page = client.get(sent.url).text
    assert "댓글이 접수되었습니다. 편집국이 확인한 뒤에 보입니다." in page
    assert shown(page) == []
    assert "아직 댓글이 없습니다." in page


def test_each_error_stands_beside_its_field_and_the_first_one_has_the_cursor(client):
    page = send(client, make_public(), name="", text="").text
    for name in ("name", "text"):
        [field] = re.findall(rf'<(?:input|textarea)[^>]*name="{name}"[^>]*>', page)
        assert 'aria-invalid="true"' in field
        assert f'aria-describedby="id_{name}_error"' in field
        assert f'id="id_{name}_error"' in page
        assert ("autofocus" in field) == (name == "name")
    assert page.count("autofocus") == 1


def test_what_is_wrong_as_a_whole_is_read_first(client):
    page = send(client, make_public(), name="", shown_at="").text
    assert page.count("autofocus") == 1
    assert re.search(r'<div class="comment-faults" role="alert" tabindex="-1" autofocus>', page)
    assert "이름" in page


def test_a_refused_answer_still_shows_what_it_answers(client):
    first = make_comment(name="증평살이", text="소음은 어떻게 되나요?")
    page = send(client, first.article, parent=first.pk, text="").text
    assert "증평살이 님의 댓글에 다는 답글입니다." in page
    assert f'name="parent" value="{first.pk}"' in page
    for nonsense in ("x", "0", "9" * 30, "-1"):
        assert send(client, first.article, parent=nonsense, text="").status_code == 400


def test_an_answer_to_what_is_gone_can_be_sent_again_as_a_comment(client, bora):
    first = make_comment()
    Comment.objects.filter(pk=first.pk).update(state="hidden")
    answer = send(client, first.article, parent=first.pk, text="그래도 말합니다")
    assert answer.status_code == 409
    assert "다시 보내면 새 댓글로 올라갑니다." in answer.text
    assert "그래도 말합니다" in answer.text
    assert f'name="parent" value="{first.pk}"' not in answer.text
    assert send(client, first.article, text="그래도 말합니다").status_code == 303


@pytest.mark.parametrize(
    ("closed", "reason"),
    [
        ({"comments_open": False}, "이 기사는 댓글을 받지 않습니다."),
        ({"comment_policy": "closed"}, "이 기사는 댓글을 받지 않습니다."),
        (
            {"at": -timedelta(days=31)},
            "기사가 나온 지 30일이 지나 이제 댓글을 받지 않습니다.",
        ),
    ],
)
def test_a_closed_article_says_why_and_gives_back_what_was_typed(client, closed, reason):
    if age := closed.get("at"):
        closed = {"at": timezone.now() + age}
    article = make_public(**closed)
    make_comment(article, text="닫히기 전의 글")
    page = client.get(address(article)).text
    assert reason in page
    assert shown(page) == ["닫히기 전의 글"]
    assert "<textarea" not in page
    typed = fields(client, make_public()) | {"text": "한 시간 동안 <쓴> 글"}
    answer = send_to(client, article, typed)
    assert "한 시간 동안 &lt;쓴&gt; 글" in answer.text
    assert Comment.objects.filter(article=article).count() == 1


def test_an_article_that_spares_those_concerned_has_no_comments_at_all(client):
    article = make_public(sensitivity="suicide")
    comment = make_comment(article, text="밖에 없어야 하는 글")
    page = client.get(address(article)).text
    assert "관련된 분들을 보호하기 위해" in page
    assert comment.text not in page
    assert "comments-count" not in page
    assert client.get(f"{address(article)}?page=2").status_code == 404


def test_the_form_says_what_becomes_of_a_comment_and_of_its_writer(client):
    article = make_public()
    Page.objects.create(title="댓글 운영 원칙", slug="comment-policy", body="<p>글</p>")
    page = client.get(address(article)).text
    for told in (
        "댓글은 바로 보입니다.",
        "암호화한 값으로 90일 동안만",
        "나중에 댓글을 지울 때 씁니다.",
    ):
        assert told in page
    terms = page.partition('class="comment-terms"')[2]
    assert '<a href="/pages/comment-policy/">댓글 운영 원칙</a>' in terms.partition("</form>")[0]
    CommentRules(policy="approve").save()
    pagecache.drop()
    assert "댓글은 편집국이 확인한 뒤에 보입니다." in client.get(address(article)).text


def test_addresses_are_links_only_where_the_paper_wants_it(client):
    article = make_public()
    make_comment(article, text="https://x.kr/a에서 봅니다")
    assert 'href="https://x.kr/a"' not in client.get(address(article)).text
    CommentRules(policy="open", links_work=True).save()
    pagecache.drop()
    link = '<a href="https://x.kr/a" rel="ugc nofollow noopener">https://x.kr/a</a>에서'
    assert link in client.get(address(article)).text


def test_a_notice_stands_where_a_comment_was_withheld_or_is_gone(client):
    article = make_public()
    make_comment(article, text="가려진 글", withheld_until=timezone.now() + timedelta(days=3))
    gone = make_comment(article, text="지워진 글")
    make_comment(parent=gone, text="그래도 답합니다")
    Comment.objects.filter(pk=gone.pk).update(state="deleted")
    page = client.get(address(article)).text
    assert shown(page) == ["그래도 답합니다"]
    assert "정보통신망법 제44조의2에 따라" in page
    assert "삭제된 댓글입니다." in page
