"""A save over a newer save: refused, both texts side by side, nothing lost."""

import re

import pytest
from django.forms import modelform_factory

from articles.desk import workflow
from articles.forms import ArticleForm
from articles.models import Article

from .article_form import errors, inline, save, typed
from .factories import make_photo, make_public
from .newsroom import change

pytestmark = pytest.mark.django_db


@pytest.fixture
def overtaken(client, article, bora):
    """The version that was on a screen before somebody else saved."""
    seen = article.edit_version
    client.force_login(bora)
    save(client, article, headline="먼저 저장한 제목", body="<p>먼저 저장한 본문이다.</p>")
    article.refresh_from_db()
    return seen


def test_both_texts_are_shown_and_nothing_is_overwritten(client, article, overtaken):
    response = save(client, article, version=overtaken, body="<p>나중에 쓴 본문이다.</p>")
    assert "박보라" in str(errors(response))
    shown = re.sub("</?(?:del|ins|span|b|mark)[^>]*>", "", response.text)
    for told in ("먼저 저장한 본문이다", "나중에 쓴 본문이다"):
        assert told in shown
    assert 'name="over"' in response.text
    article.refresh_from_db()
    assert article.body == "<p>먼저 저장한 본문이다.</p>"


def test_who_has_seen_the_other_text_may_save_over_it(client, article, overtaken):
    typed = {"version": overtaken, "body": "<p>나중에 쓴 본문이다.</p>"}
    assert save(client, article, **typed, over=article.edit_version).status_code == 302
    article.refresh_from_db()
    assert article.body == "<p>나중에 쓴 본문이다.</p>"
    bodies = [revision.content["body"] for revision in article.revisions.all()]
    assert "<p>먼저 저장한 본문이다.</p>" in bodies


def test_a_third_save_in_between_is_a_conflict_again(client, article, overtaken):
    seen = article.edit_version
    save(client, article, headline="셋째 제목")
    response = save(client, article, version=overtaken, over=seen, headline="내 제목")
    assert response.status_code == 200
    article.refresh_from_db()
    assert article.headline == "셋째 제목"


def test_rows_that_were_written_anew_meanwhile_are_found_again(client, article, bora, nari, chan):
    kept, gone = make_photo(uploaded_by=bora), make_photo(uploaded_by=bora)
    for position, photo in enumerate((kept, gone)):
        article.article_photos.create(photo=photo, caption="처음", position=position)
    workflow.record_edit(article, bora)
    rows = list(article.article_photos.all())
    byline = article.bylines.get()
    seen = article.edit_version
    content = article.content()
    content["photos"] = content["photos"][:1]
    workflow.edits.put_content(article, content)
    workflow.record_edit(article, bora)
    client.force_login(bora)
    sent = typed(article.section, version=seen, over=article.edit_version)
    sent |= inline(
        "article_photos",
        *(
            {"id": row.pk, "photo": row.photo_id, "caption": f"고침 {row.position}", "position": n}
            for n, row in enumerate(rows)
        ),
        initial=2,
    )
    sent |= inline(
        "bylines", {"id": byline.pk, "reporter": byline.reporter_id, "order": 0}, initial=1
    )
    assert client.post(change(article), sent).status_code == 302
    assert [(row.photo_id, row.words.caption) for row in article.article_photos.all()] == [
        (kept.pk, "고침 0"),
        (gone.pk, "고침 1"),
    ]
    assert article.bylines.get().reporter == nari.reporter


def test_the_check_is_in_the_statement(article, bora):
    stale = Article.objects.get(pk=article.pk)
    article.headline = "새 제목"
    article.save()
    workflow.record_edit(article, bora)
    stale.headline = "늦은 제목"
    stale.save()
    with pytest.raises(workflow.Conflict):
        workflow.record_edit(stale, bora)


def test_a_live_text_is_not_replaced_without_a_word(client, article, bora):
    make_public(article)
    client.force_login(bora)
    other = "<p>전혀 다른 사건을 다루는 새 글을 이 주소에 썼습니다.</p>"
    response = save(client, article, body=other)
    assert "accept_rewrite" in response.text
    assert "전혀 다른 사건" in response.text
    article.refresh_from_db()
    assert "도서관" in article.body
    assert save(client, article, body=other, accept_rewrite="on").status_code == 302
    article.refresh_from_db()
    assert article.body == other


def test_a_small_change_of_a_live_text_needs_no_word(client, article, bora):
    make_public(article)
    client.force_login(bora)
    save(client, article, body="<p>군은 새 도서관을 열었다고 12일 밝혔다.</p>")
    article.refresh_from_db()
    assert "12일" in article.body
    assert article.revised_at


def test_who_guesses_the_next_version_does_not_undo_an_approval(article, nari, bora):
    stale = Article.objects.get(pk=article.pk)
    workflow.approve(article, bora)
    form_of = modelform_factory(
        Article, ArticleForm, fields=["headline", "body", "section", "origin"]
    )
    form_of.writer = nari
    sent = typed(article.section, version=article.edit_version, accept_rewrite="on")
    form = form_of(sent, instance=stale)
    assert not form.is_valid()
    assert form.conflict == article


def test_a_number_of_thousands_of_digits_breaks_nothing(client, article, bora):
    client.force_login(bora)
    response = save(client, article, **{"article_photos-TOTAL_FORMS": "9" * 5000})
    assert response.status_code == 200
    assert "새 도서관을 연다고" in response.text


@pytest.mark.parametrize("is_gone", [False, True])
def test_two_reporters_change_places(client, article, nari, chan, bora, is_gone):
    first = article.bylines.get()
    second = article.bylines.create(reporter=chan.reporter, title="수습기자", order=1)
    workflow.record_edit(article, bora)
    client.force_login(bora)
    sent = inline(
        "bylines",
        {"id": first.pk, "reporter": chan.reporter.pk, "order": 0},
        {"id": second.pk, "reporter": (chan if is_gone else nari).reporter.pk, "order": 1}
        | ({"DELETE": "on"} if is_gone else {}),
        initial=2,
    )
    data = typed(article.section, version=article.edit_version) | sent
    assert client.post(change(article), data).status_code == 302
    named = [(chan.reporter.pk, "수습기자"), (nari.reporter.pk, "")]
    assert list(article.bylines.values_list("reporter", "title")) == named[: 2 - is_gone]


def test_photos_change_places_with_their_words(client, article, bora):
    both = [make_photo(uploaded_by=bora, credit=f"출처 {n}") for n in (0, 1)]
    rows = [article.article_photos.create(photo=p, position=n) for n, p in enumerate(both)]
    workflow.record_edit(article, bora)
    client.force_login(bora)
    told = [
        {"id": row.pk, "photo": photo.pk, "caption": photo.credit, "credit": photo.credit}
        | {"position": row.position}
        for row, photo in zip(rows, reversed(both), strict=True)
    ]
    sent = inline("article_photos", *told, initial=2)
    sent |= {f"initial-article_photos-{n}-credit": photo.credit for n, photo in enumerate(both)}
    assert save(client, article, **sent).status_code == 302
    words = [(row.photo_id, *row.words[:2]) for row in article.article_photos.all()]
    assert words == [(both[1].pk, "출처 1", "출처 1"), (both[0].pk, "출처 0", "출처 0")]
