import re

from django.urls import path, re_path, register_converter
from django.urls.converters import StringConverter

from . import views
from .paper.feeds import FORMS


class Slug(StringConverter):
    """A slug that may hold Hangul."""

    regex = r"[-\w]+"


class Digest(StringConverter):
    """What tells one share picture from another."""

    regex = "[0-9a-f]{16}"


class FeedForm(StringConverter):
    """The last part of the address of a feed, which says its form."""

    regex = "|".join(map(re.escape, FORMS))


register_converter(Slug, "uslug")
register_converter(Digest, "digest")
register_converter(FeedForm, "form")

urlpatterns = [
    path("", views.front, name="front"),
    path("articles/<int:pk>/", views.article, name="article"),
    path("articles/<int:pk>/comments/", views.comments, name="comments"),
    path("articles/<int:pk>/comments/<int:number>/", views.comment, name="comment"),
    path("articles/<int:pk>/comments/<int:number>/objection/", views.objection, name="objection"),
    path(
        "articles/<int:pk>/comments/rss.xml",
        views.article_comment_feed,
        name="article_comment_feed",
    ),
    path("comments/counts.json", views.comment_counts, name="comment_counts"),
    path("articles/<int:pk>/share-<digest:digest>.png", views.share_picture, name="share_picture"),
    path("share-<digest:digest>.png", views.paper_picture, name="paper_picture"),
    path("sections/<uslug:slug>/", views.section, name="section"),
    path("regions/", views.regions, name="regions"),
    path("regions/<uslug:slug>/", views.region, name="region"),
    path("tags/<uslug:slug>/", views.tag, name="tag"),
    path("reporters/<int:pk>/", views.reporter, name="reporter"),
    path("latest/", views.latest, name="latest"),
    path("photos/", views.photos, name="photos"),
    path("most-viewed/", views.most_viewed, name="most_viewed"),
    path("most-viewed/<uslug:window>/", views.most_viewed, name="most_viewed_window"),
    path("archive/", views.archive, name="archive_today"),
    re_path(r"^archive/(\d{4})/(\d{2})/(\d{2})/$", views.archive, name="archive"),
    path("search/", views.search, name="search"),
    path("corrections/", views.corrections, name="corrections"),
    path("about/", views.about, name="about"),
    path("pages/<uslug:slug>/", views.page, name="page"),
    # The feeds of a page have its path behind /feeds; its articles as JSON have it with .json.
    path("feeds/", views.feed_list, name="feed_list"),
    path("feeds/<form:form>", views.latest_feed, name="feed"),
    path("feeds/comments/rss.xml", views.comment_feed, name="comment_feed"),
    path("feeds/sections/<uslug:slug>/<form:form>", views.section_feed, name="section_feed"),
    path("feeds/regions/<uslug:slug>/<form:form>", views.region_feed, name="region_feed"),
    path("feeds/tags/<uslug:slug>/<form:form>", views.tag_feed, name="tag_feed"),
    path("feeds/reporters/<int:pk>/<form:form>", views.reporter_feed, name="reporter_feed"),
    path("latest.json", views.latest_feed, name="latest_json"),
    path("sections/<uslug:slug>.json", views.section_feed, name="section_json"),
    path("regions/<uslug:slug>.json", views.region_feed, name="region_json"),
    path("tags/<uslug:slug>.json", views.tag_feed, name="tag_json"),
    path("reporters/<int:pk>.json", views.reporter_feed, name="reporter_json"),
    path("articles/<int:pk>.json", views.article_json, name="article_json"),
    path("preview/<str:token>/", views.preview_article, name="preview"),
    path("views/", views.count_view, name="count_view"),
    re_path(r"^media/(photos/[0-9a-z/.\-]+)$", views.media, name="media"),
    path("sitemap.xml", views.sitemap_index, name="sitemap_index"),
    path("sitemaps/pages.xml", views.sitemap_pages, name="sitemap_pages"),
    re_path(
        r"^sitemaps/(articles|tags|reporters)-(0|[1-9]\d{0,8})\.xml$",
        views.sitemap_part,
        name="sitemap_part",
    ),
    path("news-sitemap.xml", views.news_sitemap, name="news_sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("ads.txt", views.ads, name="ads"),
    path("site.webmanifest", views.manifest, name="manifest"),
    re_path(r"^icons/([0-9a-f]{32})/(\w{1,9})\.png$", views.icon, name="icon"),
    re_path(
        r"^nameplates/([0-9a-f]{32}-\d{1,4}x\d{1,3}\.\w{3,4})$", views.nameplate, name="nameplate"
    ),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    # Behind all others, for a key may look like the name of a file that is ours.
    re_path(r"^([A-Za-z0-9-]{8,128})\.txt$", views.indexnow_key, name="indexnow_key"),
]

# The pages that the page cache may keep, with the query parameters that each reads.
PARAMETERS = {
    **dict.fromkeys(("front", "article", "regions", "most_viewed", "most_viewed_window"), ()),
    **dict.fromkeys(("about", "page", "indexnow_key"), ()),
    **dict.fromkeys(("sitemap_index", "sitemap_pages", "news_sitemap"), ()),
    **dict.fromkeys(("robots", "security", "ads", "manifest"), ()),
    **dict.fromkeys(("icon", "favicon", "nameplate"), ()),
    **dict.fromkeys(("section", "region", "tag", "reporter", "latest", "photos"), ("page",)),
    **dict.fromkeys(("archive_today", "archive", "corrections"), ("page",)),
    **dict.fromkeys(("feed_list", "feed", "article_json"), ()),
    **dict.fromkeys(("section_feed", "region_feed", "tag_feed", "reporter_feed"), ()),
    **dict.fromkeys(("latest_json", "section_json", "region_json"), ("page",)),
    **dict.fromkeys(("tag_json", "reporter_json"), ("page",)),
}
