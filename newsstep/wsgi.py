import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles import urls  # noqa: E402
from articles.reading import pagecache  # noqa: E402
from articles.reading.readership import beacon  # noqa: E402

pages = django
if settings.PAGE_CACHE_MB:
    pages = pagecache.Pages(
        django,
        parameters=urls.PARAMETERS,
        size=settings.PAGE_CACHE_MB * 1_000_000,
        session_cookie=settings.SESSION_COOKIE_NAME,
    )
BEACON = reverse("count_view")


def application(environ, start_response):
    """Answer beacons and kept pages in front of Django, everything else by it."""
    answer = beacon.answer if environ["PATH_INFO"] == BEACON else pages
    return answer(environ, start_response)
