"""An export of Ghost comes in: posts with who wrote them, photos, tags and states, and its pages."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Page

from .factories import picture_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

POST = {
    "id": "60a1",
    "title": "배터리 재활용 협의체 출범",
    "slug": "baeteori-hyeobuiche",
    "html": '<p>군이 <a href="__GHOST_URL__/about/">협의체</a>를 꾸렸다.</p><figure class="kg-card kg-image-card">'
    '<img src="__GHOST_URL__/content/images/size/w600/2021/05/in.jpg" alt="안">'
    "<figcaption>회의장</figcaption></figure><p>함께 푼다.</p>",
    "lexical": None,
    "mobiledoc": "{}",
    "feature_image": "__GHOST_URL__/content/images/2021/05/lead.jpg",
    "type": "post",
    "status": "published",
    "visibility": "public",
    "custom_excerpt": "기업 34곳 한자리에",
    "published_at": "2021-05-16T11:00:00.000Z",
    "created_at": "2021-05-15T11:00:00.000Z",
    "updated_at": "2021-05-17T11:00:00.000Z",
    "codeinjection_head": "<script>1</script>",
}
DATA = {
    "posts": [POST],
    "posts_authors": [
        {"post_id": "60a1", "author_id": "2", "sort_order": 1},
        {"post_id": "60a1", "author_id": "1", "sort_order": 0},
    ],
    "posts_meta": [
        {
            "post_id": "60a1",
            "feature_image_alt": "산단",
            "feature_image_caption": "산단 <a href='x'>전경</a>",
        }
    ],
    "posts_tags": [
        {"post_id": "60a1", "tag_id": "t3", "sort_order": 2},
        {"post_id": "60a1", "tag_id": "t1", "sort_order": 0},
        {"post_id": "60a1", "tag_id": "t2", "sort_order": 1},
    ],
    "tags": [
        {"id": "t1", "name": "#내부"},
        {"id": "t2", "name": "경제"},
        {"id": "t3", "name": "배터리"},
    ],
    "users": [
        {"id": "1", "name": "김하늘", "email": "login@example.com"},
        {"id": "2", "name": "이바다", "email": "other@example.com"},
    ],
}


@pytest.fixture
def import_ghost(tmp_path, capsys):
    """Write an export and import it; returns (exit status, what is printed, what went wrong)."""
    media = tmp_path / "images/2021/05"
    media.mkdir(parents=True)
    (media / "lead.jpg").write_bytes(picture_bytes(800, 600))
    (media / "in.jpg").write_bytes(picture_bytes(500, 600))

    def run(*posts, whole=None, **options):
        file = tmp_path / "ghost.json"
        data = DATA | {"posts": [POST | p if isinstance(p, dict) else p for p in posts]}
        export = {"db": [{"meta": {"version": "5.0"}, "data": data}]}
        file.write_text(json.dumps(export, ensure_ascii=False) if whole is None else whole)
        out, status = io.StringIO(), 0
        options = {"media": tmp_path / "images", "stdout": out} | options
        try:
            call_command("import_ghost", str(file), **options)
        except SystemExit as stop:
            status = stop.code
        return status, out.getvalue(), capsys.readouterr().err

    return run


def test_a_post_comes_in_whole(import_ghost, client):
    status, printed, _errors = import_ghost({})
    article = Article.objects.public().get()
    assert status == 0
    assert (article.headline, article.subheading) == (POST["title"], POST["custom_excerpt"])
    assert article.section.name == "경제"
    assert [tag.name for tag in article.tags.all()] == ["배터리"]
    assert [str(byline.reporter.name) for byline in article.bylines.all()] == ["김하늘", "이바다"]
    assert f"{article.published_at:%Y-%m-%d %H:%M}" == "2021-05-16 11:00"
    assert f"{article.revised_at:%Y-%m-%d %H:%M}" == "2021-05-17 11:00"
    assert 'href="/about/"' in article.body
    assert article.body.count("<img") == 1
    assert article.photo_on_top.words.caption == "산단 전경"
    page = client.get(article.get_absolute_url()).content.decode()
    assert "회의장" in page
    assert "login@example.com" not in page
    assert client.get("/baeteori-hyeobuiche/").url == article.get_absolute_url()
    for told in ("#내부", "codeinjection_head"):
        assert told in printed


def test_only_what_every_reader_saw_is_public(import_ghost):
    states = [
        {"status": "published"},
        {"status": "draft", "published_at": None},
        {"status": "scheduled", "published_at": "2099-01-01T00:00:00.000Z"},
        {"status": "sent"},
        {"visibility": "members"},
        {"visibility": "paid"},
        {"status": "published", "visibility": "tiers"},
    ]
    posts = [{"id": f"p{n}", "slug": f"p{n}"} | state for n, state in enumerate(states)]
    assert import_ghost(*posts)[0] == 0
    assert Article.objects.count() == len(states)
    assert Article.objects.public().get().legacy_id == "ghost:p0"
    assert Article.objects.filter(status="draft").count() == len(states) - 2


def test_pages_become_pages_of_fixed_text_and_no_articles(import_ghost, client):
    pages = [
        {"type": "page", "title": "회사 소개", "slug": "about", "html": "<p>우리 신문</p>"},
        {"type": "page", "title": "초안", "slug": "draft", "status": "draft"},
    ]
    assert import_ghost(*pages, dry_run=True)[0] == 0
    assert not Page.objects.exists()
    printed = import_ghost(*pages)[1]
    page = Page.objects.get()
    assert (page.title, page.slug, page.body) == ("회사 소개", "about", "<p>우리 신문</p>")
    assert "초안" in printed
    assert "/about/ → /pages/about/" in printed
    assert "우리 신문" in client.get(page.get_absolute_url()).content.decode()
    assert not Article.objects.exists()
    assert "회사 소개" in import_ghost(*pages)[1]
    assert Page.objects.count() == 1


def test_what_can_not_be_read_is_told_and_costs_only_itself(import_ghost):
    posts = [
        {
            "id": "1",
            "slug": "lexical-only",
            "html": None,
            "lexical": '{"root":{}}',
            "feature_image": "",
        },
        {"id": "2", "slug": "untitled", "title": ""},
        {"id": "3", "slug": "lost", "feature_image": "https://cdn.example/gone.jpg"},
    ]
    posts += [5, {"id": ["4"], "slug": "listed"}]
    status, printed, errors = import_ghost(*posts)
    assert status == 1
    assert Article.objects.get().legacy_id == "ghost:3"
    assert "5: AttributeError" in errors
    assert "TypeError" in errors
    assert "lexical-only: " in errors
    assert "untitled: " in errors
    assert "gone.jpg" in printed
    assert "lexical" in printed  # where the text would be


def test_places_and_names_of_any_kind_keep_no_post_outside(import_ghost):
    data = DATA | {"tags": [{"id": "t1", "name": 5}, {"id": "t2", "name": "경제"}]}
    data["posts_tags"] = [
        {"post_id": "60a1", "tag_id": "t1", "sort_order": "x"},
        {"post_id": "60a1", "tag_id": "t2", "sort_order": None},
        {"post_id": "60a1", "tag_id": "t2", "sort_order": 3},
    ]
    assert import_ghost(whole=json.dumps({"db": [{"data": data}]}))[0] == 0
    article = Article.objects.get()
    assert (article.section.name, [tag.name for tag in article.tags.all()]) == ("5", ["경제"])


def test_posts_without_tags_and_exports_of_old_versions_come_in(import_ghost):
    old = {"id": 7, "slug": "old", "title": "옛 글", "html": "<p>글</p>", "status": "published"}
    old |= {"published_at": "2015-03-01T00:00:00.000Z", "author_id": 1, "page": False}
    whole = {"meta": {}, "data": {"posts": [old], "users": [{"id": 1, "name": "김하늘"}]}}
    assert import_ghost(whole=json.dumps(whole), section="지난 기사")[0] == 0
    article = Article.objects.get()
    assert (article.section.name, article.reporters.get().name) == ("지난 기사", "김하늘")


DEEP = '{"db":[{"data":{"posts":[' + "[" * 30_000


@pytest.mark.parametrize(
    "whole", ["", "{", '{"posts": []}', DEEP, '{"db":[{"data":{"posts":[{"id":1},']
)
def test_a_file_that_is_no_export_is_refused(import_ghost, settings, whole):
    with pytest.raises(CommandError, match=r"ghost\.json"):
        import_ghost(whole=whole)
    assert not list(settings.VAR.glob("import-lines-*"))


def test_cards_keep_what_they_lead_to(import_ghost):
    cards = (
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://other.example/"><div class="kg-bookmark-content">'
        '<div class="kg-bookmark-title">통계</div><div class="kg-bookmark-description">군의 인구</div></div><div class="kg-bookmark-thumbnail">'
        '<img src="https://other.example/t.png"></div></a><figcaption>자료</figcaption></figure>'
        '<div class="kg-card kg-audio-card"><audio src="__GHOST_URL__/content/media/a.mp3" preload="metadata"></audio></div>'
        '<a href="__GHOST_URL__/content/files/plan.pdf">계획</a>'
    )
    _status, printed, _errors = import_ghost({"html": cards})
    body = Article.objects.get().body
    assert '<a href="https://other.example/">통계</a><br>군의 인구</p><p>자료</p>' in body
    assert 'href="/content/media/a.mp3"' in body
    assert "/content/files/plan.pdf" in printed


def test_the_first_versions_counted_milliseconds_and_had_other_names(import_ghost):
    old = {"published_at": 1388404800000, "created_at": 1388404800000, "updated_at": 1388404900000}
    old |= {"feature_image": None, "image": "/content/images/2021/05/lead.jpg"}
    assert import_ghost(old)[0] == 0
    article = Article.objects.get()
    assert article.published_at.isoformat() == "2013-12-30T12:00:00+00:00"
    assert article.photo_on_top


def test_what_stands_beside_posts_is_told(import_ghost):
    data = DATA | {
        "users": [{"id": "1", "name": "김하늘", "bio": "군청을 맡는다"}],
        "tags": [{"id": "t2", "name": "경제", "description": "돈 이야기"}],
        "posts_meta": [{"post_id": "60a1", "og_title": "나눌 때의 제목"}],
        "comments": [{"id": "c1", "post_id": "60a1", "html": "<p>댓글</p>"}],
    }
    _status, printed, _errors = import_ghost(whole=json.dumps({"db": [{"data": data}]}))
    for told in ("군청을 맡는다", "돈 이야기", "나눌 때의 제목", "comments (comments): 1"):
        assert told in printed
