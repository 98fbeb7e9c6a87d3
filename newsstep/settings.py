"""Settings, read from the environment and from var/newsstep.env; the environment wins.

A setting that is missing or weak stops the start with one line that names it.
"""

import os
import re
import tomllib
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from articles.operation import private

from .databases import database
from .journal import LOGGING  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
env = environ.Env()


def refuse(name, reason):
    """Stop the start with one line that names the setting."""
    raise SystemExit(f"newsstep: {name}: {reason}")


def setting(name, kind, **default):
    """Return the setting converted by `kind`, such as `env.bool`."""
    try:
        return kind(name, **default)
    except (ValueError, environ.ImproperlyConfigured) as error:
        if name.endswith("_URL"):  # what the error quotes may be the password
            refuse(name, "not readable; a password has / # ? [ @ as %2F %23 %3F %5B %40")
        refuse(name, f"missing or not readable ({error})")


# Read when Pillow is imported. Blocks of its usual size stay with the process after a photo is
# done: 2.1 GB at the peak of eight uploads of 50 megapixels, 0.8 GB with these.
os.environ.setdefault("PILLOW_BLOCK_SIZE", "64m")

# What the program writes at run time.
VAR = Path(setting("VAR", env.str, default=str(BASE_DIR / "var")))
private.keep(VAR)
env.read_env(VAR / "newsstep.env")

DEBUG = setting("DEBUG", env.bool, default=False)


def secret_key():
    """Return SECRET_KEY, else the one made once and kept readable by the owner only."""
    key = setting("SECRET_KEY", env.str, default="")
    if not key:
        kept = VAR / "secret_key"
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(get_random_secret_key() + get_random_secret_key())
        key = kept.read_text().strip()
    if not DEBUG and (len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-")):
        refuse("SECRET_KEY", "needs at least 50 random characters; leave it out to have one made")
    return key


SECRET_KEY = secret_key()

# The address that readers type; absolute links are built from it, never from a request.
SITE_URL = setting("SITE_URL", env.str, default="http://127.0.0.1:8000" if DEBUG else "").rstrip(
    "/"
)
SITE = urlsplit(SITE_URL)
if SITE.scheme not in ("http", "https") or not SITE.hostname or SITE.path:
    refuse("SITE_URL", "must be the address of the paper, such as https://news.example.com")
IS_HTTPS = SITE.scheme == "https"
IS_LOCAL = SITE.hostname in ("127.0.0.1", "localhost")

ALLOWED_HOSTS = setting("ALLOWED_HOSTS", env.list, default=[SITE.hostname])
if "*" in ALLOWED_HOSTS and not DEBUG:
    refuse("ALLOWED_HOSTS", "must name the hosts; * lets anyone choose the address in links")
# The operator asks for /healthz on the machine itself.
ALLOWED_HOSTS += [SITE.hostname, "127.0.0.1", "localhost"]

# Memory of each worker for finished pages, in megabytes; 0 keeps none.
PAGE_CACHE_MB = setting("PAGE_CACHE_MB", env.int, default=64)

# One line of JSON for each request, on the standard output.
ACCESS_LOG = setting("ACCESS_LOG", env.str, default="")
if ACCESS_LOG not in ("", "json"):
    refuse("ACCESS_LOG", "must be json, or left out for none")

# Less room than this on a disk, in megabytes, and /healthz says so: enough for one form with photos.
MIN_FREE_MB = setting("MIN_FREE_MB", env.int, default=500)


def networks(names):
    """Return the networks with these names, such as 10.0.0.0/8."""
    try:
        return [ip_network(name.strip()) for name in names]
    except ValueError as error:
        refuse("TRUSTED_PROXIES", f"must be addresses or networks such as 10.0.0.0/8 ({error})")


# Servers in front that are believed when they say whom they ask for, by X-Forwarded-For.
TRUSTED_PROXIES = networks(setting("TRUSTED_PROXIES", env.list, default=["127.0.0.0/8", "::1"]))

INSTALLED_APPS = [
    "articles",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "taggit",
    "django_prose_editor",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "articles.middleware.Compression",
    "articles.middleware.Headers",
    "articles.middleware.OldAddresses",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.middleware.SentForms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "articles.middleware.RequestSize",
    "articles.middleware.PasswordsInTurn",
]

FORCE_SCRIPT_NAME = ""
ROOT_URLCONF = "newsstep.urls"
WSGI_APPLICATION = "newsstep.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "NAME": "public",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates" / "public"],
        "OPTIONS": {
            "environment": "articles.paper.environment",
            "context_processors": ["articles.paper.everywhere"],
        },
    },
    {
        "NAME": "newsroom",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database: SQLite in var/ by default, PostgreSQL by DATABASE_URL=postgres://user:password@host/name.
DATABASE = setting("DATABASE_URL", env.db_url, default=f"sqlite:///{VAR / 'newsstep.sqlite3'}")
if not DATABASE.get("ENGINE", "").endswith(("sqlite3", "postgresql")):
    refuse("DATABASE_URL", "must look like postgres://user:password@host/name")
DATABASES = {"default": database(DATABASE)}
DATABASE_FILE = None
if DATABASES["default"]["ENGINE"] == "newsstep.sqlite":
    DATABASE_FILE = DATABASES["default"]["NAME"]
    private.keep(VAR, DATABASE_FILE)

# Accounts
AUTH_USER_MODEL = "articles.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_HASHERS = ["articles.desk.login.hashing.PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "articles.desk.login.passwords.NotThePapersName"},
]
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds in which the link for a new password is good
# Guesses at codes are counted with those at passwords; django-otp would lock the owner out.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0

