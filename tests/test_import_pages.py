"""Saved pages of other systems come in by rules of CSS selectors, whatever letters they are in."""

import io

import pytest
from django.core.management import CommandError, call_command

from articles.exchange.pages import decoding, rules
from articles.models import Article

from .factories import picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NDSOFT = """<!DOCTYPE html><html lang="ko"><head><meta charset="{charset}">
<link rel="canonical" href="https://old.example/news/articleView.html?idxno={number}">
<meta property="article:section" content="경제"></head><body>
<header><h3 class="heading">배터리 재활용  협의체 출범</h3><h4 class="subheading">기업 34곳 한자리에</h4>
<ul class="infomation"><li>기자명 김하늘 기자</li><li>입력 2018.11.20 20:22</li><li>수정 2018.11.21 09:00</li>
<li>댓글 0</li></ul></header>
<article id="article-view-content-div"><script>ad()</script>
<figure><img src="/news/photo/201811/7_1.jpg" alt="출범식"><figcaption>▲ 협의체 출범식</figcaption></figure>
<p>군이 협의체를 꾸렸다. 꽃게 값도 올랐다.</p><div class="ad-template">광고</div><p>김하늘 기자 haneul@x.kr</p>
<p>저작권자 © 옛신문 무단전재 및 재배포 금지</p></article>
<div class="tag-group"><a>#배터리</a><a>#재활용 산업</a></div></body></html>"""
MEDIAON = """<html><head><meta property="og:url" content="https://on.example/news/article.html?no=9">
</head><body><ul class="art_top_nav"><li><a>홈</a></li><li><a>사회</a></li></ul><div class="art_top">
<h2>마늘 축제 열려</h2></div><ul class="art_info"><li>이바다 기자 bada@x.kr</li><li>등록 2020.10.12 10:00:05</li>
</ul><div class="cnt_view news_body_area" id="news_body_area"><table><tr><td><img src="./nine_files/9.jpg"></td></tr>
<tr><td>▲ 축제장</td></tr></table>축제가 열렸다.<br><br>사람이 많았다.</div></body></html>"""


@pytest.fixture
def saved(tmp_path, capsys):
    """Write saved pages and import them; returns (exit status, what is printed, what went wrong)."""
    folder = tmp_path / "pages"

    def run(pages, **options):
        for name, content in pages.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            content = content if isinstance(content, bytes) else content.encode()
            if not (folder / name).exists() or (folder / name).read_bytes() != content:
                (folder / name).write_bytes(content)
        out, status = io.StringIO(), 0
        try:
            call_command(
                "import_pages", str(folder), **{"rules": "ndsoft", "stdout": out} | options
            )
        except SystemExit as stop:
            status = stop.code
        return status, out.getvalue(), capsys.readouterr().err

    return run


def test_a_page_of_ndsoft_comes_in_whole(saved, tmp_path, client):
    media = tmp_path / "media/201811"
    media.mkdir(parents=True)
    (media / "7_1.jpg").write_bytes(picture_bytes(800, 600))
    page = NDSOFT.format(charset="utf-8", number=7)
    status, printed, _errors = saved({"a.html": page}, media=tmp_path / "media")
    article = Article.objects.public().get()
    assert status == 0
    assert (article.headline, article.subheading) == (
        "배터리 재활용 협의체 출범",
        "기업 34곳 한자리에",
    )
    assert article.body == "<p>군이 협의체를 꾸렸다. 꽃게 값도 올랐다.</p>"
    assert (article.section.name, str(article.bylines.get())) == ("경제", "김하늘 기자")
    assert f"{article.published_at:%Y-%m-%d %H:%M}" == "2018-11-20 11:22"
    assert f"{article.revised_at:%Y-%m-%d %H:%M}" == "2018-11-21 00:00"
    assert {tag.name for tag in article.tags.all()} == {"배터리", "재활용 산업"}
    assert article.photo_on_top.words.caption.endswith("협의체 출범식")
    assert "저작권자 © 옛신문" in printed
    response = client.get("/news/articleView.html?idxno=7")
    assert (response.status_code, response.url) == (301, article.get_absolute_url())


def test_a_page_of_mediaon_comes_in_with_the_pictures_that_a_browser_saved(saved):
    pages = {"nine.htm": MEDIAON, "nine_files/9.jpg": picture_bytes(500, 600)}
    status, _printed, errors = saved(pages, rules="mediaon")
    assert (status, errors) == (0, "")
    article = Article.objects.get()
    assert (article.headline, article.section.name) == ("마늘 축제 열려", "사회")
    assert article.body == "<p>축제가 열렸다.</p>\n<p>사람이 많았다.</p>"
    assert article.photo_on_top.words.caption == "축제장"
    reporter = article.reporters.get()
    assert (reporter.name, reporter.email) == ("이바다", "bada@x.kr")


@pytest.mark.parametrize("label", ["utf-8", "euc-kr", "iso-8859-1"])
@pytest.mark.parametrize("letters", ["utf-8", "cp949", "mojibake"])
def test_letters_are_read_whatever_the_label_says(label, letters):
    page = NDSOFT.format(charset=label, number=7).replace("꽃게", "꽃겤").replace("©", "(c)")
    content = (
        page.encode("cp949").decode("latin-1").encode()
        if letters == "mojibake"
        else page.encode(letters)
    )
    assert decoding.decoded(content)[0] == page


