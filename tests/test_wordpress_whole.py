"""Whatever an export of WordPress holds is in the paper or in the account: nothing goes without a word."""

import csv
import re

import pytest
from django.core.management import call_command

from articles.models import Article, Comment, Page

from .factories import picture_bytes
from .wordpress import CATEGORIES, ECONOMY, attachment, category, comment, export, item, term

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

DESCRIBED = category(9, "old", "옛 갈래").replace(
    "</wp:category>",
    "<wp:category_description>갈래의 설명</wp:category_description></wp:category>",
)
NESTED = "<ul><li>가<ol><li>나<ul><li>다</li></ul></li></ol></li></ul>"
BLOCKS = """<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column">
<!-- wp:paragraph {"dropCap":true} --><p class="has-drop-cap">첫째 단</p><!-- /wp:paragraph --></div><!-- /wp:column --></div>
<!-- /wp:columns --><!-- wp:gallery {"ids":[201]} --><figure class="wp-block-gallery"><ul class="blocks-gallery-grid">
<li class="blocks-gallery-item"><figure><img src="https://old.example/wp-content/uploads/a.jpg" class="wp-image-201"/></figure></li>
</ul></figure><!-- /wp:gallery --><!-- wp:latest-posts {"postsToShow":3} /--><!-- wp:block {"ref":203} /-->
<!-- wp:verse --><pre class="wp-block-verse">시 한
줄</pre><!-- /wp:verse --><!-- wp:code --><pre class="wp-block-code"><code>x &lt; y</code></pre><!-- /wp:code -->"""
TABLE = "<table><caption>표</caption><tr><th>값</th></tr><tr><td>1</td></tr></table>"
FORMATS = "aside audio chat gallery image link quote status video".split()
DEEP = [comment(n, f"{n}단계 댓글", parent=n - 1 if n > 301 else 0) for n in range(301, 311)]
ITEMS = (
    *(
        item(n, f"형식 {name}", "글", more=ECONOMY + term("post_format", f"post-format-{name}", name))
        for n, name in enumerate(FORMATS, 1)
    ),
    item(20, "붙박이", "글", is_sticky=1),
    item(21, "깊은 댓글", "글", more="".join(DEEP)),
    item(
        22,
        "여러 댓글",
        "글",
        more=comment(320, "핑 [...]", type="pingback")
        + comment(321, "트랙백", type="trackback")
        + comment(322, "기다리는 댓글", approved="0")
        + comment(323, "스팸 글", approved="spam")
        + comment(324, "편집 메모", type="note", approved="0")
        + comment(325, '그림 <img src="https://pic.example/p.jpg?w=1&amp;h=2" alt="풍차">')
        + comment(326, ""),
    ),
    item(23, "비밀번호", "글", post_password="enter"),
    item(24, "비공개", "글", status="private"),
    item(25, "예약", "글", status="future", post_date_gmt="2099-01-01 00:00:00"),
    item(26, "임시", "글", status="draft", post_date_gmt="0000-00-00 00:00:00"),
    item(27, "검토", "글", status="pending"),
    item(28, "휴지통", "글", status="trash"),
    item(29, "", ""),
    item(30, "", "제목 없는 글"),
    item(31, "아주 긴 제목 " * 40, "글"),
    item(32, "특수한 <b>꼬리표</b>", NESTED, more=term("post_tag", "c", "C++ &amp; “따옴표” #1, $2")),
    item(33, "표", TABLE),
    item(34, "블록", BLOCKS),
    item(35, "쪽 나눔", "앞<!--more 더-->뒤<!--nextpage-->둘째 쪽"),
    item(36, "옛 갤러리", '[gallery ids="201,999"][gallery columns="2"]'),
    item(37, "담은 것", "https://www.youtube.com/watch?v=abcdefghijk\n\n[embed]https://pic.example/x[/embed]"),
    item(
        38,
        "정렬",
        '<img class="alignright wp-image-201" src="/wp-content/uploads/a-150x150.jpg"> 옆 글 '
        '[caption width="9" align="aligncenter"]<img src="https://else.example/z.png"> 남의 그림[/caption]',
    ),
    item(39, "나뉜 CDATA", "배열 a[b[0]]>c 이다"),
    item(40, "시각 없음", "글", post_date_gmt="0000-00-00 00:00:00", post_date="0000-00-00 00:00:00"),
    item(41, "많은 분류", "글", more="".join(term("category", f"k{n}", f"갈래{n}") for n in range(63))),
    item(42, "상태 없음", "글", status=""),
    item(50, "회사 소개", '글 <img src="https://else.example/q.png"> [x_y]', post_type="page", post_name="about"),
    item(51, "숨은 쪽", "글", post_type="page", status="draft"),
    item(60, "메뉴", "", post_type="nav_menu_item"),
    item(61, "양식", "글", post_type="wpcf7_contact_form"),
    item(62, "판", "글", post_type="revision", status="inherit"),
    attachment(201, "a.jpg", 36, caption="사진 설명", alt="대신 읽는 말"),
    attachment(202, "보고서.pdf", 36),
    item(203, "되쓰는 블록", "<p>되쓰는 글</p>", post_type="wp_block"),
)  # fmt: skip


