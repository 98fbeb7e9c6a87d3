"""The form of comments when it was refused, as a browser shows it."""

import pytest
from playwright.sync_api import expect

from articles.models import CommentRules

from .factories import make_comment
from .test_accessibility import looks
from .test_comment_pages import address
from .test_focus import rings
from .test_large_text import squeezed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_refused_comment_keeps_what_was_typed_and_is_open_to_everybody(reader, site):
    CommentRules(policy="open").save()
    first = make_comment(text="소음은 어떻게 되나요?")
    reader.route("**/js/comment*.js", lambda route: route.abort())  # as whoever has no script
    reader.goto(site + address(first.article))
    trap = reader.locator("[name=website]")
    expect(trap).to_be_hidden()
    reader.get_by_label("이름").focus()
    for field in ("비밀번호", "댓글"):
        reader.keyboard.press("Tab")
        expect(reader.get_by_label(field, exact=True)).to_be_focused()
    reader.keyboard.type("쓰다 만 글")
    reader.keyboard.press("Tab")
    expect(reader.get_by_role("button", name="보내기")).to_be_focused()
    reader.locator("[name=parent]").evaluate(
        "(field, number) => { field.value = number }", first.pk
    )
    with reader.expect_navigation() as refused:
        reader.keyboard.press("Enter")
    assert refused.value.status == 400
    expect(reader.get_by_label("이름")).to_be_focused()
    expect(reader.get_by_label("이름")).to_have_accessible_description("꼭 채워 주십시오.")
    expect(reader.get_by_label("댓글", exact=True)).to_have_value("쓰다 만 글")
    expect(reader.locator(".comment-answered")).to_contain_text(first.text)
    assert [*looks(reader), *rings(reader), *squeezed(reader)] == []
    reader.emulate_media(media="print")
    expect(reader.locator(".comment-form")).to_be_hidden()
    expect(reader.locator(".comments .comment-text")).to_be_visible()
