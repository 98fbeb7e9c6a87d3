"""Comments of an older system come in with their threads, and without what it knew of people."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Comment, CommentCount
from articles.reading import comments

from .importing import TOLD

pytestmark = pytest.mark.django_db

TIME = "2025-11-05T09:{:02}:00"


def told(number, text=None, minute=None, **fields):
    minute = number if minute is None else minute
    return {
        "id": str(number),
        "name": f"독자{number}",
        "text": text or f"댓글 {number}",
        "made_at": TIME.format(minute),
    } | fields


@pytest.fixture
def bring(tmp_path, capsys):
    """Import an article with these comments; returns it and what the import told."""

    def bring(*found, **options):
        file = tmp_path / "old.jsonl"
        line = {key: value for key, value in TOLD.items() if key != "photos"}
        file.write_text(json.dumps(line | {"comments": list(found)}))
        call_command("import_articles", file, **options)
        return Article.objects.get(), capsys.readouterr().out

    return bring


def threads(article):
    return {
        comment.text: [reply.text for reply in comment.first_replies]
        for comment in comments.thread(article).comments
    }


def test_a_thread_of_any_depth_becomes_one_level_that_names_who_is_answered(bring):
    article, _out = bring(
        told(1),
        told(2, parent="1"),
        told(3, parent="2"),
        told(4, parent="3"),
        told(5, replies=[told(6, replies=[told(7)])]),
    )
    assert threads(article) == {
        "댓글 5": ["댓글 6", "@독자6 댓글 7"],
        "댓글 1": ["댓글 2", "@독자2 댓글 3", "@독자3 댓글 4"],
    }
    assert comments.count_of(article.pk) == 7


def test_what_was_not_approved_waits_and_links_of_machines_and_spam_stay_outside(bring):
    article, out = bring(
        told(1, status="approved"),
        told(2, status="0"),
        told(3, type="pingback"),
        told(4, status="spam"),
    )
    assert list(threads(article)) == ["댓글 1"]
    [waiting] = Comment.objects.waiting()
    assert (waiting.text, waiting.held_for) == ("댓글 2", ["imported"])
    assert "pingback" in out
    assert "spam" in out
    assert Comment.objects.count() == 2


def test_no_address_and_no_mail_of_old_readers_is_kept_anywhere(bring, tmp_path):
    account = tmp_path / "account.csv"
    bring(told(1, ip="203.0.113.9", email="reader@old.example", url="x.example"), account=account)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM articles_comment")
        stored = str(cursor.fetchall())
    for secret in ("203.0.113.9", "reader@old.example", "x.example"):
        assert secret not in stored
        assert secret not in account.read_text()
    assert Comment.objects.get().visitor is None


def test_importing_again_adds_what_is_new_and_leaves_alone_what_the_desk_made_of_the_rest(bring):
    bring(told(1))
    Comment.objects.update(state="hidden")
    _article, _out = bring(told(1, text="다른 말"), told(2))
    states = Comment.objects.order_by("pk").values_list("text", "state")
    assert list(states) == [("댓글 1", "hidden"), ("댓글 2", "public")]
    assert CommentCount.objects.get().count == 1


def test_answers_that_go_round_or_to_nobody_stand_by_themselves_and_are_told(bring):
    article, out = bring(
        told(1, parent="2"), told(2, parent="1"), told(3, parent="99"), told(4, parent="4")
    )
    assert sorted(threads(article)) == ["댓글 1", "댓글 2", "댓글 3", "댓글 4"]
    assert "comments.parent" in out


def test_old_comments_keep_their_times_votes_and_length(bring):
    article, _out = bring(told(1, text="가" * 3000, agrees=7, disagrees=2, name="나" * 30))
    [comment] = comments.thread(article).comments
    assert (len(comment.text), comment.agree_count, comment.disagree_count) == (3000, 7, 2)
    assert f"{comment.made_at:%Y-%m-%d %H:%M}" == "2025-11-05 00:01"
    assert comment.name == "나" * 20


def test_an_empty_or_broken_comment_costs_no_article(bring):
    article, out = bring(told(1), told(2, text="\u200b"), {"text": 5}, 7, told(3, made_at="언젠가"))
    assert sorted(threads(article)) == ["5", "댓글 1", "댓글 3"]
    assert "comments" in out


def test_a_thousand_comments_are_stored_in_as_many_queries_as_ten(bring):
    counts = []
    for count in (10, 1000):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            bring(*(told(number, minute=number % 60) for number in range(1, count + 1)))
        counts.append(len(asked))
        Comment.objects.all().delete()
    assert counts[1] <= counts[0] + 2
