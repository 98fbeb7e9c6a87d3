"""A save over a newer save: refused, both texts side by side, nothing lost."""

import re

import pytest

from articles import workflow
from articles.models import Article

from .factories import make_photo, make_public
from .test_admin import change, errors, inline, save, typed

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
    workflow.edits.write(article, content)
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
    assert list(article.article_photos.values_list("photo_id", "caption")) == [
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
