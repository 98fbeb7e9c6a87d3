import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.urls import Resolver404, resolve, reverse  # noqa: E402

from articles import urls  # noqa: E402
from articles.reading import comments, pagecache  # noqa: E402
from articles.reading.readership import beacon  # noqa: E402
from newsstep import access  # noqa: E402

pages = django
if settings.PAGE_CACHE_MB:
    pages = pagecache.Pages(
        django,
        parameters=urls.PARAMETERS,
        size=settings.PAGE_CACHE_MB * 1_000_000,
        session_cookie=settings.SESSION_COOKIE_NAME,
    )
IN_FRONT = {
    reverse("count_view"): beacon.answer,
    reverse("comment_counts"): comments.fresh.answer,
}


def answered(environ, start_response):
    """Answer beacons, numbers of comments and kept pages in front of Django, everything else by it."""
    return IN_FRONT.get(environ["PATH_INFO"], pages)(environ, start_response)


def named(environ):
    """Return the name of the address that was asked for."""
    try:
        return resolve(environ["PATH_INFO"]).view_name or "?"
    except Resolver404:
        return "404"


application = access.Watched(answered, named)
if settings.ACCESS_LOG:
    application = access.Logged(application, beacon.client)
