import io
import itertools
import json
import re
from datetime import UTC, datetime
from functools import partial

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.desk import workflow
from articles.exchange import jsonl
from articles.management.commands import import_articles
from articles.models import Article, HourlyViews, Photo, Redirect, Region, Reporter, Section, Tag

from .corpora import naughty_strings
from .factories import picture_bytes

pytestmark = pytest.mark.django_db

TOLD = {
    "id": "A-1",
    "url": "https://old.example/news/articleView.html?idxno=1",
    "headline": "다 쓴 배터리, 우리 동네에서 다시 태어난다…  협의체 출범",
    "subheading": "기업 34곳·대학·연구기관 한자리에\n내년 상반기 지원센터 개소",
    "body": "<p>군이 협의체를 꾸렸다.</p><p>“함께 풀겠다”고 말했다.</p>",
    "section": "경제",
    "region": "충북/증평군",
    "tags": ["배터리", "재활용 산업"],
    "reporters": [
        {"name": "김하늘", "title": "선임기자", "email": "haneul@example.com"},
        {"name": "이바다", "title": "기자", "email": ""},
    ],
    "published_at": "2025-11-04T20:25:17",
    "created_at": "2025-11-04T18:00:00+09:00",
    "revised_at": "2025-11-05T01:00:00Z",
    "copyright_notice": "[저작권자 ⓒ 옛 신문]",
    "origin": "press_release",
    "views": 321,
    "photos": [{"file": "a.jpg", "caption": "전경", "credit": "증평군 제공", "alt": "산단"}],
}


@pytest.fixture
def run(tmp_path):
    """Write lines to a file and import it; returns (exit status, what it printed)."""
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(picture_bytes(800, 600))
    (folder / "b.jpg").write_bytes(picture_bytes(500, 600))
    (tmp_path / "secret.jpg").write_bytes(picture_bytes())

    def run(*lines, account=False, **options):
        file = tmp_path / "articles.jsonl"
        encoded = (
            line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
            for line in lines
        )
        file.write_bytes(b"\n".join(encoded))
        out = io.StringIO()
        try:
            if account:
                options["account"] = tmp_path / "account.csv"
            call_command("import_articles", str(file), photos=folder, stdout=out, **options)
        except SystemExit as stop:
            return stop.code, out.getvalue()
        return 0, out.getvalue()

    return run


def test_an_imported_article_is_whole(run):
    assert run(TOLD)[0] == 0
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


def test_an_old_address_leads_to_the_article(run, client):
    run(TOLD)
    article = Article.objects.get()
    for address in ("?idxno=1", "?utm_source=mail&idxno=1"):
        response = client.get("/news/articleView.html" + address)
        assert (response.status_code, response.url) == (301, f"/articles/{article.pk}/")
    assert client.get("/news/articleView.html?idxno=2").status_code == 404


def test_importing_again_updates_and_never_doubles(run):
    run(TOLD)
    run(TOLD)
    run(TOLD | {"headline": "고친 제목", "tags": ["배터리"], "reporters": [], "views": 5})
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


def test_a_line_that_says_the_same_leaves_alone_what_the_desk_made_of_it(run, bora):
    run(TOLD)
    article = Article.objects.get()
    article.headline = "데스크가 고친 제목"
    article.save()
    workflow.record_edit(article, bora)
    version = article.edit_version
    assert run(TOLD)[0] == 0
    article.refresh_from_db()
    assert (article.headline, article.edit_version) == ("데스크가 고친 제목", version)
    run(TOLD | {"headline": "옛 시스템에서 다시 고친 제목"})
    article.refresh_from_db()
    assert article.headline == "옛 시스템에서 다시 고친 제목"
    assert article.revisions.count() == 3


def test_reads_move_with_the_time_of_the_article(run):
    run(TOLD)
    run(TOLD | {"published_at": "2025-11-04T09:00:00", "views": 7})
    assert [row.count for row in HourlyViews.objects.all()] == [7]
    run(TOLD | {"views": 0})
    assert sum(row.count for row in HourlyViews.objects.all()) == 0


