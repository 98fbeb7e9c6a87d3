"""What a crafted request of somebody with a login costs, breaks or tells."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from articles import forms
from articles.desk import workflow
from articles.models import Article, Tag
from articles.pure.markup import cleaning

from .article_form import typed
from .factories import make_public, make_section
from .newsroom import ADD, change

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
ENDLESS = "9" * 5000  # more digits than Python reads as a number


@pytest.mark.parametrize(
    "fields",
    [
        {"article_photos-TOTAL_FORMS": ENDLESS},
        {"bylines-TOTAL_FORMS": ENDLESS},
        {
            "article_photos-TOTAL_FORMS": "1",
            "article_photos-0-id": ENDLESS,
            "article_photos-0-photo": ENDLESS,
        },
        {
            "article_photos-TOTAL_FORMS": "1",
            "article_photos-0-id": "7",
            f"article_photos-{ENDLESS}-caption": "설명",
        },
        {"version": ENDLESS, "over": ENDLESS},
        {"section": ENDLESS, "region": ENDLESS},
    ],
)
def test_a_number_without_an_end_is_answered_as_a_wrong_one(client, nari, article, fields):
    client.force_login(nari)
    data = typed(article.section, headline="고친 제목", version=article.edit_version) | fields
    response = client.post(change(article), urlencode(data), FORM)
    assert response.status_code == 200
    assert "고친 제목" in response.text
    article.refresh_from_db()
    assert article.headline == "새 도서관이 문을 열었다"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_plain", [False, True])
def test_nobody_waits_for_a_body_to_be_cleaned(client, nari, monkeypatch, is_plain):
    """SQLite has one writer: what is done in a transaction keeps the newsroom from saving."""
    nari.writes_plain_text = is_plain
    nari.save()
    client.force_login(nari)
    in_transaction = []

    def watch(source, hosts):
        in_transaction.append(connection.in_atomic_block)
        return clean(source, hosts)

    clean = cleaning.cleaned
    monkeypatch.setattr(cleaning, "cleaned", watch)
    body = "글 하나\n\n글 둘" if is_plain else "<p>글 하나</p><p>글 <i>둘</i><script>x</script></p>"
    assert client.post(ADD, typed(make_section(), body=body)).status_code == 302
    article = Article.objects.get()
    assert in_transaction == [False]
    assert article.excerpt == "글 하나 글 둘"
    body = "짧은 글" if is_plain else "<p>고친 글</p>"
    sent = typed(article.section, body=body, version=article.edit_version, accept_rewrite="on")
    assert client.post(change(article), sent).status_code == 302
    assert in_transaction == [False, False]


@pytest.mark.parametrize("number", [ENDLESS, "0" * 11 + ENDLESS, "0" * 11 + "9" * 25, "²", "-1"])
def test_a_revision_of_an_impossible_number_is_not_there(client, nari, article, number):
    workflow.record_edit(article, nari)
    client.force_login(nari)
    path = f"/admin/articles/article/{article.pk}/revisions/bring-back/"
    assert client.post(path, {"number": number, "version": "1"}).status_code == 404
    assert client.post(path, {"number": "1", "version": number}).status_code == 404
    asked = {"number": "1", "version": article.edit_version}
    assert client.post(path, asked).status_code == 302


def test_a_portrait_of_an_impossible_number_is_refused(client, bora, nari):
    client.force_login(bora)
    path = f"/admin/articles/reporter/{nari.reporter.pk}/change/"
    response = client.post(path, {"name": "김나리", "title": "기자", "photo": ENDLESS})
    assert response.status_code == 200
    nari.reporter.refresh_from_db()
    assert nari.reporter.photo is None


@pytest.mark.parametrize(("prefix", "most"), [("article_photos", 100), ("bylines", 50)])
def test_a_request_does_not_make_more_rows_than_an_article_has(client, nari, section, prefix, most):
    client.force_login(nari)
    response = client.post(ADD, typed(section, **{f"{prefix}-TOTAL_FORMS": "1000000"}))
    assert response.status_code == 200
    [formset] = [
        item.formset
        for item in response.context["inline_admin_formsets"]
        if item.formset.prefix == prefix
    ]
    assert len(formset.forms) == most
    assert formset.non_form_errors()
    assert not Article.objects.exists()


def test_more_tags_than_any_article_has_are_refused_and_kept_in_the_form(client, nari, section):
    client.force_login(nari)
    many = ", ".join(f"낱말{number}" for number in range(forms.MAX_TAGS + 1))
    response = client.post(ADD, typed(section, tags=many))
    assert response.status_code == 200
    assert response.context["adminform"].form.errors.keys() == {"tags"}
    assert many in response.text
    assert not Tag.objects.exists()
    few = many.rpartition(",")[0]
    assert client.post(ADD, typed(section, tags=few)).status_code == 302
    assert Tag.objects.count() == forms.MAX_TAGS


def test_nobody_learns_who_has_a_working_copy_of_somebody_elses_article(
    client, nari, chan, article
):
    make_public(article)
    workflow.open_copy(article, nari)
    copy = Article.objects.get(replaces=article)
    client.force_login(chan)
    html = client.get(change(article)).text
    assert article.headline in html
    assert change(copy) not in html
    client.force_login(nari)
    assert change(copy) in client.get(change(article)).text


@pytest.mark.parametrize("away", ["//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_a_login_leads_to_the_desk_and_nowhere_else(dami, away):
    client = Client()
    dami.set_password("비밀번호-1234")
    dami.save()
    told = {"username": "dami", "password": "비밀번호-1234", "next": away}
    assert client.post("/admin/login/", told).url == "/admin/"


@pytest.mark.parametrize(
    ("path", "length"),
    [
        ("/admin/login/", 21 * 2**20),
        ("/articles/1/", 21 * 2**20),
        ("/admin/articles/photo/upload/", 201 * 2**20),
        (ADD, 10**30),
        (ADD, "many"),
        ("/admin/articles/photo/upload/", 2 * 2**20),
    ],
)
def test_what_no_form_sends_is_refused_before_it_is_read(client, path, length):
    response = sent_unread(client, path, length)
    assert response.status_code == 413
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def sent_unread(client, path, length):
    """Send a form of that length, of which nothing may be read."""

    class Unread:
        def read(self, *sizes):
            raise WasReadError

        readline = read

    client.cookies["csrf"] = "a" * 32
    return client.generic(
        "POST",
        path,
        CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(length),
        **{"wsgi.input": Unread()},
    )


class WasReadError(Exception):
    """What was sent was read."""


@pytest.mark.parametrize(
    ("path", "largest"),
    [(ADD, 200 * 2**20), ("/admin/articles/photo/upload/", 200 * 2**20), ("/admin/", 20 * 2**20)],
)
def test_only_who_has_logged_in_may_send_much(client, nari, path, largest):
    assert "로그인" in sent_unread(client, path, largest).text
    client.force_login(nari)
    assert sent_unread(client, path, largest + 1).status_code == 413
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(nari)
    with pytest.raises(WasReadError):
        sent_unread(strict, path, largest)