@pytest.fixture
def account(tmp_path, capsys):
    """Import all of ITEMS, each of whose lines begins one; returns the rows of the account."""
    media = tmp_path / "uploads"
    media.mkdir()
    (media / "a.jpg").write_bytes(picture_bytes(800, 600))
    file, table = tmp_path / "whole.xml", tmp_path / "account.csv"
    file.write_text(export(*ITEMS, categories=(*CATEGORIES, DESCRIBED)))
    with pytest.raises(SystemExit):  # one post is empty
        call_command("import_wordpress", file, media=media, account=table)
    with table.open(encoding="utf-8-sig", newline="") as rows:
        return [
            *csv.reader(rows),
            *(["?", "", "", line] for line in capsys.readouterr().err.split("\n")),
        ]


def test_every_item_and_every_comment_is_in_or_is_told(account):
    told = "\n".join(" ".join(row) for row in account)
    whole = export(*ITEMS, categories=(*CATEGORIES, DESCRIBED))
    lines = {row[0] for row in account} | set(re.findall(r"^\? +(\d+)번째", told, re.MULTILINE))
    numbers = {article.legacy_id.partition("?p=")[2] for article in Article.objects.all()}
    for one in ITEMS:
        line = 1 + whole[: whole.index(one)].count("\n")
        number = re.search(r"<wp:post_id><!\[CDATA\[(\d+)", one)[1]
        is_used = number == "201"  # a picture is in where its articles show it
        assert number in numbers or str(line) in lines or is_used, one
    assert Page.objects.get().title == "회사 소개"
    assert Article.objects.filter(status="approved").count() == len(FORMATS) + 15
    words = "\n".join(Comment.objects.values_list("text", flat=True))
    for number in (*range(301, 311), 325):
        assert f"{number}단계" in words or "pic.example/p.jpg?w=1&h=2" in words
    assert Comment.objects.filter(text="기다리는 댓글").exists()
    for gone in ("pingback", "trackback", "spam", "note", "comments.text"):
        assert gone in told, gone
    assert "편집 메모" not in words


def test_every_word_of_a_post_is_in_it_or_is_told(account):
    told = "\n".join(" ".join(row) for row in account)
    bodies = "\n".join(Article.objects.values_list("body", flat=True))
    tags = " ".join(name for article in Article.objects.all() for name in article.tags.names())
    for word in (
        *("다</li>", "첫째 단", "시 한<br>줄", "x &lt; y", "되쓰는 글", "둘째 쪽", "a[b[0]]&gt;c"),
        *("youtube-nocookie.com/embed/abcdefghijk", "pic.example/x", "<td>1</td>", "표"),
    ):
        assert word in bodies, word
    for word in (
        "latest-posts",
        "nextpage",
        "is_sticky",
        "999",
        "보고서.pdf",
        "갈래의 설명",
        "남의 그림",
    ):
        assert word in told, word
    assert all(word in told for word in ("z.png", "q.png", "[x_y]", *FORMATS[:2]))
    assert "C++ & “따옴표” #1, $2" in tags or "C++" in tags
    assert "갈래62" in tags
