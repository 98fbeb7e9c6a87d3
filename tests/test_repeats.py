"""A form that is sent twice, by a second click or after a lost answer, is carried out once."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from articles.desk import sent_forms, workflow
from articles.models import Article, Decision, SentForm

from .article_form import typed
from .newsroom import ADD, change, let_in, write

pytestmark = pytest.mark.django_db


def form_of(client, path):
    """Return the token of a form that was just shown."""
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(path).text)[1]


def test_a_new_article_that_is_sent_again_is_one_article(client, nari, section):
    client.force_login(nari)
    sent = typed(section) | {"csrfmiddlewaretoken": form_of(client, ADD)}
    first, second = client.post(ADD, sent), client.post(ADD, sent)
    article = Article.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == change(article)
    page = client.get(change(article)).text
    assert page.count("저장했습니다.") == page.count("한 번만 처리했습니다.") == 1
    # A form that was opened anew is another one, whatever it says.
    client.post(ADD, sent | {"csrfmiddlewaretoken": form_of(client, ADD)})
    assert Article.objects.count() == 2


def test_a_change_that_is_sent_again_is_no_conflict_with_oneself(client, nari, article):
    client.force_login(nari)
    token = form_of(client, change(article))
    sent = typed(article.section, headline="고친 제목", version=article.edit_version)
    sent |= {"csrfmiddlewaretoken": token}
    assert client.post(change(article), sent).status_code == 302
    assert client.post(change(article), sent).status_code == 302
    assert article.revisions.count() == 2
    # Typed on after that, the form is another one, and the conflict is told.
    again = client.post(change(article), sent | {"headline": "또 고친 제목"})
    assert again.status_code == 200
    assert "또 고친 제목" in again.text


def test_an_approval_that_is_sent_again_says_nothing_of_a_wrong_state(client, bora, article):
    client.force_login(bora)
    path = f"/admin/articles/article/{article.pk}/review/"
    sent = {
        "csrfmiddlewaretoken": form_of(client, path),
        "action": "approve",
        "version": article.edit_version,
        "seen": workflow.fingerprint(article),
    }
    decide = f"/admin/articles/article/{article.pk}/decide/"
    first, second = client.post(decide, sent), client.post(decide, sent)
    assert first.status_code == second.status_code == 302
    assert first.headers["Location"] == second.headers["Location"]
    assert Decision.objects.filter(action="approve").count() == 1
    assert "할 수 없는 일" not in client.get(second.headers["Location"]).text


def test_what_was_refused_can_be_sent_again(client, nari, section):
    client.force_login(nari)
    sent = typed(section, headline="가" * 201) | {"csrfmiddlewaretoken": form_of(client, ADD)}
    assert client.post(ADD, sent).status_code == 200
    assert not SentForm.objects.exists()
    assert client.post(ADD, sent | {"headline": "제목"}).status_code == 302


def test_the_same_form_of_somebody_else_is_another_one(client, nari, chan, section):
    client.force_login(nari)
    sent = typed(section) | {"csrfmiddlewaretoken": form_of(client, ADD)}
    client.post(ADD, sent)
    client.force_login(chan)
    client.post(ADD, sent)
    assert set(Article.objects.values_list("created_by__username", flat=True)) == {"nari", "chan"}


def test_a_form_that_nobody_carries_out_any_more_is_carried_out_and_old_ones_are_forgotten():
    assert sent_forms.begin("a" * 64) is None
    SentForm.objects.update(sent_at=timezone.now() - timedelta(minutes=1))
    assert sent_forms.begin("a" * 64) is None
    sent_forms.end("a" * 64, "/admin/")
    assert sent_forms.begin("a" * 64) == "/admin/"
    SentForm.objects.update(sent_at=timezone.now() - timedelta(days=2))
    assert sent_forms.begin("b" * 64) is None
    assert SentForm.objects.get().pk == "b" * 64


@pytest.mark.django_db(transaction=True)
def test_of_four_clicks_at_once_one_makes_the_article(nari, section):
    client = Client()
    client.force_login(nari)
    sent = typed(section) | {"csrfmiddlewaretoken": form_of(client, ADD)}
    answers = []

    def click():
        other = Client()
        other.cookies = client.cookies
        answers.append(other.post(ADD, sent).headers.get("Location"))
        connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert answers == [change(Article.objects.get())] * 4


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_save_make_one_article(watched, site, nari, section):
    let_in(watched, site, nari)
    watched.goto(site + ADD)
    write(watched, "두 번 누른 제목", "글이다.")
    watched.select_option("#id_section", str(section.pk))
    watched.click("[name=_save]", click_count=2, delay=20)
    watched.wait_for_url(re.compile("/change/"))
    assert Article.objects.count() == 1
    expect(watched.locator("#id_headline")).to_have_value("두 번 누른 제목")
    # The page after the first click, which no browser shows any more, may have been told it.
    words = re.compile("저장했습니다|한 번만 처리했습니다")
    assert all(map(words.search, watched.locator(".messagelist li").all_inner_texts()))
