"""The words of photos: what the library says, what an article says, and what readers get."""

import pytest

from articles.desk import workflow
from articles.models import Article

from .article_form import inline, save, typed
from .factories import make_article, make_photo, make_public
from .newsroom import ADD, change

pytestmark = pytest.mark.django_db


def test_words_for_somebody_elses_photo_are_those_of_ones_own_article(client, nari, chan, article):
    photo = make_photo(uploaded_by=chan, credit="이찬")
    other = make_public(photos=[photo])
    client.force_login(nari)
    row = {"photo": photo.pk, "caption": "설명", "credit": "김나리", "alt": "", "position": 0}
    assert save(client, article, photos=[row]).status_code == 302
    photo.refresh_from_db()
    assert photo.credit == "이찬"
    assert article.article_photos.get().words == ("설명", "김나리", "")
    assert "김나리" not in client.get(other.get_absolute_url()).text


def test_the_first_words_of_ones_own_photo_are_the_librarys_and_others_are_not(
    client, nari, section
):
    photo = make_photo(uploaded_by=nari)
    first, second = (make_article(section=section, created_by=nari) for _ in range(2))
    client.force_login(nari)
    row = {"photo": photo.pk, "caption": "설명", "credit": "증평군 제공", "alt": "", "position": 0}
    assert save(client, first, photos=[row]).status_code == 302
    assert save(client, second, photos=[row | {"credit": "???"}]).status_code == 302
    photo.refresh_from_db()
    assert photo.words == ("설명", "증평군 제공", "")
    assert first.article_photos.get().words.credit == "증평군 제공"
    assert second.article_photos.get().words.credit == "???"


def test_a_credit_that_is_corrected_in_the_library_is_corrected_for_readers(client, bora):
    photo = make_photo(credit="증평군", caption="")
    article = make_public(photos=[photo], body=f'<p>글</p><img src="{photo.path.url(960)}">')
    photo.credit, photo.caption = "증평군 제공", "다른 기사의 설명"
    photo.save()
    page = client.get(article.get_absolute_url()).text
    assert page.partition("<main")[2].count("증평군 제공") == 1
    assert "다른 기사의 설명" not in page


def test_a_photo_that_stands_in_the_text_is_a_photo_of_the_article(client, nari, section):
    photo = make_photo(uploaded_by=nari)
    client.force_login(nari)
    figure = (
        f'<figure><img src="{photo.path.url(320)}" alt="골목"><figcaption><em>불이 난</em> 골목'
        "</figcaption></figure>"
    )
    client.post(ADD, typed(section, body=f"<p>글</p>{figure}"))
    article = Article.objects.get()
    assert article.body == f'<p>글</p><figure><img src="{photo.path.url(960)}"></figure>'
    assert article.lead_photo == photo
    assert article.article_photos.get().words == ("불이 난 골목", "", "골목")
    make_public(article)
    page = client.get(article.get_absolute_url()).text
    assert page.count("▲ 불이 난 골목") == 1
    assert 'alt="골목"' in page


def test_a_hidden_photo_in_the_text_brings_no_words_of_somebody_elses_story(
    client, nari, chan, section
):
    secret = make_photo(uploaded_by=nari, caption="내부 고발", credit="제보자")
    client.force_login(chan)
    body = f'<p>글</p><img src="{secret.path.url(960)}">'
    client.post(ADD, typed(section, body=body))
    assert Article.objects.get().article_photos.get().words == ("", "", "")


def test_a_photo_is_enough_for_an_article_and_nothing_is_not(client, nari, section):
    photo = make_photo(uploaded_by=nari, caption="첫눈")
    client.force_login(nari)
    client.post(ADD, typed(section, body="<p> </p>"))
    bare = Article.objects.get()
    with pytest.raises(workflow.Incomplete):
        workflow.submit(bare, nari)
    bare.delete()
    row = {"photo": photo.pk, "caption": "", "credit": "", "alt": "", "position": 0}
    rows = inline("article_photos", row)
    assert client.post(ADD, typed(section, body="") | rows).status_code == 302
    article = Article.objects.get()
    assert (article.body, article.excerpt) == ("", "첫눈")
    workflow.submit(article, nari)


def test_a_cleared_caption_stays_cleared(client, nari, section):
    photo = make_photo(uploaded_by=nari, caption="보관 설명")
    article = make_article(section=section, created_by=nari, photos=[photo])
    client.force_login(nari)
    item = article.article_photos.get()
    data = typed(section, version=article.edit_version, photos=[])
    data |= {
        "article_photos-TOTAL_FORMS": 1,
        "article_photos-INITIAL_FORMS": 1,
        "article_photos-0-id": item.pk,
        "article_photos-0-photo": photo.pk,
        "initial-article_photos-0-caption": "보관 설명",
        "article_photos-0-caption": "",
        "article_photos-0-position": 0,
    }
    assert client.post(change(article), data).status_code == 302
    item.refresh_from_db()
    assert item.caption == ""


def test_no_list_of_captions_comes_with_an_article(client, bora, section):
    make_photo(caption="다른 기사의 설명")
    client.force_login(bora)
    page = client.get(ADD).text
    assert "다른 기사의 설명" not in page
    assert "admin-autocomplete" not in page.split("bylines-group")[0]


def test_without_javascript_there_is_a_row_to_upload_into(client, nari, section):
    client.force_login(nari)
    [form] = client.get(ADD).context["inline_admin_formsets"][0].formset.forms
    assert form.is_spare
    row = {"upload": "", "caption": "", "credit": "", "alt": "", "position": 0}
    assert client.post(ADD, typed(section, photos=[row])).status_code == 302
    assert not Article.objects.get().article_photos.exists()


def test_a_form_does_not_undo_what_the_library_says_since(client, bora, article):
    photo = make_photo(uploaded_by=bora)
    row = article.article_photos.create(photo=photo, caption="설명")
    workflow.record_edit(article, bora)
    client.force_login(bora)
    shown = client.get(change(article)).text
    assert 'name="initial-article_photos-0-credit"' in shown
    photo.credit = "증평군 제공"
    photo.save()
    sent = {"article_photos-TOTAL_FORMS": 1, "article_photos-INITIAL_FORMS": 1}
    told = {"id": row.pk, "photo": photo.pk, "caption": "설명", "position": 0, "alt": "건물"}
    sent |= {f"article_photos-0-{name}": value for name, value in (told | {"credit": ""}).items()}
    sent |= {"initial-article_photos-0-credit": "", "initial-article_photos-0-alt": ""}
    assert save(client, article, **sent).status_code == 302
    photo.refresh_from_db()
    assert (photo.credit, photo.alt) == ("증평군 제공", "건물")
    row.refresh_from_db()
    assert row.words == ("설명", "증평군 제공", "건물")


def test_the_words_typed_for_another_photo_are_kept_though_the_first_has_the_same(
    client, bora, article
):
    first = make_photo(uploaded_by=bora, credit="증평군 제공")
    other = make_photo(uploaded_by=bora)
    row = article.article_photos.create(photo=first, caption="설명")
    workflow.record_edit(article, bora)
    client.force_login(bora)
    sent = {"article_photos-TOTAL_FORMS": 1, "article_photos-INITIAL_FORMS": 1}
    told = {"id": row.pk, "photo": other.pk, "caption": "설명", "position": 0, "alt": ""}
    told |= {"credit": "증평군 제공"}
    sent |= {f"article_photos-0-{name}": value for name, value in told.items()}
    sent |= {"initial-article_photos-0-credit": "증평군 제공"}
    assert save(client, article, **sent).status_code == 302
    other.refresh_from_db()
    assert other.credit == "증평군 제공"
