"""One place holds the words of an article's photos: its rows. Bodies only name the photos."""

import hashlib
import html
import json
import re

from django.db import migrations, models
from django.db.models import F

FIGURE = re.compile(r"<figure>(?:(?!</?figure>).)*</figure>", re.DOTALL)
OTHERS = re.compile(r"<(?:table|iframe)\b")
IMAGE = re.compile(
    r'<img src="(/media/photos/[0-9a-f]{2}/([0-9a-f]{32})-(\d+)x\d+/)[^"]*"(?: alt="([^"]*)")?>'
)
BREAK = re.compile(r"<br>|</?p>")
TAG = re.compile(r"<[^<>]*>")
MAX_CAPTION = 500


def plain(source):
    """Return the words of a piece of clean HTML, a line for each of its lines."""
    words = html.unescape(TAG.sub("", BREAK.sub("\n", source)))
    return "\n".join(filter(None, (line.strip() for line in words.split("\n"))))


def named(body):
    """Return (body whose figures only name their photos, {digest: (caption, alt)})."""
    said = {}

    def name_photos(match):
        images = list(IMAGE.finditer(match[0]))
        caption = plain(IMAGE.sub("", match[0]))
        if not images or OTHERS.search(match[0]) or len(caption) > MAX_CAPTION:
            return match[0]
        for image in images:
            own = caption if image is images[-1] else ""
            alt = html.unescape(image[4] or "").strip()
            said.setdefault(image[2], (own, "" if alt == own else alt))
        return "\n".join(f'<figure><img src="{rendition(image)}"></figure>' for image in images)

    return FIGURE.sub(name_photos, body), said


def rendition(image):
    """Return the address of a picture that is at most 960 pixels wide, as bodies name photos."""
    return f"{image[1]}{min(int(image[3]), 960)}.webp"


def words_of(row):
    """Return what readers see of a row's photo: its caption, credit and description."""
    return [
        library if own is None else own
        for own, library in zip(
            (row.caption, row.credit, row.alt),
            (row.photo.caption, row.photo.credit, row.photo.alt),
        )
    ]


def put_words(apps, article, said):
    """Give the article a row of every photo that its body shows, with what stood under it."""
    ArticlePhoto = apps.get_model("articles", "ArticlePhoto")
    rows = {row.photo.sha256[:32]: row for row in article.article_photos.select_related("photo")}
    place = max((row.position + 1 for row in rows.values()), default=0)
    for digest, (caption, alt) in said.items():
        row = rows.get(digest)
        if row is None:
            photo = apps.get_model("articles", "Photo").objects.filter(
                sha256__gte=digest, sha256__lte=digest + "f" * 32
            )
            photo = photo.first()
            if photo is None:
                continue
            row = ArticlePhoto(article=article, photo=photo, caption="", position=place)
            rows[digest] = row
            place += 1
        credit = row.photo.credit
        if credit:
            caption = caption.removesuffix(f"({credit})").rstrip()
        if caption:
            row.caption = None if caption == row.photo.caption else caption
        if alt and alt not in (row.photo.alt, caption):
            row.alt = alt
        row.save()
    return sorted(rows.values(), key=lambda row: (row.position, row.pk))


def write_revision(apps, article, rows):
    """Let the last revision say what the article says now, so that a save changes nothing."""
    Revision = apps.get_model("articles", "Revision")
    last = Revision.objects.filter(article=article).order_by("-number").first()
    if last is None:
        return
    photos = [[row.photo_id, *words_of(row)] for row in rows]
    content = {**last.content, "body": article.body, "photos": photos}
    source = json.dumps(content, ensure_ascii=False, sort_keys=True)
    Revision.objects.create(
        article=article,
        number=last.number + 1,
        content=content,
        content_hash=hashlib.sha256(source.encode()).hexdigest(),
        editor=last.editor,
        made_at=last.made_at,
    )


def one_place(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    ArticlePhoto = apps.get_model("articles", "ArticlePhoto")
    same = ArticlePhoto.objects.exclude(caption="").filter(caption=F("photo__caption"))
    ArticlePhoto.objects.filter(pk__in=same.values("pk")).update(caption=None)
    numbers = list(Article.objects.filter(body__contains="<img").values_list("pk", flat=True))
    for number in numbers:
        article = Article.objects.get(pk=number)
        body, said = named(article.body)
        if not said:
            continue
        changed = body != article.body
        article.body = body
        rows = put_words(apps, article, said)
        if article.lead_photo_id is None and rows:
            article.lead_photo_id = rows[0].photo_id
        article.save(update_fields=["body", "lead_photo"])
        if changed:
            write_revision(apps, article, rows)


class Migration(migrations.Migration):

    dependencies = [("articles", "0010_sent_forms")]

    operations = [
        migrations.AddField(
            model_name="articlephoto",
            name="alt",
            field=models.CharField(
                blank=True, max_length=300, null=True, verbose_name="description for the blind"
            ),
        ),
        migrations.AddField(
            model_name="articlephoto",
            name="credit",
            field=models.CharField(blank=True, max_length=100, null=True, verbose_name="credit"),
        ),
        migrations.AlterField(
            model_name="article",
            name="body",
            field=models.TextField(blank=True, verbose_name="body"),
        ),
        migrations.AlterField(
            model_name="articlephoto",
            name="caption",
            field=models.TextField(
                blank=True, max_length=500, null=True, verbose_name="caption"
            ),
        ),
        migrations.RunPython(one_place, migrations.RunPython.noop, elidable=False),
    ]
