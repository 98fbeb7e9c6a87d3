import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.models import Article, Decision, Photo
from articles.reading import pagecache

from .article_form import decide, errors, inline, save, typed
from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    picture_bytes,
)
from .newsroom import ADD, change

pytestmark = pytest.mark.django_db


def test_an_editor_writes_and_approves_and_readers_see_it(client, bora, section):
    client.force_login(bora)
    make_reporter("박보라", user=bora)
    region = make_region("증평군", parent=make_region("충북"))
    upload = SimpleUploadedFile("현장.jpg", picture_bytes(900, 600))
    photo = {
        "upload": upload,
        "caption": "새 도서관",
        "credit": "증평군 제공",
        "alt": "건물",
        "position": 0,
    }
    response = client.post(ADD, typed(section, photos=[photo], region=region.pk, _then="review"))
    article = Article.objects.get()
    assert response.url == f"/admin/articles/article/{article.pk}/review/"
    decide(client, article, "approve")
    article = Article.objects.public().get()
    assert article.body == "<p>군은 새 도서관을 연다고 밝혔다.</p>"
    assert article.province == region.parent
    assert sorted(article.tags.names()) == ["도서관", "증평"]
    assert article.lead_photo == Photo.objects.get()
    assert (article.lead_photo.credit, article.lead_photo.alt) == ("증평군 제공", "건물")
    assert article.decisions.get().actor == bora
    html = client.get(article.get_absolute_url()).text
    assert "새 도서관" in html
    assert article.lead_photo.path.url(960) in html


def test_a_reporter_writes_and_asks_and_is_named(client, nari, section):
    client.force_login(nari)
    client.post(ADD, typed(section, _then="submit"))
    article = Article.objects.get()
    assert (article.status, article.created_by) == ("submitted", nari)
    assert article.bylines.get().reporter == nari.reporter
    assert client.post(change(article), typed(section)).status_code == 403


def test_a_reporter_cannot_approve_by_a_crafted_post(client, nari, section):
    client.force_login(nari)
    told = {"status": "approved", "published_at": "2020-01-01", "in_latest": "", "created_by": 1}
    client.post(ADD, typed(section, _then="approve", **told))
    article = Article.objects.get()
    assert (article.status, article.published_at, article.in_latest) == ("draft", None, True)
    for action in ("approve", "withdraw", "restore", "send_back"):
        decide(client, article, action, note="x")
    assert decide(client, article, "delete").status_code == 403
    article.refresh_from_db()
    assert article.status == "draft"
    assert not Decision.objects.exists()


def test_a_reporter_neither_sees_nor_touches_what_others_write(client, chan, article):
    client.force_login(chan)
    assert article.headline not in client.get("/admin/articles/article/").text
    assert client.get(change(article)).status_code == 302
    assert save(client, article, headline="가로챈 제목").status_code == 302
    assert decide(client, article, "submit").status_code == 404
    article.refresh_from_db()
    assert (article.headline, article.status) == ("새 도서관이 문을 열었다", "draft")


def test_a_reporter_reads_but_does_not_edit_a_live_article(client, nari, article):
    make_public(article)
    client.force_login(nari)
    assert client.get(change(article)).status_code == 200
    assert save(client, article, headline="몰래 고친 제목").status_code == 403
    article.refresh_from_db()
    assert article.headline == "새 도서관이 문을 열었다"


def test_photos_of_unpublished_articles_stay_with_their_owner(client, nari, chan):
    hidden = make_photo(uploaded_by=nari, caption="비밀 사진")
    client.force_login(chan)
    assert client.get("/admin/articles/photo/choices/").json() == {"photos": [], "note": ""}
    assert client.get(f"/admin/articles/photo/{hidden.pk}/change/").status_code == 302
    make_public(photos=[hidden])
    [found] = client.get("/admin/articles/photo/choices/", {"q": "비밀"}).json()["photos"]
    assert (found["id"], found["url"]) == (hidden.pk, hidden.path.url(960))


def test_another_photo_id_in_a_crafted_post_is_refused(client, nari, chan, article):
    hidden = make_photo(uploaded_by=chan)
    client.force_login(nari)
    row = {"photo": hidden.pk, "caption": "", "credit": "", "alt": "", "position": 0}
    response = save(client, article, photos=[row])
    assert response.status_code == 200
    assert not article.article_photos.exists()
    own = make_photo(uploaded_by=nari)
    assert save(client, article, photos=[row | {"photo": own.pk}]).status_code == 302
    assert article.article_photos.get().photo == own


