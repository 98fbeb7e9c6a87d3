"""Who may comment where: the paper, its sections and its articles decide, at the moment somebody asks."""

import re
from datetime import timedelta
from itertools import product

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.utils import timezone

from articles.desk import workflow
from articles.desk.comments import NONE, proposal
from articles.desk.refusals import NotAllowed
from articles.models import Article, CommentRules, Page, Publication, Section
from articles.models.comments import policy
from articles.reading import pagecache

from .article_form import save
from .factories import make_article, make_public, make_section
from .forms import untouched
from .newsroom import change

pytestmark = pytest.mark.django_db
RULES = "/admin/articles/commentrules/"
NOW = timezone.now()


def expected(paper, section, own, is_open, mark, is_old):
    """Say in the order of the desk what becomes of comments: the mark, the switch, the days, the words."""
    if mark and not own:
        return "none"
    if not is_open or is_old:
        return "closed"
    return own or section or paper


@pytest.mark.one_database
def test_the_nearest_word_decides():
    ways = ("open", "approve", "closed")
    cells = product(
        ways, (None, *ways), (None, "open", "approve"), (True, False), (None, "suicide"), (29, 31)
    )
    for paper, section, own, is_open, mark, days in cells:
        article = Article(
            section=Section(comment_policy=section),
            comment_policy=own,
            comments_open=is_open,
            sensitivity=mark,
            published_at=NOW - timedelta(days=days),
        )
        rules = CommentRules(policy=paper, close_after=30)
        cell = (paper, section, own, is_open, mark, days > 30)
        assert policy.policy_of(article, rules, NOW) == expected(*cell), cell
        rules.close_after = None
        assert policy.policy_of(article, rules, NOW) == expected(*cell[:-1], False), cell


def test_comments_close_at_the_minute_and_nothing_has_to_run():
    article, rules = make_public(at=NOW - timedelta(days=30)), CommentRules(close_after=30)
    end = policy.closes_at(article, rules)
    assert policy.takes(policy.policy_of(article, rules, end - timedelta(seconds=1)))
    assert not policy.takes(policy.policy_of(article, rules, end))


@pytest.mark.parametrize("own", [None, "open"])
def test_an_article_that_is_not_public_has_no_comments_whatever_is_said(client, bora, own):
    CommentRules.objects.create(policy="open", close_after=None)
    draft = make_article(comment_policy=own)
    gone = make_public(comment_policy=own)
    workflow.withdraw(gone, bora, "사실 확인 중")
    later = make_article(comment_policy=own)
    workflow.approve(later, bora, at=timezone.now() + timedelta(hours=1))
    for article in (draft, gone, later):
        path = f"/articles/{article.pk}/comments/"
        assert client.get(path).status_code == 404
        assert client.post(path, {"text": "글"}).status_code in (403, 404)


# The screen of the rules


def test_a_publisher_sets_the_rules_and_readers_have_them_at_once(
    client, dami, django_capture_on_commit_callbacks
):
    article = make_public()
    thread = f"/articles/{article.pk}/comments/"
    assert "<textarea" in client.get(thread).text
    client.force_login(dami)
    page = client.get(RULES, follow=True).text
    assert "승인 후 공개" in page
    sent = untouched(client, RULES + "add/")
    typed = {"policy": "closed", "words": "도박\n 도박 \n바다  이야기"}
    connection.run_on_commit = []  # what the makers of the rows have set off
    with django_capture_on_commit_callbacks(execute=True):
        client.post(RULES + "add/", sent | typed)
    rules = CommentRules.objects.get()
    assert (rules.policy, rules.words, rules.per_article) == ("closed", "도박\n바다 이야기", 3)
    assert "<textarea" not in client.get(thread).text
    assert "댓글 설정: 받지 않음" in client.get("/admin/").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"per_article": "21"}, "하루 전체(20개)보다 많을 수 없습니다"),
        ({"words": "도박\n가"}, "두 글자 이상"),
        ({"words": "도박\n!!"}, "두 글자 이상"),
        ({"close_after": "0"}, "1"),
        ({"policy": "무엇"}, "무엇"),
    ],
)
def test_rules_that_can_not_work_come_back_as_they_were_typed(client, dami, typed, told):
    CommentRules.objects.create()
    client.force_login(dami)
    sent = untouched(client, RULES + "1/change/")
    response = client.post(RULES + "1/change/", sent | {"apart": "77"} | typed)
    assert response.status_code == 200
    errors = str(response.context["adminform"].form.errors)
    assert told in errors
    assert 'value="77"' in response.text
    assert CommentRules.objects.get().apart == 60


