"""What the demo newsroom means to report in the days around today."""

from datetime import time, timedelta

from django.utils import timezone

from ..models import Plan, Reporter, Section, Slot

# Days from today, hour, working title, section, slot, notes
PLANS = (
    (-1, 10, "군청 정례 브리핑", "politics", "", "군청 2층 브리핑실"),
    (0, 9, "군의회 임시회 본회의", "politics", Slot.LEAD, "본회의장 2층\n마을버스 조례 표결 결과"),
    (0, 14, "쌀값 대책 농민 간담회", "economy", "", "농협 대회의실"),
    (0, None, "출근길 폭설 대비 점검", "society", Slot.PHOTO_NEWS, "제설 창고 사진"),
    (1, 11, "새 도서관 개관식", "society", "", "오전 11시 개관, 어린이 열람실 먼저"),
    (3, None, "겨울 축제 준비 상황", "society", "", ""),
)


def make_plans(accounts):
    """Enter the plans, each with a reporter; the first of today is the demo reporter's."""
    sections = {section.slug: section for section in Section.objects.all()}
    own = accounts["reporter"].reporter
    others = Reporter.objects.exclude(pk=own.pk)
    for number, (days, hour, title, section, slot, notes) in enumerate(PLANS):
        plan = Plan.objects.create(
            day=timezone.localdate() + timedelta(days=days),
            time=None if hour is None else time(hour),
            title=title,
            section=sections[section],
            slot=slot,
            notes=notes,
            made_by=accounts["editor"],
        )
        plan.reporters.add(own if slot == Slot.LEAD else others[number])
