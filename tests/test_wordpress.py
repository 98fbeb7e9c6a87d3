"""An archive of WordPress comes in: posts, pages, pictures, comments, and word of what does not."""

import io
import json
import re

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.exchange import wordpress
from articles.models import Article, Comment, Page, Redirect, Section
from articles.pure import markup

from .factories import picture_bytes
from .wordpress import ECONOMY, SITE, attachment, comment, export, item, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(tmp_path):
    """Import an export with these items; returns (exit status, what was told)."""
    uploads = tmp_path / "site" / "wp-content" / "uploads" / "2024" / "05"
    uploads.mkdir(parents=True)
    for name, width in (("a.jpg", 800), ("b-scaled.jpg", 900), ("산불.jpg", 700), ("c.jpg", 640)):
        (uploads / name).write_bytes(picture_bytes(width, 600))

    def bring(*items, xml=None, **options):
        file = tmp_path / "old.xml"
        xml = xml or export(*items)
        content = xml if isinstance(xml, bytes) else xml.encode()
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
        out = io.StringIO()
        options = {"media": tmp_path / "site"} | options
        try:
            call_command("import_wordpress", file, stdout=out, stderr=out, **options)
        except SystemExit as stop:
            return stop.code, out.getvalue()
        assert not list(settings.VAR.glob("import-*")), "nothing stays behind"
        return 0, out.getvalue()

    return bring


def test_a_post_comes_in_whole(bring, client):
    code, told = bring(
        item(
            7,
            "시장 &amp; <em>불빛</em>",
            "첫 문단\n둘째 줄\n\n둘째 문단<!--more-->",
            more=ECONOMY
            + term("category", "market", "시장")
            + term("category", "jp", "증평군")
            + term("post_tag", "t", "야시장"),
            meta={"wps_subtitle": "부제목", "views": "321", "_edit_last": "1"},
            post_modified_gmt="2024-05-02 00:00:00",
        )
    )
    article = Article.objects.public().get()
    assert (code, article.headline, article.subheading) == (0, "시장 & 불빛", "부제목")
    assert article.body == "<p>첫 문단<br>둘째 줄</p>\n<p>둘째 문단</p>"
    assert (article.section.name, str(article.region)) == ("경제", "충북 증평군")
    assert {tagging.tag.name for tagging in article.taggings.all()} == {"시장", "야시장"}
    assert [(r.name, r.email) for r in article.reporters.all()] == [
        ("김하늘", "haneul@example.com")
    ]
    assert article.published_at.isoformat() == "2024-05-01T09:00:00+00:00"
    assert article.revised_at.isoformat() == "2024-05-02T00:00:00+00:00"
    assert article.hourly_views.get().count == 321
    for old in ("/2024/05/post-7/", "/?p=7"):
        assert client.get(old).url == article.get_absolute_url()
    assert "1개" in told or "1건" in told


def test_pictures_are_found_in_whatever_size_with_their_words(bring):
    body = """[caption id="attachment_11" align="x"]<a href="https://old.example/wp-content/uploads/2024/05/a.jpg"><img
class="wp-image-11" src="https://old.example/wp-content/uploads/2024/05/a-300x200.jpg" alt="불길" /></a> 불이 난 산[/caption]

글이다.

[gallery ids="12,13,99"]

<img src="https://old.example/wp-content/uploads/2024/05/c-1024x683.jpg">"""
    _code, told = bring(
        item(7, "산불", body, more=ECONOMY, meta={"_thumbnail_id": "12"}),
        attachment(11, "2024/05/a.jpg", 7),
        attachment(12, "2024/05/b-scaled.jpg", 7, caption="헬기 <b>두 대</b>", alt="헬기"),
        attachment(13, "2024/05/산불.jpg", 7, caption="밤"),
        attachment(14, "2024/05/spare.jpg", body="설명글", more=comment(1, "사진 좋다")),
    )
    article = Article.objects.for_page().get()
    photos = article.article_photos.order_by("position")
    words = [(row.photo.width, row.words.caption, row.words.alt) for row in photos]
    assert words == [
        (900, "헬기 두 대", "헬기"),
        (800, "불이 난 산", "불길"),
        (700, "밤", ""),
        (640, "", ""),
    ]
    assert len(markup.pictures(article.body)) == 3, "the first one leads"
    assert "글이다." in article.body
    assert "[gallery]" in told
    assert re.search(r"1  어느 기사에도 없는 첨부 \(\d+번째 줄\): 2024/05/spare.jpg", told)
    assert "설명글" in told
    assert "2024/05/spare.jpg: 1" in told, "comments on it"