# Mail, such as smtp+tls://user:password@mail.example.com:587; without it none is sent.
EMAIL_URL = setting("EMAIL_URL", env.str, default="")
if EMAIL_URL:
    MAIL = setting("EMAIL_URL", env.email_url)
    if MAIL["EMAIL_BACKEND"].endswith("smtp.EmailBackend") and not MAIL["EMAIL_HOST"]:
        refuse("EMAIL_URL", "must name the server, such as smtp+tls://user:password@host:587")
    globals().update(MAIL)
EMAIL_TIMEOUT = 10
# Who is told of errors.
ERROR_MAIL_TO = setting("ERROR_MAIL_TO", env.list, default=[])
if not all(re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", name) for name in ERROR_MAIL_TO):
    refuse("ERROR_MAIL_TO", "must be addresses such as operator@example.com")
if ERROR_MAIL_TO and not EMAIL_URL:
    refuse("ERROR_MAIL_TO", "needs EMAIL_URL, by which mails are sent")
DEFAULT_FROM_EMAIL = setting("EMAIL_FROM", env.str, default=f"newsstep@{SITE.hostname}")

# Language and time
LANGUAGE_CODE = setting("LANGUAGE_CODE", env.str, default="ko")
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
if LANGUAGE_CODE not in dict(LANGUAGES):
    refuse("LANGUAGE_CODE", "must be ko or en")
LOCALE_PATHS = [BASE_DIR / "articles" / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True
FORMAT_MODULE_PATH = ["newsstep.formats"]
USE_THOUSAND_SEPARATOR = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(setting("MEDIA_ROOT", env.str, default=str(VAR / "media")))
# Papers that articles are written from; no server in front reads them.
SOURCES_ROOT = Path(setting("SOURCES_ROOT", env.str, default=str(VAR / "sources")))
if SOURCES_ROOT.resolve().is_relative_to(MEDIA_ROOT.resolve()):
    refuse("SOURCES_ROOT", "must not lie where photos do, which everybody may read")

# Where readers get photos. Bodies and the desk call them /media/…, whatever stands here.
MEDIA_URL = setting("MEDIA_URL", env.str, default="/media/").rstrip("/") + "/"
MEDIA = urlsplit(MEDIA_URL)
MEDIA_SCHEMES = ("https",) if IS_HTTPS else ("https", "http")
MEDIA_ADDRESS = re.compile(
    r"https?://\w[\w.-]*(:\d{1,5})?/([\w~-][\w.~-]*/)*", re.ASCII | re.IGNORECASE
)
if MEDIA_URL != "/media/" and (
    MEDIA.scheme not in MEDIA_SCHEMES or not MEDIA_ADDRESS.fullmatch(MEDIA_URL)
):
    refuse("MEDIA_URL", "must be an address such as https://media.example.com/")
MEDIA_ORIGINS = [f"{MEDIA.scheme}://{MEDIA.netloc}"] if MEDIA.netloc else []


def media_bucket():
    """Return what `Bucket` needs, None where photos lie in MEDIA_ROOT."""
    names = ("BUCKET", "KEY", "SECRET", "ENDPOINT", "REGION")
    given = {name: setting(f"MEDIA_S3_{name}", env.str, default="") for name in names}
    if not any(given.values()):
        return None
    for name in ("BUCKET", "KEY", "SECRET"):
        if not given[name]:
            refuse(f"MEDIA_S3_{name}", "must be set too, or none of MEDIA_S3_…")
    if not (given["ENDPOINT"] or given["REGION"]):
        refuse("MEDIA_S3_ENDPOINT", "must be the server's address; for Amazon set MEDIA_S3_REGION")
    if given["ENDPOINT"] and not re.fullmatch(r"https?://[\w.:-]+/?", given["ENDPOINT"], re.ASCII):
        refuse("MEDIA_S3_ENDPOINT", "must be an address such as https://s3.example.com")
    if find_spec("storages") is None or find_spec("boto3") is None:
        refuse("MEDIA_S3_BUCKET", "needs django-storages: pip install 'django-storages[s3]'")
    return {name.lower(): value for name, value in given.items()}


MEDIA_S3 = media_bucket()
# A text that is too long comes back with an error; over this size it would be lost.
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
STORAGES = {
    "default": {"BACKEND": "articles.pure.media.bucket.Bucket", "OPTIONS": MEDIA_S3}
    if MEDIA_S3
    else {"BACKEND": "articles.pure.media.Folder"},
    "staticfiles": {"BACKEND": "newsstep.storage.StaticFiles"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
WHITENOISE_MAX_AGE = 3600  # of files without a hash in their name; the others are kept for ever

# Spaces would split Korean tags.
TAGGIT_TAGS_FROM_STRING = "articles.pure.names.tag_names"
TAGGIT_STRING_FROM_TAGS = "articles.pure.names.tag_line"

# Whose films may stand in an article: exact hosts.
VIDEO_HOSTS = setting(
    "VIDEO_HOSTS",
    env.list,
    default=["www.youtube-nocookie.com", "www.youtube.com", "tv.naver.com", "player.vimeo.com"],
)

# Who is told of changed pages by IndexNow, once the publication has a key; plain HTTP is for tests on
# this machine. Of a paper on this machine nobody is told, for nobody else can read it.
ENGINES = ["https://api.indexnow.org/indexnow", "https://searchadvisor.naver.com/indexnow"]
INDEXNOW_URLS = setting("INDEXNOW_URLS", env.list, default=[] if IS_LOCAL else ENGINES)
ENDPOINT = re.compile(
    r"(https://[a-z0-9-]+(\.[a-z0-9-]+)+|http://(127\.0\.0\.1|localhost))(:\d{1,5})?(/[\w.~/-]*)?",
    re.ASCII,
)
if not all(ENDPOINT.fullmatch(url) and len(url) <= 200 for url in INDEXNOW_URLS):
    refuse("INDEXNOW_URLS", "must be addresses such as https://api.indexnow.org/indexnow")

# Headers
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "articles.admin.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if IS_HTTPS:
    # The server in front ends TLS and says so; gunicorn listens on the loopback address only.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preloading binds the whole domain for years; that is for its owner to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]


def public_policy(site_url):
    """Return the Content-Security-Policy of public pages for a paper at `site_url`.

    The script source is a path and not a nonce, because the pages are kept by caches.
    """
    sources = [f"{site_url}/static/"]
    if IS_LOCAL:
        port = urlsplit(site_url).port or 80
        sources = [f"http://{host}:{port}/static/" for host in ("127.0.0.1", "localhost")]
    directives = {
        "default-src": ["'none'"],
        "script-src": sources,
        "style-src": sources,
        # The icon of a paper without a mark comes with its pages.
        "img-src": ["'self'", "data:", *MEDIA_ORIGINS],
        "font-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "frame-src": [f"https://{host}" for host in VIDEO_HOSTS] or ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
    }
    if IS_HTTPS:
        directives["upgrade-insecure-requests"] = []
    return directives


PUBLIC_POLICY = public_policy(SITE_URL)
# The rich editor marks pasted bold by style attributes.
NEWSROOM_POLICY = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", *MEDIA_ORIGINS],
    "frame-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
}
