"""What people of the newsroom may not learn or change by crafted requests."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.desk import workflow
from articles.models import Article, Tag

from .article_form import typed
from .factories import make_article, make_photo, make_public, make_reporter, picture_bytes
from .forms import untouched
from .newsroom import ADD, change

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "query",
    [
        "body__regex=(.*)*%00x",
        "body__regex=[",
        "created_by__password__startswith=md5",
        "published_at__year=999999999999999",
        "published_at__gte=0001-01-01",
        "replaces=1",
    ],
)
def test_a_list_answers_its_own_filters_only(client, nari, query):
    client.force_login(nari)
    assert client.get(f"/admin/articles/article/?whose=all&{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["state=draft", "section__id__exact=1", "origin__exact=own", "q=" + "말 " * 1500]
)
def test_a_list_answers_what_its_screen_offers(client, bora, article, query):
    client.force_login(bora)
    assert client.get(f"/admin/articles/article/?{query}").status_code == 200


def test_a_photo_list_does_not_tell_in_which_article_a_photo_stands(client, nari, article):
    client.force_login(nari)
    assert client.get(f"/admin/articles/photo/?articles={article.pk}").status_code == 400
    assert client.get("/admin/articles/photo/?q=" + "말 " * 1500).status_code == 200


@pytest.mark.parametrize("number", ["hidden", "999999", "abc", "-1", "1.5"])
def test_a_refused_form_shows_nothing_of_a_photo_that_one_may_not_see(
    client, nari, chan, section, number
):
    hidden = make_photo(uploaded_by=chan, caption="숨은설명", credit="숨은출처")
    client.force_login(nari)
    row = {"photo": hidden.pk if number == "hidden" else number, "caption": "", "position": 0}
    response = client.post(ADD, typed(section, photos=[row], headline="가" * 201))
    assert response.status_code == 200
    assert "숨은" not in response.text


def test_the_desk_notes_of_others_are_not_shown(client, nari, chan, bora, article):
    workflow.submit(article, nari)
    workflow.send_back(article, bora, "비밀쪽지")
    workflow.approve(article, bora)
    client.force_login(chan)
    response = client.get(change(article))
    assert response.status_code == 200
    assert "비밀쪽지" not in response.text
    client.force_login(nari)
    assert "비밀쪽지" in client.get(change(article)).text


def test_no_short_cut_leads_to_what_one_may_not_see(client, nari, chan):
    make_article(created_by=chan, tags=["비밀태그"])
    kind = ContentType.objects.get_for_model(Tag).pk
    client.force_login(nari)
    response = client.get(f"/admin/r/{kind}/{Tag.objects.get().pk}/")
    assert response.status_code in (302, 404)
    assert "/tags/" not in response.headers.get("Location", "")


def test_a_co_writer_does_not_delete_what_another_began(client, chan, bora, article):
    article.bylines.create(reporter=chan.reporter, order=1)
    client.force_login(chan)
    url = f"/admin/articles/article/{article.pk}/delete/"
    assert client.post(url, {"post": "yes"}).status_code == 403
    assert Article.objects.get() == article


def test_an_editor_does_not_give_an_account_to_a_reporter(client, bora, dami):
    reporter = make_reporter("김하늘")
    client.force_login(bora)
    url = f"/admin/articles/reporter/{reporter.pk}/change/"
    data = untouched(client, url) | {"title": "편집위원", "user": dami.pk}
    assert client.post(url, data).status_code == 302
    reporter.refresh_from_db()
    assert (reporter.title, reporter.user) == ("편집위원", None)


def test_a_photo_in_a_request_that_is_denied_is_not_even_read(client, chan, article, media):
    make_public(article)
    client.force_login(chan)
    upload = {"article_photos-0-upload": SimpleUploadedFile("a.jpg", picture_bytes())}
    assert client.post(change(article), upload).status_code == 403
    assert not media.exists()
