"""The desk of comments: what waits, in which order, and what becomes of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from articles.desk import comments as desk
from articles.desk.comments import queue, telling
from articles.desk.refusals import Banned, NotAllowed, WrongState
from articles.models import Comment, CommentReport, CommentRules, Notice

from .corpora import naughty_strings, needs_corpora, scripted_html
from .factories import make_comment, make_public

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/comment/"
HANI = desk.visitor("192.0.2.7", "Mozilla/5.0 (Hani)")._asdict()


@pytest.fixture
def editor(client, bora):
    """A browser of Bora's."""
    client.force_login(bora)
    return client


def texts(response):
    assert response.status_code == 200
    return [comment.text for comment in response.context["comments"]]


def messages(response):
    return [str(message) for message in response.context["messages"]]


def step(client, action, *comments, seen=(), **more):
    """Send a form of the queue: of one comment its own button, of several that above the list."""
    chosen = {"number": [c.pk for c in comments], "step": action}
    if len(comments) == 1:
        chosen = {"one": f"{action}:{comments[0].pk}"}
    seen = [f"{c.pk}:{c.state}" for c in seen or comments]
    return client.post(f"{LIST}step/", {**chosen, "seen": seen, **more}, follow=True)


def report(comment, words="", reason="abuse"):
    CommentReport.objects.create(comment=comment, reason=reason, words=words)
    Comment.objects.filter(pk=comment.pk).update(report_count=comment.reports.count())


def states(*comments):
    return [Comment.objects.get(pk=comment.pk).state for comment in comments]


def test_each_tab_has_its_comments_and_what_waits_longest_comes_first(editor):
    article = make_public()
    first = make_comment(article, state="waiting", text="먼저")
    make_comment(article, state="waiting", text="나중")
    report(make_comment(article, text="신고된 글"))
    make_comment(article, text="보이는 글")
    make_comment(article, state="hidden", text="숨긴 글")
    make_comment(article, state="removed", text="삭제된 글")
    later = timezone.now() + timedelta(days=1)
    make_comment(article, text="임시조치된 글", withheld_until=later)
    everything = texts(editor.get(f"{LIST}?tab=all"))
    assert everything[::-1] == [c.text for c in Comment.objects.order_by("pk")]
    tabs = {
        "waiting": ["먼저", "나중"],
        "reported": ["신고된 글"],
        "public": ["보이는 글", "신고된 글"],
        "hidden": ["숨긴 글"],
        "withheld": ["임시조치된 글"],
    }
    for narrowing in ("", f"&article={article.pk}", "&q=글", f"&by={first.pk}"):
        response = editor.get(f"{LIST}?tab=all{narrowing}")
        shown = set(texts(response))
        for tab, wanted in tabs.items():
            response = editor.get(f"{LIST}?tab={tab}{narrowing}")
            assert texts(response) == [text for text in wanted if text in shown]
            counts = {name: count for name, _label, count, _address in response.context["tabs"]}
            assert counts[tab] == str(len(texts(response)))
    assert texts(editor.get(LIST)) == ["먼저", "나중"]


def test_a_row_tells_why_it_waits_and_what_its_writer_did_before(editor, bora):
    article = make_public(headline="도로 공사가 끝났다")
    parent = make_comment(article, name="두리", text="언제 끝납니까?")
    desk.hide(make_comment(article, **HANI), bora)
    make_comment(article, made_at=timezone.now() - timedelta(days=3), **HANI)
    waiting = make_comment(parent=parent, state="waiting", held_for=["link", "quick"], **HANI)
    report(waiting, "광고 <b>입니다</b>", "spam")
    [row] = editor.get(LIST).context["comments"]
    assert (row.others_today, row.hidden_before) == (1, 1)
    page = editor.get(LIST).text
    for words in (
        "도로 공사가 끝났다",
        "언제 끝납니까?",
        " · ".join(map(str, waiting.holds)),
        "광고 &lt;b&gt;입니다&lt;/b&gt;",
    ):
        assert words in page
    assert f"?by={waiting.pk}" in page
    of_hani = editor.get(f"{LIST}?by={waiting.pk}").context["comments"]
    assert len(of_hani) == 3


def test_one_is_approved_and_the_next_is_where_the_editor_goes_on(editor, bora):
    first = make_comment(state="waiting", name="<독자>")
    second = make_comment(state="waiting")
    response = step(editor, "approve", first, back="?tab=waiting", next=str(second.pk))
    assert response.redirect_chain == [(f"{LIST}?tab=waiting#comment-{second.pk}", 302)]
    [told] = messages(response)
    assert told.startswith("댓글 1개를 승인했습니다.")
    # Whoever pressed the wrong button finds it there.
    assert f'<a href="/admin/articles/comment/{first.pk}/">‘&lt;독자&gt;’의 댓글 보기</a>' in told
    assert response.text.count("댓글 1개를 승인했습니다.") == 1
    assert states(first, second) == ["public", "waiting"]
    [line] = first.decisions.all()
    assert (line.action, line.actor) == ("approve", bora)