def test_one_broken_byte_costs_one_letter():
    text, notes = decoding.decoded("가나다라마바사 기사 본문이다".encode() + b"\xec\x9d")
    assert text.startswith("가나다라마바사 기사 본문이다")
    assert notes


def test_broken_pages_cost_only_themselves_and_are_told_by_their_names(saved, tmp_path):
    whole = NDSOFT.format(charset="utf-8", number=7)
    pages = {
        "whole.html": whole,
        "without/body.html": whole.replace("article-view-content-div", "x"),
        "without/time.html": whole.replace("입력 2018.11.20 20:22", ""),
        "whole_print.html": whole,
        "list.html": "<ul><li>목록",
        "bytes.html": bytes(range(256)) * 40,
        "empty.html": "",
        "long.html": whole.replace("꽃게", "<p>꽃게가 많다.</p>" * 20_000),
        "huge.html": whole.replace("꽃게", "<figure><img src=x.jpg>" * 20_000),
    }
    account = tmp_path / "account.csv"
    status, printed, errors = saved(pages, account=account)
    assert status == 1
    assert Article.objects.count() == 1
    for name in pages.keys() - {"whole.html"}:
        assert f"{name}: " in errors
    assert "published_at" in errors
    assert "whole.html" in errors.split("whole_print.html: ")[1].splitlines()[0]
    assert "8" in printed.splitlines()[0]
    assert "long.html: body: HTML이 200KB를 넘습니다" in errors
    assert "\nwhole.html," in account.read_text(encoding="utf-8-sig")


def test_addresses_come_from_a_table_and_what_a_page_lacks_from_the_rules(saved, tmp_path, client):
    page = NDSOFT.format(charset="utf-8", number=7)
    page = page.replace('rel="canonical"', "").replace("article:section", "x")
    page = page.replace("기자명 김하늘 기자", "").replace("<p>김하늘 기자 haneul@x.kr</p>", "")
    sample = (rules.SAMPLES / "ndsoft.toml").read_text()
    own = tmp_path / "own.toml"
    own.write_text(sample + '\n[defaults]\nsection = "지난 기사"\n')
    table = tmp_path / "addresses.csv"
    table.write_bytes("파일,주소\r\na.html,https://old.example/bbs/55.php\r\n".encode("cp949"))
    status, printed, _errors = saved({"a.html": page}, rules=str(own), addresses=table)
    article = Article.objects.get()
    assert (status, article.section.name) == (0, "지난 기사")
    assert client.get("/bbs/55.php").url == article.get_absolute_url()
    assert "reporters" in printed  # which are missing is told
    saved({"a.html": page.replace("꽃게", "대게")}, rules=str(own), addresses=table)
    assert "대게" in Article.objects.get().body


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("selectors", "TOML|Expected|line"),
        ('[selectors]\nheadline = "h1"', "body"),
        ('[selectors]\nheadline = "h1["\nbody = "p"', "h1"),
        ('[selectors]\nheadline = 1\nbody = "p"', "headline"),
        ('[selectors]\nheadline = "h1"\nbody = "p"\nautor = "b"', "autor"),
        ('[selectors]\nheadline = "h1"\nbody = "p"\n[pattern]', "pattern"),
        ('[selectors]\nheadline = "h1"\nbody = "p"\n[patterns]\nid = "("', "id"),
        ('[selectors]\nheadline = "h1"\nbody = "p"\n[patterns]\nid = "x"', "id"),
    ],
)
def test_wrong_rules_are_refused_with_what_is_wrong(saved, tmp_path, written, said):
    own = tmp_path / "own.toml"
    own.write_text(written)
    with pytest.raises(CommandError, match=said):
        saved({"a.html": ""}, rules=str(own))
    with pytest.raises(CommandError, match="nowhere"):
        saved({"a.html": ""}, rules="nowhere.toml")


def test_a_dry_run_stores_nothing_and_a_killed_one_goes_on(saved, settings, monkeypatch):
    pages = {f"{n}.html": NDSOFT.format(charset="utf-8", number=100 + n) for n in range(3)}
    status, printed, _errors = saved(pages, dry_run=True)
    assert (status, Article.objects.count()) == (0, 0)
    assert "3" in printed
    with monkeypatch.context() as patched:
        patched.setattr("articles.management.importing.adopt", killed)
        with pytest.raises(KeyboardInterrupt):
            saved(pages)
    kept = list(settings.VAR.glob("import-lines-*.jsonl"))
    assert len(kept) == 1
    assert saved(pages)[0] == 0
    assert Article.objects.count() == 3
    assert not list(settings.VAR.glob("import-*"))


def killed(*_arguments):
    raise KeyboardInterrupt


def test_pictures_that_a_script_was_to_load_are_found(saved, tmp_path):
    (tmp_path / "pages").mkdir(exist_ok=True)
    (tmp_path / "pages" / "late.jpg").write_bytes(picture_bytes(800, 600))
    image = (
        '<img src="/image/blank.gif" data-src="https://cdn.example/photo/late.jpg" alt="축제장">'
    )
    page = NDSOFT.format(charset="utf-8", number=8)
    assert saved({"page.html": page.replace("꽃게", f"{image}꽃게", 1)})[0] == 0
    assert [photo.alt for photo in Article.objects.get().photos.all()] == ["축제장"]
