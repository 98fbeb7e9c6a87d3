import contextlib
import time
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pure import markup
from articles.pure.markup import cleaning, limits

from .corpora import needs_corpora, scripted_html

PHOTO = "/media/photos/ab/ab0123456789abcdef0123456789abcd-1920x1280/960.webp"
HOSTS = ("www.youtube.com",)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>그냥 <b>굵은</b> 글</p>", "<p>그냥 <b>굵은</b> 글</p>"),
        ('<p style="color:red" class="x" id="y" onclick="a()">글</p>', "<p>글</p>"),
        ("<p>앞<script>alert(1)</script>뒤</p>", "<p>앞뒤</p>"),
        ("<style>p{}</style><p>글</p>", "<p>글</p>"),
        # As a browser reads it: a tag with a strange name, an end without a beginning, and text.
        ("<p>앞<scr<script>x</script>ipt>alert(1)</script>뒤</p>", "<p>앞xipt&gt;alert(1)뒤</p>"),
        ('<p title="</p><script>alert(1)</script>">글</p>', "<p>글</p>"),
        ("<p>3 <5 이고 b > c</p>", "<p>3 &lt;5 이고 b &gt; c</p>"),
        ("<p>끝나지 않는 <b 이다", "<p>끝나지 않는 &lt;b 이다</p>"),
        ('<p><img src="x" src="y" alt="<b>"></p>', ""),
        ("<div>하나</div><div>둘</div>", "<p>하나</p><p>둘</p>"),
        ("<h1>큰 제목</h1><h6>작은 제목</h6>", "<h2>큰 제목</h2><h4>작은 제목</h4>"),
        ('<p><a href="javascript:alert(1)">글</a></p>', "<p><a>글</a></p>"),
        ('<p><a href="https://example.com/?a=1&amp;b=2">글</a></p>',) * 2,
        ('<p><a href="//evil.example">글</a></p>',) * 2,
        (
            '<p><a href="https://a.example/x y?q=&quot;50%&quot;">글</a></p>',
            '<p><a href="https://a.example/x%20y?q=%2250%25%22">글</a></p>',
        ),
        ('<p><a href="https://a.example/%EA%B0%80">글</a><a href="/가?나=다">글</a></p>',) * 2,
        ('<p><a href="//a b">글</a><a href="https:/x">글</a></p>', "<p><a>글</a><a>글</a></p>"),
        ('<img src="https://elsewhere.example/a.jpg" alt="남의 사진">', ""),
        (
            f'<img src="{PHOTO}" srcset="x 1w" alt="우리 사진">',
            f'<img src="{PHOTO}" alt="우리 사진">',
        ),
        ("<p></p><p>글</p><p> </p>", "<p>글</p>"),
        ("<!-- 숨은 말 --><p>글</p>", "<p>글</p>"),
        ("<figure><p></p></figure><p>글</p>", "<p>글</p>"),
        ('<td colspan="2000" rowspan="2">x</td>', "<p>x</p>"),
    ],
)
def test_a_body_keeps_what_a_body_may_hold(typed, kept):
    assert markup.clean(typed, HOSTS) == kept


@pytest.mark.parametrize(
    ("source", "stays"),
    [
        ("https://www.youtube.com/embed/abc", True),
        ("http://www.youtube.com/embed/abc", True),
        ("//www.youtube.com/embed/abc", True),
        ("http://www.youtube.com:80/embed/abc", False),
        ("https://www.youtube.com.evil.example/embed/abc", False),
        ("https://www.youtube.com:8443/embed/abc", False),
        ("https://user@www.youtube.com/embed/abc", False),
        ("javascript:alert(1)", False),
    ],
)
def test_a_film_stays_only_from_exactly_a_known_host(source, stays):
    cleaned = markup.clean(f'<p>글</p><iframe src="{source}" srcdoc="x"></iframe>', HOSTS)
    assert ("<iframe" in cleaned) is stays
    assert ('<iframe src="https://www.youtube.com/embed/abc">' in cleaned) is stays
    assert "srcdoc" not in cleaned


