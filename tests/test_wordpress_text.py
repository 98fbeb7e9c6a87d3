"""Paragraphs and shortcodes as WordPress shows them."""

import re
import time

import pytest

from articles.exchange import ghost_cards
from articles.exchange.wordpress.blocks import without_blocks
from articles.exchange.wordpress.body import FLASH, FLASH_SOURCE, FRAME
from articles.exchange.wordpress.paragraphs import with_paragraphs
from articles.exchange.wordpress.shortcodes import replaced
from articles.exchange.wordpress.words import plain
from articles.pure import markup

# As https://developer.wordpress.org/reference/functions/wpautop/ says: double line-breaks become paragraphs,
# the others <br>, and blocks are left alone.
PARAGRAPHS = [
    ("하나", "<p>하나</p>"),
    ("하나\n둘", "<p>하나<br>둘</p>"),
    ("하나\r\n\r\n둘", "<p>하나</p><p>둘</p>"),
    ("하나\n \n\n둘", "<p>하나</p><p>둘</p>"),
    ("하나<br /><br>둘", "<p>하나</p><p>둘</p>"),
    ("하나<br />\n둘", "<p>하나<br>둘</p>"),
    ("<b>굵게</b> 글", "<p><b>굵게</b> 글</p>"),
    ('<a\nhref="/x">글</a>', '<p><a href="/x">글</a></p>'),
    ("앞\n<h2>제목</h2>\n뒤", "<p>앞</p><h2>제목</h2><p>뒤</p>"),
    ("<p>하나</p>\n\n<p>둘</p>", "<p>하나</p><p>둘</p>"),
    ("<p>하나\n둘</p>", "<p>하나<br>둘</p>"),
    ("<blockquote>하나\n\n둘</blockquote>", "<blockquote><p>하나</p><p>둘</p></blockquote>"),
    ("<div>하나\n\n둘</div>셋", "<div><p>하나</p><p>둘</p></div><p>셋</p>"),
    ("<ul>\n<li>하나</li>\n\n<li>둘</li>\n</ul>", "<ul><li>하나</li><li>둘</li></ul>"),
    ("<table>\n<tr>\n<td>칸</td>\n</tr>\n</table>", "<table><tr><td>칸</td></tr></table>"),
    ("앞\n<pre>가\n\n나</pre>\n뒤", "<p>앞</p><pre>가나</pre><p>뒤</p>"),
    ("<script>a\n\nb</script>", "<script>ab</script>"),
    ("앞\n\n<hr />\n\n뒤", "<p>앞</p><hr /><p>뒤</p>"),
    ("<figure><img src='a'>\n<figcaption>말</figcaption></figure>", "<figure><img src='a'><figcaption>말</figcaption></figure>"),
    ("İ<pre>가</pre>", "<p>İ</p><pre>가</pre>"),
    ("", ""),
    ("\n\n", ""),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "shown"), PARAGRAPHS)
def test_blank_lines_make_paragraphs(typed, shown):
    assert with_paragraphs(typed).replace("\n", "") == shown


def test_what_is_left_alone_keeps_its_lines():
    assert with_paragraphs("<pre>가\n\n  나</pre>") == "<pre>가\n\n  나</pre>"


KNOWN = {
    "gallery": lambda said, inner: f"<{','.join(f'{k}={v}' for k, v in said.items())}>",
    "caption": lambda said, inner: f"({inner})",
}
SHORTCODES = [
    ('[gallery ids="1,2" size=large]', "<ids=1,2,size=large>", []),
    ("[gallery ids='1,2' /]", "<ids=1,2>", []),
    ("[gallery][caption]x[/caption]", "<>(x)", []),
    ("[caption]a[caption]b[/caption]", "(None)a(b)", []),
    ('[caption width="3"]<img alt="[1]"> 말[/caption]', '(<img alt="[1]"> 말)', []),
    ("[[gallery]] [[caption]x", "[gallery] [(None)x", []),
    ("[속보] [AP] [sic] [1] [see the map] [KBS 뉴스]", None, []),
    ("[사진=김하늘] [email protected] [a", None, []),
    ("[row][col w=1]안[/col][/row]", "안", ["row", "col"]),
    ("[ad] [adsense 3] [contact-form-7 a b]", "  ", ["ad", "adsense", "contact-form-7"]),
    ("[/row]", "", []),
    ("[t_a]앞[/t_a][t_b]뒤[/t_b]", "앞\n\n뒤", ["t_a", "t_b"]),
]


@pytest.mark.parametrize(("typed", "shown", "cut"), SHORTCODES)
def test_shortcodes_are_replaced_or_told_and_brackets_stay(typed, shown, cut):
    told = []
    assert replaced(typed, KNOWN, lambda name, _tag: told.append(name)) == (
        typed if shown is None else shown
    )
    assert told == cut


@pytest.mark.parametrize(
    "piece", ["[a", "[a b", "[a b=c ", "[a]", "[a x='", "[a]x[/a]", "<pre>", "<!--", "<div ", "<br"]
)
def test_no_text_takes_long(piece):
    began = time.process_time()
    with_paragraphs(replaced(piece * (60_000 // len(piece)), {}, lambda *_cut: None))
    assert time.process_time() - began < 2, re.escape(piece)


@pytest.mark.parametrize(
    "piece",
    [
        "<a href='x'>",
        "<!-- wp:a {",
        "<!--",
        "<iframe ",
        "<iframe src=x ",
        "<figcaption>",
        "<video>",
        "<object>",
        "<param name=movie ",
        '<figure class="kg-bookmark-card',
        '<a href="/content/files/',
        "<cite>",
        "<a href=",
    ],
)
def test_no_broken_html_takes_long(piece):
    began = time.process_time()
    broken = piece * (60_000 // len(piece))
    plain(without_blocks(broken, None, print))
    FRAME.sub("", broken)
    FLASH.sub("", broken)
    FLASH_SOURCE.search(broken)
    ghost_cards.shown(broken, [])
    markup.lost_links(broken)
    assert time.process_time() - began < 2, re.escape(piece)
