"""What a text suggests about its people: a guess that an editor looks at."""

import time

import pytest

from articles.pure.delicate import kind_of

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("[부고] 김하늘 씨 별세", "obituary"),
        ("향년 88세. 빈소는 증평병원, 발인 3일 오전 8시.", "obituary"),
        ("A씨가 숨진 채 발견됐다.", "suicide"),
        ("경찰은 극단적 선택을 한 것으로 보고 있다.", "suicide"),
        ("그는 스스로 목숨을 끊었다.", "suicide"),
        ("경찰은 초등생을 폭행한 혐의로 B씨를 입건했다.", "minor"),
        ("중학생 3명이 흉기를 들고 가게에 들어갔다.", "minor"),
        ("미성년자를 상대로 한 성범죄", "minor"),
        ("17세 A군이 구속됐다.", "minor"),
        ("성폭행 사건의 피해자는 병원에 있다.", "victim"),
        ("경부고속도로 확장 공사가 시작됐다.", None),
        ("군은 투자살리기 대책을 내놨다.", None),
        ("국세청이 특별세무조사를 벌였다.", None),
        ("자살 예방 교육을 열었다.", None),
        ("자살률이 낮아졌다.", None),
        ("초등생들이 축제에서 춤을 췄다. 경찰은 다른 사건의 용의자를 체포했다.", None),
        ("아동학대 예방 캠페인을 벌였다.", None),
        ("학교폭력 근절을 위해 중학생들이 나섰다.", None),
        ("", None),
    ],
)
def test_words_and_their_company(text, kind):
    assert kind_of(text) == kind


def test_a_long_text_costs_little():
    begun = time.process_time()
    for piece in ("투신", "성폭력 ", "초등생 ", "극단적 ", "스스로 목숨", "1", " ", "숨진 "):
        kind_of(piece * 60_000)
    assert time.process_time() - begun < 3
