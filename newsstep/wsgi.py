import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

from articles import pagecache, urls  # noqa: E402

if settings.PAGE_CACHE_MB:
    application = pagecache.Pages(
        application,
        parameters=urls.PARAMETERS,
        size=settings.PAGE_CACHE_MB * 1_000_000,
        session_cookie=settings.SESSION_COOKIE_NAME,
    )
