"""Plain makers of rows; every field can be given."""

import hashlib
import io
import itertools
from datetime import timedelta

from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from articles.desk import photos, workflow
from articles.desk.comments import counting
from articles.models import (
    Article,
    ArticlePhoto,
    Byline,
    Comment,
    Decision,
    Photo,
    Plan,
    Region,
    Reporter,
    Section,
    Tag,
    User,
)
from articles.pure import imaging

numbers = itertools.count(1)


def make_user(username, role=None, **fields):
    user = User.objects.create_user(username, password="비밀번호-1234", is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


def make_section(name=None, **fields):
    number = next(numbers)
    name = name or f"섹션{number}"
    return Section.objects.create(**{"name": name, "slug": f"section-{number}"} | fields)


def make_region(name=None, parent=None):
    number = next(numbers)
    return Region.objects.create(
        name=name or f"지역{number}", slug=f"region-{number}", parent=parent
    )


def make_reporter(name=None, **fields):
    return Reporter.objects.create(name=name or f"기자{next(numbers)}", **fields)


def make_tag(name=None):
    return Tag.objects.create(name=name or f"태그{next(numbers)}")


def picture_bytes(width=640, height=480, colour=None, format="JPEG", **options):
    """Return the bytes of a picture that no other call makes."""
    number = next(numbers)
    image = Image.new(
        "RGB", (width, height), colour or (number * 37 % 256, number * 91 % 256, number * 53 % 256)
    )
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()


def make_photo(files=False, uploaded_by=None, **fields):
    """Make the row of a photo; with `files` also its renditions, for whoever looks at pixels."""
    if files:
        photo, _new = photos.add(imaging.decode(picture_bytes()), uploaded_by)
    else:
        digest = hashlib.sha256(str(next(numbers)).encode()).hexdigest()
        photo = Photo(sha256=digest, width=640, height=480, uploaded_by=uploaded_by)
    for name, value in fields.items():
        setattr(photo, name, value)
    photo.save()
    return photo


def make_article(reporters=None, tags=(), photos=(), **fields):
    """Make a draft, complete with what belongs to it; unless told it has a name that nobody looks at."""
    if reporters is None:
        reporters = Reporter.objects.get_or_create(name="홍길동")[:1]
    number = next(numbers)
    fields = {
        "headline": f"기사 제목 {number}",
        "body": f"<p>기사 본문 {number}입니다.</p>",
        "section": fields.get("section") or make_section(),
    } | fields
    article = Article.objects.create(**fields)
    for order, reporter in enumerate(reporters):
        Byline.objects.create(article=article, reporter=reporter, order=order)
    article.tags.add(*tags)
    for position, photo in enumerate(photos):
        ArticlePhoto.objects.create(
            article=article, photo=photo, caption=photo.caption, position=position
        )
    workflow.record_edit(article, fields.get("created_by"))
    return article


def make_public(article=None, at=None, **fields):
    """Make an article public since `at` (an hour ago by default), with its Decision."""
    article = article or make_article(**fields)
    article.status = Article.Status.APPROVED
    article.published_at = at or timezone.now() - timedelta(hours=1)
    article.save(update_fields=["status", "published_at"])
    Decision.objects.create(article=article, action=Decision.Action.APPROVE, content_hash="")
    return article


def make_plan(reporters=(), **fields):
    """Make a plan for today."""
    title = f"계획 {next(numbers)}"
    plan = Plan.objects.create(**{"title": title, "day": timezone.localdate()} | fields)
    plan.reporters.add(*reporters)
    return plan


def make_comment(article=None, parent=None, **fields):
    """Make a comment that readers see, counted as every other."""
    number = next(numbers)
    article = parent.article if parent else article or make_public()
    fields = {
        "name": f"독자{number}",
        "text": f"댓글 {number}입니다.",
        "state": Comment.State.PUBLIC,
        "digest": number.to_bytes(16),
        "text_digest": number.to_bytes(16),
    } | fields
    comment = Comment.objects.create(article=article, parent=parent, **fields)
    counting.recount(comment)
    return comment
