"""The desk of comments in a browser: keys, many at once, screens in other colours."""

import pytest
from playwright.sync_api import expect

from articles.models import Comment

from .factories import make_comment, make_public
from .newsroom import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/admin/articles/comment/"


def states():
    return [comment.state for comment in Comment.objects.order_by("pk")]


def test_an_editor_decides_about_comments_without_a_mouse(watched, site, bora):
    article = make_public()
    made = [make_comment(article, state="waiting", name=f"독자{sign}") for sign in "가나다라"]
    let_in(watched, site, bora)
    watched.goto(site + LIST)
    keys = watched.keyboard
    keys.press("a")  # nobody reads a row yet
    keys.press("j")
    expect(watched.get_by_role("article", name="독자가")).to_be_focused()
    with watched.expect_navigation():
        keys.press("a")
    expect(watched.get_by_role("article", name="독자나")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("x")
    keys.press("j")
    keys.press("x")
    expect(watched.get_by_role("status")).to_have_text("고른 댓글: 2")
    keys.press("k")
    keys.press("k")
    with watched.expect_navigation():
        keys.press("d")
    expect(watched.get_by_role("button", name="삭제")).to_be_focused()
    watched.fill("textarea", "광고")
    assert states() == ["public", "waiting", "waiting", "waiting"]
    with watched.expect_navigation():
        watched.click("[name=confirmed]")
    watched.get_by_label("이 쪽 모두").check()
    with watched.expect_navigation():
        watched.get_by_role("group").get_by_role("button", name="숨김").click()
    assert states() == ["public", "removed", "hidden", "hidden"]
    assert made[1].decisions.get().note == "광고"
    watched.goto(f"{site}{LIST}?tab=all")
    keys.press("?")
    expect(watched.get_by_role("dialog").get_by_text("댓글 승인")).to_be_visible()
    assert watched.complaints == []
