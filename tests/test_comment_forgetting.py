"""What of readers is forgotten after ninety days, and what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import watch
from articles.desk.comments import forgetting, identity
from articles.models import Comment, CommentBan, CommentReport, CommentVote

from .factories import make_comment

pytestmark = pytest.mark.django_db

HASHES = {"visitor": b"v" * 16, "network": b"n" * 16}
NOW = timezone.now()
JUST, LONG_AGO = NOW - timedelta(days=89), NOW - identity.REMEMBERED - timedelta(minutes=1)


@pytest.fixture(autouse=True)
def not_looked_yet(monkeypatch):
    monkeypatch.setattr(forgetting, "_next_at", 0)


def known(model):
    """Return how many rows still tell who it was."""
    rows = model.objects.exclude(visitor=None, network=None)
    return rows.count()


def test_who_wrote_voted_and_reported_is_forgotten_and_the_numbers_stay():
    for at in (JUST, LONG_AGO):
        comment = make_comment(made_at=at, agree_count=7, **HASHES)
        CommentVote.objects.create(comment=comment, agrees=True, made_at=at, **HASHES)
        CommentReport.objects.create(comment=comment, reason="lewd", made_at=at, **HASHES)
    watch.look()
    assert [known(model) for model in (Comment, CommentVote, CommentReport)] == [1, 1, 1]
    old = Comment.objects.get(visitor=None)
    assert (old.made_at, old.agree_count, old.network) == (LONG_AGO, 7, None)
    assert old.text.startswith("댓글")
    assert old.reports.get().reason == "lewd"


def test_what_its_writer_deleted_is_gone_then_whenever_it_was_deleted():
    just, old = (make_comment(made_at=at, state="deleted", **HASHES) for at in (JUST, LONG_AGO))
    late = make_comment(made_at=LONG_AGO, state="deleted")  # forgotten before it was deleted
    shown = make_comment(made_at=LONG_AGO)
    forgetting.forget(NOW)
    for comment in (just, old, late, shown):
        comment.refresh_from_db()
    assert [(c.name, c.text, bytes(c.text_digest)) for c in (old, late)] == [("", "", b"")] * 2
    assert all(comment.text for comment in (just, shown))


def test_a_ban_is_known_until_it_ends(bora):
    comment = make_comment()
    for until in (NOW + timedelta(days=1), NOW - timedelta(days=1)):
        CommentBan.objects.create(
            comment=comment, until=until, made_at=LONG_AGO, made_by=bora, **HASHES
        )
    forgetting.forget(NOW)
    [ban] = CommentBan.objects.exclude(visitor=None)
    assert ban.until > NOW
    assert CommentBan.objects.count() == 2


def test_much_is_forgotten_bit_by_bit(monkeypatch):
    monkeypatch.setattr(forgetting, "MOST", 3)
    monkeypatch.setattr(forgetting, "BATCH", 2)
    for _ in range(4):
        make_comment(made_at=LONG_AGO, **HASHES)
    forgetting.look(NOW)
    assert known(Comment) == 1
    forgetting.look(NOW)
    assert known(Comment) == 0
    make_comment(made_at=LONG_AGO, **HASHES)
    forgetting.look(NOW)  # an hour has not passed
    assert known(Comment) == 1
