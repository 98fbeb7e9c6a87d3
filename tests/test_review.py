"""The approval screen: what is approved is what was on it."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import workflow
from articles.models import Article, Decision

from .article_form import decide
from .factories import make_article, make_photo, make_public, make_region, make_section, make_tag

pytestmark = pytest.mark.django_db


def review(article):
    return f"/admin/articles/article/{article.pk}/review/"


def codes(article):
    return [remark.code for remark in workflow.remarks(article)]


@pytest.fixture
def complete(nari):
    photo = make_photo(credit="군 제공", alt="건물이 보인다")
    return make_article(
        subheading="부제목",
        region=make_region("증평군"),
        photos=[photo],
        created_by=nari,
        reporters=[nari.reporter],
    )


def test_nothing_stands_out_of_a_complete_article(complete):
    assert codes(complete) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"headline": "가" * 41}, "headline"),
        ({"subheading": ""}, "subheading"),
        ({"region": None}, "region"),
        ({"body": '<p><a href="#">여기</a></p>'}, "link"),
        ({"body": '<p><a href="/articles/999999/">여기</a></p>'}, "link"),
        ({"body": '<p><a href="/no/such/page">여기</a></p>'}, "link"),
        ({"body": '<p><a href="https://증평군/">여기</a></p>'}, "link"),
        ({"body": '<p><a href="http://127.0.0.1:8000/tags/none/">여기</a></p>'}, "link"),
        ({"body": '<p><a href="/admin/">여기</a></p>'}, "link"),
    ],
)
def test_what_should_be_looked_at_is_told(complete, fields, code):
    for name, value in fields.items():
        setattr(complete, name, value)
    complete.save()
    assert codes(complete) == [code]


def test_links_that_lead_somewhere_are_not_told(complete):
    public, section, tag = make_public(), make_section("경제"), make_tag()
    paths = [public.get_absolute_url(), section.get_absolute_url(), tag.get_absolute_url()]
    paths += ["https://example.com/", "mailto:desk@example.com", "/latest/", "/about/"]
    complete.body = "".join(f'<p><a href="{path}">여기</a></p>' for path in paths)
    complete.save()
    assert codes(complete) == []


def test_photos_in_the_text_are_looked_at_too(complete):
    bare = make_photo()
    complete.body = f'<p>글</p><figure><img src="{bare.path.url(960)}" alt=""></figure>'
    complete.save()
    workflow.record_edit(complete, None)
    assert codes(complete) == ["credit", "alt"]
    bare.credit, bare.alt = "증평군 제공", "산단 전경"
    bare.save()
    assert codes(complete) == []


def test_a_missing_credit_stops_the_approval_unless_the_editor_says_so(complete, bora):
    complete.article_photos.get().photo.__class__.objects.update(credit="")
    with pytest.raises(workflow.Unconfirmed) as refused:
        workflow.approve(complete, bora)
    assert refused.value.codes == {"credit"}
    assert not Article.objects.public().exists()
    workflow.approve(complete, bora, accepted=["credit"])
    assert Article.objects.public().get() == complete


def test_the_screen_asks_for_the_confirmation_and_keeps_the_note(client, complete, bora):
    complete.article_photos.get().photo.__class__.objects.update(credit="")
    client.force_login(bora)
    assert 'name="accepted" value="credit"' in client.get(review(complete)).text
    response = decide(client, complete, "approve", note="급합니다")
    assert response.status_code == 200
    assert "\n급합니다</textarea>" in response.text
    assert not Article.objects.public().exists()
    decide(client, complete, "approve", accepted=["credit"], note="급합니다")
    assert Article.objects.public().get() == complete


def form_of(page, action):
    """Return what the form of the action would send, as a browser reads it."""
    form = page.split(f'<form class="decision {action}"')[1].split("</form>")[0]
    inputs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in inputs}


def test_what_is_approved_is_what_was_on_the_screen(client, complete, bora):
    client.force_login(bora)
    asked = form_of(client.get(review(complete)).text, "approve")
    photo = complete.article_photos.get().photo
    photo.credit = "그사이 바뀐 출처"  # the library's, so the article's version is the same
    photo.save()
    response = client.post(f"/admin/articles/article/{complete.pk}/decide/", asked)
    assert response.status_code == 200
    assert "다시 읽" in response.text
    assert not Article.objects.public().exists()
    asked = form_of(response.text, "approve")
    client.post(f"/admin/articles/article/{complete.pk}/decide/", asked)
    assert Article.objects.public().get() == complete


def test_the_screen_shows_the_difference_from_what_was_approved(client, complete, bora):
    workflow.approve(complete, bora)
    workflow.withdraw(complete, bora, "사실 확인 중")
    complete.headline = "확인을 마친 제목"
    complete.save()
    workflow.record_edit(complete, bora)
    client.force_login(bora)
    page = client.get(review(complete)).text
    assert "<ins" in page
    assert "확인을" in page


def test_a_first_approval_has_nothing_to_compare_with(client, complete, bora):
    client.force_login(bora)
    page = client.get(review(complete))
    assert page.status_code == 200
    assert page.context["difference"] is None


def test_whoever_approves_is_shown_the_way_to_the_page(client, complete, bora):
    client.force_login(bora)
    decide(client, complete, "approve")
    told = client.get("/admin/").text
    assert f'<a href="{complete.get_absolute_url()}">기사 보기</a>' in told


def test_a_time_is_told_with_its_weekday(client, complete, bora):
    client.force_login(bora)
    at = timezone.localtime() + timedelta(days=3)
    url = f"/admin/articles/article/{complete.pk}/decide/"
    asked = {"action": "approve", "version": complete.edit_version}
    response = client.post(url, asked | {"at": at.strftime("%Y-%m-%dT%H:%M")}, follow=True)
    weekday = "월화수목금토일"[at.weekday()]
    assert f"({weekday})" in response.text


@pytest.mark.parametrize("at", ["2020-01-01T00:00", "내일", "9999-12-31T00:00"])
def test_a_bad_time_is_refused_and_the_note_kept(client, complete, bora, at):
    client.force_login(bora)
    response = decide(client, complete, "approve", at=at, note="내일 아침 6시에")
    assert response.status_code == 200
    assert "\n내일 아침 6시에</textarea>" in response.text
    assert not Article.objects.filter(status="approved").exists()


@pytest.mark.parametrize("data", [{}, {"action": "approve"}, {"action": "approve", "version": "x"}])
def test_a_crafted_step_without_a_version_does_nothing(client, complete, bora, data):
    client.force_login(bora)
    url = f"/admin/articles/article/{complete.pk}/decide/"
    assert client.post(url, data).status_code == 200
    assert not Decision.objects.exists()


def test_a_live_edit_is_recorded_with_its_hash(complete, bora):
    workflow.approve(complete, bora)
    complete.subheading = "고친 부제목"
    complete.save()
    workflow.record_edit(complete, bora)
    revised = complete.decisions.first()
    assert (revised.action, revised.actor) == ("revise", bora)
    assert revised.content_hash == complete.revisions.first().content_hash


def test_every_step_stands_in_the_ledger_of_article_and_copy(client, complete, nari, bora):
    workflow.approve(complete, bora)
    copy = workflow.open_copy(complete, nari)
    workflow.submit(copy, nari, note="날짜를 고쳤습니다")
    client.force_login(bora)
    for article in (complete, copy):
        page = client.get(review(article)).text
        assert "날짜를 고쳤습니다" in page
        assert page.count("<time datetime=") >= 3


def test_a_reporter_sees_her_own_screen_and_no_other(client, complete, nari, chan):
    client.force_login(nari)
    page = client.get(review(complete)).text
    assert "decision submit" in page
    assert "decision approve" not in page
    client.force_login(chan)
    assert client.get(review(complete)).status_code == 404
    make_public(complete)
    assert client.get(review(complete)).status_code == 404


def test_what_was_approved_is_kept_when_the_library_changed_before(complete, bora):
    photo = complete.article_photos.get().photo
    photo.credit = "그사이 바뀐 출처"
    photo.save()
    decision = workflow.approve(complete, bora)
    kept = complete.revisions.get(content_hash=decision.content_hash)
    assert kept.content["photos"][0][2] == "그사이 바뀐 출처"
    assert workflow.record_edit(complete, bora) is None
    complete.refresh_from_db()
    assert complete.revised_at is None


def test_what_is_restored_is_what_was_on_the_screen(client, complete, bora):
    workflow.approve(complete, bora)
    workflow.withdraw(complete, bora, "사실 확인")
    client.force_login(bora)
    asked = form_of(client.get(review(complete)).text, "restore") | {"note": "확인했음"}
    photo = complete.article_photos.get().photo
    photo.credit = "그사이 바뀐 출처"
    photo.save()
    response = client.post(f"/admin/articles/article/{complete.pk}/decide/", asked)
    assert "\n확인했음</textarea>" in response.text
    assert not Article.objects.public().exists()
    asked = form_of(response.text, "restore") | {"note": "확인했음"}
    client.post(f"/admin/articles/article/{complete.pk}/decide/", asked)
    assert Article.objects.public().get() == complete


def test_an_article_saved_a_thousand_times_can_still_be_decided(client, complete, bora):
    Article.objects.filter(pk=complete.pk).update(edit_version=1234)
    client.force_login(bora)
    asked = form_of(client.get(review(complete)).text, "approve")
    client.post(f"/admin/articles/article/{complete.pk}/decide/", asked)
    assert Article.objects.public().get() == complete


def test_no_approval_looks_after_links(complete, bora, django_assert_max_num_queries):
    paths = [f"/articles/{number}/" for number in range(1000, 1200)]
    complete.body = "".join(f'<p><a href="{path}">여기</a></p>' for path in paths)
    complete.save()
    with django_assert_max_num_queries(46):
        workflow.approve(complete, bora)
