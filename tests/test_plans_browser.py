"""Plans are dragged to another day, or go there by keys."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Plan

from .factories import make_plan

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]


def test_a_plan_is_dragged_to_another_day_goes_back_by_a_key_and_is_not_taken_from_somebody(
    screen, site, nari
):
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    plan = make_plan(made_by=nari, day=monday)
    screen.set_viewport_size({"width": 1280, "height": 900})
    screen.goto(f"{site}/admin/articles/plan/")

    def drag_to(day):
        handle = screen.locator(f"#plan-{plan.pk} .plan-handle").bounding_box()
        there = screen.locator(f'[data-day="{day}"]').bounding_box()
        screen.mouse.move(handle["x"] + 10, handle["y"] + 10)
        screen.mouse.down()
        screen.mouse.move(there["x"] + 60, there["y"] + 150, steps=4)
        with screen.expect_navigation():
            screen.mouse.up()

    def day():
        return Plan.objects.get().day

    drag_to(monday + timedelta(days=3))
    assert day() == monday + timedelta(days=3)
    focus = screen.locator(f"#plan-{plan.pk} .plan-handle:focus")
    focus.wait_for()
    with screen.expect_navigation():
        screen.keyboard.press("ArrowLeft")
    assert day() == monday + timedelta(days=2)
    Plan.objects.update(title="보라의 제목", edit_version=9)
    drag_to(monday + timedelta(days=4))
    assert day() == monday + timedelta(days=2)
    assert "바꾸었습니다" in screen.locator(".messagelist").inner_text()
    assert screen.locator(f'[data-day="{day()}"] .plan').inner_text().startswith("⠿")
