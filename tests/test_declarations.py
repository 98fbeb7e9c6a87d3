"""What the paper declares to machines, and how its publisher says it."""

import re
from datetime import UTC, datetime
from urllib.robotparser import RobotFileParser

import pytest
from django.utils import timezone

from articles.models import Publication
from articles.pure import ads_txt
from articles.pure.crawlers import AI_CRAWLERS

from .forms import untouched

SITE = "http://127.0.0.1:8000"
SCREEN = "/admin/articles/publication/1/change/"
SEARCHING = (
    "Googlebot",
    "Googlebot-News",
    "Yeti",
    "Daumoa",
    "bingbot",
    "Applebot",
    "OAI-SearchBot",
)

pytestmark = pytest.mark.django_db


def publish(**fields):
    Publication(**{"name": "한빛지역신문"} | fields).save()


def robots(client):
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    parser = RobotFileParser()
    parser.parse(response.text.splitlines())
    return parser


def save(client, **typed):
    """Type into the form of the publication and save it; return (errors, what the form shows again)."""
    response = client.post(SCREEN, untouched(client, SCREEN) | typed)
    if response.status_code == 302:
        return [], ""
    page = response.text
    lists = re.findall(r'<ul class="errorlist"[^>]*>(.*?)</ul>', page, re.S)
    return [error for found in lists for error in re.findall("<li>(.*?)</li>", found)], page


@pytest.fixture
def publisher(client, dami):
    publish()
    client.force_login(dami)
    return client


# Robots


@pytest.mark.parametrize("is_allowed", [False, True])
def test_robots_read_the_paper_and_not_the_desk_and_those_for_ai_as_the_publisher_says(
    client, is_allowed
):
    publish(ai_crawlers_allowed=is_allowed)
    told = robots(client)
    assert told.site_maps() == [f"{SITE}/sitemap.xml", f"{SITE}/news-sitemap.xml"]
    for agent in SEARCHING:
        assert told.can_fetch(agent, "/articles/1/"), agent
        assert told.can_fetch(agent, "/news-sitemap.xml")
        for path in ("/admin/", "/admin/login/", "/views/", "/search/?q=a"):
            assert not told.can_fetch(agent, path), (agent, path)
    for agent in AI_CRAWLERS:
        assert told.can_fetch(agent, "/articles/1/") is is_allowed, agent
        assert not told.can_fetch(agent, "/admin/")


def test_the_known_crawlers_for_ai_are_named():
    known = "GPTBot ClaudeBot CCBot Google-Extended Applebot-Extended PerplexityBot Bytespider"
    assert {*known.split(), "meta-externalagent", "Amazonbot"} <= set(AI_CRAWLERS)
    assert len({name.lower() for name in AI_CRAWLERS}) == len(AI_CRAWLERS)


# A weakness