def test_a_byline_keeps_the_title_that_was_printed(run):
    run(TOLD)
    run(
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


def test_the_same_photo_twice_in_a_line_stands_once_and_leads(run):
    files = [{"file": name, "caption": name} for name in ("a.jpg", "b.jpg", "a.jpg")]
    run(TOLD | {"photos": files})
    article = Article.objects.for_page().get()
    assert [item.words.caption for item in article.article_photos.all()] == ["a.jpg", "b.jpg"]


def test_the_same_id_twice_in_one_file_is_one_article(run):
    run(TOLD, TOLD | {"headline": "나중 것"})
    assert Article.objects.get().headline == "나중 것"


def test_what_the_desk_withdrew_stays_withdrawn(run, bora):
    run(TOLD)
    workflow.withdraw(Article.objects.get(), bora, "초상권")
    run(TOLD | {"headline": "다시 들여온 것"})
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
def test_a_broken_line_is_reported_and_the_rest_goes_in(run, capsys, broken):
    status, _printed = run(broken, TOLD | {"id": "good"})
    assert status == 1
    assert Article.objects.get().legacy_id == "good"
    assert re.search(r"^1번째 줄: .*\S", capsys.readouterr().err, re.M)


LOSSES = [
    ({"region": "충북/청주시/상당구"}, "region", lambda a: a.region is None),
    ({"revised_at": "9999-12-31T23:59:59Z"}, "revised_at", lambda a: a.revised_at is None),
    ({"revised_at": "2025-11-04T09:15:00"}, "revised_at", lambda a: a.revised_at is None),
    ({"tags": [f"꼬리표{n}" for n in range(101)]}, "tags", lambda a: a.tags.count() == 100),
    ({"tags": [1, "배터리"]}, "tags", lambda a: a.tags.get().name == "배터리"),
    ({"origin": "rumour"}, "origin (1번째 줄): rumour → own", lambda a: a.origin == "own"),
    ({"views": -1}, "views", lambda a: not a.hourly_views.exists()),
    ({"views": "많이"}, "views", lambda a: not a.hourly_views.exists()),
    ({"reporters": [1]}, "reporters", lambda a: not a.bylines.exists()),
    ({"reporters": [{"name": "김하늘", "email": "아님"}]}, "email", lambda a: a.reporters.get()),
    (
        {"reporters": ["임요준·김영훈기자"]},
        "임요준 기자, 김영훈 기자",
        lambda a: a.reporters.count() == 2,
    ),
    (
        {"reporters": "2016.03.28 조숙빈 기자"},
        "조숙빈",
        lambda a: a.reporters.get().name == "조숙빈",
    ),
    ({"subheading": "가" * 501}, "subheading", lambda a: len(a.subheading) == 500),
    ({"url": "https://[" + "가" * 9}, "url", lambda a: not Redirect.objects.exists()),
    ({"photos": [{"file": "none.jpg"}]}, "none.jpg", lambda a: a.lead_photo is None),
    ({"photos": [{"file": "../secret.jpg"}]}, "secret", lambda a: a.lead_photo is None),
    ({"photos": [{"file": "/etc/passwd"}]}, "passwd", lambda a: a.lead_photo is None),
    ({"photos": [{"file": "a\0.jpg"}]}, "photos", lambda a: a.lead_photo is None),
    ({"photos": [{}]}, "photos", lambda a: a.lead_photo is None),
    ({"photos": [{"file": "a.jpg", "caption": "가" * 501}]}, "caption", lambda a: a.lead_photo),
    ({"video": "https://tv.example/1"}, "video", lambda a: a.lead_photo),
    ({"body": '<p>글</p><img src="/x/gone.jpg">'}, "gone.jpg", lambda a: a.body == "<p>글</p>"),
    (
        {"body": '<p>글</p><figure><img src="/x/gone.jpg"><figcaption>밑줄</figcaption></figure>'},
        "gone.jpg 밑줄",
        lambda a: a.body == "<p>글</p>",
    ),
    (
        {"body": '<p>글</p><iframe src="https://kakao.example/1"></iframe><video src="a"></video>'},
        "body: 동영상 (1번째 줄): 1",
        lambda a: a.body == "<p>글</p>",
    ),
    (
        {"body": "<p>글</p><textarea><p>더</p>"},
        "body: 입력란",
        lambda a: a.body == "<p>글</p>",
    ),
    ({"status": "draft"}, "status: draft", lambda a: a.status == "draft"),
    ({"status": "private", "published_at": None}, "private", lambda a: a.status == "draft"),
    ({"password": "0000"}, "password", lambda a: a.status == "draft"),
]


@pytest.mark.parametrize(
    ("fields", "said", "came_in"), LOSSES, ids=[str(f)[:40] for f, *_ in LOSSES]
)
def test_a_field_that_can_not_be_used_is_told_and_costs_no_article(run, fields, said, came_in):
    status, printed = run(TOLD | fields)
    assert status == 0
    assert came_in(Article.objects.get())
    assert said in printed
    assert "1번째 줄" in printed


def test_what_comes_in_whole_is_told_as_nothing_more_than_a_number(run):
    assert run(TOLD) == (0, "기사 1건을 가져왔습니다. 잘못된 줄은 0개입니다.\n\n")


def test_strict_refuses_what_would_not_come_in_whole(run):
    status, printed = run(TOLD | {"status": "draft"}, TOLD | {"id": "whole"}, strict=True)
    assert status == 1
    assert Article.objects.get().legacy_id == "whole"
    assert "status: draft" in printed


def test_the_account_names_every_loss_with_its_line(run, tmp_path):
    run(
        TOLD,
        *[TOLD | {"id": f"n{n}", "url": "", "video": f"film {n}"} for n in range(9)],
        account=True,
    )
    rows = (tmp_path / "account.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 10
    assert rows[1].startswith("2,")
    assert rows[9].endswith("video,film 8")


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2018.11.20 20:22", "2018-11-20 20:22:00"),
        ("2012/09/11 11:54:03", "2012-09-11 11:54:03"),
        ("2019년 12월 30일 23시 05분", "2019-12-30 23:05:00"),
        ("2016-3-8", "2016-03-08 00:00:00"),
    ],
)
def test_times_as_korean_papers_print_them_are_read(run, printed, moment):
    assert run(TOLD | {"published_at": printed, "revised_at": None})[0] == 0
    at = timezone.make_naive(Article.objects.get().published_at)
    assert f"{at:%Y-%m-%d %H:%M:%S}" == moment


