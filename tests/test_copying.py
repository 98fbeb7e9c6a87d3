"""A new article that begins with what another one says."""

import pytest

from articles.desk import workflow
from articles.models import Article, Redirect

from .factories import make_article, make_photo, make_public, make_region, make_reporter
from .newsroom import change

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def story(nari, section):
    """A public article of Nari's with something in every field."""
    return make_public(
        headline="11월 셋째 주 농산물 시세",
        subheading="배추 내리고 무 올라",
        body="<p>배추는 한 포기에 2100원이었다.</p>",
        section=section,
        region=make_region("옥천군", parent=make_region("충북")),
        origin="press_release",
        is_ai_assisted=True,
        tags=["농산물", "시세"],
        reporters=[nari.reporter],
        created_by=nari,
        photos=[make_photo(caption="배추", credit="군 제공")],
        legacy_id="77",
    )


def duplicate(client, article):
    return client.post(f"/admin/articles/article/{article.pk}/duplicate/", follow=True)


def test_another_reporter_writes_after_a_public_article_under_the_own_name(client, chan, story):
    Redirect.objects.create(path="/news/77", article=story)
    before = (story.decisions.count(), story.revisions.count(), story.edit_version)
    client.force_login(chan)
    assert "이 기사를 본떠 새로 쓰기" in client.get(change(story)).text
    page = duplicate(client, story)
    draft = Article.objects.first()
    assert page.request["PATH_INFO"] == change(draft)
    assert "‘11월 셋째 주 농산물 시세’ 기사를 본뜬 새 초안입니다." in page.text
    assert draft.content() == story.content() | {"reporters": [[chan.reporter.pk, ""]]}
    assert (draft.state, draft.created_by, draft.published_at) == ("draft", chan, None)
    assert (draft.legacy_id, draft.redirects.count(), draft.replaces) == (None, 0, None)
    assert not draft.decisions.exists()
    assert draft.revisions.get().editor == chan
    assert draft.lead_photo == story.lead_photo
    story.refresh_from_db()
    assert (story.decisions.count(), story.revisions.count(), story.edit_version) == before


def test_what_one_may_not_read_is_not_copied_by_anybody(client, nari, chan, bora, section):
    secret = make_article(section=section, created_by=nari, reporters=[nari.reporter])
    client.force_login(chan)
    assert duplicate(client, secret).status_code == 404
    with pytest.raises(workflow.NotAllowed):
        workflow.duplicate(secret, chan)
    assert Article.objects.get() == secret
    assert workflow.duplicate(secret, bora).created_by == bora


def test_a_gone_photo_stays_behind_and_a_copy_begins_no_copy(nari, chan, bora, story):
    story.lead_photo.withdrawn_at = story.published_at
    story.lead_photo.save()
    copy = workflow.open_copy(story, nari)
    draft = workflow.duplicate(copy, nari)
    assert not draft.article_photos.exists()
    assert draft.replaces is None
    make_reporter("박보라", user=bora)
    assert [str(byline) for byline in workflow.duplicate(story, bora).bylines.all()] == [
        "박보라 기자"
    ]
