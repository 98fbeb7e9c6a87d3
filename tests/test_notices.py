"""The people of the newsroom are told what happens to their articles and what waits for them."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.desk import notices, slots, watch, workflow
from articles.models import Article, Byline, Notice

from .factories import make_article, make_public, make_reporter, make_user
from .newsroom import let_in

pytestmark = pytest.mark.django_db
Kind = Notice.Kind
NEWS = "/admin/notices/news/"


def told(user):
    """Return what the user has not seen yet, the oldest first."""
    return list(user.notices.unseen().order_by("pk").values_list("kind", flat=True))


def edit(article, editor, body):
    article = Article.objects.get(pk=article.pk)
    article.body = f"<p>{body}</p>"
    article.save()
    workflow.record_edit(article, editor)


# What is told to whom


def test_who_may_approve_is_told_of_what_waits_until_it_waits_no_more(article, nari, bora, dami):
    closed = make_user("sora", "편집자", is_active=False)
    workflow.submit(article, nari, "오늘 안에 부탁합니다")
    for editor in (bora, dami):
        notice = editor.notices.get()
        assert (notice.kind, notice.article, notice.actor) == (Kind.SUBMITTED, article, nari)
        assert notice.words == "오늘 안에 부탁합니다"
    assert told(nari) == told(closed) == []
    workflow.approve(article, bora)
    assert told(bora) == told(dami) == []


def test_the_people_of_an_article_are_told_what_the_desk_does(article, nari, chan, bora, section):
    Byline.objects.create(article=article, reporter=chan.reporter, order=1)
    Byline.objects.create(article=article, reporter=make_reporter(), order=2)
    workflow.submit(article, nari)
    workflow.send_back(article, bora, "숫자를 확인해 주십시오")
    assert [user.notices.get().words for user in (nari, chan)] == ["숫자를 확인해 주십시오"] * 2
    at = timezone.localtime().replace(hour=7, minute=0) + timedelta(days=2)
    workflow.approve(article, bora, at=at, note="좋습니다")
    assert chan.notices.first().words == f"{at:%Y-%m-%d} 07:00에 독자에게 공개됩니다.\n좋습니다"
    workflow.withdraw(article, bora, "사실 확인 중")
    workflow.restore(article, bora, "확인했습니다")
    workflow.correct(article, bora, "correction", "3일을 4일로 바로잡습니다.")
    for user in (nari, chan):
        kinds = [Kind.SENT_BACK, Kind.APPROVED, Kind.WITHDRAWN, Kind.APPROVED, Kind.CHANGED]
        assert told(user) == kinds
    assert told(bora) == []


def test_what_others_change_is_told_once_an_hour_and_not_what_one_changes_oneself(
    article, nari, bora, chan, time_machine
):
    time_machine.move_to(timezone.now(), tick=False)
    edit(article, nari, "스스로 고친 본문이다.")
    edit(article, None, "옛 시스템이 다시 말한 본문이다.")
    assert told(nari) == []
    for number in range(3):
        edit(article, bora, f"{number}번째로 고친 본문이다.")
    assert told(nari) == [Kind.CHANGED]
    time_machine.shift(timedelta(minutes=61))
    edit(article, bora, "한 시간 뒤에 고친 본문이다.")
    assert told(nari) == [Kind.CHANGED, Kind.CHANGED]


def test_of_an_approved_copy_everybody_of_the_article_is_told_once(article, nari, chan, bora):
    make_public(article)
    Byline.objects.create(article=article, reporter=chan.reporter, order=1)
    copy = workflow.open_copy(article, chan)
    copy.bylines.filter(reporter=nari.reporter).delete()
    edit(copy, chan, "수정본에 덧붙인 본문이다.")
    workflow.approve(copy, bora, accepted={"rewrite"})
    assert told(chan) == [Kind.APPROVED]
    assert told(nari) == [Kind.CHANGED]
    assert notices.people_of(article).count() == 2


def test_an_import_tells_nobody(import_lines, bora, dami):
    line = {"headline": "옛 기사", "section": "사회", "body": "<p>글</p>", "id": 1}
    assert import_lines(line | {"published_at": timezone.now().isoformat()})[0] == 0
    assert not Notice.objects.exists()


def test_nothing_is_lost_where_notices_fail(article, nari, bora, caplog):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE articles_notice RENAME TO gone")
    workflow.submit(article, nari)
    assert Article.objects.get(pk=article.pk).status == "submitted"
    assert article.decisions.count() == 1
    assert "Nobody was told" in caplog.text
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE gone RENAME TO articles_notice")


def test_an_occasion_is_told_once_however_often_it_is_looked_at(bora, dami):
    for _ in range(3):
        notices.tell(Kind.SLOT_RUNS_DRY, notices.approvers(), occasion="lead:empty:7")
    assert [told(user) for user in (bora, dami)] == [[Kind.SLOT_RUNS_DRY]] * 2


# What time brings


def test_editors_are_told_once_of_a_slot_that_runs_dry_and_of_one_that_is_empty(
    article, nari, bora, dami, time_machine
):
    time_machine.move_to(timezone.now(), tick=False)
    make_public(article)
    watch.look()
    assert told(bora) == []  # nobody has ever picked anything
    ends = timezone.localtime() + timedelta(hours=4)
    slots.pick("lead", article, bora, position=1, version=0, ends_at=ends)
    watch.look()
    assert told(bora) == []
    time_machine.shift(timedelta(hours=2))
    for _ in range(3):
        watch.look()
    for editor in (bora, dami):
        [notice] = editor.notices.all()
        assert notice.kind == Kind.SLOT_RUNS_DRY
        assert f"{ends:%H:%M}" in notice.words
    assert told(nari) == []
    time_machine.shift(timedelta(hours=2, minutes=1))
    for _ in range(3):
        watch.look()
    assert told(bora) == [Kind.SLOT_RUNS_DRY] * 2


def test_looking_at_the_slots_is_having_seen_what_is_told_of_them(client, bora):
    notices.tell(Kind.SLOT_RUNS_DRY, [bora], occasion="slot:lead:empty:7")
    client.force_login(bora)
    answer = client.get(f"/admin/notices/{bora.notices.get().pk}/", follow=True)
    assert answer.redirect_chain[0][0] == "/admin/articles/pick/"
    notices.tell(Kind.SLOT_RUNS_DRY, [bora], occasion="slot:lead:empty:8")
    client.get("/admin/articles/pick/")
    assert told(bora) == []


def test_notices_are_forgotten_after_ninety_days(bora, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    notices.tell(Kind.ASSIGNED, [bora], words="오래된 일")
    time_machine.shift(timedelta(days=89))
    notices.tell(Kind.ASSIGNED, [bora], words="새 일")
    watch.look()
    assert bora.notices.count() == 2
    time_machine.shift(timedelta(days=2))
    watch.look()
    assert bora.notices.get().words == "새 일"


# At the desk


def test_the_list_says_what_happened_and_leads_there(client, article, nari, bora):
    workflow.submit(article, nari)
    workflow.send_back(article, bora, "<b>숫자</b>를 확인해 주십시오")
    client.force_login(nari)
    page = client.get("/admin/notices/")
    for words in ("기사가 반려됨", "박보라", article.headline, "&lt;b&gt;숫자&lt;/b&gt;를"):
        assert words in page.text
    assert "<title>(1) 알림" in page.text
    [notice] = nari.notices.all()
    answer = client.get(f"/admin/notices/{notice.pk}/")
    assert answer.headers["Location"] == f"/admin/articles/article/{article.pk}/change/"
    assert told(nari) == []
    assert "<title>알림" in client.get("/admin/notices/").text


def test_the_time_of_an_approval_is_no_quotation(client, article, nari, bora):
    workflow.submit(article, nari)
    workflow.approve(article, bora, at=timezone.now() + timedelta(days=1))
    client.force_login(nari)
    assert re.search(r'class="notice-words">\S+ \S+에 독자에게', client.get("/admin/notices/").text)


def test_opening_the_article_is_having_seen_what_is_told_of_it(client, article, nari, bora):
    other = make_article(created_by=nari)
    for waiting in (article, other):
        workflow.submit(waiting, nari)
    client.force_login(bora)
    client.get(f"/admin/articles/article/{article.pk}/review/")
    [left] = bora.notices.unseen()
    assert left.article == other
    answer = client.get(f"/admin/notices/{left.pk}/")
    assert answer.headers["Location"] == f"/admin/articles/article/{other.pk}/review/"
    workflow.send_back(article, bora, "다시")
    workflow.send_back(other, bora, "다시")
    client.force_login(nari)
    client.get(f"/admin/articles/article/{article.pk}/change/")
    assert nari.notices.unseen().get().article == other
    assert client.post("/admin/notices/").status_code == 302
    assert told(nari) == []


def test_a_finished_copy_leads_to_its_article(client, article, nari, bora):
    make_public(article)
    copy = workflow.open_copy(article, nari)
    edit(copy, nari, "고친 본문이다.")
    workflow.approve(copy, bora, accepted={"rewrite"})
    client.force_login(nari)
    answer = client.get(f"/admin/notices/{nari.notices.get().pk}/")
    assert answer.headers["Location"] == f"/admin/articles/article/{article.pk}/change/"


def test_nobody_reads_the_notices_of_others_nor_of_what_is_closed_to_them(
    client, article, nari, chan, bora
):
    workflow.submit(article, nari, "비밀로 해 주십시오")
    client.force_login(chan)
    assert client.get(f"/admin/notices/{bora.notices.get().pk}/").status_code == 404
    bora.groups.clear()
    client.force_login(bora)
    page = client.get("/admin/notices/").text
    assert "이제 이 기사를 읽을 수 없습니다." in page
    assert article.headline not in page
    assert "비밀로" not in page


def test_the_list_asks_the_same_queries_for_many(
    client, nari, bora, section, django_assert_max_num_queries
):
    asked = []
    for number in (2, 8):
        for _ in range(number):
            workflow.submit(make_article(section=section, created_by=nari), nari)
        client.force_login(bora)
        client.get("/admin/notices/")
        with django_assert_max_num_queries(20) as captured:
            assert client.get("/admin/notices/").status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]
    for _ in range(45):
        notices.tell(Kind.ASSIGNED, [bora], nari, words="취재")
    assert "?page=2" in client.get("/admin/notices/").text
    assert client.get("/admin/notices/?page=2").status_code == 200


# Without a reload


def test_a_screen_asks_cheaply_and_keeps_no_session_alive(
    client, article, nari, bora, django_assert_num_queries
):
    client.force_login(bora)
    client.get("/admin/")
    before = client.get(NEWS).json()
    workflow.submit(article, nari)
    login = bora.logins.get()
    bora.logins.update(seen_at=login.seen_at - timedelta(hours=1))
    # The session, the user, three for whether the role needs a second factor, two for what is new.
    with django_assert_num_queries(7):
        answer = client.get(NEWS)
    assert answer.json()["unseen"] == "1"
    assert answer.json()["step"] > before["step"]
    assert not answer.cookies
    assert bora.logins.get().seen_at == login.seen_at - timedelta(hours=1)
    client.logout()
    assert client.get(NEWS).status_code == 403
    assert client.get(NEWS).content == b""


@pytest.mark.browser
def test_an_open_first_screen_tells_what_comes_in_and_moves_nothing_under_the_hand(
    screen, site, article, nari, bora
):
    screen.context.clear_cookies()
    let_in(screen, site, bora)
    screen.clock.install()
    screen.goto(site + "/admin/")
    waiting = screen.locator("#waiting + .home-list > li:not(.nothing)")
    assert waiting.count() == 0
    workflow.submit(article, nari)
    screen.clock.run_for(26_000)
    bar = screen.get_by_role("button", name=re.compile("보기"))
    bar.wait_for()
    assert screen.title().startswith("(1) ")
    assert screen.get_by_role("link", name="알림 1").count() == 1
    assert waiting.count() == 0
    bar.click()
    assert waiting.locator("a").inner_text() == article.headline
    assert bar.count() == 0
    workflow.approve(article, bora)
    screen.clock.run_for(26_000)
    bar.wait_for()
    assert not screen.title().startswith("(")
    # Whoever is not in any more is asked nothing and sees no fault.
    screen.context.clear_cookies()
    with screen.expect_response(lambda answer: answer.url.endswith(NEWS)) as asked:
        screen.clock.run_for(26_000)
    assert asked.value.status == 403
    count = len(screen.asked)
    screen.clock.run_for(60_000)
    assert len(screen.asked) == count
    screen.complaints[:] = [line for line in screen.complaints if "403" not in line]