def test_of_two_who_set_the_first_rules_the_second_sees_both(client, dami):
    client.force_login(dami)
    sent = untouched(client, RULES + "add/")
    client.post(RULES + "add/", sent | {"apart": "30"})
    response = client.post(RULES + "add/", sent | {"apart": "90"})
    assert "먼저 저장했습니다" in response.text
    assert 'value="90"' in response.text
    assert CommentRules.objects.get().apart == 30


def test_a_paper_that_is_older_than_comments_is_asked_once(client, dami, bora):
    CommentRules.objects.create(policy="closed")  # as migrate leaves it
    client.force_login(bora)
    assert "댓글 설정에서 정하기" not in client.get("/admin/").text
    client.force_login(dami)
    assert "댓글 설정에서 정하기" in client.get("/admin/").text
    client.post(RULES + "1/change/", untouched(client, RULES + "1/change/"))
    assert "댓글 설정에서 정하기" not in client.get("/admin/").text
    assert CommentRules.objects.get().policy == "closed"


# 댓글 운영 원칙


def test_the_proposed_text_tells_the_figures_of_the_rules_and_is_a_page_then(client, dami):
    Publication(name="<한빛>", email="desk@hanbit.example").save()
    CommentRules.objects.create()
    client.force_login(dami)
    sent = untouched(client, RULES + "1/change/")
    figures = {"per_article": "7", "per_day": "19", "apart": "45", "close_after": "11"}
    response = client.post(RULES + "1/change/", sent | figures | {"_propose": ""})
    page = Page.objects.get()
    assert response.url == f"/admin/articles/page/{page.pk}/change/"
    assert (page.slug, page.title) == ("comment-policy", "댓글 운영 원칙")
    html = client.get(page.get_absolute_url()).text
    for told in ("하루 7개", "하루 19개", "45초 뒤", "11일이 지나면", "30일 동안", "90일 동안"):
        assert told in html
    for told in (
        "확인한 뒤에 보입니다",
        "desk@hanbit.example",
        "&lt;한빛&gt;",
        "1,000자",
        "임시조치",
    ):
        assert told in html
    assert "{" not in page.body
    assert LogEntry.objects.filter(object_id=page.pk, content_type__model="page").exists()
    again = client.get(RULES + "1/change/").text
    assert "_propose" not in again
    assert f"/admin/articles/page/{page.pk}/change/" in again


@pytest.mark.parametrize(
    ("rules", "told", "hidden"),
    [
        ({"policy": "open"}, "즉시 보입니다", "댓글은 편집국이 확인한 뒤에"),
        ({"policy": "closed"}, "지금은 새 댓글을 받지 않습니다", "즉시 보입니다"),
        ({"close_after": None, "apart": 0}, "확인한 뒤에 보입니다", "지나면"),
    ],
)
def test_the_proposed_text_says_nothing_that_is_not_so(rules, told, hidden):
    CommentRules.objects.create(**rules)
    text = proposal.proposed_text()
    assert told in text
    assert hidden not in text
    assert "0초" not in text or rules.get("apart") != 0


def test_only_publishers_put_the_text_in_and_only_once(bora, dami):
    with pytest.raises(NotAllowed):
        proposal.propose(bora)
    page = proposal.propose(dami)
    Page.objects.update(body="<p>우리 원칙</p>")
    assert proposal.propose(dami) is None
    assert Page.objects.get(pk=page.pk).body == "<p>우리 원칙</p>"


