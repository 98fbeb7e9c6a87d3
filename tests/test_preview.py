"""The preview: exactly the public page, for one article, for a time, for whoever has the link."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from articles.desk import preview, workflow
from articles.models import HourlyViews

from .factories import make_article, make_photo, make_public

pytestmark = pytest.mark.django_db


def test_a_preview_is_the_public_page(client, article, bora):
    shown = client.get(preview.path(article)).text
    workflow.approve(article, bora)
    public = client.get(article.get_absolute_url()).text
    plain = re.compile(
        r"<time.*?</time>|<meta property=\"article:published_time.*?>|<span>기사승인.*?</span>"
    )
    shown = shown.replace('<meta name="robots" content="noindex">', "")
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
    for forged in (
        token.replace(str(article.pk), str(other.pk), 1),
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        signing.TimestampSigner(salt="another").sign(other.pk),
        str(other.pk),
        "x" * 3000,
        "%00",
    ):
        assert client.get(f"/preview/{forged}/").status_code == 404


def test_a_link_expires(client, article, monkeypatch):
    path = preview.path(article)
    monkeypatch.setattr(preview, "LIFE", timedelta(seconds=-1))
    assert client.get(path).status_code == 404


def test_a_link_ends_with_its_article(client, article, nari, bora):
    path = preview.path(article)
    workflow.approve(article, bora, at=timezone.now() + timedelta(hours=1))
    assert client.get(path).status_code == 200
    workflow.withdraw(article, bora, "취소")
    assert client.get(path).status_code == 404
    draft = make_article(created_by=nari)
    path = preview.path(draft)
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
    path = preview.path(copy)
    workflow.discard(copy, nari)
    assert client.get(path).status_code == 404


def test_a_preview_does_not_open_the_photos_of_the_library(client, article):
    hidden = make_photo(caption="숨은 사진")
    assert hidden.path.folder not in client.get(preview.path(article)).text
