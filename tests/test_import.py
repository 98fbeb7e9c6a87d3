import io
import json
import re
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from articles.desk import workflow
from articles.management import importing
from articles.models import Article, HourlyViews, Photo, Redirect, Region, Reporter, Section, Tag

from .corpora import naughty_strings
from .factories import picture_bytes
from .importing import TOLD

pytestmark = pytest.mark.django_db


def test_an_imported_article_is_whole(import_lines):
    assert import_lines(TOLD)[0] == 0
    article = Article.objects.public().for_page().get()
    assert article.headline == TOLD["headline"]
    assert article.subheading == TOLD["subheading"]
    assert article.body == TOLD["body"]
    assert article.excerpt == "군이 협의체를 꾸렸다. “함께 풀겠다”고 말했다."
    assert str(article.region) == "충북 증평군"
    assert article.province == Region.objects.get(name="충북")
    assert [str(byline) for byline in article.bylines.all()] == ["김하늘 선임기자", "이바다 기자"]
    assert [tagging.tag.name for tagging in article.taggings.all()] == TOLD["tags"]
    assert article.published_at == datetime(2025, 11, 4, 11, 25, 17, tzinfo=UTC)
    assert article.created_at == datetime(2025, 11, 4, 9, tzinfo=UTC)
    assert article.revised_at == datetime(2025, 11, 5, 1, tzinfo=UTC)
    assert (article.copyright_notice, article.origin) == (TOLD["copyright_notice"], "press_release")
    assert (article.photo_on_top.words.caption, article.photo_on_top.photo.credit) == (
        "전경",
        "증평군 제공",
    )
    assert article.lead_photo == article.photo_on_top.photo
    assert HourlyViews.objects.get().count == 321
    decision = article.decisions.get()
    assert (decision.action, decision.actor) == ("import", None)
    assert article.revisions.get().content == json.loads(json.dumps(article.content()))
    assert decision.content_hash == article.revisions.get().content_hash


def test_an_old_address_leads_to_the_article(import_lines, client):
    import_lines(TOLD)
    article = Article.objects.get()
    for address in ("?idxno=1", "?utm_source=mail&idxno=1"):
        response = client.get("/news/articleView.html" + address)
        assert (response.status_code, response.url) == (301, f"/articles/{article.pk}/")
    assert client.get("/news/articleView.html?idxno=2").status_code == 404


def test_importing_again_updates_and_never_doubles(import_lines):
    import_lines(TOLD)
    import_lines(TOLD)
    import_lines(TOLD | {"headline": "고친 제목", "tags": ["배터리"], "reporters": [], "views": 5})
    article = Article.objects.get()
    assert article.headline == "고친 제목"
    assert article.tags.get().name == "배터리"
    assert not article.bylines.exists()
    assert [revision.number for revision in article.revisions.all()] == [2, 1]
    assert HourlyViews.objects.get().count == 5
    for model in (Section, Photo, Redirect):
        assert model.objects.count() == 1
    assert (Reporter.objects.count(), Tag.objects.count(), Region.objects.count()) == (2, 2, 2)
    assert article.decisions.count() == 1


def test_a_line_that_says_the_same_leaves_alone_what_the_desk_made_of_it(import_lines, bora):
    import_lines(TOLD)
    article = Article.objects.get()
    article.headline = "데스크가 고친 제목"
    article.save()
    workflow.record_edit(article, bora)
    version = article.edit_version
    assert import_lines(TOLD)[0] == 0
    article.refresh_from_db()
    assert (article.headline, article.edit_version) == ("데스크가 고친 제목", version)
    import_lines(TOLD | {"headline": "옛 시스템에서 다시 고친 제목"})
    article.refresh_from_db()
    assert article.headline == "옛 시스템에서 다시 고친 제목"
    assert article.revisions.count() == 3


def test_reads_move_with_the_time_of_the_article(import_lines):
    import_lines(TOLD)
    import_lines(TOLD | {"published_at": "2025-11-04T09:00:00", "views": 7})
    assert [row.count for row in HourlyViews.objects.all()] == [7]
    import_lines(TOLD | {"views": 0})
    assert sum(row.count for row in HourlyViews.objects.all()) == 0


def test_a_byline_keeps_the_title_that_was_printed(import_lines):
    import_lines(TOLD)
    import_lines(
        TOLD
        | {
            "id": "A-2",
            "url": "",
            "reporters": [
                {"name": "김하늘", "title": "편집국장", "email": "haneul@example.com"},
                {"name": "김하늘", "title": "기자", "email": "another@example.com"},
            ],
        }
    )
    first, second = Article.objects.order_by("legacy_id")
    assert str(first.bylines.first()) == "김하늘 선임기자"
    assert [str(byline) for byline in second.bylines.all()] == ["김하늘 편집국장", "김하늘 기자"]
    assert first.bylines.first().reporter == second.bylines.first().reporter
    assert Reporter.objects.filter(name="김하늘").count() == 2


