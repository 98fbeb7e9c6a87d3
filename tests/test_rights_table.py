"""Who may do what at the desk, cell by cell: every address and verb, role and state.

The tables say it, not the program: an address of the desk that no table names fails.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.admin import newsroom
from articles.desk import source_files, workflow
from articles.models import (
    Article,
    CommentRules,
    Correction,
    Decision,
    Page,
    Pick,
    Publication,
    Region,
    Reporter,
    Revision,
    Section,
    SlotChange,
    Template,
    User,
)

from .article_form import save
from .factories import (
    make_article,
    make_comment,
    make_photo,
    make_plan,
    make_public,
    make_region,
    make_reporter,
    make_tag,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ROLES = ("reader", "own", "other", "editor", "publisher")
STATES = (
    "draft",
    "submitted",
    "scheduled",
    "approved",
    "withdrawn",
    "copy",
    "submitted copy",
    "closed",
)
ANY = set(STATES)
NONE = set()
LIVE = {"approved"}

# In which states the role sees the screen of an article: own reporter, other reporter, editor.
READ = {
    "articles_article_change": (ANY, LIVE, ANY),
    "articles_article_review": (ANY, NONE, ANY),
    "articles_article_revisions": (ANY, NONE, ANY),
    "articles_article_difference": (ANY, NONE, ANY),
    "articles_article_presence": ({"draft", "copy"}, NONE, ANY - {"closed"}),
    "articles_article_corrections": (NONE, NONE, ANY),
    "articles_article_notes": (ANY, NONE, ANY),
    "articles_article_views": (ANY, NONE, ANY),
    "articles_article_machines": (ANY, NONE, ANY),
}
# In which states the step works: own reporter, other reporter, editor.
STEPS = {
    "submit": ({"draft", "copy"}, NONE, {"draft", "copy"}),
    "take_back": ({"submitted", "submitted copy"}, NONE, {"submitted", "submitted copy"}),
    "send_back": (NONE, NONE, {"submitted", "submitted copy"}),
    "approve": (NONE, NONE, {"draft", "submitted", "scheduled", "copy", "submitted copy"}),
    "withdraw": (NONE, NONE, {"approved", "scheduled"}),
    "restore": (NONE, NONE, {"withdrawn"}),
    "discard": ({"copy", "submitted copy"}, NONE, {"copy", "submitted copy"}),
}
EDIT = ({"draft", "copy"}, NONE, ANY - {"closed"})
DUPLICATE = (ANY, LIVE, ANY)
# What Django's admin has for rows of a kind.
ROWS = ("changelist", "add", "change", "history", "delete")
# Screens that are not of one article: reader, reporter, editor, publisher.
SCREENS = {
    "index": (False, True, True, True),
    "login": (True, True, True, True),
    "login_code": (False, False, False, False),  # after a password only
    "logout": (False, False, False, False),  # by POST only
    "password_reset": (True, True, True, True),
    "password_reset_done": (True, True, True, True),
    "password_reset_confirm": (True, True, True, True),
    "password_reset_complete": (True, True, True, True),
    "invitation": (True, True, True, True),  # to whoever has the link
    "first_steps": (False, False, False, False),  # by POST only
    "notices": (False, True, True, True),
    "notice": (False, False, False, False),  # one's own only
    "news": (False, True, True, True),
    "account": (False, True, True, True),
    "machine": (False, False, False, True),
    "kept_texts": (False, True, True, True),
    "kept_text": (False, False, False, False),  # by POST and DELETE only
    "kept_text_discard": (False, False, False, False),  # by POST only
    "account_second_factor": (False, True, True, True),
    "password_change": (False, True, True, True),
    "password_change_done": (False, True, True, True),
    "jsi18n": (False, True, True, True),
    "articles_user_writing": (False, False, False, False),  # by POST only
    "articles_article_bulk": (False, False, False, False),  # by POST only
    "articles_photo_choices": (False, True, True, True),
    "articles_article_choices": (False, True, True, True),
    "articles_tag_suggestions": (False, True, True, True),
    "articles_photo_upload": (False, False, False, False),  # by POST only
    "articles_photo_focus": (False, False, True, True),
    "articles_photo_crop": (False, False, False, False),  # by POST only
    "articles_source_upload": (False, False, False, False),  # by POST only
    "articles_source_remove": (False, False, False, False),  # by POST only
    "articles_source_download": (False, True, True, True),  # "own" is who wrote the article
    "articles_comment_measure": (False, False, True, True),
    "app_list": (False, True, True, True),
    "auth_user_password_change": (False, False, False, True),
    "articles_user_access": (False, False, False, True),
    **{
        f"articles_{noun}_{screen}": rights
        for noun, screens in {
            "article": {"changelist": "rep", "add": "rep", "delete": "own draft"},
            "photo": {
                "changelist": "rep",
                "add": "rep",
                "change": "ep",
                "history": "ep",
                "delete": "ep",
                "use": "ep",
            },
            "decision": {
                "changelist": "ep",
                "add": "",
                "change": "ep",
                "history": "ep",
                "delete": "",
            },
            "comment": {
                **dict.fromkeys(("changelist", "thread", "bans"), "ep"),
                **dict.fromkeys(("step", "ban"), ""),  # by POST only
            },
            "pick": {"changelist": "ep", "past": "ep", "past_page": "ep"},
            "plan": {
                **dict.fromkeys(("changelist", "day", "add", "change", "history"), "rep"),
                "delete": "",
            },
            "section": dict.fromkeys((*ROWS, "proposed"), "ep"),
            "region": dict.fromkeys((*ROWS, "known"), "ep"),
            "tag": {
                **dict.fromkeys(ROWS, "ep"),
                "merge": "ep",
            },
            "reporter": "ep",
            "template": {
                **dict.fromkeys(("changelist", "add", "change", "history", "delete"), "ep"),
                "propose": "",  # by POST only
            },
            "user": "p",
            "page": "p",
            "publication": {
                "changelist": "p",
                "add": "",
                "change": "p",
                "history": "p",
                "delete": "",
            },
            "commentrules": {
                **dict.fromkeys(("changelist", "add", "change", "history"), "p"),
                "delete": "",
            },
        }.items()
        for screen, letters in (
            screens if isinstance(screens, dict) else dict.fromkeys(ROWS, screens)
        ).items()
        for rights in [
            (False, True, True, True)
            if letters == "own draft"
            else tuple(
                letter in letters.split() or letter in letters for letter in ("x", "r", "e", "p")
            )
        ]
    },
}
# Of these another reporter is told that they do not exist.
OF_AN_ARTICLE = {"articles_article_delete", "articles_source_download"}
POSTS = {
    *("articles_article_decide", "articles_article_place", "articles_article_copy"),
    *("articles_article_duplicate", "articles_article_bring_back"),
    # tests/test_plans.py
    *("articles_plan_move", "articles_plan_write", "articles_plan_step"),
    # tests/test_unsaved.py
    *("articles_article_preview", "articles_article_preview_new"),
}


def addresses(patterns=None, prefix="/admin/"):
    """Yield (name, path) of every address of the desk."""
    for pattern in newsroom.get_urls() if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, path)
        else:
            yield pattern.name, path


@pytest.fixture
def cast(nari, chan, bora, dami):
    return dict(zip(ROLES, (None, nari, chan, bora, dami), strict=True))


@pytest.fixture
def make(nari, bora, section):
    """Return the maker of an article of Nari's in a state."""

    def maker(state):
        article = make_article(section=section, created_by=nari, reporters=[nari.reporter])
        if state == "submitted":
            workflow.submit(article, nari)
        elif state == "scheduled":
            workflow.approve(article, bora, at=timezone.now() + timedelta(days=1))
        elif state in ("approved", "withdrawn", "copy", "submitted copy", "closed"):
            make_public(article)
            if state == "withdrawn":
                workflow.withdraw(article, bora, "이유")
            if state in ("copy", "submitted copy", "closed"):
                article = workflow.open_copy(article, nari)
                if state == "submitted copy":
                    workflow.submit(article, nari)
                if state == "closed":
                    workflow.discard(article, nari)
        return Article.objects.get(pk=article.pk)

    return maker


