"""What one beacon of an article page counts, and who is counted."""

import io
import time
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import CountedView, HourlyViews
from articles.pure.days import day_of
from articles.reading import readership
from articles.reading.readership import beacon, counting

from .corpora import needs_corpora, robot_agents
from .factories import make_public

pytestmark = pytest.mark.django_db

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1"
)
HEADERS = {
    "origin": "http://testserver",
    "user-agent": CHROME,
    "accept-language": "ko-KR,ko;q=0.9",
    "sec-fetch-site": "same-origin",
    "sec-fetch-dest": "empty",
}
BROWSERS = [
    CHROME,
    PHONE,
    f"{CHROME} Edg/131.0.0.0",
    f"{CHROME} Whale/4.29.282.14",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
    "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.6 Safari/605.1.15",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "FxiOS/133.0 Mobile/15E148 Safari/605.1.15",
    "Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 14; SM-A546S Build/UP1A.231005.007; wv) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Version/4.0 Chrome/131.0.6778.39 Mobile Safari/537.36;KAKAOTALK 2411010",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Mobile/15E148 KAKAOTALK/11.2.0 (INAPP)",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1 "
    "(KHTML, like Gecko) Mobile/15E148 Safari/605.1 NAVER(inapp; search; 2000; 12.8.3; 15PRO)",
    "Mozilla/5.0 (Linux; Android 14; SM-S918N Build/UP1A.231005.007; wv) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.107 Mobile Safari/537.36 "
    "[FB_IAB/FB4A;FBAV/489.0.0.66.81;]",
    "Mozilla/5.0 (Linux; Android 14; SM-S918N) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 DaumApps/10.5.0 DaumDevice/mobile",
    "Mozilla/5.0 (Linux; Android 14; SM-S918N Build/UP1A.231005.007; wv) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Version/4.0 Chrome/130.0.6723.107 Mobile Safari/537.36 CamScanner/6.71",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.6 Mobile/15E148 Safari/604.1 (Ecosia ios@11.2.0.2101)",
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36 (Ecosia android@131.0.0.0)",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "KakaoWork/3.1.0 Chrome/130.0.6723.191 Electron/33.3.1 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Mobile/15E148 BAND/18.2.0 (iOS 17.6.1;iPhone15,4)",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Mobile/15E148 Safari Line/14.15.1",
    "Mozilla/5.0 (Linux; Android 13; M bot 60) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 12; MagentaTV One (2. Generation) Build/STTC.220803.001; wv) "
    "AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/132.0.6834.166 Mobile Safari/537.36",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0",
]
ROBOTS = [
    CHROME + ending
    for ending in (
        " SecurityHeaders",
        " ProxyChecker/2.0",
        " CookieHubVerify/3.0",
        "; Manus-User/1.0",
        " Scope3/2.0 (scope3.com)",
        " news-bot",
        " me@paper.example",
        " Some-Scanner/1.0",
        " wechatdevtools/1.06 (https://x.example)",
    )
] + [
    CHROME.replace(browser, robot)
    for browser, robot in (
        ("(KHTML, like Gecko)", "(KHTML, like Gecko; Google-Ads-Qualify)"),
        ("(KHTML, like Gecko) ", "(KHTML, like Gecko, Foregenix) "),
        ("(Windows", "(iplabel; Windows"),
        ("(Windows", "(feeder.co; Windows"),
        ("Chrome", "YLT-Monitor Chrome"),
        ("Chrome", "HeadlessChrome"),
    )
]


@pytest.fixture
def story(article):
    return make_public(article)


def read(client, number, **headers):
    headers = {name: value for name, value in (HEADERS | headers).items() if value is not None}
    return client.post("/views/", str(number), content_type="text/plain", headers=headers)


def counted():
    return sum(row.count for row in HourlyViews.objects.all())


def counts_only_otherwise(client, story):
    """Assert that nothing was counted, and that the same reader is without what was refused."""
    assert counted() == 0
    assert not CountedView.objects.exists()
    assert read(client, story.pk).status_code == 204
    assert counted() == 1


def test_one_visitor_counts_once_however_often_the_page_is_loaded(client, story):
    for _ in range(3):
        response = read(client, story.pk)
        assert (response.status_code, response.content) == (204, b"")
    assert not response.cookies
    assert counted() == 1
    assert readership.most_viewed(readership.ranked("daily", 10), 10) == [story]


