"""A paper that has a page of every kind."""

import re
from datetime import timedelta

from django.utils import timezone

from articles.desk.comments import measures
from articles.models import (
    Article,
    Comment,
    CommentRules,
    Correction,
    HourlyViews,
    Page,
    Publication,
)

from .factories import (
    make_article,
    make_comment,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)
from .newsroom import change

BODY = (
    "<h2>중간 제목</h2><p>군은 <strong>도서관</strong>을 <a href='https://example.com/'>열었다</a>.</p>"
    "<h3>작은 제목</h3><ul><li>하나<ol><li>둘</li></ol></li></ul><blockquote><p>반갑다</p></blockquote>"
    "<table><thead><tr><th>구분</th><th>좌석</th></tr></thead>"
    "<tbody><tr><td>열람실</td><td>200석</td></tr></tbody></table><hr>"
    "<iframe src='https://www.youtube-nocookie.com/embed/x'></iframe>"
    "<figure><a href='https://x.com/hanbit/status/1790'>x.com/hanbit/status/1790</a>"
    "<figcaption>군의 첫 설명</figcaption></figure><p>끝</p>"
)


def make_thread(article, now):
    """Make comments of every state under the article; return one that has more replies than it shows."""
    CommentRules(policy="open", links_work=True).save()
    make_comment(article, text="숨긴 글", state="hidden")
    make_comment(article, text="가려진 글", withheld_until=now + timedelta(days=9))
    gone = make_comment(article)
    make_comment(parent=gone)
    Comment.objects.filter(pk=gone.pk).update(state="removed")
    answered = make_comment(
        article, text="첫 줄\n\n둘째 줄은 https://example.com/a에 있습니다. " + "가" * 200
    )
    for _ in range(12):
        make_comment(parent=answered)
    make_comment(article, name="가" * 20, text="a" * 1000, agree_count=1234)
    return answered


def every_kind(client, nari, bora):
    """Make something of everything that readers see; return {what it is: [its path, its status]}."""
    Publication(
        name="한빛지역신문",
        slogan="이웃의 소식을 곧게 적습니다",
        legal_name="한빛지역신문사",
        registration_number="충북, 아00001",
        publisher_name="최다미",
        phone="043-000-0000",
        email="paper@example.com",
        address="충북 증평군 증평읍 1",
    ).save()
    flat = Page.objects.create(title="이용약관", slug="terms", body=BODY)
    section, empty = make_section("사회"), make_section("날씨")
    region = make_region("증평군", parent=make_region("충북"))
    face = make_photo()
    reporter = make_reporter(
        "김하늘", email="haneul@example.com", biography="군정을 다룬다", photo=face
    )
    photos = [make_photo(caption=f"전경 {number}", credit="증평군 제공") for number in range(6)]
    now = timezone.now()
    for number in range(22):
        make_public(
            section=section,
            photos=photos[number : number + 1],
            at=now - timedelta(hours=number + 2),
        )
    make_public(section=section, origin="sponsored", photos=photos[:1])
    make_public(section=section, at=now - timedelta(days=800))
    article = make_public(
        headline="새 도서관이 문을 열었다",
        subheading="열람석 200석\n어린이방도 갖춰",
        body=BODY,
        section=section,
        region=region,
        reporters=[reporter, make_reporter("이바다")],
        tags=["도서관", "증평"],
        photos=photos,
        origin="press_release",
        is_ai_assisted=True,
        revised_at=now,
        at=now - timedelta(minutes=5),
    )
    Correction.objects.create(article=article, kind="correction", text="3일을 4일로 바로잡습니다.")
    answered = make_thread(article, now)
    for age in (0, 3):
        HourlyViews.objects.create(article=article, hour=now - timedelta(days=age), count=5)
    gone = make_public(section=section)
    Article.objects.filter(pk=gone.pk).update(status=Article.Status.WITHDRAWN)
    draft = make_article(section=section, body=BODY, created_by=nari, reporters=[reporter])
    comment = make_comment(article, password="scrypt")
    measures.withhold(comment, bora, "박상인", "저는 갚았습니다.")
    client.force_login(bora)
    [preview] = set(re.findall(r"/preview/[^/\"]+/", client.get(change(draft)).text))
    return {
        "front": ["/", 200],
        "article": [article.get_absolute_url(), 200],
        "comments": [f"/articles/{article.pk}/comments/", 200],
        "comment": [f"/articles/{article.pk}/comments/{answered.pk}/", 200],
        "section": [section.get_absolute_url(), 200],
        "second page": [section.get_absolute_url() + "?page=2", 200],
        "empty section": [empty.get_absolute_url(), 200],
        "regions": ["/regions/", 200],
        "region": [region.get_absolute_url(), 200],
        "province": [region.parent.get_absolute_url(), 200],
        "tag": [article.tags.first().get_absolute_url(), 200],
        "reporter": [reporter.get_absolute_url(), 200],
        "latest": ["/latest/", 200],
        "photos": ["/photos/", 200],
        "most viewed": ["/most-viewed/", 200],
        "archive": ["/archive/", 200],
        "corrections": ["/corrections/", 200],
        "about": ["/about/", 200],
        "feeds": ["/feeds/", 200],
        "flat page": [flat.get_absolute_url(), 200],
        "objection": [f"/articles/{article.pk}/comments/{comment.pk}/objection/", 200],
        "search": ["/search/?q=도서관", 200],
        "search in vain": ["/search/?q=없는낱말", 200],
        "empty search": ["/search/", 200],
        "404": ["/nowhere/", 404],
        "410": [gone.get_absolute_url(), 410],
        "preview": [preview, 200],
    }
