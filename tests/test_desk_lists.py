"""The lists of the newsroom: what they show to whom, and that an index serves each."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin import lists
from articles.models import Article, Byline

from .factories import make_article, make_photo, make_public, make_reporter, make_tag

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"
STATES = ("draft", "submitted", "scheduled", "approved", "withdrawn", "copies", "closed")


@pytest.fixture
def states(nari, section):
    """One article of Nari's in each state, {state: Article}."""
    fields = {"section": section, "created_by": nari}
    made = {
        state: make_article(headline=f"글 {state}", **fields)
        for state in ("draft", "submitted", "withdrawn")
    }
    made["approved"] = make_public(headline="글 approved", **fields)
    later = timezone.now() + timedelta(days=1)
    made["scheduled"] = make_public(headline="글 scheduled", at=later, **fields)
    made["copies"] = make_article(headline="글 copies", replaces=made["approved"], **fields)
    made["closed"] = make_article(headline="글 closed", replaces=made["scheduled"], **fields)
    for state in ("submitted", "withdrawn", "closed"):
        Article.objects.filter(pk=made[state].pk).update(status=state)
    return made


def shown(client, **asked):
    """Return the headlines of the list, in order."""
    response = client.get(LIST, asked)
    assert response.status_code == 200
    return [article.headline for article in response.context["cl"].result_list]


def test_each_state_shows_its_own_and_finished_copies_only_when_asked(client, bora, nari, states):
    for user, asked in ((bora, {}), (nari, {}), (nari, {"whose": "all"})):
        client.force_login(user)
        # An open copy stands in the row of its article.
        everything = {f"글 {state}" for state in STATES} - {"글 closed", "글 copies"}
        assert set(shown(client, **asked)) == everything
        for state in STATES:
            wanted = {f"글 {state}"} | ({"글 copies"} if state == "draft" else set())
            assert set(shown(client, state=state, **asked)) == wanted


def test_a_reporter_sees_own_and_public_in_every_list(client, chan, states):
    client.force_login(chan)
    assert shown(client) == []
    assert shown(client, whose="all") == ["글 approved"]
    for state in STATES:
        assert shown(client, state=state) == []
        wanted = ["글 approved"] if state == "approved" else []
        assert shown(client, state=state, whose="all") == wanted
    Byline.objects.create(article=states["submitted"], reporter=chan.reporter)
    assert shown(client) == shown(client, state="submitted") == ["글 submitted"]
    assert set(shown(client, whose="all")) == {"글 approved", "글 submitted"}


def test_own_articles_are_the_same_asked_either_way(nari, chan, states):
    make_article(reporters=[nari.reporter, chan.reporter], created_by=nari)
    for user, count in ((nari, 8), (chan, 1)):
        assert Article.objects.own(user).count() == count
        assert set(Article.objects.own(user)) == set(Article.objects.own_of_few(user))


def test_scheduled_articles_come_in_the_order_of_their_time(client, bora, section):
    for days in (3, 1, 2):
        at = timezone.now() + timedelta(days=days)
        make_public(headline=f"{days}일 뒤", at=at, section=section)
    client.force_login(bora)
    assert shown(client, state="scheduled") == ["1일 뒤", "2일 뒤", "3일 뒤"]
    # No other order can be asked for: it might sort a million rows.
    assert shown(client, state="scheduled", o="-1.2") == ["1일 뒤", "2일 뒤", "3일 뒤"]


def test_pages_are_bounded_and_complete(client, bora, section, monkeypatch):
    monkeypatch.setattr(lists, "MAX_COUNT", 120)
    for number in range(130):
        make_article(headline=f"글 {number}", section=section)
    client.force_login(bora)
    pages = [headline for page in (1, 2, 3) for headline in shown(client, p=page)]
    assert pages == [f"글 {number}" for number in range(129, 9, -1)]
    assert client.get(LIST, {"p": 4}).status_code == 302
    assert len(shown(client, all="")) == 120


def test_a_list_counts_no_further_than_it_goes(
    client, bora, section, django_assert_max_num_queries
):
    for _number in range(60):
        make_public(section=section, tags=[make_tag()], reporters=[make_reporter()])
    make_public(section=section, photos=[make_photo()])
    client.force_login(bora)
    for path in ("article", "photo", "decision", "tag", "reporter", "region"):
        client.get(f"/admin/articles/{path}/")  # what one can choose is read once after a change
        with django_assert_max_num_queries(12, info=path) as captured:
            assert client.get(f"/admin/articles/{path}/", {"p": 1}).status_code == 200, path
        asked = [query["sql"] for query in captured.captured_queries]
        counts = [sql for sql in asked if "COUNT(" in sql]
        assert counts, path
        assert not [sql for sql in counts if f"LIMIT {lists.MAX_COUNT})" not in sql]
        assert not [sql for sql in asked if '"articles_article"."body"' in sql]


def plan(client, path, asked):
    """Return how SQLite reads the numbers of a list."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/admin/articles/{path}/", asked).status_code == 200
    [sql] = [
        query["sql"] for query in captured if query["sql"].endswith(f" LIMIT {lists.MAX_COUNT}")
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it holds")
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        *(("article", {"state": state}) for state in ("draft", "submitted", "withdrawn")),
        *(("article", {"state": state}) for state in ("scheduled", "approved", "closed")),
        ("article", {}),
        ("article", {"origin__exact": "wire"}),
        ("article", {"section__id__exact": "SECTION"}),
        ("article", {"section__id__exact": "SECTION", "origin__exact": "wire"}),
        ("article", {"section__id__exact": "SECTION", "state": "approved"}),
        ("article", {"origin__exact": "wire", "state": "approved"}),
        ("decision", {}),
        ("decision", {"action__exact": "approve"}),
        ("tag", {}),
        ("photo", {}),
    ],
    ids=str,
)
def test_a_list_is_read_in_order_from_an_index(client, nari, bora, section, path, asked):
    asked = {name: section.pk if value == "SECTION" else value for name, value in asked.items()}
    for user in (bora, nari) if path in ("article", "photo") else (bora,):
        client.force_login(user)
        read = plan(client, path, asked | ({"whose": "all"} if path == "article" else {}))
        assert "FOR ORDER BY" not in read
        first = read.splitlines()[0]
        assert path == "photo" or "COVERING INDEX" in first or asked.get("state"), read


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it holds")
def test_own_articles_are_looked_up_by_number(client, nari):
    client.force_login(nari)
    for asked in ({}, {"state": "approved"}):
        assert "rowid=?" in plan(client, "article", asked) or "id=?" in plan(
            client, "article", asked
        )
        assert "SCAN" not in plan(client, "article", asked)


@pytest.mark.parametrize("asked", ["state=%00", "whose=%00", "origin__exact=%00", "q=%00"])
def test_a_filter_that_no_text_can_hold_breaks_no_list(client, bora, states, asked):
    client.force_login(bora)
    assert client.get(f"{LIST}?{asked}", follow=True).status_code == 200
