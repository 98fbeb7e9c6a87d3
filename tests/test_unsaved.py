"""The preview of what is being written: the page that readers would get, and nothing written."""

import pytest

from articles.desk import workflow
from articles.models import SentForm, Tag

from .article_form import typed
from .factories import make_article, make_photo, make_public
from .forms import rows

pytestmark = pytest.mark.django_db

NEW = "/admin/articles/article/add/preview/"


def of(article):
    return f"/admin/articles/article/{article.pk}/preview/"


def seen(client, url, sent):
    response = client.post(url, sent)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    return response.json()


def test_a_new_article_is_shown_as_readers_would_see_it_and_nothing_is_written(
    client, nari, section
):
    client.force_login(nari)
    top, inside, chosen = make_photo(), make_photo(credit="군 제공"), make_photo(caption="전경")
    for photo in (top, inside, chosen):
        photo.uploaded_by = nari
        photo.save()
    before = rows()
    sent = typed(
        section,
        photos=[
            {"photo": top.pk, "caption": "새로 쓴 설명", "position": 0},
            {"photo": chosen.pk, "position": 1},
        ],
        body=f'<p>첫 문단<script>alert(1)</script></p><figure><img src="{inside.path.url(640)}">'
        "<figcaption>본문에서 쓴 설명</figcaption></figure>",
    )
    told = seen(client, NEW, sent)
    for words in ("군, 새 도서관 문 연다", "열람석 200석", "첫 문단", "김나리 기자", ">도서관<"):
        assert words in told["page"], words
    for words in ("새로 쓴 설명", "본문에서 쓴 설명", "군 제공", "전경", section.name):
        assert words in told["page"], words
    assert "alert(1)" not in told["page"]
    assert 'content="noindex"' in told["page"]
    assert "data-count" not in told["page"]
    assert told["wrong"] == []
    assert rows() == before
    assert not Tag.objects.exists()
    assert not SentForm.objects.exists()


def test_what_is_not_finished_is_shown_all_the_same_and_what_is_wrong_is_said(
    client, nari, section
):
    client.force_login(nari)
    told = seen(
        client, NEW, typed(section, headline="", section="", body="", photos=[{"position": 0}])
    )
    assert "(아직 제목이 없습니다)" in told["page"]
    assert "(아직 섹션이 없습니다)" in told["page"]
    assert told["wrong"] == []
    told = seen(client, NEW, typed(section, body="<p>글</p>" * 30_000, headline="가" * 240))
    assert [sentence.split(":")[0] for sentence in told["wrong"]] == ["제목", "본문"]
    assert "200KB까지" in told["wrong"][1]
    told = seen(
        client, NEW, typed(section, photos=[{"photo": 123, "caption": "남의 사진", "position": 0}])
    )
    assert len(told["wrong"]) == 1
    assert "남의 사진" not in told["page"]


def test_a_change_is_shown_before_it_is_saved_and_the_saved_one_stays(client, article, nari, bora):
    client.force_login(nari)
    photo = make_photo(caption="서고", uploaded_by=nari)
    row = article.article_photos.create(photo=photo, position=0)
    make_public(headline="같은 섹션의 기사", section=article.section)
    byline = article.bylines.get()
    before = rows()
    sent = typed(
        article.section,
        photos=[{"id": row.pk, "photo": photo.pk, "caption": "새 서고", "position": 0}],
        bylines=[{"id": byline.pk, "reporter": byline.reporter_id, "order": 0}],
        headline="고친 제목",
        version=article.edit_version,
    ) | {"article_photos-INITIAL_FORMS": 1, "bylines-INITIAL_FORMS": 1}
    page = seen(client, of(article), sent)["page"]
    for words in ("고친 제목", "새 서고", "김나리 기자", "같은 섹션의 기사"):
        assert words in page, words
    assert article.headline not in page
    without = sent | {"article_photos-0-DELETE": "on", "bylines-0-DELETE": "on"}
    page = seen(client, of(article), without)["page"]
    assert "새 서고" not in page
    assert "김나리 기자" not in page
    # Another has saved meanwhile: what is typed here is still shown as it is typed.
    article.headline = "편집자가 고친 제목"
    article.save()
    workflow.record_edit(article, bora)
    assert "고친 제목" in seen(client, of(article), sent)["page"]
    assert rows() != before, "the editor's save"


def test_a_working_copy_is_shown_as_its_article_with_its_corrections(client, nari, bora, section):
    live = make_public(section=section, created_by=nari, reporters=[nari.reporter])
    workflow.correct(live, bora, "correction", "3일을 4일로 바로잡습니다.")
    copy = workflow.open_copy(live, nari)
    client.force_login(nari)
    before = rows()
    page = seen(client, of(copy), typed(section, headline="고친 제목", version="1"))["page"]
    assert "고친 제목" in page
    assert "3일을 4일로 바로잡습니다." in page
    assert f"/articles/{live.pk}/" in page
    assert rows() == before


def test_only_who_may_write_it_gets_the_page(client, article, nari, chan, bora):
    sent = typed(article.section)
    assert client.post(NEW, sent).status_code == 302
    client.force_login(chan)
    assert client.post(of(article), sent).status_code == 404
    assert client.post(NEW, sent).status_code == 200
    client.force_login(nari)
    assert client.get(of(article)).status_code == 405
    workflow.submit(article, nari)
    assert client.post(of(article), sent).status_code == 403
    client.force_login(bora)
    assert client.post(of(article), sent).status_code == 200
    # A photo of a colleague's draft neither shows nor brings its words.
    hidden = make_photo(caption="숨은 사진", uploaded_by=nari)
    make_article(photos=[hidden], created_by=nari, section=article.section)
    client.force_login(chan)
    body = f'<p>글</p><img src="{hidden.path.url(640)}">'
    assert "숨은 사진" not in seen(client, NEW, typed(article.section, body=body))["page"]