def test_many_at_once_are_decided_one_by_one_and_what_was_refused_is_named(editor, chan, bora):
    article = make_public()
    one, two, gone = (make_comment(article, state="waiting", name=f"독자{n}") for n in "가나다")
    desk.remove(gone, bora, "광고")
    response = step(editor, "hide", one, two, gone, seen=(one, two, gone), note="인신공격")
    assert states(one, two, gone) == ["hidden", "hidden", "removed"]
    done, refused = messages(response)
    assert done == "댓글 2개를 숨겼습니다."
    assert "독자다" in refused
    assert "박보라" in refused
    assert [d.note for d in (one.decisions.get(), two.decisions.get())] == ["인신공격"] * 2


def test_the_second_of_two_editors_is_told_what_the_comment_is_now(editor, dami):
    comment = make_comment(state="waiting")
    desk.hide(comment, dami)
    [told] = messages(step(editor, "approve", comment))
    assert comment.name in told
    assert "최다미" in told
    assert states(comment) == ["hidden"]
    # What both wanted is no conflict, and no second decision.
    step(editor, "hide", comment)
    assert comment.decisions.count() == 1


def test_a_removal_is_asked_for_again_and_keeps_its_note(editor):
    one, two = make_comment(), make_comment()
    asked = step(editor, "remove", one, two, note="같은 광고")
    assert states(one, two) == ["public", "public"]
    assert "같은 광고" in asked.text
    hidden = re.findall(r'name="(number|seen|step)" value="([^"]+)"', asked.text)
    fields = {name: [v for n, v in hidden if n == name] for name, _value in hidden}
    editor.post(f"{LIST}step/", fields | {"note": "같은 광고", "confirmed": "1"})
    assert states(one, two) == ["removed", "removed"]
    assert one.decisions.get().note == "같은 광고"


def test_a_note_that_is_too_long_is_not_lost(editor):
    comment = make_comment()
    answer = step(editor, "hide", comment, note="가" * 1001)
    assert "가" * 1001 in answer.text
    assert states(comment) == ["public"]


def test_reports_are_looked_at_and_the_comment_stays(editor, bora):
    comment = make_comment()
    report(comment, "아닌 것 같습니다")
    comment.refresh_from_db()
    step(editor, "settle", comment)
    comment.refresh_from_db()
    assert (comment.state, comment.report_count) == ("public", 0)
    assert comment.reports.get().settled_by == bora
    assert [d.action for d in comment.decisions.all()] == ["settle"]
    desk.settle(comment, bora)
    assert comment.decisions.count() == 1
    with pytest.raises(WrongState):
        desk.settle(comment, bora, seen="waiting")


def test_a_conversation_shows_hidden_replies_and_the_record(editor, bora):
    parent = make_comment(text="처음 글")
    replies = [make_comment(parent=parent, text=f"답글 {number}") for number in range(105)]
    desk.hide(replies[-1], bora, "욕설이 있음")
    page = editor.get(f"{LIST}{replies[-1].pk}/")
    shown = [comment.text for comment in page.context["conversation"]]
    assert shown == ["처음 글", *(f"답글 {number}" for number in range(100, 105))]
    assert "욕설이 있음" in page.text
    assert "박보라" in page.text
    assert len(editor.get(f"{LIST}{replies[-1].pk}/?page=1").context["conversation"]) == 101


def test_a_ban_keeps_its_writer_from_writing_until_it_ends_or_is_lifted(editor, bora):
    article = make_public()
    comment = make_comment(article, **HANI)
    page = f"{LIST}{comment.pk}/"
    typed = desk.Typed("하니", "또 씁니다", "1234")
    who = desk.Visitor(**HANI)
    rules = CommentRules(policy="open", apart=0)
    editor.post(f"{page}ban/", {"days": "7", "reason": "욕설"})
    with pytest.raises(Banned) as refused:
        desk.write(article, typed, who, rules)
    left = refused.value.until - timezone.now()
    assert timedelta(days=6, hours=23) < left < timedelta(days=7, minutes=1)
    # A new ban takes the place of the old one, and reaches other browsers at the address.
    editor.post(f"{page}ban/", {"days": "1", "whole_network": "on"})
    [ban] = desk.standing()
    with pytest.raises(Banned):
        desk.write(article, typed, desk.visitor("192.0.2.7", "Other"), rules)
    assert "같은 인터넷 주소 모두" in editor.get(page).text
    editor.post(f"{LIST}bans/", {"ban": ban.pk})
    desk.lift(ban, bora)
    assert desk.write(article, typed, who, rules)[1]
    record = [(line.action, line.note.count("욕설")) for line in comment.decisions.all()]
    assert record == [("lift", 0), ("ban", 0), ("ban", 1)]


@pytest.mark.parametrize("days", ["", "0", "91", "x"])
def test_a_ban_of_no_known_length_is_refused_and_its_reason_kept(editor, days):
    comment = make_comment(**HANI)
    answer = editor.post(f"{LIST}{comment.pk}/ban/", {"days": days, "reason": "욕설을 되풀이"})
    assert "욕설을 되풀이" in answer.text
    assert desk.standing() == []