@given(st.text(alphabet="<>/\"'=& pbaiscrptmgonx:;\n가", max_size=200))
@settings(max_examples=300)
def test_cleaning_twice_is_cleaning_once(source):
    once = markup.clean(source)
    assert markup.clean(once) == once


@needs_corpora
def test_no_vector_leaves_anything_that_runs():
    for vector in scripted_html():
        cleaned = markup.clean(vector)
        assert markup.clean(cleaned) == cleaned
        for tag in cleaning.TAG.findall(cleaned):
            assert " on" not in tag.lower()
            assert "javascript:" not in tag.lower()
            assert "<script" not in tag.lower()


@pytest.mark.parametrize(
    ("source", "refusal"),
    [
        ("가" * 70_000, markup.TooLong),
        ("<b>x</b>" * 2_501, markup.TooManyTags),
        ("<blockquote>" * 65, markup.TooDeep),
    ],
)
def test_what_is_too_large_is_refused_before_it_is_parsed(source, refusal):
    with pytest.raises(refusal):
        markup.clean(source)


@pytest.mark.parametrize(
    "source",
    [
        "<a" * 65_000,
        "<script" * 25_000,
        "<scr" * 25_000 + "<script></script>" + "ipt>" * 20_000,
        "<p>" + " " * 190_000 + "</p>",
        "<p>\n" + " \n" * 60_000,
        "<img src" + " " * 190_000,
        "<img src=" * 20_000,
        "<!--" * 45_000,
        "<iframe>" * 24_000,
        "&" * 190_000,
        "<p " + "a=" * 90_000,
        "<p " + "a " * 90_000,
        "".join(f"<b x{i}=1 /><p>" for i in range(2400)) + "x",
        "".join(f"<b x{i}></i><p>" for i in range(2400)) + "x",
        "".join(f"<font x{i}=1>" for i in range(60)) + "<p>x" * 4000,
        "<b a=<>" * 28_000,
        "<a href=x>" * 60 + "<p>x" * 4000,
        "a" + "\u0301\u0323" * 45_000,
    ],
    ids=lambda source: source[:12].strip(),
)
def test_hostile_length_costs_no_more_than_its_length(source):
    """Ten seconds are five times what the slowest needs; a quadratic pattern needs minutes."""
    start = time.thread_time()
    with contextlib.suppress(markup.Refused):
        cleaned = markup.clean(source)
        markup.plain(cleaned)
        markup.display(cleaned)
    markup.looks_like_html(source)
    assert time.thread_time() - start < 10


BLOCKS = (
    "p",
    "div",
    "blockquote",
    "li",
    "table",
    "td",
    "h2",
    "figure",
    "ul",
    "ruby",
    "svg",
    "select",
)
MARKS = ("b", "i", "u", "s", "em", "a", "font", "nobr", "code", "x", "span")


def nasty(chance, size):
    """Return HTML that closes in attributes and comments, opens formatting again and never ends."""
    pieces = []
    while sum(map(len, pieces)) < size:
        block, mark, number = chance.choice(BLOCKS), chance.choice(MARKS), chance.randrange(10**6)
        unit = chance.choice(
            (
                f'<{mark} x{number}="</{mark}>">',
                f"<{mark} x{number}='<'><!--</{mark}>-->",
                f"<{mark} href={number}>",
                f"<{block}>x",
                f"<{block}><{mark}>x</{block}>",
                f"</{mark}></{block}>",
                f"<{mark} {'a' * chance.randrange(9)}=<>",
                "&#x26;lt;&amp;" * 4,
                f"<!--{mark}--!><![CDATA[<{block}>]]>",
                f"<{block} {' '.join(f'a{n}' for n in range(chance.randrange(60)))}>",
            )
        )
        pieces.append(unit * chance.choice((1, 1, 3, 40, 400)))
    return "".join(pieces)[:size]


