"""The cast: reporter Nari, second reporter Chan, editor Bora, publisher Dami, a reader."""

import fcntl
import gc
import io
import json
import os
import re
import shutil

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase, override_settings

from articles.paper import feeds
from articles.pure import renditions
from articles.reading import pagecache
from articles.reading.comments import counts
from newsstep import settings as newsstep_settings

from . import databases
from .bench import archives
from .factories import make_article, make_reporter, make_section, make_user, picture_bytes
from .kinds import every_kind
from .newsroom import let_in
from .screens import every_screen
from .served import Asked

# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile("newsstep", deadline=None)
hypothesis.settings.load_profile("newsstep")
# All that was imported would be looked through again and again for garbage that is not there.
gc.set_threshold(50_000, 20, 20)
# Without the windows of a browser a test takes half the time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
# By itself it says that it is a robot, whose reads are not counted.
READER = {
    "user_agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0",
    "extra_http_headers": {"Sec-CH-UA": '"Chromium";v="150"', "Accept-Language": "ko"},
}
# Which files hold the tests that take longest: every worker begins with its share of them, or all would wait
# for one at the end. Neighbours go to different workers.
LONG = (
    *("test_demo", "test_accessibility", "test_backups", "test_install", "test_desk_browser"),
    *("test_upgrade", "test_deploy", "test_durability", "test_move_to", "test_slow_clients"),
)


@pytest.fixture(autouse=True)
def nothing_kept():
    pagecache.drop()
    counts.drop()
    feeds.length_of.cache_clear()


@pytest.fixture(autouse=True)
def one_reading(request, monkeypatch):
    """Where queries are counted no second passes: what is read anew each second isn't, then."""
    if {"django_assert_num_queries", "django_assert_max_num_queries"} & set(request.fixturenames):
        monkeypatch.setattr("articles.reading.pagecache.freshness.READ_EVERY", 60)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SOURCES_ROOT = tmp_path / "sources"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session", autouse=True)
def quick_pictures():
    """Larger files than the paper's, of as many pixels, in a quarter of the time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(renditions.WEBP, "method", 0)
        yield


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """A way to fill a folder once a run: whichever worker asks first makes it, the others wait."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent

    def folder(name, make):
        made, half = base / name, base / f"{name}.half"
        with (base / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not made.exists():
                make(half)
                half.rename(made)
        return made

    return folder


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings, django_db_blocker, once):
    """Every worker begins with a copy of one database: its migrations run once a run."""
    with pytest.MonkeyPatch.context() as patch:
        with django_db_blocker.unblock():
            patch.setattr(TransactionTestCase, "_fixture_teardown", databases.prepared(once))
        yield connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def collected(once):
    """The collected static files, in gzip only: brotli takes half a minute for the editor alone."""

    def collect(folder):
        with override_settings(STORAGES=newsstep_settings.STORAGES, STATIC_ROOT=folder):
            call_command("collectstatic", interactive=False, verbosity=0)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("whitenoise.compress.brotli_installed", False)
        return once("collected", collect)


@pytest.fixture(scope="session")
def papers(once, tmp_path_factory):
    """The var/ of a paper of each older version, and of an empty one, as tests/old_papers.py makes them."""
    scratch = tmp_path_factory.mktemp("scratch")
    return once(
        "papers", lambda folder: archives.manage(scratch, "-m", "tests.old_papers", str(folder))
    )


@pytest.fixture(scope="session")
def archive(once, papers):
    """The var/ of a paper with twenty articles, made once a run; who starts it takes a copy."""

    def make(folder):
        shutil.copytree(papers / "empty", folder)
        archives.manage(folder, "-m", "tests.bench.fill", "20")

    return once("archive", make)


@pytest.fixture
def section(db):
    return make_section("사회", slug="society")


@pytest.fixture
def nari(db):
    user = make_user("nari", "기자", last_name="김", first_name="나리")
    make_reporter("김나리", user=user)
    return user


@pytest.fixture
def chan(db):
    user = make_user("chan", "기자", last_name="이", first_name="찬")
    make_reporter("이찬", user=user)
    return user


