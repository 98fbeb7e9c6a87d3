"""Where an article of an agency, or one from another paper, appeared first."""

import re

import pytest

from articles.desk import workflow
from articles.models import Article
from articles.pure import text

from .article_form import typed
from .factories import make_public
from .importing import TOLD
from .newsroom import ADD, change
from .test_metadata import SITE, canonical, shared
from .test_structured import told

pytestmark = pytest.mark.django_db

THERE = "https://agency.example.com/view/1?a=b&c=d"
NO_ADDRESS = "페이지 주소가 아닙니다."


def test_the_original_is_the_canonical_page_and_readers_get_its_link(client):
    for origin in Article.Origin:
        article = make_public(origin=origin, original_url=THERE)
        path = article.get_absolute_url()
        html = client.get(path).text
        is_elsewhere = origin in ("wire", "republished")
        link = f'<a href="{THERE.replace("&", "&amp;")}" rel="external">원문 보기</a>'
        assert (link in html) == is_elsewhere
        assert canonical(client, path) == [THERE if is_elsewhere else SITE + path]
        # Who shares it shares our page, with our words and our count of readers.
        assert shared(client, path)["og:url"] == SITE + path
        [news, *_trails] = told(client, path)
        assert news.get("isBasedOn") == (THERE if is_elsewhere else None)
        assert ("original_url" in article.content()) == is_elsewhere
    article = make_public(origin="wire")
    assert "원문 보기" not in client.get(article.get_absolute_url()).text


def test_what_is_typed_is_an_address_or_an_error_that_keeps_it(client, nari, section):
    client.force_login(nari)
    for wrong in ("javascript:alert(1)", "ftp://a.kr/x", "https://me@a.kr/", "원문", "https://"):
        answer = client.post(ADD, typed(section, origin="wire", original_url=wrong))
        assert NO_ADDRESS in answer.text, wrong
        assert f'value="{wrong}"' in answer.text
    assert not Article.objects.exists()
    client.post(ADD, typed(section, origin="wire", original_url=" agency.example.com/기사 "))
    article = Article.objects.get()
    assert article.original_url == "https://agency.example.com/%EA%B8%B0%EC%82%AC"
    assert article.revisions.get().content["original_url"] == article.original_url
    form = client.get(change(article)).text
    assert re.search(r'name="original_url" value="https://agency\.example\.com/%EA', form)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", ""),
        ("한글.kr/가?나=다#라", "https://xn--bj0bj06e.kr/%EA%B0%80?%EB%82%98=%EB%8B%A4#%EB%9D%BC"),
        ("http://a.kr:8080/x y", "http://a.kr:8080/x%20y"),
        ('https://a.kr/"><b>', "https://a.kr/%22%3E%3Cb%3E"),
    ],
)
def test_an_address_is_kept_as_machines_read_it(typed, address):
    assert text.web_address(typed) == text.web_address(address) == address


def test_a_copy_carries_it_and_an_old_revision_takes_it_away(nari, bora):
    article = make_public(origin="wire", created_by=nari)
    before = article.revisions.get()
    copy = workflow.open_copy(article, nari)
    copy.original_url = THERE
    copy.save()
    workflow.record_edit(copy, nari)
    workflow.submit(copy, nari)
    workflow.approve(copy, bora)
    article.refresh_from_db()
    assert article.original_url == THERE
    workflow.bring_back(article, bora, before, article.edit_version)
    article.refresh_from_db()
    assert article.original_url == ""


def test_an_import_brings_it_and_tells_what_is_none(import_lines):
    lines = [
        TOLD | {"id": "1", "url": "/1", "origin": "wire", "original_url": THERE},
        TOLD | {"id": "2", "url": "/2", "origin": "wire", "original_url": "javascript:x"},
        TOLD | {"id": "3", "url": "/3", "origin": "own", "original_url": THERE},
    ]
    status, out = import_lines(*lines)
    assert status == 0
    addresses = dict(Article.objects.values_list("legacy_id", "original_url"))
    assert addresses == {"1": THERE, "2": "", "3": ""}
    assert f"original_url (3번째 줄): {THERE}" in out
    assert "original_url: “javascript:x”은(는) 웹 주소가 아닙니다" in out
    article = Article.objects.get(legacy_id="1")
    assert article.content() == article.revisions.get().content
    # What the desk made of it stays when the same is imported again; another original is taken.
    Article.objects.filter(pk=article.pk).update(original_url="")
    assert import_lines(lines[0])[0] == 0
    article.refresh_from_db()
    assert article.original_url == ""
    assert import_lines(lines[0] | {"original_url": THERE + "&e=f"})[0] == 0
    article.refresh_from_db()
    assert article.original_url == THERE + "&e=f"
