"""A body is a row of paragraphs, whatever door it came in by."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pure import markup, text

HOSTS = ("www.youtube.com",)
PHOTO = "/media/photos/ab/ab0123456789abcdef0123456789abcd-1920x1280/960.webp"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>하나<br><br>둘</p>", "<p>하나</p>\n<p>둘</p>"),
        ("하나<br> \n&nbsp;<br>둘<br>셋", "<p>하나</p>\n<p>둘<br>셋</p>"),
        ("<font>하나<br>&nbsp;&nbsp;둘<br>　셋</font>", "<p>하나</p>\n<p>둘</p>\n<p>셋</p>"),
        ("<p><b>하나<br><br>둘</b> 셋</p>", "<p><b>하나</b></p>\n<p><b>둘</b> 셋</p>"),
        ("<b><p>하나</p><p>둘</p></b>", "<p><b>하나</b></p><p><b>둘</b></p>"),
        (
            '<a href="/1">하나<br><br>둘</a>',
            '<p><a href="/1">하나</a></p>\n<p><a href="/1">둘</a></p>',
        ),
        (
            "<blockquote>하나<br><br>둘</blockquote>",
            "<blockquote><p>하나</p>\n<p>둘</p></blockquote>",
        ),
        ("<ul><li>하나<br><br>둘<br></li></ul>", "<ul><li>하나<br><br>둘</li></ul>"),
        ("<h2>제목<br></h2>글", "<h2>제목</h2><p>글</p>"),
        ("<p>　　들여 쓴 글 </p>", "<p>들여 쓴 글</p>"),
        ("<p>&nbsp;</p><p>\u200b</p><p><br></p><p><b>\u3164</b></p><p>글</p>", "<p>글</p>"),
        ("<h2>&nbsp;</h2><blockquote><p><br></p></blockquote><p>글</p>", "<p>글</p>"),
        ("<p>가&nbsp;나\u2007다\u202f라\u00a0마</p>", "<p>가 나 다 라 마</p>"),
        ("<p>글\u00ad자\ufeff가 <i></i>섰다</p>", "<p>글자가 섰다</p>"),
        ("<p>a&#x81;b&#13;c&#x202e;d</p>", "<p>ab\ncd</p>"),
        ("<p><i>\u0338가</i>e<b></b>&#x301;</p>", "<p><i>\u0338가</i>é</p>"),
    ],
)
def test_what_looks_like_a_paragraph_is_one(typed, kept):
    assert markup.clean(typed) == kept
    assert markup.clean(kept) == kept


@pytest.mark.parametrize(
    "block",
    "summary dt dd address aside header footer legend article section center main nav form "
    "fieldset details dl pre div h1 h5 listing dialog".split(),
)
def test_words_around_a_block_do_not_grow_together(block):
    kept = markup.clean(f"앞<{block}>안</{block}>뒤")
    assert markup.plain(kept) == "앞\n안\n뒤"
    assert kept.startswith("<p>앞</p>")
    assert kept.endswith("<p>뒤</p>")


def test_lines_of_preformatted_text_stay_lines():
    kept = markup.clean("<pre>\n첫 줄\n둘째 <b>줄</b>\n\n새 문단</pre>")
    assert kept == "<p>첫 줄<br>둘째 <b>줄</b></p>\n<p>새 문단</p>"


def test_options_of_a_field_stay_apart():
    assert markup.plain(markup.clean("<select><option>가<option>나</select>")) == "가\n나"


@pytest.mark.parametrize(
    "kept",
    [
        '<table><caption>개표 결과</caption><thead><tr><th scope="col">후보</th></tr></thead>'
        '<tbody><tr><th scope="row">가</th></tr></tbody></table>',
        '<p lang="en">Hello</p>',
        '<h2 lang="ja">見出し</h2>',
        '<iframe src="https://www.youtube.com/embed/a" title="개표 &quot;현장&quot;"></iframe>',
    ],
)
def test_what_helps_those_who_do_not_see_stays(kept):
    assert markup.clean(kept, HOSTS) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ('<p lang="x y">글</p>', "<p>글</p>"),
        ('<p><span lang="EN-US">2024</span> <span>글</span></p>', "<p>2024 글</p>"),
        (
            "<table><caption>개표<br><b>결과</b></caption><tr><td>가</td></tr></table>",
            "<table><caption>개표 결과</caption><tbody><tr><td>가</td></tr></tbody></table>",
        ),
        (
            '<table><tr><th scope="x">글</th></tr></table>',
            "<table><tbody><tr><th>글</th></tr></tbody></table>",
        ),
        ('<p>글</p><iframe title="이름만">숨은 글</iframe>', "<p>글</p>"),
        ('<p>글</p><iframe title=" src=" src="x"></iframe>', "<p>글</p>"),
    ],
)
def test_what_says_nothing_to_them_goes(typed, kept):
    assert markup.clean(typed, HOSTS) == kept


def test_a_caption_of_a_table_is_read_apart():
    body = "<table><caption>개표</caption><tbody><tr><td>가</td><td>나</td></tr></tbody></table>"
    assert markup.blocks(body) == [("caption", "개표"), ("row", "가 | 나")]


def test_an_indented_line_of_plain_text_begins_a_paragraph():
    kept = markup.clean(markup.from_plain("　첫 문단\n　둘째 문단\n \n셋째"))
    assert kept == "<p>첫 문단</p>\n<p>둘째 문단</p>\n<p>셋째</p>"


TAGS = st.sampled_from(
    "p br b i a span ul li table tr td th caption h2 figure figcaption iframe img hr "
    "blockquote pre ruby rt div summary option".split()
)
SIGNS = st.one_of(
    st.text(max_size=4),
    st.sampled_from(
        "\u200d \u200c \ufe0f \u00ad \u0301 \u0338 \u0344 \u3164 \u2028 \u3000 & < > 👩 क 葛 ← 가 \u1100 \u1161".split()
    ),
)
PIECES = st.one_of(
    SIGNS,
    SIGNS.map(html.escape),
    st.integers(0, 0x10FFFF).map(lambda code: f"&#{code};"),
    st.sampled_from(
        ["&nbsp;", "&shy;", "&zwj;", "&zwnj;", "&NewLine;", "&lrm;", "<br>", " ", "\n"]
    ),
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    SIGNS.map(lambda sign: f'<p lang="en" title="{sign}">'),
    SIGNS.map(lambda sign: f'<img src="{PHOTO}" alt="{html.escape(sign)}">'),
    SIGNS.map(
        lambda sign: f'<iframe src="//www.youtube.com/a" title="{html.escape(sign)}"></iframe>'
    ),
)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=600, deadline=None)
def test_a_clean_body_is_clean_for_ever(source):
    kept = markup.clean(source, HOSTS)
    assert markup.clean(kept, HOSTS) == kept
    assert not set("\u00a0\u3000\u00ad\ufeff\r\u202e\u200b") & set(html.unescape(kept))
    assert text.tidy(markup.plain(kept)) == markup.plain(kept)
