"""What stands above an article: its times in short and in full, its writer's face, that it was put right."""

import re
from datetime import datetime

import pytest
from django.utils import timezone

from articles.models import Correction
from articles.reading import pagecache

from .factories import make_photo, make_public, make_reporter

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def moment(*values):
    return timezone.make_aware(datetime(*values))


def head(client, article):
    """Return the head of its page."""
    pagecache.drop()
    html = client.get(article.get_absolute_url()).text
    return html[html.index("<article") :].partition("</header>")[0]


def summary(client, article):
    """Return what it says of the times before anybody asks for more, as (machine's, reader's) pairs and words."""
    shown = head(client, article).partition("<summary>")[2].partition("</summary>")[0]
    return re.findall('datetime="([^"]+)"', shown), re.sub("<[^>]+>", "", shown)


@pytest.mark.time_machine("2026-11-28T12:00+09:00", tick=False)
def test_times_are_short_and_told_to_the_second_to_who_asks_and_to_machines(client):
    article = make_public(at=moment(2026, 11, 26, 17, 41, 16))
    assert summary(client, article) == (["2026-11-26T17:41:16+09:00"], "11월 26일 17:41 승인")
    article.revised_at = moment(2026, 11, 26, 22, 41, 5)
    article.save()
    revised = (["2026-11-26T17:41:16+09:00", "2026-11-26T22:41:05+09:00"],)
    assert summary(client, article) == (*revised, "11월 26일 17:41 승인 22:41 수정")
    full = head(client, article).partition("</summary>")[2]
    assert "기사승인 : <time" in full
    assert "2026-11-26 17:41:16" in full
    assert "2026-11-26 22:41:05" in full
    article.revised_at = moment(2026, 11, 27, 0, 1)
    article.save()
    assert summary(client, article)[1] == "11월 26일 17:41 승인 11월 27일 00:01 수정"
    old = make_public(at=moment(2019, 1, 2, 3, 4))
    assert summary(client, old)[1] == "2019년 1월 2일 03:04 승인"


def test_an_article_that_was_put_right_says_so_at_its_top(client):
    article = make_public()
    assert "있음" not in head(client, article)
    for kind in ("correction", "reply", "correction"):
        Correction.objects.create(article=article, kind=kind, text="3일이 아니라 4일입니다.")
    assert '<a class="corrected-here" href="#corrections">정정·반론 있음</a>' in head(
        client, article
    )
    assert 'id="corrections"' in client.get(article.get_absolute_url()).text


def test_one_writer_has_a_face_beside_the_headline_and_several_have_names(client):
    face = make_photo()
    haneul, bada = make_reporter("김하늘", photo=face), make_reporter("이바다")
    by_one, by_both = make_public(reporters=[haneul]), make_public(reporters=[haneul, bada])
    assert face.path.folder in head(client, by_one)
    assert 'class="portrait initial"' in head(client, make_public(reporters=[bada]))
    assert "portrait" not in head(client, by_both)
    assert "portrait" not in head(client, make_public(reporters=[]))


def test_a_caption_and_who_made_the_photo_stand_apart(client):
    article = make_public(photos=[make_photo(caption="산단 전경", credit="증평군 제공")])
    html = client.get(article.get_absolute_url()).text
    assert (
        '<span class="caption">▲ 산단 전경</span> <span class="credit">증평군 제공</span>' in html
    )
