import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pure import text


@given(st.text())
def test_tidy_text_is_nfc_and_tidying_it_again_changes_nothing(typed):
    tidied = text.tidy(typed)
    assert unicodedata.is_normalized("NFC", tidied)
    assert text.tidy(tidied) == tidied
    assert not set("\0\r\x0b\x1f") & set(tidied)


@given(st.text())
def test_a_line_has_no_newline(typed):
    assert "\n" not in text.tidy_line(typed)


def test_decomposed_hangul_of_a_mac_is_put_together():
    assert text.tidy(unicodedata.normalize("NFD", "한글 파일")) == "한글 파일"


def test_a_letter_keeps_thirty_marks_and_no_more():
    assert len(text.tidy("가" + "\u0301\u0323" * 500)) == 31


def test_what_readers_would_not_see_is_blank():
    assert text.is_blank(" \u200b\u00a0\ufeff\u3164\n")
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
