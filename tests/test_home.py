"""What each role finds first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import workflow

from .factories import make_article, make_public

pytestmark = pytest.mark.django_db


def home(client, user):
    client.force_login(user)
    response = client.get("/admin/")
    assert response.status_code == 200
    return response


def test_a_reporter_finds_own_articles_by_state_and_the_notes_of_the_desk(
    client, nari, chan, bora, article
):
    workflow.submit(article, nari)
    workflow.send_back(article, bora, "숫자를 확인해 주십시오")
    draft = make_article(created_by=nari)
    waiting = make_article(created_by=nari)
    workflow.submit(waiting, nari)
    public = make_public(created_by=nari)
    other = make_article(created_by=chan, headline="찬의 초안")
    page = home(client, nari)
    assert page.context["own_returned"] == [article]
    assert page.context["own_drafts"] == [draft]
    assert page.context["own_submitted"] == [waiting]
    assert page.context["own_approved"] == [public]
    assert "숫자를 확인해 주십시오" in page.text
    assert "/admin/articles/article/add/" in page.text
    assert other.headline not in page.text
    assert "waiting" not in page.context


@pytest.mark.time_machine("2026-03-03T12:00:00+09:00")
def test_an_editor_finds_what_waits_the_oldest_first(client, nari, bora, article):
    second = make_article(created_by=nari)
    workflow.submit(second, nari)
    workflow.submit(article, nari)
    later = make_article()
    workflow.approve(later, bora, at=timezone.now() + timedelta(hours=5))
    now = make_public(at=timezone.now())
    make_public(at=timezone.now() - timedelta(days=2))
    copy = workflow.open_copy(now, bora)
    page = home(client, bora)
    assert page.context["waiting"] == [second, article]
    assert page.context["scheduled"] == [later]
    assert page.context["today"] == [now]
    assert page.context["copies"] == [copy]
    assert f"/admin/articles/article/{second.pk}/review/" in page.text


def test_a_publisher_finds_people_and_publication_too(client, dami, bora):
    assert "/admin/articles/user/" in home(client, dami).text
    assert "/admin/articles/user/" not in home(client, bora).text


def test_the_first_screen_asks_the_same_queries_for_many(
    client, nari, bora, django_assert_max_num_queries
):
    counts = []
    for number in (2, 20):
        for _ in range(number):
            article = make_article(created_by=nari)
            workflow.submit(article, nari)
            make_article(created_by=nari)
            make_public(created_by=nari)
        asked = []
        for user in (nari, bora):
            home(client, user)
            with django_assert_max_num_queries(30) as captured:
                home(client, user)
            asked.append(len(captured.captured_queries))
        counts.append(asked)
    assert counts[0] == counts[1]