def test_the_same_photo_twice_in_a_line_stands_once_and_leads(import_lines):
    files = [{"file": name, "caption": name} for name in ("a.jpg", "b.jpg", "a.jpg")]
    import_lines(TOLD | {"photos": files})
    article = Article.objects.for_page().get()
    assert [item.words.caption for item in article.article_photos.all()] == ["a.jpg", "b.jpg"]


def test_the_same_id_twice_in_one_file_is_one_article(import_lines):
    import_lines(TOLD, TOLD | {"headline": "나중 것"})
    assert Article.objects.get().headline == "나중 것"


def test_what_the_desk_withdrew_stays_withdrawn(import_lines, bora):
    import_lines(TOLD)
    workflow.withdraw(Article.objects.get(), bora, "초상권")
    import_lines(TOLD | {"headline": "다시 들여온 것"})
    article = Article.objects.get()
    assert (article.status, article.headline) == ("withdrawn", "다시 들여온 것")


@pytest.mark.parametrize(
    "broken",
    [
        b"{not json",
        b"[]",
        b'"text"',
        b"\xff\xfe\x80",
        TOLD | {"id": ""},
        TOLD | {"headline": "\u200b"},
        TOLD | {"headline": "가" * 201},
        TOLD | {"body": "<p> </p>", "photos": []},
        TOLD | {"body": "가" * 100_000},
        TOLD | {"body": {"html": "<p>x</p>"}},
        TOLD | {"section": None},
        TOLD | {"published_at": "어제"},
        TOLD | {"published_at": None},
        TOLD | {"published_at": "0001-01-01T00:00:00"},
        TOLD | {"published_at": "9999-12-31T23:59:59Z"},
        b"[" * 100_000,
    ],
)
def test_a_broken_line_is_reported_and_the_rest_goes_in(import_lines, capsys, broken):
    status, _printed = import_lines(broken, TOLD | {"id": "good"})
    assert status == 1
    assert Article.objects.get().legacy_id == "good"
    assert re.search(r"^1번째 줄: .*\S", capsys.readouterr().err, re.M)


def test_a_photo_without_text_is_an_article(import_lines, client):
    import_lines(TOLD | {"body": '<p><img src="/old/a.jpg" alt="산단"></p>'})
    article = Article.objects.get()
    assert (article.body, article.excerpt) == ("", "전경")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "▲ 전경" in page
    assert 'name="description" content="전경"' in page


def test_words_under_the_pictures_of_the_old_text_are_words_of_the_photos(import_lines):
    import_lines(
        TOLD
        | {
            "body": '<figure><img src="/x/a.jpg"><figcaption>첫 사진 (사진=증평군)</figcaption></figure>'
            '<p>글</p><figure><img src="b-300x200.jpg"><figcaption><em>둘째</em> '
            '<span class="credit">사진=충북도</span></figcaption></figure>',
            "photos": [{"file": "a.jpg"}, {"file": "b.jpg"}],
        }
    )
    rows = Article.objects.get().article_photos.all()
    assert [row.words.caption for row in rows] == ["첫 사진 (사진=증평군)", "둘째 사진=충북도"]


def test_the_credit_of_a_photo_is_that_of_each_article(import_lines):
    photo = {"file": "a.jpg", "caption": "전경"}
    import_lines(
        TOLD | {"photos": [photo | {"credit": "증평군 제공"}]},
        TOLD | {"id": "2", "photos": [photo | {"credit": "한빛 기자"}]},
        TOLD | {"id": "3", "photos": [photo | {"credit": ""}]},
    )
    credits = [a.article_photos.get().words.credit for a in Article.objects.order_by("legacy_id")]
    assert dict(zip(["2", "3", "A-1"], credits, strict=True)) == {
        "A-1": "증평군 제공",
        "2": "한빛 기자",
        "3": "증평군 제공",
    }
    assert Photo.objects.get().credit == "증평군 제공"


def test_plain_text_becomes_paragraphs(import_lines):
    import_lines(TOLD | {"body": "첫 문단\n이어진 줄\n\n둘째 문단 <3"})
    assert Article.objects.get().body == "<p>첫 문단<br>이어진 줄</p>\n<p>둘째 문단 &lt;3</p>"


def test_pictures_stand_where_the_old_text_had_them(import_lines):
    told = TOLD | {
        "body": '<p>가</p><img src="/old/a.jpg"><p>나</p><img src="http://x/old/b.jpg?w=1"><p>다</p>',
        "photos": [
            {"file": "a.jpg", "caption": "앞"},
            {"file": "b.jpg", "caption": "뒤", "credit": "군"},
        ],
    }
    import_lines(told)
    article = Article.objects.for_page().get()
    second = article.article_photos.all()[1].photo
    assert article.body == (
        f'<p>가</p><p>나</p><figure><img src="{second.path.url(960)}"></figure><p>다</p>'
    )
    assert article.photo_on_top.words.caption == "앞"
    assert article.article_photos.all()[1].words == ("뒤", "군", "")
    assert article.inner_photos == []