@pytest.fixture
def bora(db):
    return make_user("bora", "편집자", last_name="박", first_name="보라")


@pytest.fixture
def dami(db):
    return make_user("dami", is_superuser=True, last_name="최", first_name="다미")


@pytest.fixture
def article(nari, section):
    """A draft of Nari's."""
    return make_article(
        headline="새 도서관이 문을 열었다",
        body="<p>군은 새 도서관을 열었다고 밝혔다.</p>",
        section=section,
        created_by=nari,
        reporters=[nari.reporter],
    )


@pytest.fixture
def told(caplog):
    """What the log tells the operator of logins and rights, a line each."""
    caplog.set_level("INFO", logger="newsstep.security")
    return lambda: [line.message for line in caplog.records if line.name == "newsstep.security"]


@pytest.fixture
def asked(db):
    """The paper behind its page cache."""
    return Asked()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return browser_context_args | READER


@pytest.fixture
def site(live_server, settings):
    """The address of a running paper whose policies know that address."""
    settings.SITE_URL = live_server.url
    settings.PUBLIC_POLICY = newsstep_settings.public_policy(live_server.url)
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def watched(page):
    """A page that remembers what the browser complained about and what it asked for."""
    page.complaints = []
    page.asked = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request))
    return page


@pytest.fixture
def reader(watched):
    """A page of a reader who asks nobody else for anything."""
    watched.route(re.compile("youtube"), lambda route: route.abort())
    return watched


@pytest.fixture
def paper(site, nari, bora, client):
    """A page of every kind that readers see, as {what it is: [its path, its status]}."""
    return every_kind(client, nari, bora)


@pytest.fixture
def newsroom(nari, chan, bora, dami):
    """Something of everything that the desk shows, by name."""
    return every_screen(nari, bora)


@pytest.fixture
def screen(watched, site, nari):
    """A page of Nari's; at the end the browser must not have complained."""
    let_in(watched, site, nari)
    yield watched
    # Where two fields ask for the cursor Chromium says so, and gives it to the first.
    assert [told for told in watched.complaints if not told.startswith("Autofocus")] == []


def pytest_configure():
    assert django_settings.SETTINGS_MODULE == "tests.settings"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    # Tests often wait, so more run at once than there are cores.
    return os.cpu_count() * 3 // 2


def shared_out(items, workers):
    """Return the tests in an order of which each worker gets an equal part, its long files in front."""
    usual = [item for item in items if item.path.stem not in LONG]
    shared = []
    for worker in range(workers):
        files = LONG[worker::workers]
        shared += [item for name in files for item in items if item.path.stem == name]
        room = len(items) * (worker + 1) // workers - len(shared)
        shared, usual = shared + usual[: max(room, 0)], usual[max(room, 0) :]
    return shared + usual


def pytest_collection_modifyitems(items):
    items[:] = shared_out(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", 1)))
    if CHROMIUM:
        return
    assert "REQUIRE_EVERY_TEST" not in os.environ, "Chromium is missing"
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(
                pytest.mark.skip(reason="Chromium is missing: apt install chromium-headless-shell")
            )


@pytest.fixture
def import_lines(tmp_path):
    """Write lines to a file and import it; returns (exit status, what it printed)."""
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(picture_bytes(800, 600))
    (folder / "b.jpg").write_bytes(picture_bytes(500, 600))
    (tmp_path / "secret.jpg").write_bytes(picture_bytes())

    def run(*lines, account=False, **options):
        file = tmp_path / "articles.jsonl"
        encoded = (
            line if isinstance(line, bytes) else json.dumps(line, ensure_ascii=False).encode()
            for line in lines
        )
        file.write_bytes(b"\n".join(encoded))
        out = io.StringIO()
        try:
            if account:
                options["account"] = tmp_path / "account.csv"
            call_command("import_articles", str(file), photos=folder, stdout=out, **options)
        except SystemExit as stop:
            return stop.code, out.getvalue()
        return 0, out.getvalue()

    return run
