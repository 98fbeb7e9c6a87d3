"""A day at the desk on a phone and at a computer: reading before deciding, nothing covered or lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import workflow
from articles.pure.days import in_words

from .article_form import decide
from .factories import make_article, make_public
from .newsroom import let_in

browser = pytest.mark.browser
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=5), "1분"),
        (timedelta(minutes=59), "59분"),
        (timedelta(hours=3), "3시간"),
        (timedelta(hours=3, minutes=5), "3시간 5분"),
        (timedelta(days=8, hours=2), "8일 2시간"),
        (timedelta(days=2, minutes=5), "2일"),
    ],
)
def test_a_span_of_time_is_told_in_at_most_two_units(span, said):
    assert in_words(span) == said


@pytest.mark.time_machine("2026-03-03T12:00:00+09:00", tick=False)
def test_the_first_screen_stays_short_on_a_busy_day(client, bora, article):
    for number in range(20):
        make_public(headline=f"소식 {number}", section=article.section)
    client.force_login(bora)
    page = client.get("/admin/").content.decode()
    before, after = page.split('<details class="home-more">')[:2]
    assert [before.count(">소식 "), after.count(">소식 ")] == [5, 15]


def test_after_a_decision_the_editor_is_back_at_what_waits(client, nari, bora, article):
    other = make_article(section=article.section, created_by=nari)
    workflow.submit(article, nari)
    workflow.submit(other, nari)
    client.force_login(bora)
    assert decide(client, article, "approve").url == "/admin/"
    assert decide(client, other, "send_back", note="시각 확인").url == "/admin/"


def test_a_new_time_begins_with_the_present_one(client, bora, article):
    at = timezone.localtime() + timedelta(days=1)
    workflow.submit(article, article.created_by)
    workflow.approve(article, bora, at=at)
    client.force_login(bora)
    page = client.get(f"/admin/articles/article/{article.pk}/review/").content.decode()
    assert f'name="at" value="{at:%Y-%m-%dT%H:%M}"' in page


def test_whoever_restores_what_was_never_public_is_told_that_it_appears_at_once(
    client, bora, article
):
    workflow.submit(article, article.created_by)
    workflow.approve(article, bora, at=timezone.now() + timedelta(days=1))
    workflow.withdraw(article, bora, "오보")
    client.force_login(bora)
    page = client.get(f"/admin/articles/article/{article.pk}/review/").content.decode()
    assert "아직 독자에게 보인 적이 없는 기사입니다" in page


def test_a_refused_text_names_what_is_wrong_at_the_top(client, nari):
    client.force_login(nari)
    answer = client.post("/admin/articles/article/add/", {"headline": "가" * 201, "body": "글"})
    assert '<a href="#id_headline">' in answer.content.decode()


@browser
def test_on_a_phone_one_reads_before_deciding_and_jumps_there_from_anywhere(
    watched, site, nari, bora, article
):
    workflow.submit(article, nari)
    watched.set_viewport_size({"width": 390, "height": 844})
    let_in(watched, site, bora)
    watched.goto(f"{site}/admin/articles/article/{article.pk}/review/")
    tops = watched.evaluate(
        "['#remarks', '#page', '#steps'].map((id) => document.querySelector(id).getBoundingClientRect().top)"
    )
    assert tops == sorted(tops)
    watched.mouse.wheel(0, 900)
    watched.click(".to-steps")
    watched.wait_for_function(
        """() => { const { top } = document.querySelector('#steps').getBoundingClientRect();
        return top >= 0 && top < 844 }"""
    )


@browser
def test_the_bar_of_buttons_covers_no_field_that_has_the_cursor(watched, site, bora, article):
    watched.set_viewport_size({"width": 1280, "height": 700})
    let_in(watched, site, bora)
    watched.goto(f"{site}/admin/articles/article/{article.pk}/change/")
    watched.focus("#id_section")
    covered = []
    for _press in range(40):
        watched.keyboard.press("Tab")
        name, bottom, bar = watched.evaluate(
            """(() => {
              const bar = document.querySelector(".article-buttons");
              const has = document.activeElement;
              if (bar.contains(has)) return ["bar", 0, 0];
              const bottom = has.getBoundingClientRect().bottom;
              return [has.id || has.className, bottom, bar.getBoundingClientRect().top];
            })()"""
        )
        if name == "bar":
            break
        if bottom > bar:
            covered.append(name)
    assert (name, covered) == ("bar", [])