# Sections and articles


def test_a_section_says_otherwise(client, bora):
    section = make_section()
    article = make_public(section=section)
    client.force_login(bora)
    url = f"/admin/articles/section/{section.pk}/change/"
    assert "신문과 같이 (승인 후 공개)" in client.get(url).text
    client.post(url, untouched(client, url) | {"comment_policy": "closed"})
    thread = client.get(f"/articles/{article.pk}/comments/").text
    assert "<textarea" not in thread
    client.post(url, untouched(client, url) | {"comment_policy": ""})
    section.refresh_from_db()
    assert section.comment_policy is None


def test_moving_articles_tells_which_section_treats_comments_its_own_way(client, bora, article):
    make_section("오피니언", comment_policy="closed")
    client.force_login(bora)
    asked = {"change": "section", "number": article.pk}
    html = client.post("/admin/articles/article/bulk/", asked).text
    assert "댓글은 섹션을 따릅니다: 오피니언 – 받지 않음." in html


def now_told(client, article):
    html = client.get(change(article)).text
    return re.search(r'<div class="description">(.*?)</div>', html)[1]


def test_the_form_tells_what_becomes_of_comments_now(client, bora, article):
    client.force_login(bora)
    assert now_told(client, article) == "기사가 공개되면: 승인 후 공개, 승인 후 30일 동안"
    make_public(article, at=timezone.now() - timedelta(days=3))
    article.refresh_from_db()
    end = timezone.localtime(article.published_at + timedelta(days=30))
    assert now_told(client, article) == f"지금: 승인 후 공개, {end:%Y-%m-%d %H:%M}까지"
    article.comments_open = False
    article.save()
    assert now_told(client, article) == "지금: 받지 않음"
    article.sensitivity = "obituary"
    article.save()
    assert now_told(client, article) == "지금: 받지도 보이지도 않음"
    Article.objects.update(
        published_at=timezone.now() - timedelta(days=40), sensitivity=None, comments_open=True
    )
    assert "부터" in now_told(client, article)


def test_an_editor_closes_the_comments_of_a_live_article(
    client, bora, article, django_capture_on_commit_callbacks
):
    make_public(article)
    client.force_login(bora)
    save(client, article)
    article.refresh_from_db()
    revised_at, before = article.revised_at, article.decisions.count()
    sent = untouched(client, change(article))
    del sent["comments_open"]
    connection.run_on_commit = []  # what the makers of the rows have set off
    with django_capture_on_commit_callbacks() as after:
        client.post(change(article), sent | {"comment_policy": "open"})
    assert pagecache.renew in after  # its page tells it
    article.refresh_from_db()
    assert (article.comments_open, article.comment_policy) == (False, "open")
    assert article.revised_at == revised_at
    assert article.decisions.count() == before + 1
    assert article.decisions.first().note == "댓글 허용: 아니오, 새 댓글: 바로 공개"
    assert "<textarea" not in client.get(f"/articles/{article.pk}/comments/").text
    # Whoever had the form open before is shown the newer state.
    assert "먼저 저장했습니다" in client.post(change(article), sent).text


def test_a_reporter_marks_the_own_draft_and_decides_nothing_else(client, nari, article):
    client.force_login(nari)
    html = client.get(change(article)).text
    assert 'name="sensitivity"' in html
    assert 'name="comments_open"' not in html
    assert 'name="comment_policy"' not in html
    sent = untouched(client, change(article))
    client.post(change(article), sent | {"sensitivity": "minor", "comment_policy": "open"})
    article.refresh_from_db()
    assert (article.sensitivity, article.comment_policy) == ("minor", None)
    assert article.comments_open
    assert not article.decisions.exists()  # so that it can still be deleted
    assert "먼저 저장했습니다" in client.post(change(article), sent).text


