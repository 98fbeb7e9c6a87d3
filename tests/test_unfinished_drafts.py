"""A draft is saved as it is, however little of it there is; whoever decides about it gets a whole one."""

import re

import pytest

from articles.desk import preview, workflow
from articles.models import Article, Photo

from .article_form import errors, save, typed
from .factories import make_article, make_photo, make_public
from .newsroom import ADD, change

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

EMPTY = {"headline": "", "section": "", "body": "", "subheading": "", "tags": ""}
NAMED = "(제목 없음)"


def links(response):
    """Return where the page says that something is missing, as [(address, its label)]."""
    return re.findall(r'<a href="[^"]*#id_(\w+)">([^<]+)</a>', response.text)


@pytest.mark.parametrize(
    "fields",
    [{"headline": "제목만"}, {"body": "<p>글만</p>"}, {"tags": "축제"}, {"subheading": "부제"}],
)
def test_a_draft_is_saved_with_whatever_there_is_of_it(client, nari, section, fields):
    client.force_login(nari)
    assert client.post(ADD, typed(section, **EMPTY | fields)).status_code == 302
    article = Article.objects.get()
    assert (article.status, article.section) == ("draft", None)
    assert save_again(client, article).status_code == 302
    assert Article.objects.get().edit_version == article.edit_version


def save_again(client, article):
    """Save the article's form with what it says already."""
    bylines = [{"id": b.pk, "reporter": b.reporter_id, "order": 0} for b in article.bylines.all()]
    said = {
        "headline": article.headline,
        "subheading": article.subheading,
        "body": article.body,
        "tags": ", ".join(article.tags.names()),
        "section": "",
        "version": article.edit_version,
    }
    data = typed(article, bylines=bylines, **said)
    return client.post(change(article), data | {"bylines-INITIAL_FORMS": len(bylines)})


def test_a_photo_alone_is_a_draft(client, nari, section):
    client.force_login(nari)
    row = {"photo": make_photo(uploaded_by=nari).pk, "caption": "불", "position": 0}
    assert client.post(ADD, typed(section, photos=[row], **EMPTY)).status_code == 302
    assert Article.objects.get().lead_photo == Photo.objects.get()


def test_of_nothing_at_all_the_form_says_kindly_that_there_is_nothing_to_save(
    client, nari, section
):
    client.force_login(nari)
    blank = EMPTY | {"headline": " \u200b ", "body": "<p>&nbsp;</p>"}
    response = client.post(ADD, typed(section, **blank))
    assert "아직 저장할 내용이 없습니다" in str(errors(response))
    assert not Article.objects.exists()


@pytest.mark.parametrize("then", ["submit", "review"])
def test_what_is_missing_is_told_at_once_and_what_was_typed_is_saved(client, bora, section, then):
    client.force_login(bora)
    response = client.post(ADD, typed(section, **EMPTY | {"tags": "축제"}, _then=then), follow=True)
    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == change(article)
    assert [name for name, _label in links(response)] == ["headline", "section", "body"]
    assert "본문 또는 사진" in response.text
    assert (article.status, list(article.tags.names())) == ("draft", ["축제"])
    assert not article.decisions.exists()
    whole = typed(section, version=article.edit_version, _then=then)
    client.post(change(article), whole)
    article.refresh_from_db()
    assert article.status == ("submitted" if then == "submit" else "draft")


@pytest.mark.parametrize(
    ("state", "field", "value"),
    [
        ("submitted", "headline", ""),
        ("submitted", "section", ""),
        ("approved", "headline", " \u200b "),
        ("approved", "body", ""),
        ("withdrawn", "body", "<p>&nbsp;</p>"),
    ],
)
def test_only_a_draft_may_be_saved_unfinished(client, nari, bora, article, state, field, value):
    if state == "submitted":
        workflow.submit(article, nari)
    else:
        make_public(article)
    if state == "withdrawn":
        workflow.withdraw(article, bora, "이유")
    client.force_login(bora)
    response = save(client, article, copyright_notice="남아 있어야 할 글", **{field: value})
    assert list(errors(response)) == [field]
    assert re.search("[가-힣]", str(errors(response)[field]))
    assert "남아 있어야 할 글" in response.text
    article.refresh_from_db()
    assert article.headline == "새 도서관이 문을 열었다"


def test_a_verb_names_all_that_is_missing(nari, bora):
    bare = make_article(headline="", section=None, body="", created_by=nari)
    for refused in (lambda: workflow.submit(bare, nari), lambda: workflow.approve(bare, bora)):
        with pytest.raises(workflow.Incomplete) as told:
            refused()
        assert told.value.missing == ("headline", "section", "body")
    pictured = make_article(body="", photos=[make_photo()], created_by=nari)
    workflow.submit(pictured, nari)
    assert pictured.status == "submitted"


def test_an_older_unfinished_revision_comes_back_into_a_draft_only(nari, bora, section):
    draft = make_article(headline="", section=None, created_by=nari)
    first = draft.revisions.get()
    draft.headline, draft.section = "제목", section
    draft.save()
    workflow.record_edit(draft, nari)
    make_public(draft)
    with pytest.raises(workflow.Incomplete) as told:
        workflow.bring_back(draft, bora, first, draft.edit_version)
    assert told.value.missing == ("headline", "section")
    Article.objects.filter(pk=draft.pk).update(status="draft", published_at=None)
    workflow.bring_back(draft, bora, first, draft.edit_version)
    draft.refresh_from_db()
    assert (draft.headline, draft.section) == ("", None)


def test_every_screen_shows_a_draft_without_headline_and_section(client, nari, bora):
    bare = make_article(headline="", section=None, body="", created_by=nari)
    bare.subheading = "부제"
    bare.save()
    workflow.record_edit(bare, nari)
    desk = f"/admin/articles/article/{bare.pk}/"
    ends = ("change", "review", "revisions", "revisions/difference", "views", "machines", "delete")
    for user in (nari, bora):
        client.force_login(user)
        for path in ("/admin/articles/article/?whose=all", *(f"{desk}{end}/" for end in ends)):
            page = client.get(path)
            assert page.status_code == 200, path
            assert NAMED in page.text, path
            assert re.findall(r".{40}\bNone\b.{9}", page.text) == [], path
        assert [name for name, _label in links(client.get(f"{desk}review/"))] == [
            *("headline", "section", "body")
        ]
    client.logout()
    page = client.get(preview.path(bare))
    assert page.status_code == 200
    assert f"{NAMED}</h1>" in page.text
    assert "None" not in page.text
    assert client.get(bare.get_absolute_url()).status_code == 404


def test_the_first_screen_says_what_each_draft_lacks(
    client, nari, section, django_assert_num_queries
):
    make_article(headline="", section=None, body="<p>글</p>", created_by=nari)
    make_article(headline="섹션 없는 기사", section=None, body="", created_by=nari)
    make_article(headline="사진 기사", body="", photos=[make_photo()], created_by=nari)
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    make_article(headline="표 기사", body=table, created_by=nari)
    client.force_login(nari)
    page = client.get("/admin/")
    lacks = re.findall(r'class="home-lacks">([^<]+)<', page.text)
    assert lacks == ["섹션 없음 · 본문 없음", "제목 없음 · 섹션 없음"]
    assert NAMED in page.text
