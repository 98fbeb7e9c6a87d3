"""The paper in English by one setting: no word of the program is Korean, only what was typed is."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from articles.desk import preview, slots, workflow
from articles.models import HourlyViews, Page, Publication, Reporter, Slot

from .article_form import decide, save, typed
from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_section,
    make_tag,
    make_user,
    picture_bytes,
)
from .newsroom import ADD, change

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HANGUL = re.compile("[ᄀ-ᇿ㄰-㆏가-힣][^<\n]*")


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"


def article_of(paper, number, **fields):
    return make_article(
        headline=f"Headline {number}",
        subheading="Subheading",
        body="<p>The county opened a library.</p>",
        section=paper["section"],
        region=paper["region"],
        **fields,
    )


@pytest.fixture
def paper():
    """A paper in which nobody has typed a Korean word: people, places and one of each state."""
    Publication(name="Hanbit News", slogan="News from here", address="1 Main Street").save()
    paper = {"section": make_section("Economy", slug="economy"), "tag": make_tag("battery")}
    paper["province"] = make_region("Chungbuk")
    paper["region"] = make_region("Jeungpyeong", parent=paper["province"])
    for username, role, name in (("nari", "기자", "Nari"), ("bora", "편집자", "Bora")):
        paper[username] = make_user(username, role, first_name=name, last_name="Kim")
    paper["dami"] = make_user("dami", is_superuser=True, first_name="Dami", last_name="Choi")
    paper["reporter"] = Reporter.objects.create(
        name="Nari Kim", title="Reporter", user=paper["nari"], biography="Writes."
    )
    paper["page"] = Page.objects.create(title="Privacy", slug="privacy", body="<p>Text</p>")
    return paper


@pytest.fixture
def states(paper):
    """Articles in every state, read, corrected, picked and labelled, with pages of lists."""
    nari, bora = paper["nari"], paper["bora"]
    now = timezone.now()
    own = {"created_by": nari, "reporters": [paper["reporter"]]}
    photo = make_photo(uploaded_by=nari, caption="A bridge", credit="Hanbit", alt="Bridge")
    states = {}
    for number in range(22):
        live = make_public(
            article_of(
                paper, number, tags=["battery"], photos=[photo] if number < 6 else [], **own
            ),
            at=now - timedelta(minutes=number * 40),
        )
        states.setdefault("live", live)
    for origin in ("sponsored", "wire", "automated"):
        live = make_public(article_of(paper, origin, origin=origin, is_ai_assisted=True, **own))
        states[origin] = live
    live = states["live"]
    workflow.correct(live, bora, "reply", "It was not so.")
    for ages in range(30):
        HourlyViews.objects.create(article=live, hour=now - timedelta(hours=ages), count=5)
    slots.pick(Slot.LEAD, live, bora, 2, ends_at=now + timedelta(hours=1))
    states["draft"] = article_of(paper, "draft", **own)
    states["returned"] = article_of(paper, "returned", **own)
    states["waiting"] = article_of(paper, "waiting", **own)
    for asked in ("returned", "waiting"):
        workflow.submit(states[asked], nari)
    workflow.send_back(states["returned"], bora, "Please check the number.")
    states["scheduled"] = article_of(paper, "scheduled", **own)
    workflow.approve(states["scheduled"], bora, at=now + timedelta(days=1, hours=2))
    states["withdrawn"] = make_public(article_of(paper, "withdrawn", **own))
    workflow.withdraw(states["withdrawn"], bora, "A reason.")
    states["copy"] = workflow.open_copy(live, nari)
    states["copy"].headline = "Another headline"
    states["copy"].save()
    workflow.record_edit(states["copy"], nari)
    return states


def korean(response):
    """Return what a page holds in Korean; it must say that it is English."""
    html = response.text
    assert re.search('<html[^>]* lang="en"', html), html[:300]
    return HANGUL.findall(html)


def test_every_public_page_is_english(client, paper, states):
    live = states["live"]
    paths = [
        "/",
        *(states[name].get_absolute_url() for name in ("live", "sponsored", "wire", "automated")),
        preview.path(states["draft"]),
        preview.path(states["copy"]),
        *(paper[name].get_absolute_url() for name in ("section", "region", "province", "tag")),
        paper["section"].get_absolute_url() + "?page=2",
        paper["reporter"].get_absolute_url(),
        paper["page"].get_absolute_url(),
        *("/regions/", "/latest/", "/photos/", "/corrections/", "/about/", "/archive/", "/feeds/"),
        *(f"/most-viewed/{window}/" for window in ("daily", "weekly", "monthly")),
        f"/archive/{timezone.localtime(live.published_at) - timedelta(days=40):%Y/%m/%d}/",
    ]
    assert {path: korean(client.get(path)) for path in paths} == {path: [] for path in paths}
    for path, status in (
        ("/no/such/page", 404),
        (states["draft"].get_absolute_url(), 404),
        (states["withdrawn"].get_absolute_url(), 410),
    ):
        response = client.get(path)
        assert (response.status_code, korean(response)) == (status, [])
    assert "minutes ago" in client.get("/latest/").text
    for path in ("/feeds/rss.xml", "/feeds/atom.xml", f"/articles/{live.pk}.json"):
        assert HANGUL.findall(client.get(path).text) == []


def test_an_empty_paper_is_english(client):
    Publication(name="Hanbit News").save()
    for path in ("/", "/latest/", "/photos/", "/most-viewed/", "/regions/", "/corrections/"):
        assert korean(client.get(path)) == []


def test_a_failure_is_told_in_english(client, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("articles.desk.slots.fill", fail)
    assert korean(client.get("/")) == []
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post("/admin/login/", {"username": "nari"})
    assert (refused.status_code, korean(refused)) == (403, [])


SCREENS = [
    "",
    *("password_change/", "account/", "account/second-factor/"),
    *("articles/article/", "articles/article/add/", "articles/article/?whose=all&state=scheduled"),
    *("articles/photo/", "articles/photo/add/", "articles/decision/", "articles/pick/"),
    *("articles/section/", "articles/section/add/", "articles/region/", "articles/region/add/"),
    *("articles/tag/", "articles/tag/add/", "articles/reporter/", "articles/reporter/add/"),
    "articles/section/proposed/",
    *("articles/page/", "articles/page/add/", "articles/user/add/", "articles/publication/"),
]


@pytest.mark.parametrize("who", ["nari", "bora", "dami"])
def test_every_screen_of_the_newsroom_is_english(client, paper, states, who):
    client.force_login(paper[who])
    paths = [f"/admin/{screen}" for screen in SCREENS]
    for article in states.values():
        paths += [
            f"/admin/articles/article/{article.pk}/{screen}/"
            for screen in (
                *("change", "review", "revisions", "revisions/difference"),
                *("corrections", "reads", "history", "delete"),
            )
        ]
    shown = {path: client.get(path, follow=True) for path in paths}
    opened = {path: page for path, page in shown.items() if page.status_code in (200, 403)}
    assert len(opened) > 40
    found = {path: korean(page) for path, page in opened.items()}
    assert {path: words for path, words in found.items() if words} == {}


def test_the_login_is_english_and_so_is_its_refusal(client):
    assert korean(client.get("/admin/login/")) == []
    assert korean(client.post("/admin/login/", {"username": "x", "password": "y"})) == []
    for way in ("", "sent/", "done/", "x/y/"):
        assert korean(client.get(f"/admin/password_reset/{way}")) == []


def test_the_access_of_an_account_is_english(client, paper):
    client.force_login(paper["dami"])
    path = f"/admin/articles/user/{paper['nari'].pk}/access/"
    assert korean(client.get(path)) == []
    assert korean(client.post(path, {"action": "link"})) == []


WRONG = {"subheading": "Subheading", "tags": "battery", "body": "<p>Text.</p>", "headline": "Title"}


@pytest.mark.parametrize(
    "fields",
    [
        {"headline": "a" * 201},
        {"subheading": "a" * 501},
        {"body": "<b>x</b>" * 2_600},
        {"body": "<blockquote>" * 70 + "a"},
        {"section": "999"},
        {"origin": "rumour"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_what_is_wrong_in_a_form_is_told_in_english(client, paper, fields):
    client.force_login(paper["bora"])
    response = client.post(ADD, typed(paper["section"], **WRONG | fields))
    assert response.context["adminform"].form.errors.keys() == fields.keys()
    assert korean(response) == []


def test_a_photo_that_is_refused_is_so_in_english(client, paper):
    client.force_login(paper["bora"])
    for content in (b"<svg>", b"\xff\xd8\xff broken", picture_bytes(format="BMP")):
        upload = SimpleUploadedFile("picture.jpg", content)
        row = {"upload": upload, "caption": "A bridge", "position": 0}
        response = client.post(ADD, typed(paper["section"], photos=[row], **WRONG))
        assert "picture.jpg" in response.text
        assert korean(response) == []
        answer = client.post(
            "/admin/articles/photo/upload/",
            {"file": SimpleUploadedFile("picture.jpg", content)},
        )
        assert answer.status_code == 422
        assert not HANGUL.search(answer.json()["error"])


def test_what_the_desk_refuses_and_confirms_is_said_in_english(client, paper, states):
    client.force_login(paper["bora"])
    waiting, live = states["waiting"], states["live"]
    steps = [
        save(client, live, **WRONG | {"version": live.edit_version - 1}),
        save(client, live, **WRONG),
        decide(client, waiting, "send_back", note=""),
        decide(client, waiting, "approve", at="2020-01-01T00:00"),
        decide(client, waiting, "approve", at="tomorrow"),
        decide(client, waiting, "approve"),
        decide(client, waiting, "withdraw", note=""),
        client.post(f"/admin/articles/article/{live.pk}/corrections/", {"kind": "", "text": ""}),
        client.get(change(live)),
        client.get("/admin/articles/pick/"),
    ]
    said = []
    for step in steps:
        page = client.get(step.url) if step.status_code == 302 else step
        said += [str(message) for message in page.context["messages"]]
        assert korean(page) == [], step
    assert len(said) >= 4