def test_films_play_and_what_cannot_is_a_link_that_is_told(bring):
    film = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    body = f"""{film}

[embed]{film}[/embed]

<iframe src="//www.youtube.com/embed/dQw4w9WgXcQ"></iframe>

[video mp4="{SITE}/wp-content/uploads/2024/05/v.mp4"][/video]

<iframe src="https://tv.kakao.com/embed/1"></iframe>"""
    _code, told = bring(item(7, "영상", body, more=ECONOMY))
    body = Article.objects.get().body
    assert body.count("<iframe") == 3
    assert '<a href="https://tv.kakao.com/embed/1">' in body
    assert f'<a href="{SITE}/wp-content/uploads/2024/05/v.mp4">' in body
    assert "2  동영상과 프레임" in told


BLOCKS = """<!-- wp:paragraph --><p>첫째</p><!-- /wp:paragraph -->
<!-- wp:gallery {"ids":[11]} --><figure class="wp-block-gallery has-nested-images"><!-- wp:image {"id":11} -->
<figure class="wp-block-image"><img src="https://old.example/wp-content/uploads/2024/05/a-1024x768.jpg" class="wp-image-11"/><figcaption>안</figcaption></figure>
<!-- /wp:image --><figcaption class="blocks-gallery-caption">모음</figcaption></figure><!-- /wp:gallery -->
<!-- wp:cover {"url":"https://old.example/wp-content/uploads/2024/05/c.jpg","id":13} --><div class="wp-block-cover"><img class="wp-block-cover__image-background" src="https://old.example/wp-content/uploads/2024/05/c.jpg"/><div><p>덮개</p></div></div><!-- /wp:cover -->
<!-- wp:embed {"url":"https://youtu.be/dQw4w9WgXcQ"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://youtu.be/dQw4w9WgXcQ
</div><figcaption>공연</figcaption></figure><!-- /wp:embed -->
<!-- wp:table --><figure class="wp-block-table"><table><tbody><tr><td>칸</td></tr></tbody></table><figcaption>표 설명</figcaption></figure><!-- /wp:table -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>말</p><cite>사람</cite></blockquote></figure><!-- /wp:pullquote -->
<!-- wp:block {"ref":50} /-->
<!-- wp:latest-posts {"postsToShow":3} /-->
<!-- wp:html --><div>하나</div><div>둘</div><!-- /wp:html -->"""


def test_blocks_become_what_they_show(bring):
    _code, told = bring(
        item(7, "블록", BLOCKS, more=ECONOMY),
        attachment(11, "2024/05/a.jpg", 7),
        item(50, "상용구", "<p>다시 쓰는 말</p>", post_type="wp_block"),
    )
    article = Article.objects.get()
    assert article.lead_photo.width == 800
    assert len(markup.pictures(article.body)) == 1
    assert markup.plain(article.body).split("\n") == [
        *("첫째", "모음", "덮개"),
        *("공연", "표 설명", "말", "— 사람", "다시 쓰는 말", "하나", "둘"),
    ]
    assert '<iframe src="https://www.youtube-nocookie.com/embed/' in article.body
    assert "wp:latest-posts" in told


def test_words_in_brackets_stay_and_unknown_shortcodes_are_cut_and_told(bring):
    body = "[속보] [AP] [[gallery]] [vc_row x=1][vc_text]안[/vc_text][/vc_row] [contact-form-7 id=3] 끝"
    _code, told = bring(item(7, "괄호", body, more=ECONOMY))
    assert Article.objects.get().body == "<p>[속보] [AP] [gallery] 안  끝</p>"
    assert "[vc_row]" in told
    assert "[contact-form-7]" in told


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"status": "publish"}, "approved"),
        ({"status": "future", "post_date_gmt": "2099-01-01 00:00:00"}, "approved"),
        ({"status": "draft", "post_date_gmt": "0000-00-00 00:00:00"}, "draft"),
        ({"status": "publish", "post_date_gmt": "-0001-11-30 00:00:00", "post_date": ""}, "draft"),
        ({"status": "pending"}, "draft"),
        ({"status": "private"}, "draft"),
        ({"post_password": "x"}, "draft"),
        ({"status": "trash"}, None),
        ({"post_type": "revision", "status": "inherit"}, None),
        ({"post_type": "nav_menu_item"}, None),
    ],
)
def test_only_what_was_public_is_public(bring, fields, state):
    _code, told = bring(
        item(7, "하나뿐", "글", more=ECONOMY, **fields), item(8, more=ECONOMY, body="x")
    )
    found = Article.objects.filter(headline="하나뿐").first()
    assert (found and found.status) == state
    assert Article.objects.public().filter(headline="하나뿐").exists() == (
        fields == {"status": "publish"}
    )
    if state != "approved":
        assert (fields.get("post_type") or fields.get("status") or "password") in told