@pytest.mark.parametrize("seed", range(60))
def test_no_body_makes_a_parser_build_more_than_it_may(seed, monkeypatch):
    """What is built bounds time and memory: of a second and 100 MB most go to 20,000 elements."""
    built = []
    bound = cleaning.bound

    def watch(parser):
        bound(parser)

        class Watched(parser.tree.elementClass):
            def __init__(self, *arguments):
                built.append(len(parser.tree.openElements))
                super().__init__(*arguments)

        parser.tree.elementClass = Watched

    monkeypatch.setattr(cleaning, "bound", watch)
    chance = Random(seed)
    source = nasty(chance, chance.choice((2_000, 20_000, 199_000)))
    with contextlib.suppress(markup.Refused):
        kept = markup.clean(source)
        assert markup.clean(kept) == kept
    assert len(built) <= limits.MAX_BUILT + 1
    assert max(built, default=0) <= limits.MAX_OPEN + 1


@pytest.mark.parametrize(
    "source",
    [
        "<p>" + "".join(f'<b x{i}="</b>">' for i in range(1240)) + "<p>x" * 2480,
        "<p>" + "".join(f'<b x{i}="<"><!--</b>-->' for i in range(800)) + "<p>x" * 1600,
        "<p>" + "".join(f"<a href={i}><table>" for i in range(400)) + "<p>x" * 1600,
    ],
)
def test_an_end_tag_in_an_attribute_or_a_comment_ends_nothing(source):
    start = time.thread_time()
    with pytest.raises(markup.Refused):
        markup.clean(source)
    assert time.thread_time() - start < 5


def test_what_is_remembered_of_a_refused_body_is_small(monkeypatch):
    monkeypatch.setattr(cleaning, "_results", {})
    monkeypatch.setattr(limits, "MAX_WORK", 10**9)  # so that the parser is what refuses
    deep = "<p>" + "<b><i><u><s><em><code><strong>" * 3 + "<p>x" * 2400
    for source, refusal in ((deep, markup.TooDeep), ("가" * 70_000, markup.TooLong)):
        for _ in range(2):
            with pytest.raises(refusal):
                markup.clean(source)
    [(known, refused)] = cleaning._results.items()
    assert known == (deep, ())
    assert refused.__traceback__ is refused.__context__ is None


def test_what_is_kept_can_be_kept_again():
    """Five bytes stand for one sign, so a text within the caps may not be so when it is clean."""
    with pytest.raises(markup.TooLong):
        markup.clean("<p>" + "&" * 60_000)


def test_a_table_in_an_attribute_stays_in_it():
    cleaned = markup.clean(f'<figure><img src="{PHOTO}" alt="<table><img onerror=x>"></figure>')
    assert "<div" not in markup.display(cleaned)


def test_attributes_of_formatting_go_with_what_is_in_them():
    assert markup.clean('<b title="a > b" x>굵은</b> 글') == "<p><b>굵은</b> 글</p>"


def test_old_html_that_never_ends_its_paragraphs_is_not_deep():
    assert markup.clean("<p>줄<br>" * 200).count("<p>") == 200


def test_plain_text_becomes_paragraphs_and_comes_back():
    typed = "첫 문단 <b>이 아님</b> & 끝\n둘째 줄\n\n다음 문단"
    kept = markup.clean(markup.from_plain(typed))
    assert kept == (
        "<p>첫 문단 &lt;b&gt;이 아님&lt;/b&gt; &amp; 끝<br>둘째 줄</p>\n<p>다음 문단</p>"
    )
    assert markup.to_plain(kept) == typed


def test_text_of_a_body_leaves_out_tables_and_captions():
    body = (
        "<p>하나</p><table><tr><td>표</td></tr></table>"
        f'<figure><img src="{PHOTO}"><figcaption>설명</figcaption></figure><p>둘&amp;셋</p>'
    )
    assert markup.plain(markup.clean(body)) == "하나\n둘&셋"


@pytest.mark.parametrize(
    "body", ["", "<p></p>", "<p>\u200b&nbsp;<br></p>", "<hr>", "<figure></figure>"]
)
def test_a_body_of_which_nothing_shows_is_empty(body):
    assert markup.is_empty(markup.clean(body))


def test_a_picture_is_shown_in_every_width():
    shown = markup.display(
        markup.clean(f'<figure><img src="{PHOTO}" alt="&quot;따옴표&quot;"></figure>')
    )
    assert 'width="1920" height="1280"' in shown
    assert "320.webp 320w" in shown
    assert "1920.webp 1920w" in shown
    assert 'alt="&quot;따옴표&quot;"' in shown
