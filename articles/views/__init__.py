"""What readers and machines get, one function a page."""

from .comment import comment
from .comment_feeds import article_comment_feed, comment_feed
from .comments import thread as comments
from .declarations import ads, manifest, robots, security
from .errors import forbidden, not_found, server_error
from .feeds import (
    article_json,
    feed_list,
    latest_feed,
    region_feed,
    reporter_feed,
    section_feed,
    tag_feed,
)
from .files import media
from .icons import favicon, icon, nameplate
from .lists import (
    archive,
    corrections,
    latest,
    most_viewed,
    photos,
    region,
    regions,
    reporter,
    section,
    tag,
)
from .machines import comment_counts, count_view, healthz, indexnow_key
from .objection import objection
from .pages import about, article, front, page, preview_article
from .search import search
from .share import paper_picture, share_picture
from .sitemaps import news_sitemap, sitemap_index, sitemap_pages, sitemap_part

__all__ = [
    "about",
    "ads",
    "archive",
    "article",
    "article_comment_feed",
    "article_json",
    "comment",
    "comment_counts",
    "comment_feed",
    "comments",
    "corrections",
    "count_view",
    "favicon",
    "feed_list",
    "forbidden",
    "front",
    "healthz",
    "icon",
    "indexnow_key",
    "latest",
    "latest_feed",
    "manifest",
    "media",
    "most_viewed",
    "nameplate",
    "news_sitemap",
    "not_found",
    "objection",
    "page",
    "paper_picture",
    "photos",
    "preview_article",
    "region",
    "region_feed",
    "regions",
    "reporter",
    "reporter_feed",
    "robots",
    "search",
    "section",
    "section_feed",
    "security",
    "server_error",
    "share_picture",
    "sitemap_index",
    "sitemap_pages",
    "sitemap_part",
    "tag",
    "tag_feed",
]