def test_comments_keep_their_threads_and_no_address_of_anybody(bring):
    _code, told = bring(
        item(
            7,
            "글",
            "글",
            more=ECONOMY
            # What plugins keep of a comment stands in it.
            + comment(1, "첫 <b>댓글</b><br>둘째 줄 <a href='https://x.example'>여기</a>").replace(
                "<wp:comment_approved>",
                "<wp:commentmeta><wp:meta_key>akismet</wp:meta_key></wp:commentmeta><wp:comment_approved>",
            )
            + comment(2, "답", parent=1)
            + comment(3, "답의 답", parent=2)
            + comment(4, "기다림", approved="0")
            + comment(5, "스팸", approved="spam")
            + comment(6, "핑", type="pingback"),
        )
    )
    found = {row.text: (row.state, row.parent and row.parent.name) for row in Comment.objects.all()}
    public, waiting = Comment.State.PUBLIC, Comment.State.WAITING
    assert found == {
        "첫 댓글\n둘째 줄 여기 (https://x.example)": (public, None),
        "답": (public, "독자1"),
        "@독자2 답의 답": (public, "독자1"),
        "기다림": (waiting, None),
    }
    assert "pingback" in told
    assert "secret@reader.example" not in told


def test_several_authors_stand_in_their_order(bring):
    authors = term("author", "cap-haneul", "haneul") + term("author", "cap-bada", "이바다")
    bring(item(7, more=ECONOMY + authors, body="글"))
    assert [str(byline) for byline in Article.objects.get().bylines.all()] == ["김하늘", "이바다"]


def test_the_map_is_proposed_and_then_followed(bring, tmp_path):
    post = item(
        7, body="글", more=term("category", "ads", "광고") + term("category", "market", "시장")
    )
    file = tmp_path / "categories.csv"
    _code, told = bring(post, map=file)
    assert "categories.csv" in told
    assert not Article.objects.exists()
    assert file.read_text("utf-8-sig").splitlines() == [
        "slug,category,becomes,name",
        "economy,경제,section,경제",
        "market,경제 › 시장,tag,시장",
        "chungbuk,충북,region,충북",
        "jp,충북 › 증평군,region,충북/증평군",
        "ads,광고,section,광고",
    ]
    file.write_text("slug,category,becomes,name\nads,광고,drop,\nmarket,,section,장터\n", "cp949")
    bring(post, map=file)
    assert [section.name for section in Section.objects.filter(articles__isnull=False)] == ["장터"]
    file.write_text("slug,category,becomes,name\nads,광고,rubric,x\n")
    with pytest.raises(CommandError, match="rubric"):
        bring(post, map=file)


def test_pages_become_pages_and_stay_as_the_desk_has_them(bring, client):
    words = '우리는\n\n신문<img src="/wp-content/uploads/2024/05/a.jpg" alt="사옥">'
    about = item(3, "회사 소개", words, post_type="page", post_name="about-us")
    secret = item(4, "몰래", "x", post_type="page", post_name="secret", status="private")
    _code, told = bring(about, secret)
    page = Page.objects.get()
    assert (page.title, page.slug, page.body) == (
        "회사 소개",
        "about-us",
        "<p>우리는</p>\n<p>신문</p>",
    )
    assert client.get(page.get_absolute_url()).status_code == 200
    assert "몰래" in told
    assert re.search("img .*회사 소개: 2024/05/a.jpg 사옥", told), (
        "a page has no photos, and says so"
    )
    Page.objects.update(title="새 제목")
    bring(about)
    assert Page.objects.get().title == "새 제목"