def test_nothing_typed_is_lost_when_somebody_saved_before(client, nari, bora, article):
    client.force_login(bora)
    seen = article.edit_version
    assert save(client, article, headline="먼저 저장한 제목").status_code == 302
    response = save(client, article, headline="나중에 저장한 제목", version=seen)
    assert "박보라" in str(errors(response)) or "bora" in str(errors(response))
    assert "나중에 저장한 제목" in response.text
    article.refresh_from_db()
    assert article.headline == "먼저 저장한 제목"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "가" * 201),
        ("subheading", "가" * 501),
        ("body", "<p>가</p>" * 30_000),
        ("body", "<blockquote>" * 70 + "가"),
        ("body", "<b>x</b>" * 2_600),
        ("section", "999"),
        ("origin", "rumour"),
    ],
)
def test_a_wrong_field_is_told_and_the_rest_is_kept(client, bora, section, field, value):
    client.force_login(bora)
    response = client.post(
        ADD, typed(section, **{"copyright_notice": "남아 있어야 할 글", field: value})
    )
    assert field in errors(response)
    assert re.search("[가-힣]", str(errors(response)[field]))
    assert "남아 있어야 할 글" in response.text
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<svg onload=alert(1)>", "그림.jpg"),
        (b"\xff\xd8\xff broken", "그림.jpg"),
        (picture_bytes(format="BMP"), "그림.jpg"),
    ],
)
def test_an_unusable_photo_is_refused_by_its_name(client, bora, section, content, told):
    client.force_login(bora)
    row = {"upload": SimpleUploadedFile("그림.jpg", content), "caption": "설명", "position": 0}
    response = client.post(ADD, typed(section, photos=[row]))
    assert response.status_code == 200
    assert told in response.text
    assert "군, 새 도서관 문 연다" in response.text
    assert not Photo.objects.exists()
    assert not Article.objects.exists()


def test_an_editor_approves_for_a_time(client, bora, article):
    client.force_login(bora)
    at = timezone.localtime() + timedelta(days=1)
    decide(client, article, "approve", at=at.strftime("%Y-%m-%dT%H:%M"))
    article.refresh_from_db()
    assert article.state == "scheduled"
    assert article.published_at == at.replace(second=0, microsecond=0)
    assert "예약" in client.get(change(article)).text


def test_a_reporter_reads_why_the_article_came_back(client, nari, bora, article):
    client.force_login(nari)
    decide(client, article, "submit")
    client.force_login(bora)
    article.refresh_from_db()
    decide(client, article, "send_back", note="숫자를 확인해 주십시오")
    client.force_login(nari)
    assert "숫자를 확인해 주십시오" in client.get(change(article)).text


def test_an_approval_of_what_was_not_on_the_screen_is_refused(client, bora, article):
    client.force_login(bora)
    response = client.post(
        f"/admin/articles/article/{article.pk}/decide/",
        {"action": "approve", "version": article.edit_version - 1},
        follow=True,
    )
    assert not Article.objects.public().exists()
    assert "다시 읽" in response.text or "바뀌" in response.text or "고쳤" in response.text


def test_leaving_out_of_a_list_is_recorded(client, bora, article):
    client.force_login(bora)
    data = typed(article.section, version=article.edit_version)
    del data["in_latest"]
    byline = article.bylines.get()
    data |= inline(
        "bylines", {"id": byline.pk, "reporter": byline.reporter_id, "order": 0}, initial=1
    )
    client.post(change(article), data)
    article.refresh_from_db()
    assert not article.in_latest
    assert article.decisions.get().action == "exclude"


def test_what_was_decided_about_is_never_deleted(client, bora, article):
    client.force_login(bora)
    make_public(article)
    url = f"/admin/articles/article/{article.pk}/delete/"
    assert client.post(url, {"post": "yes"}).status_code == 403
    draft = make_article(section=article.section)
    assert (
        client.post(f"/admin/articles/article/{draft.pk}/delete/", {"post": "yes"}).status_code
        == 302
    )
    assert list(Article.objects.all()) == [article]


def test_plain_writers_get_a_plain_field(client, nari, article):
    nari.writes_plain_text = True
    nari.save()
    client.force_login(nari)
    page = client.get(change(article)).text
    assert "data-body-editor" not in page
    assert ">\n군은 새 도서관을 열었다고 밝혔다.</textarea>" in page
    save(client, article, body="첫 문단 <3\n\n둘째 문단")
    article.refresh_from_db()
    assert article.body == "<p>첫 문단 &lt;3</p>\n<p>둘째 문단</p>"


PAGES = {
    # who may open it: reporter, editor, publisher
    "/admin/": (True, True, True),
    "/admin/articles/article/": (True, True, True),
    "/admin/articles/article/add/": (True, True, True),
    "/admin/articles/photo/": (True, True, True),
    "/admin/articles/photo/add/": (True, True, True),
    "/admin/articles/decision/": (False, True, True),
    "/admin/articles/pick/": (False, True, True),
    "/admin/articles/section/": (False, True, True),
    "/admin/articles/region/": (False, True, True),
    "/admin/articles/tag/": (False, True, True),
    "/admin/articles/reporter/": (False, True, True),
    "/admin/articles/user/": (False, False, True),
    "/admin/articles/page/": (False, False, True),
    "/admin/articles/publication/add/": (False, False, True),
}


@pytest.mark.parametrize(("path", "opens"), PAGES.items(), ids=str)
def test_each_role_opens_what_is_its_own(client, nari, bora, dami, path, opens):
    for user, may in zip((nari, bora, dami), opens, strict=True):
        client.force_login(user)
        response = client.get(path)
        assert response.status_code == (200 if may else 403), user
        assert response.headers["Cache-Control"] == "no-store"
        assert "script-src 'self'" in response.headers["Content-Security-Policy"]


