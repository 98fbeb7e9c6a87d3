"""Films and posts of other hosts: which addresses lead to one, and what stands for it in a text.

Every rule is a pattern of a whole address that Python and browsers read alike, so that the editor is
handed the same table. Hosts stand in them letter by letter: a name in front, a port or another
spelling is another address.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

MAX_ADDRESS = 500  # characters
ANY = r"[!-~]"
REST = rf"(?:[?#]{ANY}*)?"
WEB = r"(?:https?://)?"
NUMBER = r"(\d{1,12})"
FILM_ID = r"([A-Za-z0-9_-]{11})"
LIST_ID = r"([A-Za-z0-9_-]{12,64})"
YOUTUBE = rf"{WEB}(?:(?:www|m)\.)?youtube\.com/"
YOUTUBE_FRAME = r"(?:https?:)?//www\.youtube(?:-nocookie)?\.com/embed/"


class Rule(NamedTuple):
    """An address like the pattern leads to `address`, in which {0} is the pattern's first group."""

    pattern: str
    address: str
    name: str  # of the host, as readers know it


class Player(NamedTuple):
    """A host of films: what is pasted, the paths of its frames, and the pages of the films in them."""

    name: str
    home: str
    hosts: tuple  # of frames, the one that tells least of readers first
    autoplay: str
    pasted: tuple  # (pattern of an address, path of the frame)
    pages: tuple  # (pattern of a frame's path, address of the page)


PLAYERS = (
    Player(
        _("YouTube"),
        "youtube.com",
        ("www.youtube-nocookie.com", "www.youtube.com"),
        "autoplay=1",
        (
            (
                rf"{YOUTUBE}watch\?(?:{ANY}*&)?v={FILM_ID}&(?:{ANY}*&)?t=(\d{{1,6}})s?(?:[&#]{ANY}*)?",
                "embed/{0}?start={1}",
            ),
            (rf"{YOUTUBE}watch\?(?:{ANY}*&)?v={FILM_ID}(?:[&#]{ANY}*)?", "embed/{0}"),
            (
                rf"{WEB}youtu\.be/{FILM_ID}\?(?:{ANY}*&)?t=(\d{{1,6}})s?(?:[&#]{ANY}*)?",
                "embed/{0}?start={1}",
            ),
            (rf"{WEB}youtu\.be/{FILM_ID}/?{REST}", "embed/{0}"),
            # A frame is asked for without what stands behind #, which says that the film is upright.
            (rf"{YOUTUBE}shorts/{FILM_ID}/?{REST}", "embed/{0}#shorts"),
            (rf"{YOUTUBE}live/{FILM_ID}/?{REST}", "embed/{0}"),
            (rf"{YOUTUBE}playlist\?(?:{ANY}*&)?list={LIST_ID}(?:[&#]{ANY}*)?", "embed/videoseries?list={0}"),
            (rf"{YOUTUBE_FRAME}{FILM_ID}\?(?:{ANY}*&)?start=(\d{{1,6}})(?:[&#]{ANY}*)?", "embed/{0}?start={1}"),
            (rf"{YOUTUBE_FRAME}{FILM_ID}#shorts", "embed/{0}#shorts"),
            (rf"{YOUTUBE_FRAME}videoseries\?(?:{ANY}*&)?list={LIST_ID}(?:[&#]{ANY}*)?", "embed/videoseries?list={0}"),
            (rf"{YOUTUBE_FRAME}(?!videoseries|live_stream){FILM_ID}{REST}", "embed/{0}"),
            (rf"{YOUTUBE_FRAME}(live_stream\?{ANY}+)", "embed/{0}"),
        ),
        (
            (rf"embed/videoseries\?(?:{ANY}*&)?list={LIST_ID}(?:[&#]{ANY}*)?", "https://www.youtube.com/playlist?list={0}"),
            (r"embed/([A-Za-z0-9_-]+)#shorts", "https://www.youtube.com/shorts/{0}"),
            (r"embed/([A-Za-z0-9_-]+)\?start=(\d+)", "https://www.youtube.com/watch?v={0}&t={1}s"),
            (rf"embed/([A-Za-z0-9_-]+){REST}", "https://www.youtube.com/watch?v={0}"),
        ),
    ),
    Player(
        _("Naver TV"),
        "tv.naver.com",
        ("tv.naver.com",),
        "autoPlay=true",
        (
            (rf"{WEB}(?:m\.)?tv\.naver\.com/[vh]/{NUMBER}/?{REST}", "embed/{0}"),
            (rf"(?:https?:)?//tv\.naver\.com/embed/{NUMBER}{REST}", "embed/{0}"),
        ),
        ((rf"embed/(\d+){REST}", "https://tv.naver.com/v/{0}"),),
    ),
    Player(
        _("Vimeo"),
        "vimeo.com",
        ("player.vimeo.com",),
        "autoplay=1",
        (
            # A film that is not listed has a second key.
            (rf"{WEB}(?:www\.)?vimeo\.com/{NUMBER}/([0-9a-f]{{6,16}}){REST}", "video/{0}?h={1}"),
            (rf"{WEB}(?:www\.)?vimeo\.com/(?:channels/[A-Za-z0-9_-]+/)?{NUMBER}/?{REST}", "video/{0}"),
            (rf"(?:https?:)?//player\.vimeo\.com/video/{NUMBER}\?(?:{ANY}*&)?h=([0-9a-f]{{6,16}})(?:[&#]{ANY}*)?", "video/{0}?h={1}"),
            (rf"(?:https?:)?//player\.vimeo\.com/video/{NUMBER}{REST}", "video/{0}"),
        ),
        (
            (rf"video/(\d+)\?(?:{ANY}*&)?h=([0-9a-f]+)(?:[&#]{ANY}*)?", "https://vimeo.com/{0}/{1}"),
            (rf"video/(\d+){REST}", "https://vimeo.com/{0}"),
        ),
    ),
)  # fmt: skip
FACEBOOK = rf"{WEB}(?:(?:www|m|web)\.)?facebook\.com/"
FACEBOOK_PATH = (
    rf"(?:[\w.-]+/(?:posts|videos|photos)/|groups/[\w.-]+/(?:posts|permalink)/|share/|reel/){ANY}+"
    rf"|(?:permalink|story|photo)\.php\?{ANY}+|(?:watch|photo)/?\?{ANY}+"
)
POSTS = (
    Rule(
        rf"{WEB}(?:(?:www|m|mobile)\.)?(?:x|twitter)\.com/(\w{{1,15}})/status/(\d{{1,20}})(?:[/?#]{ANY}*)?",
        "https://x.com/{0}/status/{1}",
        _("X (Twitter)"),
    ),
    Rule(
        rf"{WEB}(?:www\.)?instagram\.com/(?:[\w.]+/)?(p|reel|tv)/([\w-]+)/?{REST}",
        "https://www.instagram.com/{0}/{1}/",
        _("Instagram"),
    ),
    Rule(
        rf"{WEB}(?:www\.)?threads\.(?:net|com)/@([\w.]+)/post/([\w-]+)/?{REST}",
        "https://www.threads.com/@{0}/post/{1}",
        _("Threads"),
    ),
    Rule(f"{FACEBOOK}({FACEBOOK_PATH})", "https://www.facebook.com/{0}", _("Facebook")),
    Rule(rf"{WEB}fb\.watch/([\w-]+)/?{REST}", "https://fb.watch/{0}/", _("Facebook")),
    Rule(
        rf"{WEB}(?:m\.)?blog\.naver\.com/(\w[\w-]*)/(\d{{6,15}}){REST}",
        "https://blog.naver.com/{0}/{1}",
        _("Naver Blog"),
    ),
    Rule(
        rf"{WEB}(?:m\.)?blog\.naver\.com/PostView\.n(?:aver|hn)\?({ANY}+)",
        "https://blog.naver.com/PostView.naver?{0}",
        _("Naver Blog"),
    ),
    Rule(
        rf"{WEB}(?:m\.)?cafe\.naver\.com/(?!ca-fe/)([\w-]+)/(\d{{1,12}}){REST}",
        "https://cafe.naver.com/{0}/{1}",
        _("Naver Cafe"),
    ),
)


