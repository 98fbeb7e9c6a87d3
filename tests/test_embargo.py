"""What is not public shows nothing of itself anywhere; when its time has come it is everywhere."""

import io
import json
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from PIL import Image

from articles.desk import notes, preview, slots, workflow
from articles.models import Article, CommentRules, HourlyViews, Photo, Pick, Redirect, Slot
from articles.paper.feeds import FORMS
from articles.reading import pagecache, readership, sitemap

from .article_form import typed
from .factories import (
    make_article,
    make_comment,
    make_photo,
    make_plan,
    make_public,
    make_region,
    make_tag,
)
from .newsroom import ADD

MARKER = "엠바고표식"

pytestmark = pytest.mark.django_db


def marked_picture():
    """Return an upload with the marker in its name and in what the camera wrote."""
    exif = Image.Exif()
    exif[0x010E] = MARKER
    file = io.BytesIO()
    Image.new("RGB", (900, 600), (90, 20, 60)).save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(f"{MARKER}.jpg", file.getvalue())


@pytest.fixture
def secret(client, nari, bora, section):
    """An article full of the marker, approved for later, picked, once imported, with reads and a comment."""
    region = make_region("증평군", parent=make_region("충북"))
    make_public(section=section, region=region, photos=[make_photo()], tags=["함께"])
    photo = {"upload": marked_picture(), "caption": f"{MARKER} 사진", "position": 0}
    client.force_login(nari)
    client.post(
        ADD,
        typed(
            section,
            photos=[photo],
            headline=f"{MARKER} 제목",
            subheading=f"{MARKER} 부제목",
            body=f"<p>{MARKER} 본문이다. 도서관이 문을 연다.</p>",
            region=region.pk,
            tags=f"{MARKER}, 함께",
            copyright_notice=f"{MARKER} 저작권",
        ),
    )
    client.logout()
    article = Article.objects.get(headline__contains=MARKER)
    Photo.objects.filter(articles=article).update(alt=f"{MARKER} 그림", credit=f"{MARKER} 제공")
    Redirect.objects.create(path="/news/view.html?idxno=77", article=article)
    for slot in Slot:
        Pick.objects.create(slot=slot, article=article, position=1)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    HourlyViews.objects.create(article=article, hour=hour, count=500)
    CommentRules(has_feed=True).save()
    make_comment(article, text=f"{MARKER} 댓글")
    notes.write(article, bora, f"{MARKER} 메모")
    workflow.approve(article, bora, at=timezone.now() + timedelta(hours=2), accepted=["credit"])
    return article


