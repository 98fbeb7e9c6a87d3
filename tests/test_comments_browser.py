"""Comments in the page of their article: there when a reader comes near, sent without leaving it, never lost."""

import re

import pytest
from playwright.sync_api import expect

from articles.forms import comment as forms
from articles.models import Comment, CommentRules
from articles.reading.comments import counts

from .axe import violations
from .factories import make_comment, make_public
from .test_reading_browser import SHIFT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = "<p>군은 새 도서관을 연다고 밝혔다.</p>" * 60


@pytest.fixture
def discussed(site, monkeypatch):
    """An article with three comments, one of them answered."""
    monkeypatch.setattr(forms, "TOO_QUICK", -1)
    CommentRules(policy="open", apart=0).save()
    article = make_public(headline="새 도서관이 문을 열었다", body=BODY)
    first = make_comment(article, text="반갑습니다.")
    make_comment(article, text="언제 엽니까?")
    make_comment(parent=first, text="저도요.")
    return article


def threads(reader):
    """Return how often the page of comments was asked for."""
    return [request.method for request in reader.asked if request.url.endswith("/comments/")]


def write(reader, text, name="하니", password="1234"):
    form = reader.locator(".reader-comments .comment-form").first
    form.get_by_label("이름").fill(name)
    form.get_by_label("비밀번호").fill(password)
    form.locator("textarea").fill(text)
    return form


def test_comments_come_when_a_reader_does_and_are_written_without_leaving(discussed, reader, site):
    reader.set_viewport_size({"width": 390, "height": 800})
    reader.goto(site + discussed.get_absolute_url())
    section = reader.locator(".reader-comments")
    assert section.locator(".comment").count() == 0
    assert threads(reader) == []
    reader.locator(".copyright").scroll_into_view_if_needed()
    section.locator(".comment").nth(2).wait_for()
    assert reader.evaluate(SHIFT) < 0.001
    assert reader.evaluate("document.activeElement.tagName") == "BODY"
    assert threads(reader) == ["GET"]
    assert reader.locator("#comments").count() == reader.locator("h1").count() == 1
    wrong = []
    for width in (390, 1280):
        reader.set_viewport_size({"width": width, "height": 800})
        wrong += violations(reader)
    assert wrong == []

    form = write(reader, "가" * 1001, name="")
    assert form.locator(".comment-length").inner_text() == "1,001 / 1,000"
    form.locator("[type=submit]").click()
    section.locator(".comment-error").first.wait_for()
    assert form.get_by_label("이름").evaluate("field => field === document.activeElement")
    assert form.locator("textarea").input_value() == "가" * 1001
    form = write(reader, "첫 줄\n둘째 줄 <b>굵게</b>")
    form.locator("[type=submit]").dblclick()
    made = section.locator(".comment", has_text="둘째 줄 <b>굵게</b>")
    made.wait_for()
    assert made.evaluate("comment => comment === document.activeElement")
    assert reader.locator("[role=status].unseen").inner_text() == "댓글이 여기 올라왔습니다."
    assert section.locator("h2 b").inner_text() == "4"
    assert reader.url == site + discussed.get_absolute_url()
    assert Comment.objects.count() == 4
    assert form.locator("textarea").input_value() == ""
    assert reader.complaints == [
        "Failed to load resource: the server responded with a status of 400 (Bad Request)"
    ]


def test_nothing_typed_is_lost_where_there_is_no_net(discussed, reader, site):
    reader.goto(site + discussed.get_absolute_url())
    reader.locator(".comments-door a").focus()
    reader.locator(".reader-comments .comment").first.wait_for()
    reader.keyboard.press("Enter")
    expect(reader.locator("#comments-title")).to_be_focused()
    reader.route(re.compile("/comments/$"), lambda route: route.abort())
    form = write(reader, "터널 안에서 씁니다.")
    form.locator("[type=submit]").click()
    form.locator(".comment-failure").wait_for()
    assert form.locator("textarea").input_value() == "터널 안에서 씁니다."
    assert form.get_by_label("비밀번호").input_value() == "1234"
    reader.unroute(re.compile("/comments/$"))
    reader.reload()
    form.locator("textarea").scroll_into_view_if_needed()
    assert form.locator("textarea").input_value() == "터널 안에서 씁니다."
    assert form.get_by_label("이름").input_value() == "하니"
    assert form.get_by_label("비밀번호").input_value() == ""
    section = reader.locator(".reader-comments")
    section.get_by_role("link", name=re.compile("답글")).first.click()
    section.locator('a:is([href$="/comments/"], [href*="/comments/#"])').first.click()
    section.locator(".comment").nth(2).wait_for()
    expect(form.locator("textarea")).to_have_value("터널 안에서 씁니다.")


def test_a_number_in_a_kept_page_is_right_once_a_reader_sees_it(discussed, reader, site):
    make_comment(discussed)
    counts.drop()
    path = re.compile(r"/latest/$")
    old = reader.request.get(f"{site}/latest/").text().replace("<b>4</b>", "<b>3</b>")
    reader.route(path, lambda route: route.fulfill(content_type="text/html", body=old))
    reader.goto(f"{site}/latest/")
    reader.locator(f'.card [data-comments="{discussed.pk}"] b', has_text="4").wait_for()
    assert reader.complaints == []


def test_whoever_reads_agrees_answers_reports_and_deletes_without_leaving_the_article(
    discussed, reader, site
):
    reader.set_default_timeout(5000)
    reader.goto(site + discussed.get_absolute_url())
    reader.locator(".comments-door a").focus()
    section = reader.locator(".reader-comments")
    write(reader, "곧 지울 글").locator("[type=submit]").click()
    mine = section.locator("li.comment", has_text="곧 지울 글")
    mine.get_by_role("button", name=re.compile("^공감")).click()
    mine.locator("[value=agree] b", has_text="1").wait_for()

    mine.get_by_role("link", name=re.compile("^신고")).click()
    report = section.locator("#report form")
    report.get_by_role("radio").first.check()
    report.get_by_role("button").click()
    section.locator(".comments-note[role=status]").first.wait_for()
    assert Comment.objects.get(text="곧 지울 글").reports.count() == 1

    mine.get_by_role("link", name=re.compile("^답글")).click()
    section.locator(".comments-note[role=status]").first.wait_for(state="detached")
    section.locator("#reply").wait_for()
    write(reader, "답합니다.", name="두리").locator("[type=submit]").click()
    section.locator("li.comment .comment-text", has_text="답합니다.").wait_for()
    answer = section.locator("li.comment li.comment, li.comment", has_text="답합니다.").last
    answer.get_by_role("link", name=re.compile("^삭제")).click()
    deletion = section.locator("#delete form")
    deletion.locator("[type=password]").fill("9999")
    deletion.get_by_role("button").click()
    section.locator("#delete_password_error").wait_for()
    deletion.locator("[type=password]").fill("1234")
    deletion.get_by_role("button").click()
    section.locator("li.comment .comment-text", has_text="답합니다.").wait_for(state="detached")
    assert reader.url == site + discussed.get_absolute_url()
    assert {complaint.rpartition("status of ")[2] for complaint in reader.complaints} <= {
        "400 (Bad Request)",
        "403 (Forbidden)",
    }