def enter(client, user):
    client.logout()
    if user:
        client.force_login(user)


ONE_ROW = ("articles_publication_changelist", "articles_commentrules_changelist")


def opens(response):
    """Return whether the screen came, and not a login, a refusal or the way home."""
    assert response.status_code in (200, 302, 400, 403, 404, 405), response.status_code
    return response.status_code == 200


def states_for(cell, role):
    own, other, editor = cell
    return {"reader": NONE, "own": own, "other": other, "editor": editor, "publisher": editor}[role]


def test_every_address_of_the_desk_is_in_a_table():
    named = {name for name, _path in addresses() if name}
    # Those without a name only send on or answer 404.
    assert {path for name, path in addresses() if name is None} == {
        "/admin/(?P<url>.*)$",
        *(f"/admin/articles/{noun}/<path:object_id>/" for noun in nouns()),
    }
    assert named == READ.keys() | SCREENS.keys() | POSTS


def nouns():
    return {
        "article",
        "photo",
        "plan",
        "decision",
        "section",
        "region",
        "tag",
        "reporter",
        "template",
        "user",
        "page",
        "publication",
        "commentrules",
    }


@pytest.mark.parametrize("state", STATES)
def test_who_sees_the_screens_of_an_article(client, cast, make, state):
    article = make(state)
    for role, user in cast.items():
        enter(client, user)
        seen = set()
        for name in READ:
            end = name.removeprefix("articles_article_").replace(
                "difference", "revisions/difference"
            )
            if opens(client.get(f"/admin/articles/article/{article.pk}/{end}/")):
                seen.add(name)
        assert seen == {name for name in READ if state in states_for(READ[name], role)}, role


