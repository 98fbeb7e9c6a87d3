"""What the newsroom sees of the reads of an article."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin.readership import curve
from articles.desk import workflow
from articles.models import HourlyViews

from .factories import make_public

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(article):
    """A public article of Nari's, read 1,300 times, most of it 3 days ago."""
    make_public(article)
    now = timezone.now()
    for days, count in ((0, 40), (3, 1200), (12, 60)):
        HourlyViews.objects.create(article=article, hour=now - timedelta(days=days), count=count)
    return article


def screen(client, article):
    return client.get(f"/admin/articles/article/{article.pk}/views/")


def test_a_reporter_sees_how_often_her_article_was_read(client, nari, story):
    client.force_login(nari)
    page = screen(client, story)
    figures = [count for _name, count in page.context["figures"]]
    assert figures == [40, 1240, 1300, 1300]
    assert "<dd>1,240</dd>" in page.text
    busiest = timezone.localdate() - timedelta(days=3)
    assert page.context["most"] == (busiest, 1200)
    assert f'<time datetime="{busiest:%Y-%m-%d}">' in page.text
    assert page.text.count("<tr>") == 31
    assert page.text.count("<polyline") == 1
    assert "style=" not in page.text.split('id="content"')[1]


def test_the_way_there_is_on_the_article(client, nari, chan, story):
    address = f"/admin/articles/article/{story.pk}/views/"
    for user, is_shown in ((nari, True), (chan, False)):
        client.force_login(user)
        page = client.get(f"/admin/articles/article/{story.pk}/change/").text
        assert (address in page) == is_shown


def test_another_reporter_learns_no_figure(client, chan, story):
    client.force_login(chan)
    assert screen(client, story).status_code == 404


def test_what_nobody_read_says_so(client, bora, article):
    client.force_login(bora)
    page = screen(client, article)
    assert [count for _name, count in page.context["figures"]] == [0, 0, 0, 0]
    assert "<svg viewBox" not in page.text.split('id="content"')[1]


def test_a_working_copy_shows_the_reads_of_its_article(client, nari, story):
    client.force_login(nari)
    copy = workflow.open_copy(story, nari)
    assert [count for _name, count in screen(client, copy).context["figures"]][-1] == 1300


def test_the_screen_asks_as_much_of_a_much_read_article(
    client, bora, story, django_assert_max_num_queries
):
    client.force_login(bora)
    with django_assert_max_num_queries(100) as few:
        screen(client, story)
    hours = [story.created_at - timedelta(hours=number) for number in range(2000)]
    HourlyViews.objects.bulk_create(
        HourlyViews(article=story, hour=hour, count=2) for hour in hours
    )
    with django_assert_max_num_queries(len(few.captured_queries)):
        screen(client, story)


def test_nothing_is_changed_there(client, bora, story):
    client.force_login(bora)
    assert client.post(f"/admin/articles/article/{story.pk}/views/").status_code == 405


def test_the_curve_reaches_the_top_and_rests_at_the_bottom():
    assert curve([0, 0]) == "0.5,100.0 1.5,100.0"
    assert curve([0, 50, 100]) == "0.5,100.0 1.5,52.0 2.5,4.0"
