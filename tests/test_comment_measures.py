"""임시조치: a claim against a comment, both sides, and what becomes of the comment by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.desk import comments as desk
from articles.desk import watch
from articles.desk.comments import counting, ending, measures, passwords
from articles.desk.refusals import (
    Gone,
    Incomplete,
    NotAllowed,
    TooMany,
    Unsuitable,
    WrongState,
)
from articles.models import Comment, CommentCount, CommentMeasure, Guess, Notice
from articles.pure import text
from articles.reading import comments

from .factories import make_comment, make_public

pytestmark = pytest.mark.django_db

HANI = desk.visitor("192.0.2.7", "Mozilla/5.0 (Hani)")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to("2026-03-02T12:00:00+09:00", tick=False)
    return time_machine


@pytest.fixture
def comment():
    return make_comment(password=passwords.stored("1234"), text="그 사람은 돈을 떼먹었다.")


def withhold(comment, editor, claimant="박상인", **fields):
    return measures.withhold(comment, editor, claimant, "사실이 아닙니다.", **fields)


def object_to(comment, password="1234", statement="제가 겪은 일입니다.", who=HANI):
    comment.refresh_from_db()
    return measures.object_to(comment, password, statement, who)


def seen(article):
    """Return what readers see: {number of the comment: its text, or that a notice stands there}."""
    found = {}
    for comment in comments.thread(article).comments:
        for row in (comment, *comment.first_replies):
            if row.is_shown():
                found[row.pk] = row.text
            elif row.is_withheld():
                found[row.pk] = "notice"
    return found


def record(comment):
    return [(line.action, line.actor) for line in comment.decisions.order_by("pk")]


def test_a_claim_puts_a_notice_in_the_place_of_the_comment(comment, bora):
    measure = withhold(comment, bora)
    assert seen(comment.article) == {comment.pk: "notice"}
    assert comments.count_of(comment.article_id) == 1
    assert measure.ends_at == timezone.now() + 30 * DAY
    assert record(comment) == [("withhold", bora)]


def test_whose_writer_did_not_object_it_is_gone_after_thirty_days_by_itself(comment, bora, noon):
    measure = withhold(comment, bora)
    noon.shift(30 * DAY - MINUTE)
    assert seen(comment.article) == {comment.pk: "notice"}
    noon.shift(MINUTE)
    assert seen(comment.article) == {}
    noon.shift(MINUTE)
    watch.look()
    assert comments.count_of(comment.article_id) == 0
    comment.refresh_from_db()
    assert (comment.state, comment.withheld_until) == ("removed", None)
    ended = CommentMeasure.objects.get()
    assert (ended.outcome, ended.ended_at, ended.ended_by) == ("removed", measure.ends_at, None)
    assert record(comment) == [("withhold", bora), ("end", None)]
    assert comment.decisions.first().made_at == measure.ends_at


def test_whose_writer_objected_it_is_back_after_thirty_days_by_itself(comment, bora, noon):
    withhold(comment, bora)
    noon.shift(10 * DAY)
    object_to(comment)
    assert seen(comment.article) == {comment.pk: "notice"}
    noon.shift(20 * DAY)
    assert seen(comment.article) == {comment.pk: comment.text}
    watch.look()
    comment.refresh_from_db()
    assert (comment.state, comment.withheld_until, comment.is_contested) == ("public", None, False)
    ended = CommentMeasure.objects.get()
    assert (ended.outcome, ended.claim) == ("restored", "사실이 아닙니다.")
    assert ended.statement == "제가 겪은 일입니다."
    assert record(comment) == [("withhold", bora), ("object", None), ("restore", None)]


@pytest.mark.parametrize(("outcome", "action"), [("restored", "restore"), ("removed", "end")])
def test_the_desk_may_decide_earlier_and_says_why(comment, bora, outcome, action):
    measure = withhold(comment, bora)
    with pytest.raises(Incomplete):
        measures.end(measure, bora, outcome, " ")
    for _ in range(2):  # a second click
        measures.end(measure, bora, outcome, "판결문을 보았습니다.")
    assert bool(seen(comment.article)) == (outcome == "restored")
    assert comments.count_of(comment.article_id) == (outcome == "restored")
    assert record(comment) == [("withhold", bora), (action, bora)]
    assert comment.decisions.first().note == "판결문을 보았습니다."
    with pytest.raises(WrongState):
        measures.end(measure, bora, "restored" if outcome == "removed" else "removed", "다르게")


def test_only_who_moderates_withholds_and_ends(comment, nari, bora):
    with pytest.raises(NotAllowed):
        withhold(comment, nari)
    measure = withhold(comment, bora)
    with pytest.raises(NotAllowed):
        measures.end(measure, nari, "restored", "왜")
    with pytest.raises(NotAllowed):
        measures.note_objection(measure, nari, "전화로 들었다")


def test_one_claim_is_on_at_a_time_and_sent_twice_it_is_one(comment, bora):
    assert withhold(comment, bora) == withhold(comment, bora)
    with pytest.raises(WrongState):
        withhold(comment, bora, claimant="다른 사람")
    assert CommentMeasure.objects.count() == 1


@pytest.mark.parametrize("state", ["waiting", "hidden", "removed", "deleted"])
def test_what_readers_do_not_see_is_not_withheld(bora, state):
    with pytest.raises(WrongState):
        withhold(make_comment(state=state), bora)


def test_thirty_days_are_the_most_also_for_a_claimant_who_comes_again(comment, bora, noon):
    for days in (0, 31):
        with pytest.raises(Unsuitable):
            withhold(comment, bora, days=days)
    withhold(comment, bora)
    object_to(comment)
    noon.shift(30 * DAY)
    with pytest.raises(Unsuitable) as refused:
        withhold(comment, bora)
    assert refused.value.reason == "again"
    assert seen(comment.article) == {comment.pk: comment.text}
    withhold(comment, bora, claimant="김대리", days=7)
    assert seen(comment.article) == {comment.pk: "notice"}
    assert [row.outcome for row in comment.measures.all()] == ["", "restored"]


def test_what_readers_reported_is_looked_at_once_the_comment_is_withheld(comment, bora):
    comment.reports.create(reason="defamation", words="제 이야기입니다")
    Comment.objects.update(report_count=1)
    withhold(comment, bora)
    comment.refresh_from_db()
    assert (comment.report_count, comment.reports.get().settled_by) == (0, bora)


@pytest.mark.parametrize("step", [desk.hide, desk.remove])
def test_what_the_desk_takes_away_meanwhile_is_withheld_no_more(comment, bora, step):
    withhold(comment, bora)
    step(comment, bora, "욕설")
    comment.refresh_from_db()
    assert (comment.withheld_until, comments.count_of(comment.article_id)) == (None, 0)
    ended = CommentMeasure.objects.get()
    assert (ended.outcome, ended.ended_by) == ("removed", bora)
    if step == desk.hide:
        desk.approve(comment, bora)
        assert seen(comment.article) == {comment.pk: comment.text}


def test_approving_what_is_withheld_brings_nothing_back(comment, bora, noon):
    withhold(comment, bora)
    desk.approve(comment, bora)
    assert seen(comment.article) == {comment.pk: "notice"}
    noon.shift(31 * DAY)
    with pytest.raises(WrongState):
        desk.approve(comment, bora)


def test_a_comment_that_its_writer_deletes_ends_the_measure(comment, bora):
    withhold(comment, bora)
    delete(comment)
    comment.refresh_from_db()
    assert (comment.state, comment.withheld_until) == ("deleted", None)
    assert CommentMeasure.objects.get().outcome == "removed"
    assert record(comment) == [("withhold", bora)]
    with pytest.raises(Gone):
        object_to(comment)


def test_only_who_has_the_password_objects_and_guesses_are_few(comment, bora, noon):
    withhold(comment, bora)
    for number in range(5):
        with pytest.raises(NotAllowed):
            object_to(comment, f"000{number}")
    with pytest.raises(TooMany) as refused:
        object_to(comment)
    assert refused.value.seconds == 15 * 60
    assert not Guess.objects.filter(network__contains="192").exists()
    elsewhere = desk.visitor("198.51.100.9", "Mozilla/5.0 (Hani)")
    assert object_to(comment, who=elsewhere).statement == "제가 겪은 일입니다."
    noon.shift(15 * MINUTE)
    assert object_to(comment).stated_at  # the same again
    with pytest.raises(WrongState):
        object_to(comment, statement="다른 말입니다.")


def test_who_has_many_networks_guesses_no_more_than_twenty(comment, bora):
    withhold(comment, bora)
    Guess.objects.bulk_create(
        Guess(account=text.digest(f"comment {comment.pk}"), network=f"{n:032x}", kind="password")
        for n in range(20)
    )
    with pytest.raises(TooMany):
        object_to(comment)


def test_a_comment_without_a_password_is_defended_by_letter(bora):
    comment = make_comment()
    measure = withhold(comment, bora)
    with pytest.raises(NotAllowed):
        object_to(comment, "")
    measures.note_objection(measure, bora, "편지로 알려 왔습니다.")
    comment.refresh_from_db()
    assert comment.is_contested
    assert record(comment) == [("withhold", bora), ("object", bora)]


def test_editors_are_told_of_an_objection_and_the_day_before_the_end(comment, bora, dami, noon):
    other = make_comment(comment.article)
    withhold(comment, bora)
    withhold(other, bora)
    object_to(comment)
    told = Notice.objects.filter(user=bora, kind="comment_claim")
    assert "2026-04-01 12:00" in told.get().words
    noon.shift(29 * DAY - MINUTE)
    watch.look()
    assert told.count() == 1
    noon.shift(2 * MINUTE)
    for _ in range(2):
        watch.look()
    assert told.count() == 3
    ends = [notice.words for notice in told.filter(occasion__contains=":end:").order_by("pk")]
    assert [("댓글이 삭제됩니다" in words, "다시 보입니다" in words) for words in ends] == [
        (False, True),
        (True, False),
    ]
    assert Notice.objects.filter(user=dami, kind="comment_claim").count() == 3


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "withhold",
                "object",
                "restored",
                "removed",
                "hide",
                "approve",
                "delete",
                "wait",
                "look",
            )
        ),
        st.integers(0, 2),
        st.sampled_from((1, 5, 29, 30)),
    ),
    max_size=12,
)


@pytest.mark.one_database
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_readers_see_by_the_time_is_what_is_written_down_later(bora, noon, steps):
    first = make_comment(make_public(), password="")
    rows = [first, make_comment(parent=first), make_comment(first.article)]
    for step, number, days in steps:
        take(step, rows[number], bora, days, noon)
    before = seen(first.article)
    measures.settle()
    assert seen(first.article) == before
    assert CommentCount.objects.get(article=first.article).count == len(before)
    replies = Comment.objects.counted().filter(parent=first).count()
    assert Comment.objects.get(pk=first.pk).reply_count == replies
    late = CommentMeasure.objects.filter(outcome="").exclude(comment__in=withheld(before))
    assert not late.filter(comment__article=first.article).exists()


def withheld(found):
    return [number for number, words in found.items() if words == "notice"]


def delete(row):
    """Delete the comment as its writer does."""
    current = ending.locked(row.pk, timezone.now())
    if current.state == "public":
        ending.end_with(current)
        Comment.objects.filter(pk=row.pk).update(state="deleted")
        counting.recount(row)


def take(step, row, bora, days, clock):
    """Do the step where it is possible."""
    row.refresh_from_db()
    try:
        if step == "withhold":
            measures.withhold(row, bora, f"{row.pk} {row.measures.count()}", "아니다", days)
        elif step == "object":
            measures.contest(row, "맞다")
        elif step in ("restored", "removed"):
            measures.end(row.measures.first() or CommentMeasure(comment=row), bora, step, "왜")
        elif step == "delete":
            delete(row)
        elif step == "wait":
            clock.shift(days * DAY)
        elif step == "look":
            measures.settle()
        else:
            getattr(desk, step)(row, bora)
    except (Gone, WrongState, CommentMeasure.DoesNotExist):
        pass