@pytest.mark.parametrize("state", STATES)
def test_who_moves_an_article(client, cast, make, state):
    for role, user in cast.items():
        enter(client, user)
        article = make(state)
        for action in STEPS:
            before = Decision.objects.filter(article=article).count()
            client.post(
                f"/admin/articles/article/{article.pk}/decide/",
                {"action": action, "version": article.edit_version, "note": "이유", "actor": 1},
            )
            moved = Decision.objects.filter(article=article).count() > before
            assert moved == (state in states_for(STEPS[action], role)), (role, action)
            if moved:
                article = make(state)
            else:
                now = Article.objects.get(pk=article.pk)
                assert (now.status, now.published_at) == (article.status, article.published_at)


@pytest.mark.parametrize("state", STATES)
def test_who_edits_an_article(client, cast, make, state):
    for role, user in cast.items():
        article = make(state)
        enter(client, user)
        crafted = {
            "status": "approved",
            "published_at_0": "2020-01-01",
            "created_by": user.pk if user else 1,
            "replaces": 1,
            "edit_version": 99,
            "province": 1,
            "legacy_id": "7",
            "accept_rewrite": "on",
        }
        save(client, article, headline="고친 제목", **crafted)
        now = Article.objects.get(pk=article.pk)
        may = state in states_for(EDIT, role)
        assert now.headline == ("고친 제목" if may else article.headline), role
        for field in ("status", "published_at", "created_by", "replaces", "province", "legacy_id"):
            assert getattr(now, field) == getattr(article, field), (role, field)
        if role in ("own", "other"):
            assert now.in_latest
            assert now.in_most_viewed


@pytest.mark.parametrize("state", STATES)
def test_who_opens_a_copy_brings_back_corrects_and_writes_after_it(client, cast, make, state):
    for role, user in cast.items():
        article = make(state)
        revision = article.revisions.last()
        article.headline = "새 판의 제목"
        article.save()
        workflow.record_edit(article, None)
        enter(client, user)
        url = f"/admin/articles/article/{article.pk}/"
        client.post(f"{url}copy/")
        opened = article.working_copies.exists()
        assert opened == (state in LIVE and role in ("own", "editor", "publisher")), role
        asked = {
            "number": revision.number,
            "revision": revision.pk,
            "version": article.edit_version,
        }
        client.post(f"{url}revisions/bring-back/", asked)
        back = Article.objects.get(pk=article.pk).headline == revision.content["headline"]
        assert back == (state in states_for(EDIT, role)), role
        client.post(f"{url}corrections/", {"kind": "correction", "text": "바로잡습니다"})
        corrected = Correction.objects.filter(article=article).exists()
        assert corrected == (state in LIVE and role in ("editor", "publisher")), role
        before = Article.objects.count()
        client.post(f"{url}duplicate/")
        began = Article.objects.count() > before
        assert began == (state in states_for(DUPLICATE, role)), role


@pytest.mark.parametrize("state", STATES)
def test_who_deletes_a_draft(client, cast, make, state):
    for role, user in cast.items():
        article = make(state)
        enter(client, user)
        client.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"})
        deleted = not Article.objects.filter(pk=article.pk).exists()
        assert deleted == (state == "draft" and role in ("own", "editor", "publisher")), role


def test_what_was_once_a_number_of_another_stays_closed(client, nari, chan, make):
    """Ids in the path and in the body that belong to different people do not mix."""
    mine = make_article(created_by=chan)
    theirs = make("draft")
    client.force_login(chan)
    revision = theirs.revisions.get()
    url = f"/admin/articles/article/{mine.pk}/revisions/bring-back/"
    asked = {"number": 99, "revision": revision.pk, "version": mine.edit_version}
    client.post(url, asked)
    mine.refresh_from_db()
    assert mine.headline != theirs.headline


@pytest.fixture
def objects(cast, make):
    """Return a row of every kind of which there are screens."""
    article = make("draft")
    make_public(make("draft"))
    Publication(name="한빛지역신문").save()
    source = source_files.add("명단.pdf", b"%PDF-1.7", cast["own"])
    source_files.attach(article, cast["own"], [source.pk])
    return {
        "article": article,
        "comment": make_comment(),
        "photo": make_photo(),
        "decision": Decision.objects.first(),
        "section": article.section,
        "region": make_region(),
        "tag": make_tag(),
        "reporter": make_reporter(),
        "template": Template.objects.create(name="부고"),
        "plan": make_plan(),
        "user": cast["other"],
        "page": Page.objects.create(title="약관", slug="terms", body="<p>글</p>"),
        "publication": Publication.current(),
        "source": source,
    }


