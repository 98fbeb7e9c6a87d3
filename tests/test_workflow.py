from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.desk import workflow
from articles.models import AppendOnly, Article, Decision, Revision

from .factories import make_article, make_public, make_tag

pytestmark = pytest.mark.django_db
Status = Article.Status


def test_an_article_goes_from_draft_to_reader_with_a_record_of_each_step(article, nari, bora):
    workflow.submit(article, nari)
    assert article.status == Status.SUBMITTED
    workflow.approve(article, bora, note="좋습니다")
    assert list(Article.objects.public()) == [article]
    assert [(d.action, d.actor, d.note) for d in article.decisions.order_by("id")] == [
        ("submit", nari, ""),
        ("approve", bora, "좋습니다"),
    ]
    assert article.bylines.get().published_at == article.published_at


def test_a_reporter_cannot_approve_her_own_article(nari, article):
    with pytest.raises(workflow.NotAllowed):
        workflow.approve(article, nari)
    assert list(Article.objects.public()) == []
    assert not Decision.objects.exists()


def test_a_reporter_cannot_submit_what_is_not_hers(article, chan):
    with pytest.raises(workflow.NotAllowed):
        workflow.submit(article, chan)
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_a_co_writer_may_submit_what_names_him(article, chan):
    article.bylines.create(reporter=chan.reporter, order=1)
    workflow.submit(article, chan)
    assert article.status == Status.SUBMITTED


def test_what_is_sent_back_needs_a_reason(article, nari, bora):
    workflow.submit(article, nari)
    with pytest.raises(workflow.Incomplete):
        workflow.send_back(article, bora, " \u200b ")
    workflow.send_back(article, bora, "숫자를 확인해 주십시오")
    assert article.status == Status.DRAFT
    assert article.decisions.first().note == "숫자를 확인해 주십시오"


def test_an_article_approved_for_later_waits_for_its_time(article, bora):
    at = timezone.now() + timedelta(hours=3)
    workflow.approve(article, bora, at=at)
    assert article.state == "scheduled"
    assert list(Article.objects.public()) == []
    assert list(Article.objects.public(at=at)) == [article]


def test_an_approval_for_a_time_that_has_passed_is_one_for_now(article, bora):
    workflow.approve(article, bora, at=timezone.now() - timedelta(days=400))
    assert timezone.now() - article.published_at < timedelta(minutes=1)


def test_what_changed_since_the_editor_saw_it_is_not_approved(article, nari, bora):
    seen = article.edit_version
    article.headline = "바뀐 제목"
    article.save()
    workflow.record_edit(article, nari)
    with pytest.raises(workflow.Conflict):
        workflow.approve(article, bora, version=seen)
    assert list(Article.objects.public()) == []


@pytest.mark.parametrize("body", ["", "<p></p>", "<p>\u200b&nbsp;</p>", "<hr>"])
def test_an_empty_article_is_not_approved(article, bora, body):
    Article.objects.filter(pk=article.pk).update(body=body)
    with pytest.raises(workflow.Incomplete):
        workflow.approve(article, bora)


def test_a_withdrawn_article_comes_back_at_its_old_time(article, bora):
    make_public(article, at=timezone.now() - timedelta(days=2))
    appeared = article.published_at
    workflow.withdraw(article, bora, "사실 확인 중")
    assert list(Article.objects.public()) == []
    assert list(Article.objects.ever_public()) == [article]
    workflow.restore(article, bora, "확인 끝")
    assert Article.objects.public().get().published_at == appeared


def test_what_is_withdrawn_before_its_time_was_never_public(article, bora):
    workflow.approve(article, bora, at=timezone.now() + timedelta(hours=1))
    workflow.withdraw(article, bora, "취소")
    assert list(Article.objects.ever_public(timezone.now() + timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("status", "refused"),
    [
        (Status.DRAFT, ["take_back", "send_back", "withdraw", "restore"]),
        (Status.SUBMITTED, ["submit", "withdraw", "restore"]),
        (Status.APPROVED, ["submit", "take_back", "send_back", "approve", "restore"]),
        (Status.WITHDRAWN, ["submit", "take_back", "send_back", "approve", "withdraw"]),
    ],
)
def test_a_verb_in_the_wrong_state_changes_nothing(article, bora, status, refused):
    Article.objects.filter(pk=article.pk).update(status=status, published_at=timezone.now())
    for action in refused:
        with pytest.raises(workflow.WrongState):
            getattr(workflow, action)(article, bora, note="이유")
    article.refresh_from_db()
    assert article.status == status
    assert not Decision.objects.exists()


def test_an_inactive_account_may_nothing(article, bora):
    bora.is_active = False
    bora.save()
    with pytest.raises(workflow.NotAllowed):
        workflow.approve(article, bora)


def test_only_what_readers_see_makes_a_revision(article, bora):
    make_public(article)
    article.refresh_from_db()
    article.comments_open = False
    article.save()
    assert workflow.record_edit(article, bora) is None
    assert article.revised_at is None
    article.tags.add(make_tag("도서관"))
    revision = workflow.record_edit(article, bora)
    assert (revision.number, revision.content["tags"], revision.editor) == (2, ["도서관"], bora)
    assert article.revised_at is not None


def test_nothing_changes_or_deletes_a_decision_or_a_revision(article, nari):
    workflow.submit(article, nari)
    for record in (article.decisions.get(), article.revisions.get()):
        with pytest.raises(AppendOnly):
            record.save()
        with pytest.raises(AppendOnly):
            record.delete()
    for model in (Decision, Revision):
        with pytest.raises(AppendOnly):
            model.objects.update(editor=None)
        with pytest.raises(AppendOnly):
            model.objects.all().delete()


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "approved"},
        {"status": "published"},
        {"status": "submitted", "headline": ""},
        {"status": "submitted", "section": None},
    ],
)
def test_the_database_refuses_an_article_that_must_not_exist(article, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**fields)


def test_the_database_allows_one_unfinished_working_copy(article):
    make_public(article)
    make_article(replaces=article, section=article.section)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_article(replaces=article, section=article.section)


def test_what_is_withdrawn_leaves_the_lists_of_its_tags_and_reporters_until_it_is_back(
    article, bora
):
    workflow.approve(article, bora)
    article.tags.add("축제")
    workflow.record_edit(article, bora)
    workflow.withdraw(article, bora, "확인 중입니다")
    assert article.bylines.get().published_at is None
    assert article.taggings.get().published_at is None
    workflow.restore(article, bora, "확인했습니다")
    assert article.bylines.get().published_at == article.published_at
    assert article.taggings.get().published_at == article.published_at
