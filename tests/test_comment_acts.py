"""What readers do about a comment: they agree or don't, report it, take back their own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import comments as desk
from articles.desk.comments import guesses, passwords, reporting
from articles.desk.login.guesses import Limit
from articles.desk.refusals import Enough, Gone, NotAllowed, TooMany, WrongPassword
from articles.models import CommentRules, CommentVote, Guess
from articles.reading import comments

from .factories import make_comment, make_public
from .threads import at_once

pytestmark = pytest.mark.django_db

OPEN = CommentRules(pk=1, policy="open")
LATER = timedelta(minutes=1)


def reader(number, address=None):
    return desk.visitor(address or f"192.0.2.{number}", f"Mozilla/5.0 ({number})")


def votes(comment):
    comment.refresh_from_db()
    return comment.agree_count, comment.disagree_count


def own(article=None, text="제가 적었습니다", password="1234"):
    """Write a comment of reader 1 with a password."""
    typed = desk.Typed("하니", text, password)
    comment, _is_new = desk.write(article or make_public(), typed, reader(1), OPEN)
    return comment


def test_a_vote_counts_once_may_be_changed_and_taken_back():
    comment, now = make_comment(), timezone.now()
    for minute, agrees, counted in (
        (0, True, (1, 0)),
        (1, False, (0, 1)),
        (2, True, (1, 0)),
        (3, True, (0, 0)),
        (4, True, (1, 0)),
    ):
        desk.vote(comment, reader(1), agrees, now + minute * LATER)
        assert votes(comment) == counted
    desk.vote(comment, reader(2), False, now)
    assert votes(comment) == (1, 1)


def test_a_double_click_is_one_vote():
    comment, now = make_comment(), timezone.now()
    for part in (0, 300):
        desk.vote(comment, reader(1), True, now + timedelta(milliseconds=part))
    assert votes(comment) == (1, 0)


def test_of_one_network_twenty_vote_and_may_still_think_otherwise():
    comment, now = make_comment(), timezone.now()
    for number in range(20):
        desk.vote(comment, reader(number, "192.0.2.9"), True, now)
    with pytest.raises(Enough):
        desk.vote(comment, reader(20, "192.0.2.9"), True, now)
    desk.vote(comment, reader(0, "192.0.2.9"), False, now + LATER)
    desk.vote(comment, reader(20, "198.51.100.7"), True, now)
    assert votes(comment) == (20, 1)


def test_votes_that_are_forgotten_stay_counted():
    comment, now = make_comment(), timezone.now()
    desk.vote(comment, reader(1), True, now)
    CommentVote.objects.all().delete()
    desk.vote(comment, reader(2), True, now)
    desk.vote(comment, reader(2), True, now + LATER)
    assert votes(comment) == (1, 0)


@pytest.mark.parametrize("state", ["waiting", "hidden", "removed", "deleted"])
def test_about_a_comment_that_readers_do_not_see_nothing_can_be_done(state):
    comment = make_comment(state=state, password=passwords.stored("1234"))
    for act in (
        lambda: desk.vote(comment, reader(1), True),
        lambda: desk.report(comment, reader(1), "abuse"),
        lambda: desk.delete(comment, "1234", reader(1)),
    ):
        with pytest.raises(Gone):
            act()
    assert votes(comment) == (0, 0)
    assert (comment.state, comment.report_count, Guess.objects.count()) == (state, 0, 0)


def test_nor_about_one_under_an_article_that_readers_do_not_see(article):
    with pytest.raises(Gone):
        desk.vote(make_comment(article), reader(1), True)


def test_a_report_reaches_the_desk_once_and_the_comment_stays(bora):
    comment = make_comment()
    for words in ("제 전화번호가 있습니다", "다시 보냅니다"):
        desk.report(comment, reader(1), "privacy", words)
    desk.report(comment, reader(2), "abuse")
    comment.refresh_from_db()
    assert (comment.report_count, comment.is_shown()) == (2, True)
    assert {(r.reason, r.words) for r in comment.reports.all()} == {
        ("privacy", "제 전화번호가 있습니다"),
        ("abuse", ""),
    }
    desk.hide(comment, bora)
    comment.refresh_from_db()
    assert comment.report_count == 0


def test_one_network_reports_so_much_a_day(monkeypatch):
    monkeypatch.setattr(reporting, "PER_DAY", 3)
    article, now = make_public(), timezone.now()
    for number in range(3):
        who = reader(number, "192.0.2.9")
        desk.report(make_comment(article), who, "spam", now=now + number * LATER)
    refused = make_comment(article)
    with pytest.raises(TooMany) as refusal:
        desk.report(refused, reader(9, "192.0.2.9"), "spam", now=now + 3 * LATER)
    assert refusal.value.seconds == 24 * 60 * 60 - 3 * 60
    desk.report(refused, reader(9, "192.0.2.9"), "spam", now=now + timedelta(days=1))


def test_with_its_password_a_comment_is_deleted_and_may_be_written_anew():
    article = make_public()
    comment = own(article)
    desk.report(comment, reader(2), "abuse")
    desk.delete(comment, "1234", reader(3))
    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("deleted", 0)
    assert [(d.action, d.actor) for d in comment.decisions.all()] == [("delete", None)]
    assert (comments.thread(article).comments, comments.count_of(article.pk)) == ([], 0)
    assert Guess.objects.count() == 0
    typed = desk.Typed("하니", "제가 적었습니다", "1234")
    again, is_new = desk.write(article, typed, reader(1), CommentRules(policy="open", apart=0))
    assert (is_new, again.pk == comment.pk) == (True, False)


def test_after_five_wrong_passwords_even_the_right_one_waits_but_not_elsewhere():
    comment = own()
    for number in range(5):
        with pytest.raises(WrongPassword):
            desk.delete(comment, f"000{number}", reader(number, "192.0.2.9"))
    with pytest.raises(TooMany) as refused:
        desk.delete(comment, "1234", reader(6, "192.0.2.9"))
    assert 890 <= refused.value.seconds <= 900
    [network] = set(Guess.objects.values_list("network", flat=True))
    assert network == reader(1, "192.0.2.9").network.hex()
    desk.delete(comment, "1234", reader(1))


def test_many_networks_do_not_help_to_guess_a_password_nor_one_at_many_comments(monkeypatch):
    few = [Limit(limit.fields, limit.kinds, limit.count // 5) for limit in guesses.LIMITS[1:]]
    monkeypatch.setattr(guesses, "LIMITS", few)
    comment = make_comment(password=passwords.stored("1234"))
    for number in range(4):
        with pytest.raises(WrongPassword):
            desk.delete(comment, "0000", reader(number))
    with pytest.raises(TooMany):
        desk.delete(comment, "1234", reader(5))
    others = [make_comment(comment.article, password=comment.password) for _ in range(6)]
    for other in others[:5]:
        with pytest.raises(WrongPassword):
            desk.delete(other, "0000", reader(6))
    with pytest.raises(TooMany):
        desk.delete(others[5], "1234", reader(6))


def test_a_writer_takes_back_what_is_withheld_which_ends_the_claim(bora):
    comment = own()
    claim = desk.measures.withhold(comment, bora, "박상인", "제 이름이 있습니다.")
    comment.refresh_from_db()
    desk.delete(comment, "1234", reader(1))
    comment.refresh_from_db()
    claim.refresh_from_db()
    assert (comment.state, comment.withheld_until, claim.outcome) == ("deleted", None, "removed")


def test_what_has_no_password_nobody_deletes_with_one():
    comment = make_comment()
    for password in ("", "1234"):
        with pytest.raises(NotAllowed):
            desk.delete(comment, password, reader(1))


@pytest.mark.django_db(transaction=True)
def test_votes_at_the_same_moment_are_all_counted_and_of_one_reader_one():
    comment = make_comment()
    numbers = iter([1, 2, 3, 4, 4, 4])
    at_once(6, lambda: desk.vote(comment, reader(next(numbers)), True))
    assert votes(comment) == (4, 0)
    assert comment.votes.count() == 4


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_all_counted():
    comment = own()
    told = []

    def guess():
        try:
            desk.delete(comment, "0000", reader(7))
        except (WrongPassword, TooMany) as refusal:
            told.append(type(refusal))

    at_once(8, guess)
    assert (told.count(WrongPassword), told.count(TooMany)) == (5, 3)
