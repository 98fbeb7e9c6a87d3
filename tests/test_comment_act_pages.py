"""The page of a comment: what readers do there, with nothing but a browser that shows pages."""

import re

import pytest

from articles.desk import comments as desk
from articles.desk.comments import passwords, reporting
from articles.models import CommentReport, CommentRules, Publication
from articles.reading import comments

from .factories import make_comment, make_public
from .test_comment_pages import FROM_OURS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_comments(settings):
    settings.SITE_URL = "http://127.0.0.1:8000"
    CommentRules(policy="open").save()


def address(comment, article=None):
    return f"/articles/{article or comment.article_id}/comments/{comment.pk}/"


def send(client, comment, do, **fields):
    return client.post(address(comment), {"do": do, **fields}, **FROM_OURS)


def test_a_vote_leads_back_to_where_the_reader_was_without_a_cookie(client):
    comment = make_comment()
    thread = f"/articles/{comment.article_id}/comments/"
    for back, path in (
        ("agreed.2", f"{thread}?page=2&order=agreed"),
        ("newest.1", thread),
        (f"{comment.pk}.3", f"{thread}{comment.pk}/?page=3"),
        ("//evil.example", thread),
        ("agreed.0", thread),
        ("-1.1", thread),
        ("1.٣", thread),
    ):
        answer = send(client, comment, "agree", back=back)
        assert (answer.status_code, answer.url) == (303, f"{path}#comment-{comment.pk}")
        assert not answer.cookies
    page = client.get(thread)
    assert 'name="back" value="newest.1"' in page.text
    assert not page.cookies


def test_votes_are_read_with_the_name_of_who_wrote_it(client):
    comment = make_comment(name="하니<", agree_count=1234)
    page = client.get(address(comment)).text
    assert '공감 <b>1,234</b><span class="unseen"> 하니&lt; 님의 댓글</span></button>' in page


def test_whoever_can_not_be_counted_is_told_so(client, monkeypatch):
    comment = make_comment()
    for number in range(20):
        desk.vote(comment, desk.visitor("127.0.0.1", f"{number}"), True)
    answer = send(client, comment, "disagree")
    assert answer.status_code == 403
    assert 'role="status">' in answer.text
    assert comment.text in answer.text
    comment.refresh_from_db()
    assert (comment.agree_count, comment.disagree_count) == (20, 0)


def test_a_report_is_sent_by_hand_and_thanked_for(client):
    comment = make_comment()
    assert (
        '<details class="comment-act" id="report" open>'
        in client.get(address(comment) + "?do=report").text
    )
    answer = send(client, comment, "report", reason="privacy", words="제 번호 <b>", back="agreed.1")
    assert (
        answer.url
        == f"/articles/{comment.article_id}/comments/?told=reported&order=agreed#comments"
    )
    assert "신고해 주셔서 고맙습니다" in client.get(answer.url).text
    [report] = CommentReport.objects.all()
    assert (report.reason, report.words) == ("privacy", "제 번호 <b>")


def test_a_report_that_is_refused_comes_back_as_it_was_typed(client, monkeypatch):
    comment = make_comment()
    answer = send(client, comment, "report", words="이유를 <고르지> 않음", back="agreed.2")
    assert (answer.status_code, CommentReport.objects.count()) == (400, 0)
    assert "이유를 &lt;고르지&gt; 않음</textarea>" in answer.text
    assert 'name="back" value="agreed.2"' in answer.text
    answer = send(client, comment, "report", reason="lewd", words="가" * 501)
    assert answer.status_code == 400
    assert "가" * 501 in answer.text
    assert re.search('<input[^>]* value="lewd"[^>]* checked', answer.text)
    monkeypatch.setattr(reporting, "PER_DAY", 1)
    send(client, make_comment(comment.article), "report", reason="spam")
    answer = send(client, comment, "report", reason="spam", words="또 있습니다")
    assert answer.status_code == 429
    assert 86000 < int(answer.headers["Retry-After"]) <= 86400
    assert "또 있습니다" in answer.text


def test_a_comment_is_deleted_with_its_password_and_not_with_another(client):
    comment = make_comment(password=passwords.stored("1234"))
    other = make_comment(comment.article)
    wrong = send(client, comment, "delete", password="4321", back="newest.1")
    assert wrong.status_code == 403
    assert 'value="4321"' in wrong.text
    answer = send(client, comment, "delete", password="1234", back="newest.1")
    done = f"/articles/{comment.article_id}/comments/?told=deleted#comments"
    assert answer.url == done
    # A second click on the button; to whoever does not know the password it is unknown.
    assert send(client, comment, "delete", password="1234", back="newest.1").url == done
    assert send(client, comment, "delete", password="4321", back="newest.1").status_code == 404
    page = client.get(answer.url).text
    assert "댓글을 삭제했습니다" in page
    assert (comment.text in page, other.text in page) == (False, True)
    assert client.get(address(comment)).status_code == 404