class Film(NamedTuple):
    """A film as readers get it; `frame` is what plays it, "" where its host is not allowed any more."""

    name: str
    home: str
    page: str
    frame: str
    is_upright: bool


def rewritten(address, rules):
    """Return the address and the host's name by the first rule that knows the address, else None."""
    if len(address) > MAX_ADDRESS:
        return None
    for rule in rules:
        if match := re.fullmatch(rule.pattern, address, re.ASCII):
            return rule.address.format(*match.groups("")), rule.name
    return None


def frame_rules(hosts):
    """Return the Rules from what is pasted to the address of a frame on one of the hosts."""
    rules = []
    for player in PLAYERS:
        if host := next((host for host in player.hosts if host in hosts), None):
            rules += (
                Rule(like, f"https://{host}/{path}", player.name) for like, path in player.pasted
            )
    known = {host for player in PLAYERS for host in player.hosts}
    # Of a host that only this paper knows, the address itself is what plays.
    return rules + [
        Rule(rf"https://{re.escape(host)}/({ANY}+)", f"https://{host}/{{0}}", host)
        for host in hosts
        if host not in known
    ]  # fmt: skip


PAGES = [
    Rule(f"https://{re.escape(host)}/{path}", page, player.name)
    for player in PLAYERS
    for host in player.hosts
    for path, page in player.pages
]


def is_of(url, hosts):
    """Return whether the URL is https on exactly one of the hosts."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "https" and parts.netloc in hosts


def film(frame, hosts):
    """Return the Film that a frame with this address plays; `hosts` are those that may play one."""
    host = urlsplit(frame).netloc
    player = next((player for player in PLAYERS if host in player.hosts), None)
    page, name = rewritten(frame, PAGES) or (frame, player.name if player else host)
    playing = started(frame, player.autoplay if player else "") if is_of(frame, hosts) else ""
    home = player.home if player else host
    return Film(name, home, page, playing, frame.endswith("#shorts"))


def started(frame, autoplay):
    """Return the address of a frame that begins to play by itself, for its reader has pressed play."""
    address, mark, fragment = frame.partition("#")
    if autoplay and autoplay not in address:
        address += ("&" if "?" in address else "?") + autoplay
    return address + mark + fragment
