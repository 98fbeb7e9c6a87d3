"""Takes the beacon that an article page sends once a reader sees it: POST /views/.

It answers in front of everything else, for there are as many beacons as readers. The answer never
tells whether a view counts. A page that shows numbers of comments gets those that have changed
since with it, and so need not ask for them.
"""

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from ..comments import fresh
from .counting import write_behind
from .noting import note, visitor, waiting

MAX_BYTES = 1024
LONGEST = 512  # characters of a header that are looked at
STATUS = {
    200: "200 OK",
    204: "204 No Content",
    405: "405 Method Not Allowed",
    408: "408 Request Timeout",
    413: "413 Content Too Large",
}
HEADERS = [("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")]
PREPARES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")

# Robots name where to turn to, or are driven by a program that says so.
ROBOT = re.compile(
    r"https?:|www\.|[a-z]\.(?:com|io)\b|@[\w-]*[a-z][\w-]*\.[a-z]|compatible;|-google\b|\bgoogle-"
    r"|headless|puppeteer|playwright|selenium|lighthouse|gtmetrix|ptst",
    re.IGNORECASE,
)
# They say what they are. Makers, too, call telephones CUBOT, XBot and Spider.
NAMES = re.compile(r"bots?(?![a-z])|\bbot|\bai\b|spider|crawl|agent\b", re.IGNORECASE)
ON_ANDROID = re.compile(
    r"Mozilla/5\.0 \((?:Linux; )?(?:U; )?Android\b[^()]*(?:\([^()]*\)[^()]*)*\)"
)
# Or what they are for. Apps of telephones do as well: there are scanners of paper.
PURPOSES = re.compile(
    r"preview|monitor|scan|inspect|synthetic|check|verif|valid|audit|security|status|thumbnail"
    r"|observ|screenshot|fetch|scrap|archiv|finder|harden|silktide|probe|\btest|-user\b"
    r"|\b[a-z][\w-]+\.[a-z]{2,4}(?![\w.])",
    re.IGNORECASE,
)
ON_DESKTOP = re.compile(r"Mozilla/5\.0 \([^()]*\b(?:Windows NT|Macintosh|X11; Linux)\b")
# All browsers of a desktop begin alike; only robots put something of their own in between.
ALIKE = re.compile(
    r"Mozilla/5\.0 \((?:Windows NT [\d.]+(?:; (?:Win64|WOW64|x64|ARM|arm64|rv:[\d.]+))*"
    r"|Macintosh; (?:Intel|PPC|ARM) Mac OS X[ \d._]*(?:; rv:[\d.]+)?"
    r"|[^()]*X11; Linux[^()]*)\) (?:AppleWebKit/[\d.]+ \(KHTML, like Gecko\) |Gecko/)"
)
# The oldest versions that can run our script; what an agent names first in this order counts.
OLDEST = {
    re.compile(r"\bChrome/(\d{1,5})"): 80,
    re.compile(r"\bFirefox/(\d{1,5})"): 74,
    re.compile(r"\bVersion/(\d{1,5})"): 13,
    re.compile(r"\bAppleWebKit/(\d{1,5})"): 605,
}


def answer(environ, start_response):
    """Answer a beacon as a WSGI application, without Django's own handling."""
    status, headers, body = reply(environ)
    if waiting():
        write_behind()
    # An answer without content has no length (RFC 9110, 8.6).
    length = [] if status == 204 else [("Content-Length", str(len(body)))]
    start_response(STATUS[status], [*headers, *length])
    return [body] if body else []


def reply(environ):
    """Take a beacon; returns the status, the headers and the body of its answer."""
    status = take(environ)
    if status == 405:
        return status, [*HEADERS, ("Allow", "POST")], b""
    if status != 204 or environ.get("HTTP_ACCEPT") != fresh.TYPE:
        return status, HEADERS, b""
    return 200, [*HEADERS, ("Content-Type", fresh.TYPE)], fresh.numbers()