def test_the_switch_closes_and_opens_comments(bora, nari, article):
    make_public(article)
    assert workflow.switch(article, bora, "comments_open", False).note == "댓글 허용: 아니오"
    assert workflow.switch(article, bora, "comments_open", False) is None
    workflow.switch(article, bora, "sensitivity", "victim")
    taken = workflow.switch(article, bora, "sensitivity", None)
    assert taken.note == "보호할 사람이 있는 기사: 해당 없음"
    for name, value in (("comments_open", True), ("sensitivity", "minor")):
        with pytest.raises(NotAllowed):
            workflow.switch(article, nari, name, value)


def test_who_closed_the_comments_is_not_who_left_the_article_out_of_a_list(
    client, bora, dami, article
):
    make_public(article)
    workflow.switch(article, bora, "in_latest", False)
    workflow.switch(article, dami, "comments_open", False)
    client.force_login(bora)
    html = client.get("/admin/articles/pick/").text
    left_out = html[html.index('id="excluded"') :].partition("</section>")[0]
    assert "박보라" in left_out
    assert "최다미" not in left_out


# Copies, duplicates, remarks


def test_a_copy_marks_its_article_once_it_is_approved(client, nari, bora, article):
    make_public(article)
    copy = workflow.open_copy(article, nari)
    client.force_login(nari)
    html = client.get(change(copy)).text
    assert "기사와 같이 (해당 없음)" in html
    client.post(change(copy), untouched(client, change(copy)) | {"sensitivity": "minor"})
    article.refresh_from_db()
    assert article.sensitivity is None
    assert "‘미성년자 관련’ 기사로 표시되어 있습니다" in remarks(copy)
    workflow.approve(Article.objects.get(pk=copy.pk), bora)
    article.refresh_from_db()
    assert article.sensitivity == "minor"
    assert article.decisions.first().note == "보호할 사람이 있는 기사: 미성년자 관련"
    assert client.get(f"/articles/{article.pk}/comments/").text.count("<textarea") == 0


def test_a_copy_takes_no_mark_away_that_came_meanwhile(nari, bora, article):
    make_public(article, comments_open=False)
    copy = workflow.open_copy(article, nari)
    workflow.switch(article, bora, "sensitivity", "victim")
    workflow.switch(article, bora, "comments_open", False)
    copy.headline = "고친 제목"
    copy.save()
    workflow.record_edit(copy, nari)
    workflow.approve(copy, bora, accepted={"overtaken"})
    article.refresh_from_db()
    assert (article.headline, article.sensitivity) == ("고친 제목", "victim")
    assert not article.comments_open


def test_what_is_written_after_a_marked_article_is_marked_but_decided_anew(nari, bora, article):
    make_public(article)
    for name, value in (("sensitivity", "suicide"), ("comment_policy", "open")):
        workflow.switch(article, bora, name, value)
    article.refresh_from_db()
    draft = workflow.duplicate(article, nari)
    assert (draft.sensitivity, draft.comment_policy, draft.comments_open) == ("suicide", None, True)


def remarks(article):
    found = workflow.remarks(Article.objects.get(pk=article.pk))
    assert not any(r.must_confirm for r in found if r.code in ("marked", "unmarked"))
    return " ".join(r.text for r in found if r.code in ("marked", "unmarked"))


def test_an_editor_is_told_of_an_obituary_that_nobody_marked(article):
    assert remarks(article) == ""
    article.headline = "[부고] 김하늘 씨 별세"
    article.save()
    assert "‘부고’ 기사로 보이는데 표시되어 있지 않습니다" in remarks(article)
    article.sensitivity = "obituary"
    article.save()
    assert "표시되어 있습니다. 댓글: 받지도 보이지도 않음." in remarks(article)
    Article.objects.update(sensitivity=None)
    CommentRules.objects.create(policy="closed")  # then there is nothing to spare anybody
    assert remarks(article) == ""


def test_none_has_its_own_word():
    assert policy.label(NONE) == "받지도 보이지도 않음"
