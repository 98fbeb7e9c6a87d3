"""Articles, comments and pictures as WordPress reads them: WXR 1.2, its own form of an export.

https://github.com/WordPress/wordpress-develop/blob/trunk/src/wp-admin/includes/export.php
"""

import re
from datetime import UTC
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.utils import timezone

from ...models import Article, Comment, Photo, Publication, Reporter, Section
from ...pure import imaging
from ...pure.paths import path_to
from . import articles

STATUS = {"approved": "publish", "withdrawn": "private", "submitted": "pending", "draft": "draft"}
SHOWN = {Comment.State.PUBLIC: "1", Comment.State.WAITING: "0", Comment.State.HIDDEN: "0"}
PHOTOS_FROM = 10**9  # added to the numbers of photos, or they would be those of articles
NAMESPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:wfw="http://wellformedweb.org/CommentAPI/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:wp="http://wordpress.org/export/1.2/"'
)
NO_TIME = "0000-00-00 00:00:00"
IMAGE = re.compile(rf'(?<=<img src="){imaging.ADDRESS.pattern}(?=")')
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def pieces():
    """Yield the file in pieces of text: the paper, its sections, its photos, its articles."""
    yield from head()
    for photo in in_order(Photo.objects.in_use()):
        yield attachment(photo)
    for article in in_order(articles.rows().filter(replaces__isnull=True)):
        yield item(article)
    yield "</channel>\n</rss>\n"


def count():
    """Return about how many pieces there are."""
    models = (Photo, Article, Reporter, Section)
    return sum(model.objects.count() for model in models)


def in_order(rows):
    """Yield the rows of a queryset by number, a few in memory at a time."""
    last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[: articles.BATCH]):
        yield from batch
        last = batch[-1].pk


def element(name, value, attributes=""):
    """Return an element with a text in it, of which XML can hold every sign."""
    said = FORBIDDEN.sub("", str(value)).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}{attributes}><![CDATA[{said}]]></{name}>\n"


def meta(name, value):
    """Return a custom field of a post."""
    inner = element("wp:meta_key", name) + element("wp:meta_value", value)
    return f"<wp:postmeta>\n{inner}</wp:postmeta>\n"


def head():
    """Yield what stands before the items."""
    paper, site = Publication.current(), settings.SITE_URL
    yield (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" {NAMESPACES}>\n<channel>\n'
        f"<title>{escape(FORBIDDEN.sub('', paper.name))}</title>\n<link>{escape(site)}</link>\n"
        f"<pubDate>{format_datetime(timezone.now())}</pubDate>\n"
        "<language>ko-KR</language>\n<wp:wxr_version>1.2</wp:wxr_version>\n"
        f"<wp:base_site_url>{escape(site)}</wp:base_site_url>\n"
        f"<wp:base_blog_url>{escape(site)}</wp:base_blog_url>\n"
    )
    for person in in_order(Reporter.objects.all()):
        yield (
            "<wp:author>\n"
            f"<wp:author_id>{person.pk}</wp:author_id>\n"
            + element("wp:author_login", login_of(person))
            + element("wp:author_email", person.email)
            + element("wp:author_display_name", person.name)
            + "</wp:author>\n"
        )
    for section in Section.objects.all():
        yield (
            f"<wp:category>\n<wp:term_id>{section.pk}</wp:term_id>\n"
            + element("wp:category_nicename", section.slug)
            + element("wp:category_parent", "")
            + element("wp:cat_name", section.name)
            + "</wp:category>\n"
        )


def login_of(person):
    return f"reporter-{person.pk}"


def post(number, title, link, at, *inner):
    """Return an item of `wp:` elements; `at` is its moment, None of a draft without one."""
    local = timezone.localtime(at) if at else None
    utc = at.astimezone(UTC) if at else None
    return "".join(
        (
            "<item>\n",
            element("title", title),
            f"<link>{escape(link)}</link>\n",
            f"<pubDate>{format_datetime(utc)}</pubDate>\n" if utc else "",
            f'<guid isPermaLink="false">{escape(link)}</guid>\n<description></description>\n',
            f"<wp:post_id>{number}</wp:post_id>\n",
            element("wp:post_date", f"{local:%Y-%m-%d %H:%M:%S}" if local else NO_TIME),
            element("wp:post_date_gmt", f"{utc:%Y-%m-%d %H:%M:%S}" if utc else NO_TIME),
            *inner,
            "</item>\n",
        )
    )


