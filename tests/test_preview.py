"""The preview: exactly the public page, for one article, for a time, for whoever has the link."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.utils import timezone

from articles.desk import preview, workflow
from articles.models import HourlyViews
from articles.reading import pagecache

from .factories import make_article, make_photo, make_public

pytestmark = pytest.mark.django_db


def test_a_preview_is_the_public_page(client, article, bora):
    make_public(headline="다른 기사")  # or the masthead had no last approval to tell
    shown = client.get(preview.path(article)).text
    workflow.approve(article, bora)
    pagecache.drop()
    public = client.get(article.get_absolute_url()).text
    # Nor is a page that is not public yet shared, or told to machines.
    plain = re.compile(
        r"<time.*?</time>|<meta property=\"article:published_time.*?>|<span>기사승인.*?</span>"
        r"|<script type=\"application/ld.*?</script>|<link rel=\"alternate\" type=\"application/json.*?>"
        r"|<meta property=\"og:image.*?>|(?s:<div class=\"share\">.*?</div>)"
        r"|<svg viewBox=\"0 0 \d+ \d+\" class=\"qr\">.*?</svg>"
        r"|<a class=\"comments-jump.*?</a>|(?s:<section class=\"reader-comments\".*?</section>)"
    )
    shown = shown.replace('content="noindex"', 'content="max-image-preview:large"')
    counted = f' data-article="{article.pk}" data-count="/views/"'
    assert counted in public
    assert counted not in shown
    lines = [
        [line.strip() for line in plain.sub("", page).split("\n") if line.strip()]
        for page in (shown, public.replace(counted, ""))
    ]
    # Only the blocks of the newest differ, for the article is among them now.
    beside = [next(n for n, line in enumerate(page) if 'class="aside"' in line) for page in lines]
    assert lines[0][: beside[0]] == lines[1][: beside[1]]
    assert beside[0] > 50


def test_the_preview_of_a_working_copy_does_not_recommend_its_own_article(client, nari, section):
    live = make_public(section=section, tags=["축제"], created_by=nari)
    other = make_public(section=section, tags=["축제"])
    copy = workflow.open_copy(live, nari)
    shown = client.get(preview.path(copy)).text
    related = shown[shown.index('class="related"') : shown.index('class="aside"')]
    assert other.headline in related
    assert live.headline not in related


def test_a_preview_is_kept_and_found_by_nobody(client, article):
    response = client.get(preview.path(article))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in response.headers
    assert not HourlyViews.objects.exists()


def test_a_link_is_for_one_article_only(client, article):
    other = make_article(headline="다른 초안")
    token = preview.SIGNER.sign(article.pk)
    assert article.headline in client.get(f"/preview/{token}/").text
    for forged in (
        token.replace(str(article.pk), str(other.pk), 1),
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        signing.TimestampSigner(salt="another").sign(other.pk),
        str(other.pk),
        "x" * 3000,
        "%00",
    ):
        response = client.get(f"/preview/{forged}/")
        assert response.status_code == 404
        assert article.headline not in response.text
        assert other.headline not in response.text


def test_a_link_shows_its_article_for_three_days_to_the_second(client, time_machine, article):
    made = datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC)
    time_machine.move_to(made, tick=False)
    path = preview.path(article)
    for age in (timedelta(0), timedelta(days=2, hours=23), timedelta(days=3)):
        time_machine.move_to(made + age, tick=False)
        response = client.get(path)
        assert (response.status_code, article.headline in response.text) == (200, True)
    time_machine.move_to(made + timedelta(days=3, seconds=1), tick=False)
    response = client.get(path)
    assert (response.status_code, article.headline in response.text) == (404, False)
    assert client.get(preview.path(article)).status_code == 200, "a new one shows it again"


def test_a_link_ends_with_its_article(client, article, nari, bora):
    path = preview.path(article)
    workflow.approve(article, bora, at=timezone.now() + timedelta(hours=1))
    assert client.get(path).status_code == 200
    workflow.withdraw(article, bora, "취소")
    assert client.get(path).status_code == 404
    draft = make_article(created_by=nari)
    path = preview.path(draft)
    assert draft.headline in client.get(path).text
    draft.delete()
    assert client.get(path).status_code == 404


def test_a_copy_is_shown_as_the_article_that_it_will_be(client, article, nari, bora):
    make_public(article)
    copy = workflow.open_copy(article, nari)
    copy.headline = "고친 제목"
    copy.save()
    page = client.get(preview.path(copy)).text
    assert "고친 제목" in page
    assert (
        f"{article.published_at.astimezone(timezone.get_default_timezone()):%Y-%m-%d %H:%M:%S}"
        in page
    )
    assert f'href="http://127.0.0.1:8000/articles/{article.pk}/"' in page
    workflow.discard(copy, nari)
    assert client.get(preview.path(copy)).status_code == 404


def test_a_preview_does_not_open_the_photos_of_the_library(client, article):
    own, hidden = make_photo(caption="기사의 사진"), make_photo(caption="숨은 사진")
    article.article_photos.create(photo=own, position=0)
    page = client.get(preview.path(article)).text
    assert own.path.folder in page
    assert hidden.path.folder not in page
