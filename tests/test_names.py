"""Names have one form, and a form carries back what it was given."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pure import names

NASTY = st.text(
    st.characters(codec="utf-8")
    | st.sampled_from(',;，、\n\t"#＃ \u200b\u200d\ufe0f\u3164\u00a0Ａａ０👩👍'),
    max_size=40,
)


@given(NASTY)
def test_bringing_a_name_into_its_form_again_changes_nothing(typed):
    for tidied in (names.tidy_name, names.tag_name):
        assert tidied(tidied(typed)) == tidied(typed)


@given(st.lists(NASTY, max_size=6))
def test_the_line_of_a_form_carries_every_tag_back(typed):
    named = names.distinct(map(names.tag_name, typed))
    line = names.tag_line(SimpleNamespace(name=name) for name in named)
    assert names.tag_names(line) == named


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("＃충북", "충북"),
        ("##해시", "해시"),
        ("ＫＢＳ １", "KBS 1"),
        ("a\u200b", "a"),
        ("\u3164", ""),
        ("옥천군수", "옥천군수"),
        ("  두   칸 ", "두 칸"),
        ("👩\u200d🔬 과학\u200d자", "👩\u200d🔬 과학자"),
        ("C#", "C#"),
        ("㈜가나 ½", "㈜가나 ½"),
    ],
)
def test_a_tag_is_written_as_it_is_seen(typed, name):
    assert names.tag_name(typed) == name


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("이차전지 산업, #충북,  ,충북;청주시", ["이차전지 산업", "충북", "청주시"]),
        ('"1,000만 관광", 청주', ["1,000만 관광", "청주"]),
        ('"서울; 부산"，AI、ai', ["서울; 부산", "AI"]),
        ('그는 "왔다", "끝', ['그는 "왔다"', '"끝']),
        ('"말 ""하나"", 둘"', ['말 "하나", 둘']),
    ],
)
def test_commas_separate_tags_and_quotation_marks_hold_them(line, tags):
    assert names.tag_names(line) == tags