def test_a_photo_without_text_is_an_article(run, client):
    run(TOLD | {"body": '<p><img src="/old/a.jpg" alt="산단"></p>'})
    article = Article.objects.get()
    assert (article.body, article.excerpt) == ("", "전경")
    page = client.get(article.get_absolute_url()).content.decode()
    assert "▲ 전경" in page
    assert 'name="description" content="전경"' in page


def test_words_under_the_pictures_of_the_old_text_are_words_of_the_photos(run):
    run(
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


def test_the_credit_of_a_photo_is_that_of_each_article(run):
    photo = {"file": "a.jpg", "caption": "전경"}
    run(
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


def test_plain_text_becomes_paragraphs(run):
    run(TOLD | {"body": "첫 문단\n이어진 줄\n\n둘째 문단 <3"})
    assert Article.objects.get().body == "<p>첫 문단<br>이어진 줄</p>\n<p>둘째 문단 &lt;3</p>"


def test_pictures_stand_where_the_old_text_had_them(run):
    told = TOLD | {
        "body": '<p>가</p><img src="/old/a.jpg"><p>나</p><img src="http://x/old/b.jpg?w=1"><p>다</p>',
        "photos": [
            {"file": "a.jpg", "caption": "앞"},
            {"file": "b.jpg", "caption": "뒤", "credit": "군"},
        ],
    }
    run(told)
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
def test_a_figure_of_the_old_text_keeps_its_caption(run, body, kept, caption):
    photos = [{"file": "a.jpg", "caption": "앞"}, {"file": "b.jpg", "caption": "뒤"}]
    run(TOLD | {"body": body, "photos": photos})
    article = Article.objects.get()
    row = article.article_photos.all()[1]
    picture = f'<figure><img src="{row.photo.path.url(960)}"></figure>'
    assert article.body == kept.replace("{b}", picture)
    assert row.words.caption == caption


def test_times_without_zone_are_those_of_seoul_and_cp949_is_read(run):
    line = json.dumps(TOLD | {"headline": "똠방각하"}, ensure_ascii=False).encode("cp949")
    assert run(line)[0] == 0
    assert Article.objects.get().headline == "똠방각하"


def test_naughty_strings_are_kept_as_typed(run):
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
    _status, printed = run(*told)
    assert Article.objects.count() > len(told) * 0.95, printed


def test_a_long_file_is_read_by_every_core(tmp_path, transactional_db, monkeypatch):
    monkeypatch.setattr(import_articles, "BATCH", 10)  # many of them in a file of 120 long lines
    file = tmp_path / "long.jsonl"
    told = TOLD | {"photos": [], "url": "", "body": "<p>군이 협의체를 꾸렸다.</p>" * 120}
    lines = (json.dumps(told | {"id": str(number)}, ensure_ascii=False) for number in range(120))
    file.write_text("\n".join(lines))
    assert file.stat().st_size > import_articles.POOL_FROM
    call_command("import_articles", str(file), stdout=io.StringIO())
    assert Article.objects.public().count() == 120


# Every word of a line comes in, or is told


WORDS = (f"낱말{number:03}" for number in itertools.count())


def texts(draw):
    return draw(st.sampled_from(["", "&nbsp;", "<b>굵게</b> ", "&lt;", "<br>"])) + next(WORDS)


@st.composite
def fragments(draw):
    """A piece of an old body, with words that stand nowhere else."""
    word = partial(texts, draw)
    return draw(
        st.sampled_from(
            [
                f"<p>{word()}</p>",
                f"<div>{word()}<br><br>{word()}</div>",
                f'<figure><img src="/x/a.jpg" alt="{next(WORDS)}"><figcaption>{word()}</figcaption></figure>',
                f'<figure><a href="/big"><img src="b-300x200.jpg"></a><figcaption><em>{word()}</em>'
                f'<span class="credit">{word()}</span></figcaption></figure>',
                f'<p>{word()}<img src="gone.jpg" alt="{next(WORDS)}">{word()}</p>',
                f'<figure><img src="gone.jpg"><figcaption>{word()}</figcaption></figure>',
                f"<table><tr><td><img src='b.jpg'></td></tr><tr><td>▲ {word()}</td></tr></table>",
                f"<table><caption>{word()}</caption><tr><th>{word()}</th><td>{word()}</td></tr></table>",
                f"<dl><dt>{word()}</dt><dd>{word()}</dd></dl><pre>{word()}\n{word()}</pre>",
                f"<details><summary>{word()}</summary>{word()}</details>{word()}",
                f"<ul><li>{word()}</li></ul><blockquote>{word()}</blockquote><h1>{word()}</h1>",
            ]
        )
    )


@given(pieces=st.lists(fragments(), min_size=1, max_size=5))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_every_word_of_an_old_text_is_in_the_article_or_in_the_account(tmp_path, pieces):
    for name in ("a.jpg", "b.jpg"):
        if not (tmp_path / name).exists():
            (tmp_path / name).write_bytes(picture_bytes(90, 60))
    photos = [{"file": "a.jpg", "caption": next(WORDS)}, {"file": "b.jpg", "credit": next(WORDS)}]
    told = {"id": "1", "headline": "제목", "section": "사회", "published_at": "2025-11-04"}
    told |= {"body": "".join(pieces), "photos": photos}
    source = jsonl.Source(tmp_path, tmp_path / "media", ())
    line = jsonl.line_of(1, json.dumps(told).encode(), source)
    assert line.reason == ""
    words = [
        word for photo in line.article.photos for word in (photo.caption, photo.credit, photo.alt)
    ]
    found = line.article.body + str(words) + str(line.notes)
    told_words = set(re.findall(r"낱말\d+", json.dumps(told, ensure_ascii=False)))
    assert told_words - set(re.findall(r"낱말\d+", found)) == set()