def kind(name, status, comments_open=False):
    """Return what a post is, and whether readers get it."""
    return (
        element("wp:comment_status", "open" if comments_open else "closed")
        + element("wp:ping_status", "closed")
        + element("wp:status", status)
        + "<wp:post_parent>0</wp:post_parent>\n<wp:menu_order>0</wp:menu_order>\n"
        + element("wp:post_type", name)
        + element("wp:post_password", "")
        + "<wp:is_sticky>0</wp:is_sticky>\n"
    )


def attachment(photo):
    """Return the item of a photo: its largest file, as readers get it."""
    url = absolute(photo.path.url(photo.width))
    return post(
        photo.pk + PHOTOS_FROM,
        photo.caption[:80] or photo.sha256[:12],
        url,
        photo.uploaded_at,
        element("content:encoded", ""),
        element("excerpt:encoded", photo.caption),
        kind("attachment", "inherit"),
        element("wp:attachment_url", url),
        meta("_wp_attachment_image_alt", photo.alt),
    )


def absolute(url):
    """Return the whole address of a file."""
    return url if url.startswith("http") else settings.SITE_URL + url


def item(article):
    """Return the item of an article."""
    bylines = list(article.bylines.all())
    lead = article.lead_photo_id
    at = article.published_at or article.created_at
    status = "future" if article.state == Article.SCHEDULED else STATUS[article.status]
    return post(
        article.pk,
        article.headline,
        settings.SITE_URL + path_to("article", article.pk),
        at,
        element("dc:creator", login_of(bylines[0].reporter) if bylines else ""),
        element("content:encoded", body_of(article)),
        element("excerpt:encoded", article.excerpt),
        kind("post", status, article.comments_open),
        *terms(article),
        meta("subtitle", article.subheading) if article.subheading else "",
        meta("_thumbnail_id", lead + PHOTOS_FROM) if lead else "",
        *(comment(row) for row in article.comments.all()),
    )


def body_of(article):
    """Return the body with its photos where readers get them, and the others at its end."""
    body = IMAGE.sub(
        lambda match: absolute(match[0].replace("/media/", settings.MEDIA_URL)), article.body
    )
    rows = [row for row in article.inner_photos if not row.photo.withdrawn_at]
    return "\n".join([body, *map(figure, rows)])


def figure(row):
    """Return a photo beside the text as a figure with its words."""
    words = row.words
    caption = f"<figcaption>{escape(words.caption)}</figcaption>" if words.caption else ""
    url = quoteattr(absolute(row.photo.path.url(row.photo.width)))
    return f"<figure><img src={url} alt={quoteattr(words.alt)}>{caption}</figure>"


def terms(article):
    """Yield the section as a category, the region and the tags as tags."""
    if article.section:
        named = f' domain="category" nicename={quoteattr(article.section.slug)}'
        yield element("category", article.section.name, named)
    tags = [(row.tag.name, row.tag.slug) for row in article.taggings.all()]
    if article.region:
        tags.append((article.region.name, article.region.slug))
    for name, slug in tags:
        yield element("category", name, f' domain="post_tag" nicename={quoteattr(slug)}')


def comment(row):
    """Return a comment; what the desk or its writer removed goes as what is thrown away there."""
    at = row.made_at.astimezone(UTC)
    return (
        f"<wp:comment>\n<wp:comment_id>{row.pk}</wp:comment_id>\n"
        + element("wp:comment_author", row.name)
        + element("wp:comment_date", f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}")
        + element("wp:comment_date_gmt", f"{at:%Y-%m-%d %H:%M:%S}")
        + element("wp:comment_content", row.text)
        + element("wp:comment_approved", shown(row))
        + element("wp:comment_type", "")
        + f"<wp:comment_parent>{row.parent_id or 0}</wp:comment_parent>\n"
        + "<wp:comment_user_id>0</wp:comment_user_id>\n</wp:comment>\n"
    )


def shown(row):
    """Return the state of a comment in WordPress's signs."""
    if row.state == Comment.State.PUBLIC and not row.is_shown():
        return "0"
    return SHOWN.get(row.state, "trash")
