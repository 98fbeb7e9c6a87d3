"""Comments of readers: what comes in, what readers see of it, what the desk makes of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import comments as desk
from articles.desk.refusals import Closed, Gone, NotAllowed, TooMany, WrongState
from articles.models import Comment, CommentCount, CommentRules
from articles.reading import comments

from .factories import make_comment, make_public, make_section

pytestmark = pytest.mark.django_db

HANI = desk.visitor("192.0.2.7", "Mozilla/5.0 (Hani)")
OPEN = CommentRules(pk=1, policy="open")


def typed(text="좋은 소식입니다.", **fields):
    return desk.Typed(**{"name": "하니", "text": text, "password": "1234"} | fields)


def write(article, who=HANI, rules=OPEN, now=None, **fields):
    comment, _is_new = desk.write(article, typed(**fields), who, rules, now)
    return comment


def texts(article):
    return [comment.text for comment in comments.thread(article).comments]


def test_a_comment_is_seen_at_once_where_the_paper_says_so():
    article = make_public()
    write(article)
    assert texts(article) == ["좋은 소식입니다."]
    assert comments.count_of(article.pk) == 1


def test_a_comment_waits_where_approval_comes_first_and_is_seen_once_approved(bora):
    article = make_public()
    comment = write(article, rules=CommentRules())
    assert (texts(article), comments.count_of(article.pk)) == ([], 0)
    assert comment.held_for == ["policy"]
    desk.approve(comment, bora)
    assert (texts(article), comments.count_of(article.pk)) == (["좋은 소식입니다."], 1)


def test_sent_twice_it_is_one_comment():
    article = make_public()
    first, again = write(article), write(article)
    assert first == again
    assert Comment.objects.count() == 1


def test_a_reader_writes_once_a_minute_and_three_times_a_day_under_an_article():
    article, other, now = make_public(), make_public(), timezone.now()
    write(article, text="하나", now=now)
    with pytest.raises(TooMany) as refused:
        write(article, text="둘", now=now + timedelta(seconds=20))
    assert refused.value.seconds == 40
    for minute, text in ((1, "둘"), (2, "셋")):
        write(article, text=text, now=now + timedelta(minutes=minute))
    with pytest.raises(TooMany):
        write(article, text="넷", now=now + timedelta(minutes=3))
    write(other, text="넷", now=now + timedelta(minutes=3))


def test_other_names_of_browsers_help_nobody_to_write_more():
    article, now = make_public(), timezone.now()
    stored = 0
    for number in range(40):
        who = desk.visitor("192.0.2.7", f"Mozilla/5.0 ({number})")
        try:
            write(article, who=who, text=f"댓글 {number}", now=now + timedelta(seconds=number))
            stored += 1
        except TooMany:
            pass
    assert stored == 5


def test_nobody_comments_on_what_readers_do_not_see(article):
    with pytest.raises(Closed):
        write(article)


@pytest.mark.parametrize(
    "fields",
    [{"comments_open": False}, {"sensitivity": "suicide"}, {"at": -timedelta(days=31)}],
    ids=["switched off", "spares those concerned", "too old"],
)
def test_no_comments_are_taken_under_an_article_that_is(fields):
    if age := fields.pop("at", None):
        fields["at"] = timezone.now() + age
    article = make_public(**fields)
    with pytest.raises(Closed):
        write(article)


def test_a_section_may_say_otherwise_than_the_paper_and_an_article_than_its_section():
    section = make_section(comment_policy="closed")
    with pytest.raises(Closed):
        write(make_public(section=section))
    assert write(make_public(section=section, comment_policy="approve")).state == "waiting"


def test_a_reply_to_a_reply_stands_beside_it():
    article, now = make_public(), timezone.now()
    first = make_comment(article)
    reply = make_comment(parent=first)
    answer = write(article, text="저도요", parent=reply.pk, now=now)
    assert answer.parent == first
    [comment] = comments.thread(article).comments
    assert [found.pk for found in comment.first_replies] == [reply.pk, answer.pk]
    assert comments.count_of(article.pk) == 3


def test_what_is_gone_can_not_be_answered():
    article = make_public()
    with pytest.raises(Gone):
        write(article, parent=make_comment(article, state="hidden").pk)


def test_a_hidden_comment_keeps_its_place_only_for_its_replies(bora):
    article = make_public()
    alone, answered = make_comment(article), make_comment(article)
    make_comment(parent=answered)
    answered.refresh_from_db()
    for comment in (alone, answered):
        desk.hide(comment, bora, "욕설")
    [left] = comments.thread(article).comments
    assert left == answered
    assert not left.is_shown()
    assert comments.count_of(article.pk) == 1


def test_only_who_may_moderate_moderates_and_what_was_removed_stays_so(nari, bora):
    comment = make_comment()
    with pytest.raises(NotAllowed):
        desk.hide(comment, nari)
    desk.remove(comment, bora, "광고")
    with pytest.raises(WrongState):
        desk.approve(comment, bora)
    assert [(d.action, d.actor, d.note) for d in comment.decisions.all()] == [
        ("remove", bora, "광고")
    ]


def test_a_long_thread_is_read_page_by_page_in_both_orders(django_assert_num_queries):
    article = make_public()
    made = [make_comment(article, agree_count=number % 7) for number in range(60)]
    for _ in range(12):
        make_comment(parent=made[-1])
    with django_assert_num_queries(3):
        first = comments.thread(article)
    second = comments.thread(article, 2)
    assert [c.pk for c in (*first.comments, *second.comments)] == [c.pk for c in made[::-1]]
    assert (first.pages, comments.thread(article, 3)) == (2, None)
    assert len(first.comments[0].first_replies) == comments.REPLIES
    assert len(comments.replies(made[-1]).comments) == 12
    agreed = [c.agree_count for c in comments.thread(article, order="agreed").comments]
    assert agreed == sorted(agreed, reverse=True)


def test_another_worker_sees_the_number_within_a_second():
    article = make_public()
    assert comments.count_of(article.pk) == 0
    Comment.objects.bulk_create(
        [Comment(article=article, name="a", text="b", state="public", digest=b"", text_digest=b"")]
    )
    CommentCount.objects.update_or_create(
        article=article, defaults={"count": 1, "changed_at": timezone.now()}
    )
    comments.look_again()
    assert comments.count_of(article.pk) == 1
    assert comments.lately() == {article.pk: 1}