def test_readers_get_no_desk(client, article):
    for path in [*PAGES, change(article), "/admin/articles/photo/choices/"]:
        response = client.get(path)
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")


def test_admin_lists_ask_the_same_queries_for_many(client, bora, django_assert_max_num_queries):
    # However slow the machine is, what is fresh stays so between two requests.
    client.force_login(bora)
    counts = []
    for number in (3, 30):
        while Article.objects.count() < number:
            make_public(photos=[make_photo()], tags=["태그"])
        asked = []
        for path in (
            "/admin/articles/article/",
            "/admin/articles/photo/",
            "/admin/articles/decision/",
        ):
            pagecache.look_again()
            client.get(path)
            with django_assert_max_num_queries(30) as captured:
                client.get(path)
            asked.append(len(captured.captured_queries))
        counts.append(asked)
    # Filters by section name every section, in one query.
    assert counts[0] == counts[1]


def test_a_chosen_photo_survives_another_field_that_is_wrong(client, bora, section):
    client.force_login(bora)
    upload = SimpleUploadedFile("현장.jpg", picture_bytes())
    row = {"upload": upload, "caption": "설명", "position": 0}
    response = client.post(ADD, typed(section, photos=[row], headline="가" * 201))
    photo = Photo.objects.get()
    inlines = response.context["inline_admin_formsets"]
    [form] = inlines[0].formset.forms
    assert int(form["photo"].value()) == photo.pk
    client.post(ADD, typed(section, photos=[{"photo": photo.pk, "caption": "설명", "position": 0}]))
    assert Article.objects.get().lead_photo == photo


def test_a_scheduled_article_can_be_given_another_time(client, bora, article):
    client.force_login(bora)
    at = timezone.localtime().replace(second=0, microsecond=0)
    for days in (1, 2):
        later = at + timedelta(days=days)
        decide(client, article, "approve", at=later.strftime("%Y-%m-%dT%H:%M"))
        article.refresh_from_db()
        assert article.published_at == later
    decide(client, article, "approve")
    assert Article.objects.public().get() == article
    assert article.decisions.count() == 3


@pytest.mark.time_machine("2026-03-03T00:00:30+09:00", tick=False)
@pytest.mark.parametrize("at", ["2020-01-01T00:00", "2026-03-02T23:59", "2026-03-03T00:00"])
def test_a_time_that_has_passed_is_refused(client, bora, article, at):
    """Told with its reason, what was typed kept; the next minute is a time to come."""
    client.force_login(bora)
    response = decide(client, article, "approve", at=at, note="자정에")
    assert response.status_code == 200
    assert "이미 지난 시각입니다" in response.text
    assert f'value="{at}"' in response.text
    assert "자정에" in response.text
    article.refresh_from_db()
    assert (article.status, article.published_at) == ("draft", None)
    assert not Decision.objects.exists()
    decide(client, article, "approve", at="2026-03-03T00:01")
    article.refresh_from_db()
    assert timezone.localtime(article.published_at).isoformat() == "2026-03-03T00:01:00+09:00"
    assert article.state == "scheduled"


def test_who_lost_the_login_is_told_how_to_keep_the_text(nari, section):
    client = Client(enforce_csrf_checks=True)
    client.force_login(nari)
    response = client.post(ADD, typed(section))
    assert response.status_code == 403
    assert "이 브라우저에 있습니다" in response.text


def test_reporters_begin_with_their_own_articles(client, nari, article):
    other = make_public(headline="다른 사람의 기사")
    client.force_login(nari)
    assert other.headline not in client.get("/admin/articles/article/").text
    assert other.headline in client.get("/admin/articles/article/", {"whose": "all"}).text


def test_who_may_only_read_an_article_reads_it_as_text(client, nari, article):
    make_public(article)
    client.force_login(nari)
    page = client.get(change(article)).text
    assert "<p>군은 새 도서관을 열었다고 밝혔다.</p>" in page
    assert "&lt;p&gt;" not in page
    assert re.search(
        r"AI의 도움을 받아 작성:?</label>\s*<div class=\"readonly\">아니요</div>", page
    )


def test_what_a_body_loses_when_it_is_saved_is_told(client, nari, section):
    client.force_login(nari)
    body = '<p>글</p><iframe src="https://kakao.example/1"></iframe><img src="/x.jpg">'
    told = client.post(ADD, typed(section, body=body), follow=True).text
    assert "본문에 담을 수 없어 뺀 것: 동영상·틀 1개 (kakao.example), 그림 1개" in told
    assert "뺀 것" not in client.post(ADD, typed(section), follow=True).text


def test_what_a_page_of_fixed_text_loses_is_told(client, dami):
    client.force_login(dami)
    data = {"title": "약관", "slug": "terms", "body": "<p>글</p><svg></svg>", "position": 1}
    told = client.post("/admin/articles/page/add/", data, follow=True).text
    assert "본문에 담을 수 없어 뺀 것: 그 밖의 요소 1개" in told