def test_broken_xml_is_told_by_its_place_and_what_came_before_goes_in(bring, capsys):
    xml = export(item(7, "앞", "글", more=ECONOMY), item(8, "뒤", "글", more=ECONOMY))
    line = 1 + xml[: xml.index("뒤")].count("\n")
    code, _told = bring(xml=xml.replace("<title>뒤</title>", "<title>뒤 & 앞</title>"))
    assert (code, Article.objects.get().headline) == (1, "앞")
    assert f"old.xml: {line}번째 줄" in capsys.readouterr().err


@pytest.mark.parametrize(
    "xml",
    [
        export(item(7), head='<!DOCTYPE rss [<!ENTITY a "aaaa">]>\n'),
        "<rss><channel><title>피드</title></channel></rss>",
        "no xml",
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_export_is_refused(bring, xml):
    with pytest.raises(CommandError):
        bring(xml=xml)
    assert not Article.objects.exists()


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_every_version_and_forbidden_characters_are_read(bring, version):
    assert bring(xml=export(item(7, "제\x0b목", "글\x08", more=ECONOMY), version=version))[0] == 0
    assert (Article.objects.get().headline, Article.objects.get().body) == ("제목", "<p>글</p>")


def test_a_dry_run_stores_nothing_and_tells_all(bring):
    _code, told = bring(
        item(7, "", "글 [x_y]", more=ECONOMY, is_sticky=1, meta={"mood": "좋음"}, excerpt="요약"),
        item(3, "소개", "x", post_type="page"),
        dry_run=True,
    )
    rows = (Article, Page, Redirect, Section)
    assert [model.objects.count() for model in rows] == [0, 0, 0, Section.objects.count()]
    for word in ("is_sticky", "postmeta mood", "요약", "[x_y]"):
        assert word in told


def test_an_import_that_was_killed_goes_on_with_the_lines_it_made(bring, monkeypatch):
    post = item(7, body="글", more=ECONOMY)
    with monkeypatch.context() as patch:
        patch.setattr("articles.exchange.storing.store", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bring(post)
    [lines] = settings.VAR.glob("import-lines-*-old.jsonl")
    assert json.loads(lines.read_text())["headline"] == "제목"
    with monkeypatch.context() as patch:
        patch.setattr(wordpress, "lines_of", lambda *read_again: None)
        bring(post)
    assert Article.objects.get().headline == "제목"


def test_what_an_import_left_that_was_never_given_again_is_told_and_removed(bring, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("articles.exchange.storing.store", interrupted)
        with pytest.raises(KeyboardInterrupt):
            bring(item(7, body="글", more=ECONOMY))
    with pytest.raises(AssertionError, match="behind"):
        bring(item(8, body="글", more=ECONOMY), dry_run=True)  # which leaves alone what may go on
    _code, told = bring(item(9, body="글", more=ECONOMY))
    assert re.search("import-lines-.*-old.jsonl", told)


def test_two_imports_at_once_do_not_forget_each_other(bring, monkeypatch):
    def begin_another(batch):
        bring(item(8, body="글"), dry_run=True)

    monkeypatch.setattr("articles.exchange.storing.store", begin_another)
    with pytest.raises(CommandError, match="다른 가져오기"):
        bring(item(7, body="글", more=ECONOMY))


def test_bylines_and_copyright_go_out_of_posts_when_that_is_asked_for(bring):
    body = "글이다.\n\n김하늘 기자 haneul@example.com\n\n저작권자 ⓒ 옛 신문 무단전재 및 재배포 금지"
    _code, told = bring(item(7, body=body, more=ECONOMY), clean=True)
    assert Article.objects.get().body == "<p>글이다.</p>"
    assert "haneul@example.com" in told


def interrupted(batch):
    raise KeyboardInterrupt


def test_a_category_that_looks_like_a_formula_is_none_in_the_map_and_keeps_its_name(
    bring, tmp_path
):
    post = item(7, body="글", more=term("category", "=cmd", "=1+1"))
    file = tmp_path / "categories.csv"
    bring(post, map=file)
    assert "'=cmd,'=1+1,section,'=1+1" in file.read_text("utf-8-sig").splitlines()
    bring(post, map=file)
    assert Article.objects.get().section.name == "=1+1"
