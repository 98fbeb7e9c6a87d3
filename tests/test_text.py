import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pure import text


@given(st.text())
def test_tidy_text_is_nfc_and_tidying_it_again_changes_nothing(typed):
    tidied = text.tidy(typed)
    assert unicodedata.is_normalized("NFC", tidied)
    assert text.tidy(tidied) == tidied
    assert not set("\0\r\x0b\x1f") & set(tidied)
    assert text.tidy_line(text.tidy_line(typed)) == text.tidy_line(typed)
    assert text.tidy_lines(text.tidy_lines(typed)) == text.tidy_lines(typed)


NEIGHBOURS = (
    "가 e < 1 👩 🏽 🏴 🇰 ← 葛 क \u093c \u1820 \u1100 \u1161 \u0301 \u0344 \u0338 \u20e3".split()
)
JOINERS = (
    "\u200d \u200c \ufe0f \U000e0100 \u180b \u00ad \u034f \U000e0067 \U000e007f \u3164".split()
)


@given(st.lists(st.sampled_from(NEIGHBOURS + JOINERS), max_size=9).map("".join))
@settings(max_examples=500)
def test_marks_and_joiners_come_to_rest(typed):
    assert text.tidy(text.tidy(typed)) == text.tidy(typed)


def test_no_character_is_invisible_between_two_others():
    """Signs of Arabic and Egyptian numbers are seen, whatever Unicode's table calls them."""
    unseen = {"Cc", "Cs", "Co", "Zs", "Zl", "Zp", "Cf"}
    seen = set("\t\n \u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
    seen |= {chr(code) for code in (*range(0x600, 0x606), *range(0x13430, 0x13440))}
    for sign in map(chr, range(0x110000)):
        if unicodedata.category(sign) in unseen and sign not in seen:
            assert text.tidy(f"가{sign}나") in ("가나", "가 나", "가\n나"), hex(ord(sign))


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("내년\u00a0계획\u3000을\u2007세\u202f운다", "내년 계획 을 세 운다"),
        ("글\u00ad자\u200b들\ufeff이\u2060다", "글자들이다"),
        ("가족 \u202e정착기\u2066 \u061c끝", "가족 정착기 끝"),
        ("가\u3164나\u2800다\uffa0라\u115f\u1160마", "가 나 다 라마"),
        ("줄\x0b바꿈\u2028또\x85끝", "줄\n바꿈\n또\n끝"),
        ("가\ue000나\ufdd0다\U000f02b1", "가나다"),
        ("가\u200d나\ufe0f a\u200c", "가나 a"),
    ],
)
def test_what_nobody_sees_is_gone_and_every_space_is_one(typed, tidied):
    assert text.tidy(typed) == tidied


@pytest.mark.parametrize(
    "sign", "👨‍👩‍👧‍👦 🇰🇷 👍🏽 ❤️ 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 می‌خواهم क्‍ष 👩🏽‍🚀 葛󠄀 🏳️‍🌈 👁️‍🗨️ ⛹🏻‍♀️".split(" ")
)
def test_what_joins_signs_that_need_it_stays(sign):
    assert text.tidy(sign) == sign


@given(st.text())
def test_a_line_has_no_newline(typed):
    assert "\n" not in text.tidy_line(typed)


def test_decomposed_hangul_of_a_mac_is_put_together():
    assert text.tidy(unicodedata.normalize("NFD", "한글 파일")) == "한글 파일"


def test_a_letter_keeps_thirty_marks_and_no_more():
    assert len(text.tidy("가" + "\u0301\u0323" * 500)) == 31


def test_an_indent_of_old_paragraphs_goes_from_every_line():
    assert text.tidy_lines("　첫 줄 \n　　둘째 줄\n") == "첫 줄\n둘째 줄"


def test_what_readers_would_not_see_is_blank():
    assert text.is_blank(" \u200b\u00a0\ufeff\u3164\u115f\u2800\uffa0\u202e\ue000\n")
    assert not text.is_blank(" . ")


def test_an_excerpt_ends_at_a_word():
    line = "가나다라 " * 60
    assert len(text.excerpt(line, 200)) <= 200
    assert text.excerpt(line, 200).endswith("가나다라…")
    assert text.excerpt("짧은\n글", 200) == "짧은 글"


@given(st.text(max_size=100))
def test_every_name_has_a_slug_that_an_address_can_hold(name):
    slug = text.slug(name)
    assert slug
    assert "/" not in slug
    assert text.slug(name, taken={slug}) != slug


def test_an_old_address_is_compared_without_host_order_and_extras():
    kept = text.old_address("https://old.example/news/articleView.html?idxno=123#top")
    assert kept == "/news/articleView.html?idxno=123"
    assert text.old_address("news/123") == "/news/123"


@pytest.mark.parametrize(
    ("seen", "ends"),
    [
        ("👨‍👩‍👧‍👦", "가…"),
        ("🇰🇷", "가…"),
        ("👍🏽", "가…"),
        ("❤️", "가…"),
        ("e\u0301\u0323", "가…"),
        ("나다", "나…"),
    ],
)
def test_an_excerpt_is_cut_between_what_one_sees_as_characters(seen, ends):
    line = "가" * 198 + seen + "라" * 9
    assert text.excerpt(line, 200).endswith(ends)
    whole = "가" * (199 - len(seen)) + seen
    assert text.excerpt(whole + "라" * 9, 200) == whole + "…"
    assert text.excerpt("🇰🇷🇯🇵" + "라" * 9, 4) == "🇰🇷…"