def test_two_browsers_are_two_visitors(client, story):
    read(client, story.pk)
    read(client, story.pk, **{"user-agent": PHONE})
    assert counted() == 2


def test_an_address_counts_as_five_people_at_most_however_they_call_themselves(client, story):
    other = make_public()
    for number in range(20):
        agent = CHROME.replace("131.0.0.0", f"131.0.{number}.0")
        assert read(client, story.pk, **{"user-agent": agent}).status_code == 204
    assert counted() == 5
    read(client, other.pk)
    read(client, story.pk, **{"x-forwarded-for": "203.0.113.10"})
    assert counted() == 7


@pytest.mark.parametrize(
    "body", ["0", "999999", "abc", "", "-1", "1 OR 1=1", "١", "²", "9" * 18, "9" * 40]
)
def test_a_beacon_of_nothing_is_answered_like_any_other(client, story, body):
    assert read(client, body).status_code == 204
    counts_only_otherwise(client, story)


@pytest.mark.parametrize("status", ["draft", "submitted", "withdrawn"])
def test_what_is_not_public_is_not_counted(client, story, status):
    type(story).objects.update(status=status)
    assert read(client, story.pk).status_code == 204
    type(story).objects.update(status="approved")
    counts_only_otherwise(client, story)


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "http://[", "null", "", None, "http://testserver.evil.example"],
)
def test_only_pages_of_this_paper_count(client, story, origin):
    assert read(client, story.pk, origin=origin).status_code == 204
    counts_only_otherwise(client, story)


def test_a_host_that_is_not_ours_is_no_page_of_this_paper(story):
    asked = request(story.pk, HTTP_HOST="evil.example", HTTP_ORIGIN="http://evil.example")
    assert not beacon.is_reader(asked)
    assert beacon.is_reader(request(story.pk, HTTP_ORIGIN="http://127.0.0.1:8000"))


@pytest.mark.parametrize(
    "header",
    [
        {"sec-purpose": "prefetch"},
        {"sec-purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x-purpose": "preview"},
        {"x-moz": "prefetch"},
    ],
)
def test_a_page_that_is_only_prepared_does_not_count(client, story, header):
    read(client, story.pk, **header)
    counts_only_otherwise(client, story)


def test_the_newsroom_does_not_count(client, story, nari, django_assert_num_queries):
    client.force_login(nari)
    with django_assert_num_queries(0):
        assert read(client, story.pk).status_code == 204
    client.logout()
    client.cookies.load({"theme": "dark", "other_session": "1"})
    read(client, story.pk)
    assert counted() == 1


# Robots


@pytest.mark.parametrize("agent", [None, "", "curl/8.5.0", "python-requests/2.32", "Mozilla/5.0"])
def test_what_is_no_browser_does_not_count(client, story, agent):
    read(client, story.pk, **{"user-agent": agent})
    counts_only_otherwise(client, story)


@pytest.mark.parametrize("agent", BROWSERS)
def test_a_browser_counts(agent):
    assert beacon.is_browser(agent)


@pytest.mark.parametrize("agent", ROBOTS)
def test_who_says_what_a_robot_says_does_not_count(agent):
    assert not beacon.is_browser(agent)


@pytest.mark.parametrize(
    "header",
    [
        {"accept-language": None},
        {"sec-ch-ua": '"HeadlessChrome";v="131", "Not_A Brand";v="24"'},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-dest": "document"},
    ],
)
def test_what_no_browser_sends_does_not_count_whatever_it_calls_itself(client, story, header):
    assert read(client, story.pk, **header).status_code == 204
    counts_only_otherwise(client, story)


def test_by_https_a_chrome_says_where_its_beacon_comes_from(settings):
    silent = request()
    older = request(agent=PHONE)
    assert (beacon.is_reader(silent), beacon.is_reader(older)) == (True, True)
    settings.IS_HTTPS = True
    assert (beacon.is_reader(silent), beacon.is_reader(older)) == (False, True)
    assert beacon.is_reader(silent | {"HTTP_SEC_FETCH_SITE": "same-origin"})