@pytest.mark.parametrize(
    ("now", "expires"),
    [
        ("2026-01-31T23:59:59Z", "2026-08-01T00:00:00Z"),
        ("2026-05-01T00:00:00Z", "2026-12-01T00:00:00Z"),
        ("2026-06-30T00:00:00Z", "2027-01-01T00:00:00Z"),
        ("2026-12-31T00:00:00Z", "2027-07-01T00:00:00Z"),
    ],
)
def test_who_finds_a_weakness_is_told_whom_to_tell(client, time_machine, now, expires):
    """Its text stays what it is for a month."""
    time_machine.move_to(now)
    publish(email="desk+100%@example.com")
    response = client.get("/.well-known/security.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text.splitlines() == [
        "Contact: mailto:desk%2B100%25@example.com",
        f"Expires: {expires}",
        "Preferred-Languages: ko, en",
        f"Canonical: {SITE}/.well-known/security.txt",
    ]
    left = datetime.fromisoformat(expires) - timezone.now()
    assert 180 < left.days < 366
    assert left > datetime(1, 1, 2, tzinfo=UTC) - datetime(1, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("path", ["/.well-known/security.txt", "/ads.txt", "/humans.txt"])
def test_what_is_not_declared_is_not_there(client, path):
    publish()
    assert client.get(path).status_code == 404


# Advertising

SOLD = """# 한빛 광고
google.com, pub-1234567890123456, DIRECT, f08c47fec0942fa0
Seller.Example.co.kr,77-a_b:c, reseller # 둘째

contact=ads@example.com
OWNERDOMAIN = example.com
managerdomain=manager.example, KR
subdomain=sports.example.com
inventorypartnerdomain=partner.example
placeholder.example.com, placeholder, DIRECT, placeholder
seller.example, 1, DIRECT;extra=1"""

WRONG = [
    "google.com",
    "google.com, pub-1",
    "google.com, pub-1, BOTH",
    "google.com pub-1 DIRECT",
    "google.com,, DIRECT",
    "google.com, a b, DIRECT",
    "google, pub-1, DIRECT",
    "https://google.com/, pub-1, DIRECT",
    "구글.com, pub-1, DIRECT",
    "google.com, pub-1, DIRECT, f08c, more",
    "contact=",
    "ownerdomain=nothing",
    "unknown=example.com",
    "<script>alert(1)</script>",
]


def test_ads_txt_says_what_the_publisher_typed(publisher):
    assert save(publisher, ads_txt=SOLD) == ([], "")
    response = publisher.get("/ads.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.text == SOLD + "\n"


@pytest.mark.parametrize("line", WRONG)
def test_a_line_that_ads_txt_does_not_know_is_named(line):
    assert ads_txt.faults(f"# first\n{line}\n\ngoogle.com, pub-1, DIRECT") == [(2, line)]


def test_wrong_lines_of_ads_txt_come_back_with_their_numbers(publisher):
    typed = "\n".join(["google.com, pub-1, DIRECT", *WRONG[:7]])
    errors, page = save(publisher, ads_txt=typed)
    assert errors == [
        *(
            f"{number}번째 줄은 ads.txt 형식이 아닙니다: {WRONG[number - 2]}"
            for number in range(2, 7)
        ),
        "그 밖에 2줄이 더 형식에 맞지 않습니다.",
    ]
    assert typed in page
    assert publisher.get("/ads.txt").status_code == 404


# Search engines

GOOGLE, NAVER = "abc_DEF-123" * 3, "0123456789abcdef" * 2
NAMES = {
    "google_verification": "google-site-verification",
    "naver_verification": "naver-site-verification",
}


@pytest.mark.parametrize(
    "form",
    [
        "{code}",
        '<meta name="{name}" content="{code}" />',
        "  <META content='{code}' name='{name}'>  ",
        '<!-- --><meta name="{name}" content="{code}"/>\n',
    ],
)
def test_search_engines_find_their_codes_on_the_front(publisher, form):
    codes = {"google_verification": GOOGLE, "naver_verification": NAVER}
    typed = {key: form.format(name=NAMES[key], code=code) for key, code in codes.items()}
    assert save(publisher, **typed) == ([], "")
    found = re.findall(
        r'<meta name="(\w+-site-verification)" content="([^"]+)">', publisher.get("/").text
    )
    assert found == [(NAMES[key], code) for key, code in codes.items()]
    assert "site-verification" not in publisher.get("/about/").text


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ('"><script>alert(1)</script>', "코드가 아닙니다"),
        ("가나다", "코드가 아닙니다"),
        ("a" * 101, "코드가 아닙니다"),
        ('<meta name="google-site-verification" content="a b">', "코드가 아닙니다"),
        ('<meta name="naver-site-verification" content="abc">', "“google-site-verification”"),
    ],
)
def test_what_is_no_code_comes_back(publisher, typed, error):
    errors, _page = save(publisher, google_verification=typed)
    assert len(errors) == 1
    assert error in errors[0]
    assert untouched(publisher, SCREEN)["google_verification"] == ""
    assert "site-verification" not in publisher.get("/").text


def test_a_paper_without_codes_has_no_tags_for_them(client):
    publish()
    assert "site-verification" not in client.get("/").text