def test_whoever_guesses_is_told_when_to_come_back(client):
    comment = make_comment(password=passwords.stored("1234"))
    answers = [send(client, comment, "delete", password="0000") for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 800
    assert 'value="0000"' in answers[-1].text


def test_deleting_the_last_of_a_page_leads_to_a_page_that_is_there(client):
    article = make_public()
    last = make_comment(article, password=passwords.stored("1234"))
    parent = make_comment(article)
    reply = make_comment(parent=parent, password=passwords.stored("1234"))
    for _ in range(comments.PAGE - 1):
        make_comment(article)
    answer = send(client, last, "delete", password="1234", back="newest.2")
    assert answer.url == f"/articles/{article.pk}/comments/?told=deleted#comments"
    answer = send(client, reply, "delete", password="1234", back=f"{reply.pk}.1")
    assert answer.url == f"{address(parent)}?told=deleted#comments"
    assert client.get(answer.url).status_code == 200


def test_whoever_wrote_without_a_password_is_told_whom_to_ask(client):
    Publication(name="한빛지역신문", email="paper@example.com").save()
    page = client.get(address(make_comment()) + "?do=delete").text
    assert 'href="mailto:paper@example.com"' in page
    assert "delete_password" not in page


def test_a_reply_stands_under_what_it_answers(client):
    first = make_comment()
    reply, beside = make_comment(parent=first), make_comment(parent=first)
    page = client.get(address(reply)).text
    assert first.text in page
    assert reply.text in page
    assert beside.text not in page
    assert f'href="{address(first)}"' in page
    assert f'name="parent" value="{reply.pk}"' in page


def test_under_a_closed_article_comments_are_not_answered_but_voted_on(client):
    comment = make_comment(make_public(comment_policy="closed"))
    page = client.get(address(comment)).text
    assert "이 기사는 댓글을 받지 않습니다" in page
    assert 'name="parent"' not in page
    assert send(client, comment, "agree").status_code == 303


def test_replies_come_page_by_page(client):
    first = make_comment()
    replies = [make_comment(parent=first) for _ in range(comments.PAGE + 1)]
    page, second = client.get(address(first)), client.get(address(first) + "?page=2")
    assert f'href="{address(first)}?page=2#replies"' in page.text
    assert (replies[-1].text in page.text, replies[-1].text in second.text) == (False, True)
    assert client.get(address(first) + "?page=3").status_code == 404


def test_a_comment_that_readers_do_not_see_is_one_that_nobody_knows(client, article, bora):
    public = make_public()
    parent = make_comment(public)
    unseen = [
        make_comment(article),  # under a draft
        make_comment(make_public(sensitivity="suicide")),
        *(make_comment(public, state=state) for state in ("waiting", "hidden", "deleted")),
        make_comment(parent=parent, state="hidden"),
    ]
    unknown = client.get(f"/articles/{public.pk}/comments/987654/").content
    for comment in unseen:
        for answer in (
            client.get(address(comment)),
            send(client, comment, "agree"),
            send(client, comment, "report"),
            send(client, comment, "delete", password="1234"),
        ):
            assert (answer.status_code, answer.content) == (404, unknown)
    elsewhere = client.get(address(parent, article=make_public().pk))
    assert (elsewhere.status_code, elsewhere.content) == (404, unknown)


def test_what_is_gone_keeps_its_page_for_its_replies_but_nothing_is_done_about_it(client, bora):
    first = make_comment()
    reply = make_comment(parent=first)
    desk.hide(first, bora)
    page = client.get(address(first))
    assert (page.status_code, reply.text in page.text) == (200, True)
    assert first.text not in page.text
    assert first.name not in page.text
    assert "comment-act" not in page.text
    assert send(client, first, "agree").status_code == 404


def test_other_acts_and_other_sites_are_not_listened_to(client):
    comment = make_comment()
    assert send(client, comment, "approve").status_code == 404
    answer = client.post(address(comment), {"do": "agree"}, HTTP_ORIGIN="https://evil.example")
    assert answer.status_code == 403
    comment.refresh_from_db()
    assert comment.agree_count == 0
