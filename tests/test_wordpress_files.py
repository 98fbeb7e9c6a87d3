"""Exports as old versions, hosts and other programs write them: whatever their XML, they come in."""

import io

import pytest
from django.core.management import call_command

from articles.models import Article

from .factories import picture_bytes
from .wordpress import ECONOMY, attachment, comment, export, item

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SEARCH = '<atom:link rel="search" href="https://old.example/osd.xml" title="옛 신문"/>'


@pytest.fixture
def bring(tmp_path):
    """Import a file of this XML (text or bytes), none of whose lines is broken; returns what was told."""

    def bring(xml, **options):
        file, out = tmp_path / "old.xml", io.StringIO()
        file.write_bytes(xml if isinstance(xml, bytes) else xml.encode())
        call_command("import_wordpress", file, stdout=out, **options)
        return out.getvalue()

    return bring


def test_prefixes_that_nobody_declared_cost_nothing(bring):
    xml = export(item(7, "제목", "글", more=ECONOMY + "<media:title>그림</media:title>"))
    xml = xml.replace("<wp:wxr_version>", f"{SEARCH}<wp:wxr_version>")
    xml = xml.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', "")
    bring(xml.replace('xmlns:media="http://search.yahoo.com/mrss/"', ""))
    article = Article.objects.get()
    assert (article.headline, article.body, article.section.name) == ("제목", "<p>글</p>", "경제")
    assert [reporter.name for reporter in article.reporters.all()] == ["김하늘"]


def test_html_entities_and_broken_letters_cost_no_more_than_themselves(bring):
    body = "<content:encoded>가&nbsp;나&middot;다</content:encoded>"
    xml = export(
        item(7, "앞", "", more=ECONOMY).replace(
            "<content:encoded><![CDATA[]]></content:encoded>", body
        ),
        item(8, "뒤", "온전한 글"),
    )
    told = bring(xml.encode().replace("온전한".encode(), "온전한".encode()[:-1] + b"\xff"))
    bodies = dict(Article.objects.values_list("headline", "body"))
    assert bodies == {"앞": "<p>가 나·다</p>", "뒤": "<p>온전\ufffd\ufffd 글</p>"}
    assert "2 × \ufffd" in told


@pytest.mark.parametrize("label", ["euc-kr", "EUC-KR", "ks_c_5601-1987"])
def test_korean_of_old_servers_is_read(bring, label):
    xml = export(item(7, "똠방각하의 제목", "글", more=ECONOMY)).replace("UTF-8", label)
    bring(xml.encode("cp949"))
    assert Article.objects.get().headline == "똠방각하의 제목"


def test_several_exports_in_one_file_keep_all_posts_and_pictures_of_the_same_number(
    bring, tmp_path
):
    (tmp_path / "uploads").mkdir()
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / "uploads" / name).write_bytes(picture_bytes(640 + len(name), 480))
    other = item(7, "둘째", '글 <img src="/wp-content/uploads/b.jpg">', more=ECONOMY)
    xml = export(
        item(7, "첫째", '글 <img src="/wp-content/uploads/a.jpg">', more=ECONOMY),
        attachment(9, "a.jpg", 7, alt="산"),
        other.replace("?p=7<", "page=7<"),
        attachment(9, "b.jpg", 7, alt="강"),
    )
    for _time in range(2):
        told = bring(xml, media=tmp_path / "uploads")
        shown = {one.headline: one.photos.get().alt for one in Article.objects.all()}
        assert shown == {"첫째": "산", "둘째": "강"}
        assert "wp:post_id" in told