def take(environ):
    """Note the view that a beacon tells of if it counts; returns the status of the answer."""
    if environ["REQUEST_METHOD"] != "POST":
        return 405
    length = environ.get("CONTENT_LENGTH") or ""
    size = int(length) if length.isdecimal() else 0
    if not length and environ.get("wsgi.input_terminated"):
        size = MAX_BYTES + 1  # it comes in pieces
    try:
        body = environ["wsgi.input"].read(size) if size <= MAX_BYTES + 1 else None
    except OSError:  # too late, or gone
        return 408
    if body is None or len(body) > MAX_BYTES:
        return 413
    number = body.strip()
    if number.isdigit() and len(number) <= 18 and is_reader(environ):
        agent = environ["HTTP_USER_AGENT"]
        note(visitor(client(environ), agent), int(number))
    return 204


# Who counts


def is_reader(environ):
    """Return whether somebody who sees a page of this paper in a browser sent the request."""
    return (
        not any(map(environ.get, PREPARES))
        and not has_session(environ)
        and is_browser(environ.get("HTTP_USER_AGENT", "")[:LONGEST])
        and is_sent_by_browser(environ)
        and is_ours(environ)
    )


def has_session(environ):
    """Return whether somebody of the newsroom asks: nobody else has a session."""
    cookies = environ.get("HTTP_COOKIE")
    if not cookies:
        return False
    name = f"{settings.SESSION_COOKIE_NAME}="
    return any(cookie.lstrip().startswith(name) for cookie in cookies.split(";"))


def is_sent_by_browser(environ):
    """Return whether the request bears what browsers add to it, whatever scripts or pages want.

    By https a Chrome of any age that can run our script tells where the request comes from, and
    what it is; the older ones of other makers, and all of them without https, may leave it out.
    """
    if not environ.get("HTTP_ACCEPT_LANGUAGE"):
        return False
    if "headless" in environ.get("HTTP_SEC_CH_UA", "").lower():
        return False
    site = environ.get("HTTP_SEC_FETCH_SITE")
    if site is None:
        return not (settings.IS_HTTPS and "Chrome/" in environ["HTTP_USER_AGENT"][:LONGEST])
    return site == "same-origin" and environ.get("HTTP_SEC_FETCH_DEST", "empty") == "empty"


@lru_cache(maxsize=2048)
def is_browser(agent):
    """Return whether the user agent is a browser that can run our script, and no robot."""
    if not agent.startswith("Mozilla/5.0 (") or is_robot(agent):
        return False
    versions = ((product.search(agent), oldest) for product, oldest in OLDEST.items())
    return next((int(version[1]) >= oldest for version, oldest in versions if version), False)


def is_robot(agent):
    """Return whether the user agent tells that no person looks."""
    android = ON_ANDROID.match(agent)
    if ROBOT.search(agent) or NAMES.search(agent, android.end() if android else 0):
        return True
    return bool(ON_DESKTOP.match(agent) and (not ALIKE.match(agent) or PURPOSES.search(agent)))


def is_ours(environ):
    """Return whether a page of this paper sent the request, at its address or another allowed."""
    origin = environ.get("HTTP_ORIGIN", "")
    if origin == settings.SITE_URL:
        return True
    try:
        place = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    if place == urlsplit(settings.SITE_URL).netloc.lower():
        return True
    host = (environ.get("HTTP_HOST") or environ["SERVER_NAME"]).lower()
    return place == host and validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


# Who asks


def client(environ):
    """Return the address of who asks, of an IPv6 address the network that one household has.

    What X-Forwarded-For says is believed from its end, as long as servers of ours have said it.
    """
    address = parsed(environ.get("REMOTE_ADDR", ""))  # None from a socket of this machine
    hops = environ.get("HTTP_X_FORWARDED_FOR", "")[-LONGEST:].split(",")
    while hops and is_ours_in_front(address):
        before = parsed(hops.pop())
        if before is None:
            break
        address = before
    if address is None:
        return ""
    return str(address) if address.version == 4 else f"{int(address) >> 64:x}::/64"


def is_this_machine(environ):
    """Return whether the request comes from the machine itself, and not through it."""
    address = parsed(environ.get("REMOTE_ADDR", ""))
    return "HTTP_X_FORWARDED_FOR" not in environ and (address is None or address.is_loopback)


def is_ours_in_front(address):
    """Return whether the address is one of our own servers, whose word is taken."""
    return address is None or any(address in network for network in settings.TRUSTED_PROXIES)


@lru_cache(maxsize=2048)
def parsed(address):
    """Return the address, an IPv4 one that is written as IPv6 as what it is; None for none."""
    try:
        address = ip_address(address.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
