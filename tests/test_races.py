"""Two people at the same moment: no word is overwritten in silence, what is approved was seen."""

import os
import threading

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.desk import correction_requests, workflow
from articles.models import Article, User
from articles.pure.days import day_of

from .article_form import typed
from .factories import make_article, make_public, make_section, make_user
from .newsroom import change
from .test_review import form_of

pytestmark = pytest.mark.django_db(transaction=True)
# What goes wrong once in a hundred times shows by and by; `RACES=100 make test` looks harder.
RACES = int(os.environ.get("RACES", "15"))


@pytest.fixture
def two_editors():
    """Two logged-in browsers."""
    clients = []
    for name in ("bora", "garam"):
        client = Client()
        client.force_login(make_user(name, "편집자"))
        clients.append(client)
    return clients


def at_once(*requests):
    """Send the requests at the same moment; returns their answers in order."""
    answers, start = [None] * len(requests), threading.Barrier(len(requests))

    def send(number, request):
        try:
            start.wait()
            answers[number] = request()
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=told) for told in enumerate(requests)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def save(client, article, **fields):
    return lambda: client.post(
        change(article), typed(article.section, version=article.edit_version, **fields)
    )


def test_of_two_saves_one_wins_and_the_other_is_told(two_editors):
    section = make_section("사회")
    for race in range(RACES):
        article = make_article(section=section)
        texts = [f"<p>{race}번째 글 {name}</p>" for name in ("가", "나")]
        answers = at_once(
            *(save(c, article, body=text) for c, text in zip(two_editors, texts, strict=True))
        )
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        won = next(n for n, answer in enumerate(answers) if answer.status_code == 302)
        article.refresh_from_db()
        assert article.body == texts[won]
        assert texts[1 - won][3:-4] in answers[1 - won].text
        assert article.revisions.count() == 2


def test_what_is_approved_is_what_was_shown_while_another_edits(two_editors):
    bora, garam = two_editors
    section = make_section("사회")
    shown_texts = 0
    for race in range(RACES):
        article = make_article(section=section, body=f"<p>{race}번째로 화면에 있던 글</p>")
        page = bora.get(f"/admin/articles/article/{article.pk}/review/").text
        asked = form_of(page, "approve")
        url = f"/admin/articles/article/{article.pk}/decide/"
        _approval, edit = at_once(
            lambda url=url, asked=asked: bora.post(url, asked),
            save(garam, article, body="<p>그 사이에 전혀 다르게 고친 문장</p>"),
        )
        article.refresh_from_db()
        approval = article.decisions.filter(action="approve").first()
        if approval is None:
            assert edit.status_code == 302
            assert article.status == "draft"
            continue
        approved = article.revisions.get(content_hash=approval.content_hash)
        assert approved.content["body"] == f"<p>{race}번째로 화면에 있던 글</p>"
        # The edit came second and knew nothing of the approval, so it was refused.
        assert edit.status_code == 200
        assert article.body == approved.content["body"]
        shown_texts += 1
    assert shown_texts


def test_a_working_copy_and_a_live_edit_do_not_overwrite_each_other(two_editors):
    bora, garam = two_editors
    from articles.desk import workflow

    editor = make_user("dal", "편집자")
    section = make_section("사회")
    for race in range(RACES):
        live = make_public(
            section=section, body=f"<p>{race}번째 살아 있는 글이다. 둘째 문장이다.</p>"
        )
        live.refresh_from_db()
        copy = workflow.open_copy(live, editor)
        copy.body = live.body.replace("둘째 문장", "수정본 문장")
        copy.save()
        workflow.record_edit(copy, editor)
        asked = form_of(bora.get(f"/admin/articles/article/{copy.pk}/review/").text, "approve")
        url = f"/admin/articles/article/{copy.pk}/decide/"
        _merge, edit = at_once(
            lambda url=url, asked=asked: bora.post(url, asked),
            save(garam, live, body=live.body.replace("살아 있는", "직접 고친")),
        )
        live.refresh_from_db()
        merged = "수정본 문장" in live.body
        edited = "직접 고친" in live.body
        assert merged != edited, "one of both, and the other was told"
        assert (edit.status_code == 302) == edited
        assert Article.objects.get(pk=copy.pk).status == ("closed" if merged else "draft")


def test_a_copy_is_approved_while_its_article_is_filed_anew(two_editors):
    bora, garam = User.objects.order_by("pk")
    section, other = make_section("사회"), make_section("경제")
    for _race in range(RACES // 3 + 1):
        article = make_public(section=section)
        copy = workflow.open_copy(article, bora)
        at_once(
            lambda copy=copy: workflow.approve(copy, bora, accepted=workflow.CONFIRMED),
            lambda article=article: workflow.set_section(article, garam, other),
        )
        article.refresh_from_db()
        copy.refresh_from_db()
        assert (article.section, copy.status) == (other, Article.Status.CLOSED)


def test_a_claim_that_is_sent_twice_is_noted_once(two_editors):
    bora, day = User.objects.first(), day_of(timezone.now())
    article = make_public()
    for race in range(RACES):
        claim = ("correction", "김독자", f"{race}번째 주장", day)
        at_once(*[lambda claim=claim: correction_requests.note(article, bora, *claim)] * 2)
    assert article.correction_requests.count() == RACES