@needs_corpora
def test_of_all_robots_that_were_seen_one_in_a_hundred_counts_at_most():
    agents = robot_agents()
    assert len(agents) > 1000
    missed = [agent for agent in agents if beacon.is_browser(agent)]
    assert len(missed) <= len(agents) / 100, missed


# Addresses


def request(number=1, agent=CHROME, **environ):
    body = str(number).encode()
    return {
        "REQUEST_METHOD": "POST",
        "SERVER_NAME": "testserver",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_USER_AGENT": agent,
        "HTTP_ORIGIN": "http://testserver",
        "HTTP_ACCEPT_LANGUAGE": "ko",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    } | environ


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),  # no server of ours
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.7, 203.0.113.9, 10.1.2.3", "203.0.113.9"),
        ("127.0.0.1", "203.0.113.9, not an address", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("", "203.0.113.9", "203.0.113.9"),  # by a socket
        ("", "", ""),
        ("::1", "2001:db8:1:2:3:4:5:6", "20010db800010002::/64"),
        ("::ffff:127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"),
        ("127.0.0.1", "1.1.1.1," * 200 + "203.0.113.9", "203.0.113.9"),
    ],
)
def test_an_address_is_believed_as_far_as_our_own_servers_say_it(
    settings, peer, forwarded, address
):
    settings.TRUSTED_PROXIES = [*settings.TRUSTED_PROXIES, ip_network("10.0.0.0/8")]
    asked = request(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    assert beacon.client(asked) == address


def test_forged_addresses_add_nobody(client, story):
    for number in range(30):
        forged = f"198.51.100.{number}, 192.0.2.{number}, 203.0.113.9"
        read(client, story.pk, **{"x-forwarded-for": forged})
    assert counted() == 1
    read(client, story.pk, **{"x-forwarded-for": "203.0.113.10"})
    assert counted() == 2


def test_a_household_is_one_address(client, story):
    for end in ("1", "2:3", "ffff:ffff:ffff:ffff"):
        address = f"2001:db8:1:2::{end}" if end.count(":") < 2 else f"2001:db8:1:2:{end}"
        read(client, story.pk, **{"x-forwarded-for": address})
    assert counted() == 1
    read(client, story.pk, **{"x-forwarded-for": "2001:db8:1:3::1"})
    assert counted() == 2


def browsers(numbers):
    return [readership.visitor("203.0.113.1", f"{CHROME} {number}") for number in numbers]


def test_of_an_address_the_first_five_count_until_half_an_hour_later(story):
    now = int(time.time())
    for age, who in enumerate(browsers(range(9))):
        readership.note(who, story.pk, now + age * 60)
    assert readership.flush() == 5
    readership.note(browsers([0])[0], story.pk, now + 29 * 60)
    assert readership.flush() == 0
    for age, who in enumerate(browsers(range(10, 20))):
        readership.note(who, story.pk, now + (30 + age) * 60)
    assert readership.flush() == 5
    assert counted() == 10


@pytest.mark.django_db(transaction=True)
def test_of_an_address_five_count_whichever_workers_its_beacons_reach(story):
    now = int(time.time())
    batches = [{(who, story.pk): now} for who in browsers(range(16))]
    counting._key_of(day_of(timezone.now()))
    with ThreadPoolExecutor(4) as workers:
        counted = list(workers.map(counted_by_worker, batches))
    assert sum(counted) == len(CountedView.objects.all()) == 5


def counted_by_worker(views):
    try:
        return counting._count(views, timezone.now())
    finally:
        connection.close()


# Requests


def test_a_large_beacon_is_refused(client):
    assert read(client, "1" * 2000).status_code == 413
    pieces = request("1" * 2000, CONTENT_LENGTH="") | {"wsgi.input_terminated": True}
    assert beacon.take(pieces) == 413


def test_a_beacon_that_comes_in_pieces_counts(story):
    assert (
        beacon.take(request(story.pk, CONTENT_LENGTH="") | {"wsgi.input_terminated": True}) == 204
    )
    assert readership.flush() == 1


@pytest.mark.parametrize("method", ["get", "head", "put", "options"])
def test_a_beacon_is_posted(client, method):
    response = getattr(client, method)("/views/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")


def test_the_length_of_a_beacon_may_be_nonsense(story):
    assert beacon.take(request(story.pk, CONTENT_LENGTH="²")) == 204
    assert readership.waiting() == 0