def test_nobody_is_banned_for_a_comment_of_which_the_writer_is_forgotten(editor, bora):
    comment = make_comment()
    answer = editor.post(f"{LIST}{comment.pk}/ban/", {"days": "7"})
    assert "이제 알 수 없습니다" in answer.text
    with pytest.raises(ValueError, match="91"):
        desk.ban(comment, bora, 91)


def test_reporters_decide_nothing(client, nari, bora):
    comment = make_comment()
    client.force_login(nari)
    for answer in (
        client.get(LIST),
        client.get(f"{LIST}{comment.pk}/"),
        client.post(f"{LIST}step/", {"one": f"hide:{comment.pk}"}),
        client.post(f"{LIST}{comment.pk}/ban/", {"days": "7"}),
        client.post(f"{LIST}bans/", {"ban": "1"}),
    ):
        assert answer.status_code == 403
    assert states(comment) == ["public"]
    with pytest.raises(NotAllowed):
        desk.settle(comment, nari)
    assert LIST not in client.get("/admin/").text


@pytest.mark.parametrize("query", ["?tab=x", "?from=x", "?article=0", "?by=9999999", "?from=²"])
def test_what_nobody_can_ask_for_is_not_there(editor, query):
    assert editor.get(LIST + query).status_code == 404


def test_every_comment_can_be_reached_page_by_page(
    editor, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(queue, "PAGE", 4)
    article = make_public()
    made = [make_comment(article, state="waiting", **HANI) for _ in range(9)]
    for narrowing, wanted in (("", made), ("&tab=all", made[::-1]), ("&q=댓글", made[::-1])):
        found, address = [], f"{LIST}?{narrowing}"
        while address:
            response = editor.get(address)
            found += texts(response)
            address = response.context["next"] and LIST + response.context["next"]
        assert found == [comment.text for comment in wanted]
    asked = []
    for _ in range(2):
        with django_assert_max_num_queries(20) as captured:
            editor.get(f"{LIST}?tab=waiting")
        asked.append(len(captured.captured_queries))
        Comment.objects.filter(pk__in=[comment.pk for comment in made[1:]]).delete()
    assert asked[0] == asked[1]


def test_the_first_screen_and_the_article_lead_to_the_comments(editor, bora):
    article = make_public()
    make_comment(article, state="waiting")
    report(make_comment(article))
    assert "댓글 1개가 기다립니다 · 신고 1건" in re.sub(r"\s+", " ", editor.get("/admin/").text)
    form = editor.get(f"/admin/articles/article/{article.pk}/change/").text
    assert f'href="{LIST}?article={article.pk}">독자 댓글 <span class="count">2</span>' in form


def test_whoever_moderates_is_told_of_the_first_that_waits_once_an_hour(client, nari, bora, dami):
    article = make_public()
    for _ in range(3):
        telling.tell_of_waiting(make_comment(article, state="waiting"))
        telling.tell_of_report()
    told = Notice.objects.filter(kind=Notice.Kind.COMMENTS_WAIT)
    assert {notice.user for notice in told} == {bora, dami}
    assert told.count() == 4
    client.force_login(bora)
    opened = client.get(f"/admin/notices/{told.filter(user=bora).first().pk}/")
    assert opened.url == LIST
    client.get(LIST)
    assert not told.filter(user=bora).unseen().exists()


@needs_corpora
def test_whatever_was_typed_is_shown_as_typed_on_every_screen_of_the_desk(editor, bora):
    """One page holds every vector in name, text, report and note; nothing of it becomes a tag."""
    vectors = [*naughty_strings(), *scripted_html()]
    vectors = [vector.replace("\0", "")[:1000] for vector in vectors]
    everything = "\n".join(vectors)
    article = make_public()
    parent = make_comment(article, text="처음")
    made = [
        make_comment(
            parent=parent, name=vector.replace("\n", " ")[:20] or "이름", text=vector, **HANI
        )
        for vector in vectors
    ]
    report(made[0], everything[:500])
    desk.hide(made[0], bora, everything[:1000])
    desk.ban(made[0], bora, 1, reason=vectors[-1].replace("\n", " ")[:200])
    addresses = [*pages_of(editor), *conversations(made, parent), f"{LIST}bans/"]
    tags = set()
    for address in addresses:
        page = editor.get(address)
        for comment in page.context.get("comments") or page.context.get("conversation") or []:
            assert escape(comment.text) in page.text
        tags |= tags_of(page)
    Comment.objects.update(name="이름", text="글")
    assert tags == set().union(*(tags_of(editor.get(address)) for address in addresses))


def tags_of(page):
    """Return the tags of a page, each with the names of its attributes."""
    found = re.findall(r"<([a-z!/][^\s>]*)([^>]*)>", page.text)
    return {(tag, *re.findall(r"([\w-]+)=", re.sub(r'"[^"]*"', "", rest))) for tag, rest in found}


def pages_of(client):
    address = f"{LIST}?tab=all"
    while address:
        yield address
        following = client.get(address).context["next"]
        address = following and LIST + following


def conversations(made, parent):
    return [f"{LIST}{parent.pk}/", f"{LIST}{made[0].pk}/", f"{LIST}{made[-1].pk}/"]