def test_what_plugins_keep_is_told_wherever_it_stands(bring, tmp_path):
    tag = (
        "<wp:tag><wp:tag_slug>b</wp:tag_slug><wp:tag_name>배터리</wp:tag_name>"
        "<wp:tag_description>재활용 기사</wp:tag_description></wp:tag>"
        "<wp:tag><wp:tag_description>이름 없는 설명</wp:tag_description></wp:tag>"
    )
    meta = {
        "_yoast_wpseo_metadesc": "검색에 나오는 말",
        "_edit_last": "3",
        "_subtitle": "field_1a",
        "_thumbnail_id": "4711",
    }
    source = "".join(f"<wp:postmeta><wp:meta_key>출처</wp:meta_key><wp:meta_value>{n}</wp:meta_value></wp:postmeta>" for n in ("첫 출처", "둘째 출처"))  # fmt: skip
    about = item(
        8,
        "소개",
        "글",
        meta={"약도": "역 앞"},
        excerpt="짧은 소개",
        post_type="page",
        post_name="about",
    )
    xml = export(
        item(7, "제목", "글", meta=meta, more=ECONOMY + source + comment(1, "댓글")), about
    )
    stars = "<wp:commentmeta><wp:meta_key>rating</wp:meta_key><wp:meta_value>별 다섯</wp:meta_value></wp:commentmeta></wp:comment>"
    xml = xml.replace("</wp:comment>", stars)
    bring(xml.replace("<wp:wxr_version>", f"{tag}<wp:wxr_version>"), account=tmp_path / "told.csv")
    told = (tmp_path / "told.csv").read_text(encoding="utf-8-sig")
    for words in (
        "검색에 나오는 말",
        "첫 출처",
        "둘째 출처",
        "역 앞",
        "짧은 소개",
        "재활용 기사",
        "이름 없는 설명",
        "commentmeta rating",
        "4711",
    ):
        assert words in told, words
    assert "별 다섯" not in told
    assert "_edit_last" not in told
    assert "field_1a" not in told


def test_a_renamed_post_is_found_and_closed_comments_stay_closed(bring, client):
    words = item(
        7,
        "제목",
        "글",
        meta={"_wp_old_slug": "old-name"},
        more=ECONOMY,
        post_name="post-7",
        comment_status="closed",
    )
    bring(export(words))
    article = Article.objects.get()
    assert client.get("/2024/05/old-name/").headers["Location"].endswith(f"/{article.pk}/")
    assert not article.comments_open


def test_words_stay_in_their_sentence_and_quotations_keep_their_marks(bring):
    bring(
        export(
            item(7, "제목", "그는 <cite>군민일보</cite>를 읽고 <q>좋다</q>고 했다.", more=ECONOMY),
            item(8, "인용", "<blockquote>함께 풀자. <cite>군수</cite></blockquote>", more=ECONOMY),
        )
    )
    assert Article.objects.get(headline="제목").body == "<p>그는 군민일보를 읽고 “좋다”고 했다.</p>"
    assert "— 군수" in Article.objects.get(headline="인용").body


def test_films_of_the_time_of_flash_play_and_links_that_lead_nowhere_are_told(bring):
    film = '<object><param name="movie" value="http://www.youtube.com/v/abcdefghijk&hl=ko"><embed src="/v.swf"></object>'
    viewer = '<object class="wp-block-file__embed" data="/wp-content/uploads/a.pdf"></object><a href="/wp-content/uploads/a.pdf">계획안</a>'
    links = '<a href="ftp://files.example/a">자료</a> <a href="../b">옆</a> <a href="https://ok.example/">누리집</a>'
    told = bring(export(item(7, "제목", f"{film}\n\n{viewer}\n\n{links}", more=ECONOMY)))
    body = Article.objects.get().body
    assert "youtube-nocookie.com/embed/abcdefghijk" in body
    assert body.count("a.pdf") == 1
    assert "2  body: 링크 (" in told
    assert "ftp://files.example/a" in told


def test_footnotes_of_the_editor_of_blocks_stand_under_the_text(bring):
    body = '<!-- wp:paragraph --><p>글<sup class="fn">1</sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->'
    meta = {"footnotes": '[{"content":"통계청, 2024년.","id":"a1"}]'}
    told = bring(
        export(
            item(7, "제목", body, meta=meta, more=ECONOMY),
            item(8, "뒤", body, meta={"footnotes": "[{"}),
        )
    )
    assert "<li>통계청, 2024년.</li>" in Article.objects.get(headline="제목").body
    assert "1  postmeta footnotes (" in told


def test_pictures_of_wordpress_com_are_found_behind_its_cache(bring, tmp_path):
    folder = tmp_path / "uploads" / "2024" / "05"
    folder.mkdir(parents=True)
    for width, name in enumerate(("a.jpg", "b.jpg"), 700):
        (folder / name).write_bytes(picture_bytes(width, 480))
    host = "old.files.wordpress.com/2024/05"
    body = f'<img src="https://i0.wp.com/{host}/a.jpg?resize=300%2C200" alt="산"> <img src="https://{host}/b.jpg?w=300" alt="강">'
    kept = attachment(9, "2024/05/a.jpg", 7, caption="앞산")
    bring(export(item(7, "제목", body, more=ECONOMY), kept), media=tmp_path / "uploads")
    assert {photo.alt for photo in Article.objects.get().photos.all()} == {"산", "강"}
