"""Settings of the tests: the product's own, with a private var/ and no collected static files."""

import atexit
import os
import shutil
import tempfile

# Playwright runs an event loop in the thread of the tests.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["VAR"] = tempfile.mkdtemp(prefix="newsstep-test-")
atexit.register(shutil.rmtree, os.environ["VAR"], ignore_errors=True)
os.environ["SITE_URL"] = "http://127.0.0.1:8000"
for name in (
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "LANGUAGE_CODE",
    "MEDIA_ROOT",
    "MEDIA_URL",
    "MEDIA_S3_BUCKET",
    "MEDIA_S3_KEY",
    "MEDIA_S3_SECRET",
    "MEDIA_S3_ENDPOINT",
    "MEDIA_S3_REGION",
    "SOURCES_ROOT",
    "INDEXNOW_URLS",
    "ERROR_MAIL_TO",
    "ACCESS_LOG",
):
    os.environ.pop(name, None)

import jinja2  # noqa: E402

from newsstep.settings import *  # noqa: E402, F403
from newsstep.settings import DATABASES, STORAGES, TEMPLATES, VAR  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
if "sqlite" in DATABASES["default"]["ENGINE"]:
    product = DATABASES["default"]["OPTIONS"]
    DATABASES = {
        "default": DATABASES["default"]
        | {
            # A file, so that the threads of a live server have connections of their own.
            "TEST": {"NAME": str(VAR / "test.sqlite3")},
            # Nothing of it outlives the tests, so no commit waits for the disk.
            "OPTIONS": product
            | {"init_command": product["init_command"] + " PRAGMA synchronous=OFF;"},
        }
    }
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True


class NeverShown(jinja2.Undefined):
    """What a public template is not given: it may ask for it, and fails where it shows it."""

    __str__ = jinja2.Undefined._fail_with_undefined_error


public, desk = TEMPLATES
TEMPLATES = [public | {"OPTIONS": public["OPTIONS"] | {"undefined": NeverShown}}, desk]