def path_of(name, objects):
    """Return the address of a screen, of the row of its kind."""
    path = dict(addresses())[name].replace("^(?P<app_label>articles)/$", "articles/")
    noun = name.split("_")[1] if "_" in name else ""
    number = getattr(objects.get(noun), "pk", "1")
    values = {"<uidb64>": "x", "<token>": "x", "<id>": objects["user"].pk}
    values |= {"<path:object_id>": number, "<int:pk>": number}
    for name_of_value, value in values.items():
        path = path.replace(name_of_value, str(value))
    return path


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_the_other_screens(client, cast, objects, role):
    enter(client, cast[role])
    right = ("reader", "own", "editor", "publisher").index(role.replace("other", "own"))
    wanted = {name for name, rights in SCREENS.items() if rights[right]}
    if role == "other":
        wanted -= OF_AN_ARTICLE
    opened = set()
    # Rules of comments can be added while there are none.
    for name in sorted(SCREENS, key=lambda name: "_add" not in name):
        if "_add" not in name and "commentrules" not in objects:
            objects["commentrules"] = CommentRules.objects.create()
        response = client.get(path_of(name, objects), follow=name in ONE_ROW and role != "reader")
        if name == "login" and role != "reader":
            assert response.status_code == 302
            wanted.remove(name)
        elif opens(response):
            opened.add(name)
    assert opened == wanted


def test_a_reporter_gets_no_role_by_a_crafted_post(client, nari, dami, section):
    client.force_login(nari)
    for url, data in {
        f"/admin/articles/user/{nari.pk}/change/": {"username": "nari", "is_superuser": "on"},
        "/admin/articles/user/add/": {
            "name": "이브",
            "username": "eve",
            "role": "publisher",
        },
        f"/admin/articles/reporter/{nari.reporter.pk}/change/": {"name": "가로챔"},
        f"/admin/articles/section/{section.pk}/change/": {"name": "가로챔", "slug": "x"},
        "/admin/articles/section/proposed/": {"name_0": "가로챔"},
        "/admin/articles/region/known/": {"chosen": "jeju"},
        "/admin/first-steps/": {"away": "1"},
        "/admin/articles/tag/add/": {"name": "가로챔", "slug": "x"},
        "/admin/articles/writing/": {"is_superuser": "on", "writes_plain_text": "on"},
        "/admin/writing/": {"is_superuser": "on", "groups": 2, "writes_plain_text": "on"},
    }.items():
        client.post(url, data)
    nari.refresh_from_db()
    assert not nari.is_superuser
    assert [group.name for group in nari.groups.all()] == ["기자"]
    assert User.objects.count() == 2
    assert not Reporter.objects.filter(name="가로챔").exists()
    assert not Region.objects.exists()
    assert not Publication.objects.exists()
    assert Section.objects.get() == section
    section.refresh_from_db()
    assert section.name == "사회"


def test_an_editor_makes_no_accounts_and_changes_no_record(client, bora, nari, make):
    workflow.submit(make("draft"), nari)
    decision = Decision.objects.first()
    client.force_login(bora)
    for url, data in {
        f"/admin/articles/user/{bora.pk}/change/": {"username": "bora", "is_superuser": "on"},
        f"/admin/articles/decision/{decision.pk}/change/": {"note": "고침"},
        f"/admin/articles/decision/{decision.pk}/delete/": {"post": "yes"},
        "/admin/articles/publication/add/": {"name": "가로챔"},
        "/admin/articles/commentrules/add/": {"policy": "open"},
    }.items():
        assert client.post(url, data).status_code in (302, 403, 404), url
    bora.refresh_from_db()
    assert not bora.is_superuser
    assert Decision.objects.get(pk=decision.pk).note == decision.note
    assert Revision.objects.exists()
    assert not CommentRules.objects.exists()


@pytest.mark.parametrize(
    "action", ["pick", "move", "retime", "unpick", "exclude", "admit", "switch"]
)
def test_a_reporter_arranges_nothing(client, nari, bora, make, action):
    article = make("approved")
    pick = Pick.objects.create(slot="lead", article=article, position=1)
    client.force_login(nari)
    asked = {
        "action": action,
        "slot": "lead",
        "article": article.pk,
        "pick": pick.pk,
        "position": 2,
    }
    asked |= {"version": 0, "name": "in_latest", "value": ""}
    assert client.post("/admin/articles/pick/", asked).status_code in (403, 404, 405)
    pick.refresh_from_db()
    article.refresh_from_db()
    assert pick.position == 1
    assert article.in_latest
    assert not SlotChange.objects.exists()