def channels(article):
    """Return {name of an address: all arguments} of those in which the article shows once it is public."""
    day = timezone.localtime(article.published_at)
    keys = {
        "section": [article.section.slug],
        "region": [article.region.slug, article.region.parent.slug],
        "tag": [tag.slug for tag in article.tags.all()],
        "reporter": [article.reporters.get().pk],
    }
    filled = {
        "front": [()],
        "article": [(article.pk,)],
        "article_json": [(article.pk,)],
        "comments": [(article.pk,)],
        "comment_feed": [()],
        "article_comment_feed": [(article.pk,)],
        "latest": [()],
        "latest_json": [()],
        "photos": [()],
        "most_viewed": [()],
        "most_viewed_window": [("weekly",), ("monthly",)],
        "archive": [tuple(f"{day:%Y %m %d}".split())],
        "feed": [(form,) for form in FORMS],
        "search": [()],
        "news_sitemap": [()],
        "sitemap_part": [("articles", article.pk // sitemap.PART_SIZE)],
        "share_picture": [(article.pk, "0" * 16)],
    }
    for name, known in keys.items():
        filled[name] = filled[f"{name}_json"] = [(key,) for key in known]
        filled[f"{name}_feed"] = [(key, form) for key in known for form in FORMS]
    return filled


def others(article):
    """Return {name of an address: all arguments} of those in which it must never show before its time.

    Nor need it later: they are of another article, or of none.
    """
    neighbour = Article.objects.public().exclude(pk=article.pk).first()
    return {
        "article": [(neighbour.pk,)],
        "article_json": [(neighbour.pk,)],
        "comment": [(article.pk, 1)],
        "objection": [(article.pk, 1)],
        "regions": [()],
        "archive_today": [()],
        "corrections": [()],
        "about": [()],
        "page": [("none",)],
        "feed_list": [()],
        "preview": [("none",)],
        "comment_counts": [()],
        "count_view": [()],
        "sitemap_index": [()],
        "sitemap_pages": [()],
        "sitemap_part": [("tags", "0"), ("reporters", "0")],
        "paper_picture": [("0" * 16,)],
        "favicon": [()],
        "icon": [("0" * 32, "192")],
        "nameplate": [("0" * 32 + "-640x96.webp",)],
        "manifest": [()],
        "security": [()],
        "ads": [()],
        "indexnow_key": [("0" * 32,)],
        "robots": [()],
        "healthz": [()],
    }


# Named by its content: who knows the address of a photo has seen it.
UNASKED = {"media"}
ASKED = {"search": "?q=" + quote("도서관이 문을")}
OUTSIDE = ["/news/view.html?idxno=77", "/no/such/page"]


def paths(filled):
    return [
        reverse(name, args=args) + ASKED.get(name, "")
        for name, every in filled.items()
        for args in every
    ]


def public_addresses(resolver):
    """Return the names of all addresses outside the desk, what has none as its pattern."""
    found = []
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            found.append(pattern.name or str(pattern.pattern))
        elif pattern.namespace != "admin":
            found += public_addresses(pattern)
    return found


def test_no_public_address_is_forgotten_here(secret):
    """Whoever adds an address says above with which arguments the secret could show in it."""
    known = channels(secret).keys() | others(secret).keys() | UNASKED
    assert sorted(public_addresses(get_resolver())) == sorted(known)


def shows(client, path, article):
    folder = article.lead_photo.path.folder
    for method in (client.get, client.head, client.options):
        response = method(path)
        told = response.content.decode(errors="replace") + json.dumps(dict(response.headers))
        if (
            MARKER in told
            or folder in told
            or response.headers.get("Location", "") == article.get_absolute_url()
        ):
            return True
    return False


@pytest.mark.parametrize("status", ["draft", "submitted", "approved", "withdrawn"])
def test_nothing_shows_before_its_time(client, secret, status):
    Article.objects.filter(pk=secret.pk).update(status=status)
    if status == "withdrawn":
        past = timezone.now() - timedelta(hours=1)
        Article.objects.filter(pk=secret.pk).update(published_at=past)
    pagecache.drop()
    asked = paths(channels(secret)) + paths(others(secret)) + OUTSIDE
    expected = OUTSIDE[:1] if status == "withdrawn" else []
    assert [path for path in asked if shows(client, path, secret)] == expected


def test_an_unknown_and_an_embargoed_article_are_the_same_answer(client, secret):
    unknown = client.get("/articles/987654/")
    embargoed = client.get(secret.get_absolute_url())
    assert (unknown.status_code, embargoed.status_code) == (404, 404)
    assert unknown.headers.items() == embargoed.headers.items()
    assert unknown.content == embargoed.content
    beacons = [
        client.post("/views/", pk, content_type="text/plain") for pk in ("987654", str(secret.pk))
    ]
    assert {(beacon.status_code, beacon.content) for beacon in beacons} == {(204, b"")}
    assert HourlyViews.objects.get(article=secret).count == 500


def test_it_is_everywhere_when_its_time_has_come(client, secret):
    asked = paths(channels(secret))
    for path in asked:
        client.get(path)  # whatever is kept of the page now must not stay
    at = timezone.now() - timedelta(seconds=1)
    Article.objects.filter(pk=secret.pk).update(published_at=at)
    pagecache.look_again()  # a second later, without any change
    secret.refresh_from_db()
    asked = paths(channels(secret))
    assert [path for path in asked if not shows(client, path, secret)] == []
    assert client.get("/news/view.html?idxno=77").url == secret.get_absolute_url()


def test_another_reporter_learns_nothing_at_the_desk(client, secret, chan):
    client.force_login(chan)
    number, photo = secret.pk, secret.lead_photo_id
    tag = make_tag(f"{MARKER}꼬리표")
    plan = make_plan(article=secret)
    day = timezone.localdate(secret.published_at)
    paths = [
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/?whose=all",
        f"/admin/articles/article/?whose=all&q={MARKER}",
        f"/admin/articles/article/?whose=all&q={number}",
        "/admin/articles/article/?whose=all&state=scheduled",
        f"/admin/articles/article/{number}/change/",
        f"/admin/articles/article/{number}/delete/",
        *(
            f"/admin/articles/article/{number}/{screen}/"
            for screen in (
                "review",
                "presence",
                "revisions",
                "revisions/difference",
                "corrections",
                "notes",
                "views",
            )
        ),
        "/admin/articles/photo/",
        f"/admin/articles/photo/?q={MARKER}",
        f"/admin/articles/photo/{photo}/change/",
        f"/admin/articles/photo/{photo}/history/",
        f"/admin/articles/photo/choices/?q={MARKER}",
        f"/admin/articles/tag/{tag.pk}/change/",
        "/admin/articles/pick/",
        "/admin/articles/decision/",
        "/admin/articles/plan/",
        f"/admin/articles/plan/?view=month&day={day}",
        f"/admin/articles/plan/day/?day={day}",
        f"/admin/articles/plan/{plan.pk}/change/",
        f"/admin/articles/plan/{plan.pk}/history/",
        "/admin/articles/plan/add/",
    ]
    # A search shows again what was asked for.
    found = [
        path
        for path in paths
        if MARKER
        in client.get(path).text.replace(f'value="{MARKER}"', "").replace(f"“{MARKER}”", "")
    ]
    assert found == []


def test_the_very_bytes_of_anothers_photo_tell_nothing(client, secret, chan):
    client.force_login(chan)
    answer = client.post("/admin/articles/photo/upload/", {"file": marked_picture()})
    told = json.loads(answer.content)
    assert "제공" not in answer.content.decode()
    assert "그림" not in answer.content.decode()
    assert Photo.objects.filter(pk=told["id"]).exists()


def test_a_preview_of_one_article_shows_nothing_of_another(client, secret):
    other = make_article(section=secret.section, tags=["함께"], reporters=secret.reporters.all())
    page = client.get(preview.path(other)).text
    assert other.headline in page
    assert MARKER not in page


def test_a_slot_counts_and_ranks_only_what_is_public(secret):
    for slot in Slot:
        assert secret not in slots.fill(slot, 10)
    assert secret not in readership.most_viewed(readership.ranked("daily", 10), 10)
    past = timezone.now() - timedelta(seconds=1)
    Article.objects.filter(pk=secret.pk).update(published_at=past)
    for slot in Slot:
        assert slots.fill(slot, 10)[0] == secret
    assert readership.most_viewed(readership.ranked("daily", 10), 10) == [secret]
