"""What an import can't take as it was told costs no article, and is told."""

import itertools
import json
import re
from functools import partial

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.exchange import jsonl
from articles.models import Article, Redirect
from articles.pure.media import Folder

from .factories import picture_bytes
from .importing import TOLD

pytestmark = pytest.mark.django_db

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
def test_a_field_that_can_not_be_used_is_told_and_costs_no_article(
    import_lines, fields, said, came_in
):
    status, printed = import_lines(TOLD | fields)
    assert status == 0
    assert came_in(Article.objects.get())
    assert said in printed
    assert "1번째 줄" in printed


def test_what_comes_in_whole_is_told_as_nothing_more_than_a_number(import_lines):
    assert import_lines(TOLD) == (0, "기사 1건을 가져왔습니다. 잘못된 줄은 0개입니다.\n\n")


def test_strict_refuses_what_would_not_come_in_whole(import_lines):
    status, printed = import_lines(TOLD | {"status": "draft"}, TOLD | {"id": "whole"}, strict=True)
    assert status == 1
    assert Article.objects.get().legacy_id == "whole"
    assert "status: draft" in printed


def test_the_account_names_every_loss_with_its_line(import_lines, tmp_path):
    import_lines(
        TOLD,
        *[TOLD | {"id": f"n{n}", "url": "", "video": f"film {n}"} for n in range(9)],
        account=True,
    )
    rows = (tmp_path / "account.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 10
    assert rows[1].startswith("2,")
    assert rows[9].endswith("video,film 8")


def test_no_word_of_a_file_is_a_command_to_the_terminal_or_a_formula(
    import_lines, tmp_path, capsys
):
    evil = "\x1b]0;제목\x07\n2026-11-28 ERROR \x9b2J\u202e"
    _status, printed = import_lines(
        TOLD | {"id": "1", "url": "", "tags": ['=HYPERLINK("https://evil.example")' + "x" * 100]},
        TOLD | {"id": "2", "published_at": evil},
        {"source": evil, "notes": [["cut", evil, evil]]},
        {"source": "@SUM(1)", "broken": evil},
        account=True,
    )
    errors = capsys.readouterr().err
    account = (tmp_path / "account.csv").read_text(encoding="utf-8-sig")
    for told in (printed, errors, account):
        assert "ERROR" in told
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told)
    assert len(errors.splitlines()) == 2
    assert "'=HYPERLINK" in account


@pytest.mark.parametrize(
    "error", [OSError(30, "Read-only file system"), DatabaseError("disk full")]
)
def test_a_machine_that_fails_is_told_in_one_line(tmp_path, monkeypatch, error):
    def fail(*_arguments, **_options):
        raise error

    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps(TOLD))
    monkeypatch.setattr(jsonl, "lines_of", fail)
    with pytest.raises(CommandError, match=error.args[-1]):
        call_command("import_articles", file)


def test_a_line_that_says_where_it_was_found_is_told_by_that(import_lines, tmp_path, capsys):
    status, printed = import_lines(
        TOLD | {"id": "1", "url": "", "source": 77, "series": "x"},
        TOLD | {"id": "2", "url": "", "source": "8면/글.html", "film": "y", "notes": "메모"},
        TOLD | {"id": "3", "source": "9면.html", "section": ""},
        {"source": "10면.html", "notes": [["ignored", "menu", "z"]]},
        {"source": "11면.html", "broken": "글이 아닙니다"},
        account=True,
    )
    assert (status, Article.objects.count()) == (1, 2)
    assert "series (77번째 줄): x" in printed
    assert "notes (8면/글.html): 메모" in printed
    assert capsys.readouterr().err.splitlines() == [
        "9면.html: section: 값이 없습니다",
        "11면.html: 글이 아닙니다",
    ]
    rows = (tmp_path / "account.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == [
        "77",
        "8면/글.html",
        "8면/글.html",
        "10면.html",
    ]


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2018.11.20 20:22", "2018-11-20 20:22:00"),
        ("2012/09/11 11:54:03", "2012-09-11 11:54:03"),
        ("2019년 12월 30일 23시 05분", "2019-12-30 23:05:00"),
        ("2016-3-8", "2016-03-08 00:00:00"),
    ],
)
def test_times_as_korean_papers_print_them_are_read(import_lines, printed, moment):
    assert import_lines(TOLD | {"published_at": printed, "revised_at": None})[0] == 0
    at = timezone.make_naive(Article.objects.get().published_at)
    assert f"{at:%Y-%m-%d %H:%M:%S}" == moment


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
    source = jsonl.Source(tmp_path, Folder(tmp_path / "media"), ())
    line = jsonl.line_of(1, json.dumps(told).encode(), source)
    assert line.reason == ""
    words = [
        word for photo in line.article.photos for word in (photo.caption, photo.credit, photo.alt)
    ]
    found = line.article.body + str(words) + str(line.notes)
    told_words = set(re.findall(r"낱말\d+", json.dumps(told, ensure_ascii=False)))
    assert told_words - set(re.findall(r"낱말\d+", found)) == set()
