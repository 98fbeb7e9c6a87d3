"""What an article said before: compared field by field, listed, brought back."""

import pytest
from django.utils.html import escape

from articles.desk import revisions, workflow
from articles.models import Article, ArticlePhoto, Photo, Region, Reporter, Revision, Section

from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)

pytestmark = pytest.mark.django_db


def screen(article, end=""):
    return f"/admin/articles/article/{article.pk}/revisions/{end}"


def save(article, editor, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    return workflow.record_edit(article, editor)


def by_name(old, new):
    return {field.name: field for field in revisions.compare(old, new)}


def said(rows):
    return [
        "".join({"same": "", "removed": "-", "added": "+"}[s.kind] + s.text for s in row.inline)
        for row in rows
    ]


@pytest.fixture
def story(nari, section):
    """A draft of Nari's that has every field."""
    return make_article(
        headline="새 도서관이 문을 열었다",
        subheading="열람석 200석\n밤 열 시까지",
        body="<p>군은 새 도서관을 열었다고 밝혔다.</p><p>예산은 3억2000만 원이다.</p>",
        section=section,
        region=make_region("증평군", parent=make_region("충북")),
        reporters=[nari.reporter],
        tags=["도서관"],
        photos=[make_photo(caption="새 도서관", credit="증평군 제공", alt="건물"), make_photo()],
        created_by=nari,
    )


# Contents in words


def test_every_field_is_told_in_words(story):
    words = revisions.Names(story.content())
    assert [words.lines(name, story.content().get(name)) for name in revisions.LABELS] == [
        ["새 도서관이 문을 열었다"],
        ["열람석 200석", "밤 열 시까지"],
        ["군은 새 도서관을 열었다고 밝혔다.", "예산은 3억2000만 원이다."],
        ["사회"],
        ["충북 증평군"],
        ["김나리 기자"],
        ["도서관"],
        ["새 도서관 (증평군 제공) [건물]", "설명 없는 사진"],
        [],
        ["자체"],
        [],
        ["아니오"],
        [],
    ]


def test_only_what_differs_has_rows_and_the_rest_is_told(story):
    old = story.content()
    new = old | {
        "headline": "새 도서관이 문을 연다",
        "section": make_section("문화").pk,
        "reporters": [[make_reporter("이찬").pk, "선임기자"]],
        "tags": ["도서관", "증평"],
        "origin": "press_release",
        "is_ai_assisted": True,
    }
    found = by_name(old, new)
    changed = [name for name, field in found.items() if field.is_changed]
    assert changed == ["headline", "section", "reporters", "tags", "origin", "is_ai_assisted"]
    assert said(found["headline"].rows) == ["새 도서관이 문을 -열었다+연다"]
    assert said(found["section"].rows) == ["-사회+문화"]
    assert said(found["reporters"].rows) == ["-김나리 기자+이찬 선임기자"]
    assert said(found["tags"].rows) == ["도서관", "+증평"]
    assert said(found["is_ai_assisted"].rows) == ["-아니오+예"]
    assert found["body"].rows == found["body"].photos == ()


def test_a_changed_picture_table_cell_and_link_of_the_body_are_seen():
    first, second = make_photo(), make_photo()
    body = (
        '<figure><img src="{}" alt="전경"><figcaption>설명</figcaption></figure>'
        "<table><tbody><tr><th>노선</th><td>5시 40분</td></tr></tbody></table>"
        '<p>자세한 것은 <a href="{}">누리집</a>에 있다.</p>'
    )
    old = {"body": body.format(first.path.url(640), "https://example.com/a")}
    new = body.format(second.path.url(640), "https://example.org/b").replace("40분", "20분")
    found = by_name(old, {"body": new})["body"]
    assert said(found.rows) == [
        f"[사진] 전경 -({first.sha256[:8]})+({second.sha256[:8]})",
        "[사진설명] 설명",
        "[표] 노선 | 5시 -40분+20분",
        "자세한 것은 누리집에 있다.",
        "[링크] 누리집 (https://example.-com/a+org/b)",
    ]
    assert [(photo.kind, photo.url) for photo in found.photos] == [
        ("removed", first.path.url(320)),
        ("added", second.path.url(320)),
    ]


def test_bold_type_alone_is_told_as_a_change_of_form():
    found = by_name({"body": "<p>같은 글이다.</p>"}, {"body": "<p><b>같은</b> 글이다.</p>"})["body"]
    assert found.has_only_its_form_changed


def test_photos_tell_what_came_went_moved_and_was_written_anew(story):
    third = make_photo(caption="셋째", credit="본지")
    old = story.content()
    (first, *told), second = old["photos"]
    new = old | {"photos": [second, [first, "새 설명", *told[1:]], [third.pk, "셋째", "본지", ""]]}
    shown = by_name(old, new)["photos"].photos
    assert [(photo.number, photo.kind, photo.places) for photo in shown] == [
        (second[0], "same", (2, 1)),
        (first, "same", (1, 2)),
        (third.pk, "added", (None, 3)),
    ]
    assert [photo.is_moved for photo in shown].count(True) == 1
    assert said(shown[1].parts[0][1]) == ["-새 도서관+새 설명"] or said(shown[1].parts[0][1]) == [
        "새 -도서관+설명"
    ]
    assert [label for label, _rows in shown[1].parts] == ["사진설명", "출처", "대체 텍스트"]
    gone = by_name(new, old | {"photos": []})["photos"].photos
    assert {photo.kind for photo in gone} == {"removed"}


def test_what_is_gone_from_the_database_is_told_as_gone(story):
    old = story.content()
    new = old | {"section": 9999, "region": 9999, "reporters": [[9999, ""]]}
    new["photos"] = [[9999, "", "", ""]]
    words = revisions.Names(new)
    assert [
        words.lines(name, new[name]) for name in ("section", "region", "reporters", "photos")
    ] == [
        ["(지워진 섹션)"],
        ["(지워진 지역)"],
        ["(지워진 기자)"],
        ["(지워진 사진)"],
    ]
    assert by_name(old, new)["photos"].photos[0].url == ""


def test_names_cost_four_queries_however_much_there_is(story, django_assert_num_queries):
    many = {
        "section": make_section().pk,
        "region": make_region().pk,
        "reporters": [[make_reporter().pk, ""] for _ in range(9)],
        "photos": [[make_photo().pk, "", "", ""] for _ in range(3)],
    }
    content = story.content()
    with django_assert_num_queries(4):
        revisions.compare(content, content | many)


def test_the_first_revision_is_compared_with_nothing(story):
    found = by_name({}, story.content())
    assert said(found["headline"].rows) == ["+새 도서관이 문을 열었다"]
    assert not found["copyright_notice"].is_changed


def test_a_few_words_tell_what_changed(story):
    old = story.content()
    photos = [[pk, "다른 설명", *told] for pk, _caption, *told in old["photos"]]
    assert revisions.changed(old, old | {"body": "<p>글</p>", "photos": photos}) == [
        "본문",
        "사진설명",
    ]
    assert revisions.changed(old, old | {"photos": []}) == ["사진"]


# The list


def test_the_list_tells_when_who_and_what(client, nari, bora, story):
    save(story, bora, headline="고친 제목", body="<p>고친 글 &amp; 말.</p>")
    client.force_login(nari)
    html = client.get(screen(story)).text
    assert html.index("2판") < html.index("1판")
    for told in ("제목, 본문", "박보라", "처음 저장", "김나리", "9자"):
        assert told in html


def test_a_long_history_is_paged_and_asks_no_more(
    client, bora, story, django_assert_max_num_queries
):
    content = story.content()
    Revision.objects.bulk_create(
        Revision(article=story, number=n, content=content, content_hash="", editor=bora)
        for n in range(2, 501)
    )
    client.force_login(bora)
    with django_assert_max_num_queries(14) as asked:
        html = client.get(screen(story)).text
    assert html.count('class="revision-number"') == 20
    loaded = [query["sql"] for query in asked.captured_queries if '"content"' in query["sql"]]
    assert all("LIMIT" in sql for sql in loaded)
    assert "480판" in client.get(screen(story), {"page": 2}).text
    assert "1판" in client.get(screen(story), {"page": "x9999"}).text


def test_an_article_without_revisions_says_so(client, bora, section):
    article = Article.objects.create(headline="제목", body="<p>글</p>", section=section)
    client.force_login(bora)
    assert "저장된 판이 없습니다" in client.get(screen(article)).text
    assert client.get(screen(article, "difference/")).status_code == 404


# Two of them


@pytest.mark.parametrize("view", ["side", "inline", "nonsense"])
def test_two_revisions_are_compared(client, bora, story, view):
    save(
        story, bora, body="<p>군은 새 도서관을 열었다고 밝혔다.</p><p>예산은 3억5000만 원이다.</p>"
    )
    client.force_login(bora)
    html = client.get(screen(story, "difference/"), {"from": 1, "to": 2, "view": view}).text
    assert "<del>3억2000만</del>" in html
    assert "<ins>3억5000만</ins>" in html
    assert "그대로" in html


def test_the_newest_change_is_shown_unless_another_is_asked_for(client, bora, story):
    for number in range(3):
        save(story, bora, headline=f"제목 {number}")
    client.force_login(bora)
    shown = client.get(screen(story, "difference/")).context
    assert (shown["old"].number, shown["new"].number, shown["after"]) == (3, 4, None)
    shown = client.get(screen(story, "difference/"), {"to": 1}).context
    assert (shown["old"], shown["new"].number, shown["after"]) == (None, 1, 2)
    shown = client.get(screen(story, "difference/"), {"from": 2, "to": 3}).context
    assert (shown["before"], shown["after"]) == (1, 4)


@pytest.mark.parametrize(
    "number", ["0", "99", "-1", "abc", "1.5", "9" * 30, "１", "\0", "0" * 5000]
)
def test_a_revision_that_the_article_does_not_have_is_404(client, bora, story, number):
    client.force_login(bora)
    assert client.get(screen(story, "difference/"), {"from": "1", "to": "1"}).status_code == 200
    assert client.get(screen(story, "difference/"), {"from": number}).status_code == 404
    assert client.get(screen(story, "difference/"), {"to": number}).status_code == 404
    data = {"number": number, "version": story.edit_version}
    assert client.post(screen(story, "bring-back/"), data).status_code == 404


def test_nothing_that_was_typed_runs(client, bora, story):
    save(story, bora, headline="<script>alert(1)</script>")
    client.force_login(bora)
    for end in ("", "difference/", "difference/?view=inline"):
        html = client.get(screen(story, end)).text
        assert "<script>alert" not in html
        assert escape("<script>alert(1)</script>") in html


# Bringing one back


def bring_back(client, article, number, **fields):
    data = {"number": number, "version": article.edit_version} | fields
    return client.post(screen(article, "bring-back/"), data, follow=True)


def test_an_old_revision_becomes_a_new_one(client, nari, story):
    before = story.content()
    ArticlePhoto.objects.filter(article=story).last().delete()
    story.tags.clear()
    save(story, nari, headline="망친 제목", body="<p>망친 글</p>")
    client.force_login(nari)
    html = bring_back(client, story, 1).text
    assert "1판의 내용으로 되돌려 3판으로 저장했습니다" in html
    story = Article.objects.get()
    assert story.content() == before
    assert [(r.number, r.editor) for r in story.revisions.all()] == [
        (3, nari),
        (2, nari),
        (1, nari),
    ]
    assert story.revisions.get(number=2).content["headline"] == "망친 제목"


def test_what_the_article_says_already_makes_no_revision(client, nari, story):
    client.force_login(nari)
    assert "이미 그 판과 같습니다" in bring_back(client, story, 1).text
    assert story.revisions.count() == 1


def test_whoever_may_not_edit_sees_no_button_and_is_refused(client, nari, story):
    save(story, nari, headline="둘째")
    workflow.submit(story, nari)
    client.force_login(nari)
    assert "되돌리기" not in client.get(screen(story)).text
    assert "되돌리기" not in client.get(screen(story, "difference/")).text
    assert bring_back(client, story, 1).status_code == 403
    assert Article.objects.get().headline == "둘째"


def test_revisions_of_others_are_not_there(client, chan, nari, story):
    make_public(story)
    client.force_login(chan)
    for end in ("", "difference/"):
        assert client.get(screen(story, end)).status_code == 404
    assert bring_back(client, story, 1).status_code == 404
    assert story.revisions.count() == 1


def test_a_change_in_the_meantime_is_a_conflict(client, nari, bora, story):
    seen = story.edit_version
    save(story, bora, headline="보라가 고친 제목")
    client.force_login(nari)
    assert "되돌리지 않았습니다" in bring_back(client, story, 1, version=seen).text
    assert Article.objects.get().headline == "보라가 고친 제목"


def test_more_than_half_of_a_live_text_comes_back_only_when_confirmed(client, bora, story):
    save(story, bora, body="<p>전혀 다른 이야기를 여기에 길게 쓴다.</p>")
    make_public(story)
    client.force_login(bora)
    asked = client.get(screen(story, "difference/"), {"from": 1, "to": 2}).text
    assert 'name="accept_rewrite"' in asked
    assert "아래에서 확인한 뒤" in bring_back(client, story, 1).text
    assert story.revisions.count() == 2
    assert "되돌려 3판으로" in bring_back(client, story, 1, accept_rewrite="1").text
    assert Article.objects.get().revised_at is not None


def test_a_revision_whose_section_is_gone_is_refused_in_words(client, bora, story):
    content = story.content() | {"section": 9999}
    Revision.objects.create(article=story, number=2, content=content, content_hash="", editor=bora)
    save(story, bora, headline="셋째")
    client.force_login(bora)
    assert "섹션이 없어서" in bring_back(client, story, 2).text


def test_no_screen_changes_anything_by_being_read(client, bora, story):
    client.force_login(bora)
    assert client.get(screen(story, "bring-back/")).status_code == 405
    assert client.post(screen(story)).status_code == 405
    counts = [m.objects.count() for m in (Revision, Photo, Region, Reporter, Section)]
    client.get(screen(story, "difference/"))
    assert [m.objects.count() for m in (Revision, Photo, Region, Reporter, Section)] == counts
