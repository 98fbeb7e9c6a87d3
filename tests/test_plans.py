"""What the newsroom plans: the calendar, moving, assigning, and the draft that comes of a plan."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from articles.desk import plans, workflow
from articles.models import Article, Notice, Plan

from .factories import make_article, make_plan, make_public, make_reporter

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-25T09:00:00+09:00")]

CALENDAR = "/admin/articles/plan/"
TODAY = date(2026, 11, 25)  # a Wednesday


def fields(plan=None, **typed):
    """Return what the browser sends of the form of a plan."""
    shown = {"day": "2026-11-26", "time": "", "title": "군의회 임시회", "section": "", "slot": ""}
    shown |= {"notes": "", "article": "", "reporters": []}
    if plan:
        shown |= {"title": plan.title, "day": str(plan.day), "version": plan.edit_version}
    return shown | typed


def told(response):
    return [str(message) for message in response.context["messages"]]


def day(response, wanted):
    return next(shown for shown in response.context["days"] if shown.date == wanted)


def step(client, plan, name, **sent):
    """Press a button of the plan; returns the screen to which it leads."""
    sent = {"version": plan.edit_version} | sent
    return client.post(f"{CALENDAR}{plan.pk}/{name}/?day=2026-11-25", sent, follow=True)


def test_the_week_begins_on_monday_and_shows_plans_scheduled_articles_and_what_went_out(
    client, bora, nari, section
):
    early = make_plan([nari.reporter], time="09:30", title="군수 브리핑", section=section)
    late = make_plan(title="밤사이 확인")
    make_plan(title="월요 회의", day=date(2026, 11, 30))
    scheduled = make_article(headline="내일 새벽 기사", section=section)
    workflow.approve(scheduled, bora, at=timezone.now() + timedelta(days=1))
    for _number in range(2):
        make_public(at=timezone.now() - timedelta(days=1))
    client.force_login(bora)
    page = client.get(CALENDAR)
    days = page.context["days"]
    assert [days[0].date, days[-1].date, len(days)] == [date(2026, 11, 23), date(2026, 11, 29), 7]
    assert [shown.date for shown in days if shown.is_today] == [TODAY]
    assert day(page, TODAY).plans == [early, late]
    assert day(page, date(2026, 11, 26)).scheduled == [scheduled]
    assert day(page, date(2026, 11, 24)).published_count == 2
    for words in ("09:30", "김나리", "사회", "내일 새벽 기사", "2건 게재"):
        assert words in page.text
    assert "월요 회의" not in page.text
    month = client.get(CALENDAR, {"view": "month"}).context["days"]
    assert [month[0].date, month[-1].date] == [date(2026, 10, 26), date(2026, 12, 6)]


def test_filters_show_what_is_mine_and_of_a_section(client, nari, chan, section):
    mine = make_plan(made_by=nari)
    assigned = make_plan([nari.reporter, chan.reporter], section=section)
    other = make_plan([chan.reporter])
    client.force_login(nari)

    def shown(**asked):
        return day(client.get(CALENDAR, asked), TODAY).plans

    assert shown() == [mine, assigned, other]
    assert shown(whose="mine") == [mine, assigned]
    assert shown(section=section.pk) == [assigned]
    assert "그런 섹션" in client.get(CALENDAR, {"section": 999}).text
    for wrong in ("어제", "2026-13-01", "0001-01-01"):
        answer = client.get(CALENDAR, {"day": wrong})
        assert day(answer, TODAY).is_today
        assert len(told(answer)) == 1


@pytest.mark.one_database
def test_three_hundred_plans_cost_as_many_queries_as_three(client, chan, section):
    client.force_login(chan)

    def count(path):
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        return len(queries)

    def fill(number):
        for _plan in range(number):
            article = make_article(section=section)
            make_plan([chan.reporter, make_reporter()], section=section, article=article)
        make_public(section=section, at=timezone.now() + timedelta(hours=number))

    fill(3)
    paths = (CALENDAR, f"{CALENDAR}?view=month", f"{CALENDAR}day/", "/admin/")
    for path in paths:
        client.get(path)  # what is read once and kept
    few = [count(path) for path in paths]
    fill(30)
    article = make_article(section=section)
    rows = [Plan(title=f"계획 {number}", day=TODAY, section=section) for number in range(270)]
    Plan.objects.bulk_create(rows)
    Plan.objects.filter(pk=make_plan().pk).update(article=article)
    assert [count(path) for path in paths] == few
    plans.calendar(chan, [TODAY])  # reads the rights of the account, once
    with CaptureQueriesContext(connection) as queries:
        plans.calendar(chan, [TODAY])
    assert len(queries) == 5


def test_a_reporter_learns_only_the_state_of_what_another_writes(client, nari, chan, bora, article):
    make_plan([nari.reporter], title="도서관 취재", article=article)
    later = make_article(headline="비밀 예약 기사", created_by=nari)
    workflow.approve(later, bora, at=timezone.now() + timedelta(hours=3))
    client.force_login(chan)
    plan = article.plan
    for path in (CALENDAR, f"{CALENDAR}day/", f"{CALENDAR}{plan.pk}/change/", "/admin/"):
        page = client.get(path).text
        assert article.headline not in page
        assert later.headline not in page
    page = client.get(CALENDAR).text
    assert page.count("다른 기자의 기사") == 2
    assert "도서관 취재" in page
    assert 'class="state draft"' in page
    assert 'class="state scheduled"' in page


def test_a_plan_is_made_on_its_day_and_the_assigned_are_told_once(client, bora, nari, chan):
    client.force_login(bora)
    form = client.get(f"{CALENDAR}add/?day=2026-11-28").text
    assert 'value="2026-11-28"' in form
    both = [nari.reporter.pk, chan.reporter.pk]
    sent = fields(title=" 군의회\t임시회 ", time="14:00", reporters=both[:1], notes="본회의장")
    page = client.post(f"{CALENDAR}add/", sent, follow=True)
    plan = Plan.objects.get()
    assert (plan.title, plan.made_by, plan.state) == ("군의회 임시회", bora, "planned")
    assert page.redirect_chain[-1][0] == f"{CALENDAR}?day=2026-11-26#plan-{plan.pk}"
    sent = fields(plan, reporters=both, time="14:00")
    client.post(f"{CALENDAR}{plan.pk}/change/", sent)
    notices = Notice.objects.order_by("pk").values_list("user", "kind", "words", "article")
    words = "11-26 (목) 14:00 · 군의회 임시회"
    assert list(notices) == [(user.pk, "assigned", words, None) for user in (nari, chan)]


def test_a_refused_plan_keeps_what_was_typed_and_says_why(client, nari):
    client.force_login(nari)
    sent = fields(title="", day="내일", notes="2시 본회의장", reporters=[nari.reporter.pk])
    page = client.post(f"{CALENDAR}add/", sent).text
    assert "제목을 쓰십시오" in page
    assert "날짜를 고르십시오" in page
    assert "2시 본회의장" in page
    page = client.post(f"{CALENDAR}add/", fields(title="가" * 201)).text
    assert "가" * 201 in page
    assert not Plan.objects.exists()


def test_two_people_do_not_write_over_each_other(client, bora, nari):
    plan = make_plan(made_by=nari)
    client.force_login(bora)
    client.post(f"{CALENDAR}{plan.pk}/change/", fields(plan, title="보라의 제목"))
    client.force_login(nari)
    url = f"{CALENDAR}{plan.pk}/change/"
    page = client.post(url, fields(plan, title="나리의 제목", reporters=[nari.reporter.pk])).text
    assert "박보라" in page
    assert "보라의 제목" in page
    assert "나리의 제목" in page
    assert Plan.objects.get().title == "보라의 제목"
    moved = step(client, plan, "move", to="2026-11-27")
    assert "박보라" in told(moved)[0]
    assert Plan.objects.get().day == TODAY


def test_who_is_taken_off_a_plan_while_writing_gets_back_what_was_typed(client, bora, nari):
    plan = make_plan([nari.reporter], made_by=bora)
    plan.reporters.clear()
    client.force_login(nari)
    sent = fields(plan, title="군의회 <속보>", notes="2시 본회의장")
    page = client.post(f"{CALENDAR}{plan.pk}/change/", sent)
    assert page.status_code == 403
    assert "군의회 &lt;속보&gt;" in page.text
    assert "2시 본회의장" in page.text
    assert Plan.objects.get().title == plan.title


def test_a_plan_goes_to_the_next_day_by_a_button_and_to_any_by_its_date(client, nari):
    plan = make_plan(made_by=nari)
    client.force_login(nari)
    page = step(client, plan, "move", to="2026-11-26", day="2026-11-25")
    plan.refresh_from_db()
    assert (plan.day, plan.edit_version) == (date(2026, 11, 26), 2)
    assert told(page) == [f"11-26 (목)로 옮겼습니다: “{plan.title}”"]
    assert plan in day(page, plan.day).plans
    step(client, plan, "move", day="2026-12-24")
    plan.refresh_from_db()
    assert plan.day == date(2026, 12, 24)
    for wrong in ("", "모레", "9999-01-01"):
        assert len(told(step(client, plan, "move", day=wrong))) == 1
    plan.refresh_from_db()
    assert plan.day == date(2026, 12, 24)


def test_who_changes_a_plan(client, nari, chan, bora, dami):
    for user, may in ((None, False), (chan, False), (nari, True), (bora, True), (dami, True)):
        plan = make_plan([nari.reporter], made_by=bora)
        client.logout()
        if user:
            client.force_login(user)
        step(client, plan, "move", to="2026-11-26")
        client.post(f"{CALENDAR}{plan.pk}/change/", fields(plan, version=1, title="가로챔"))
        plan.refresh_from_db()
        assert (plan.day > TODAY) == may
        step(client, plan, "step", step="cancel")
        plan.refresh_from_db()
        assert (plan.state == "cancelled") == may
        assert plan.title != "가로챔"
        made = Article.objects.count()
        step(client, plan, "write")
        assert Article.objects.count() == made


def test_what_was_called_off_stays_to_be_seen_and_can_be_taken_up_again(client, bora, section):
    plan = make_plan(title="체육 대회", section=section)
    client.force_login(bora)
    page = step(client, plan, "step", step="cancel")
    plan.refresh_from_db()
    assert plan.state == "cancelled"
    assert day(page, TODAY).plans == [plan]
    assert 'class="plan cancelled"' in page.text
    assert plans.count_of_day(TODAY) == 0
    step(client, plan, "move", to="2026-11-26")
    assert "취소한 계획" in told(step(client, plan, "write"))[0]
    assert not Article.objects.exists()
    step(client, plan, "step", step="take_up")
    plan.refresh_from_db()
    assert (plan.state, plan.day) == ("planned", TODAY)


def test_a_plan_becomes_one_draft_with_its_notes_beside_it_and_not_in_it(
    client, nari, chan, bora, section
):
    people = [nari.reporter, chan.reporter]
    plan = make_plan(people, title="군의회 임시회", section=section, notes="2시, 본회의장 <1층>")
    client.force_login(nari)
    form = step(client, plan, "write")
    step(client, plan, "write")
    article = Article.objects.get()
    assert form.redirect_chain[-1][0] == f"/admin/articles/article/{article.pk}/change/"
    assert (article.headline, article.section, article.body) == ("군의회 임시회", section, "")
    assert article.created_by == nari
    assert {byline.reporter for byline in article.bylines.all()} == set(people)
    assert "2시, 본회의장 &lt;1층&gt;" in form.text
    client.force_login(bora)
    assert "본회의장" in client.get(f"/admin/articles/article/{article.pk}/review/").text
    plan.refresh_from_db()
    article.body = "<p>본문</p>"
    article.save()
    states = [plan.state]
    workflow.submit(article, nari)
    states.append(Plan.objects.get().state)
    workflow.approve(article, bora)
    states.append(Plan.objects.get().state)
    assert states == ["draft", "submitted", "approved"]
    client.logout()
    assert "본회의장" not in client.get(article.get_absolute_url()).text


def test_a_plan_without_a_section_becomes_a_draft_without_one(client, nari, section):
    plan = make_plan(made_by=nari)
    client.force_login(nari)
    page = step(client, plan, "write")
    article = Article.objects.get()
    assert page.redirect_chain[-1][0] == f"/admin/articles/article/{article.pk}/change/"
    assert (article.headline, article.section) == (plan.title, None)
    assert [byline.reporter for byline in article.bylines.all()] == [nari.reporter]
    assert Plan.objects.get().article == article
    assert Plan.objects.get().state == "draft"
    day = client.get(f"{CALENDAR}day/?day={plan.day}").text
    assert plan.title in day
    assert "None" not in strip_tags(day)
    typed = make_plan(made_by=nari)
    client.post(f"{CALENDAR}{typed.pk}/change/", fields(typed, section=section.pk, _write=""))
    assert Plan.objects.get(pk=typed.pk).article.section == section


def test_an_article_of_ones_own_is_linked_to_a_plan_and_no_other(client, nari, chan, article):
    theirs = make_article(headline="찬의 기사", created_by=chan)
    plan = make_plan(made_by=nari)
    client.force_login(nari)
    url = f"{CALENDAR}{plan.pk}/change/"
    form = client.get(url).text
    assert article.headline in form
    assert theirs.headline not in form
    client.post(url, fields(plan, article=theirs.pk))
    assert Plan.objects.get().article is None
    client.post(url, fields(plan, article=article.pk))
    assert Plan.objects.get().article == article
    assert article.headline not in client.get(f"{CALENDAR}add/").text
    article.delete()
    assert Plan.objects.get().state == "planned"


def test_the_list_of_a_day_is_ready_to_print_and_the_first_screen_leads_to_the_plans(
    client, nari, section
):
    make_plan(
        [nari.reporter],
        time="14:00",
        title="임시회",
        section=section,
        slot="lead",
        notes="1층\n2층",
    )
    make_plan(day=date(2026, 11, 26), title="내일 일")
    client.force_login(nari)
    page = client.get(f"{CALENDAR}day/?day=2026-11-25").text
    table = page[page.index("<table") : page.index("</table>")]
    for words in ("14:00", "임시회", "김나리", "사회 · 머리기사", "계획", "1층<br>2층"):
        assert words in table
    assert "2026-11-25 (수)" in page
    assert "내일 일" not in page
    assert "오늘 계획 1" in client.get("/admin/").text