@pytest.mark.parametrize(
    ("body", "kept", "caption"),
    [
        (
            '<figure class="p"><img src="b.jpg"><figcaption>▲ 밑에 적힌 말</figcaption></figure><p>글</p>',
            "{b}<p>글</p>",
            "▲ 밑에 적힌 말",
        ),
        ('<p>글<img src="b.jpg">끝</p>', "<p>글</p>{b}<p>끝</p>", "뒤"),
        (
            "<table><tr><td><img src='b.jpg'></td></tr><tr><td>▲ 표 밑</td></tr></table><p>글</p>",
            "{b}<p>글</p>",
            "▲ 표 밑",
        ),
        (
            '<figure><img src="a.jpg"><figcaption>앞</figcaption></figure><p>글</p>',
            "<p>글</p>",
            "뒤",
        ),
        ("<p>글</p></figure><figure>", "<p>글</p>", "뒤"),
    ],
)
def test_a_figure_of_the_old_text_keeps_its_caption(import_lines, body, kept, caption):
    photos = [{"file": "a.jpg", "caption": "앞"}, {"file": "b.jpg", "caption": "뒤"}]
    import_lines(TOLD | {"body": body, "photos": photos})
    article = Article.objects.get()
    row = article.article_photos.all()[1]
    picture = f'<figure><img src="{row.photo.path.url(960)}"></figure>'
    assert article.body == kept.replace("{b}", picture)
    assert row.words.caption == caption


def test_times_without_zone_are_those_of_seoul_and_cp949_is_read(import_lines):
    line = json.dumps(TOLD | {"headline": "똠방각하"}, ensure_ascii=False).encode("cp949")
    assert import_lines(line)[0] == 0
    assert Article.objects.get().headline == "똠방각하"


def test_naughty_strings_are_kept_as_typed(import_lines):
    strings = [text for text in naughty_strings() if text.strip()] or [
        "Ω≈ç√∫˜µ≤≥÷",
        "<b>",
        "社會科學院",
    ]
    told = [
        TOLD
        | {
            "id": str(number),
            "url": "",
            "photos": [],
            "headline": text[:200],
            "subheading": text[:500],
            "tags": [text[:90]],
            "reporters": [{"name": text[:40], "title": text[:40]}],
            "copyright_notice": text[:200],
        }
        for number, text in enumerate(strings)
    ]
    _status, printed = import_lines(*told)
    assert Article.objects.count() > len(told) * 0.95, printed


def test_a_long_file_is_read_by_every_core(tmp_path, transactional_db, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 10)  # many of them in a file of 120 long lines
    file = tmp_path / "long.jsonl"
    told = TOLD | {"photos": [], "url": "", "body": "<p>군이 협의체를 꾸렸다.</p>" * 120}
    lines = (json.dumps(told | {"id": str(number)}, ensure_ascii=False) for number in range(120))
    file.write_text("\n".join(lines))
    assert file.stat().st_size > importing.POOL_FROM
    call_command("import_articles", str(file), stdout=io.StringIO())
    assert Article.objects.public().count() == 120


def lines_of(tmp_path, count):
    file = tmp_path / "many.jsonl"
    lines = [TOLD | {"id": f"A-{n}", "url": "", "photos": []} for n in range(count)]
    file.write_text("\n".join(map(json.dumps, lines)))
    return file


def test_a_dry_run_tells_what_would_be_lost_and_stores_nothing(tmp_path, capsys, media):
    file = tmp_path / "old.jsonl"
    (tmp_path / "a.jpg").write_bytes(picture_bytes())
    file.write_text(json.dumps(TOLD | {"series": "연재 3", "notes": [["cut", "shortcode", "[x]"]]}))
    call_command("import_articles", file, photos=tmp_path, dry_run=True)
    told = capsys.readouterr().out
    assert "series" in told
    assert "shortcode" in told
    assert not Article.objects.exists()
    assert not media.exists()


def test_an_import_that_is_killed_goes_on_where_it_stopped(tmp_path, settings, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr(importing, "BATCH", 5)
    file, adopt = lines_of(tmp_path, 23), importing.adopt

    def killed(lines, *rest):
        if "A-12" in lines:
            raise KeyboardInterrupt
        return adopt(lines, *rest)

    monkeypatch.setattr(importing, "adopt", killed)
    with pytest.raises(KeyboardInterrupt):
        call_command("import_articles", file)
    assert Article.objects.count() == 10
    seen = []
    monkeypatch.setattr(
        importing, "adopt", lambda lines, *rest: seen.extend(lines) or adopt(lines, *rest)
    )
    call_command("import_articles", file)
    assert (len(seen), Article.objects.count()) == (13, 23)
    call_command("import_articles", file)  # all of it has come in: now it is read anew
    assert len(seen) == 13 + 23
