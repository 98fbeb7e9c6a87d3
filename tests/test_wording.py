"""The Korean of Django's own screens, as far as ours is better."""

import ast
import gettext
import inspect
import json
import re
from pathlib import Path

import django
import pytest

from articles.admin import wording

from .screens import paths_of
from .test_catalogue import KOREAN, ROOT, entries

pytestmark = pytest.mark.one_database
DJANGO = Path(django.__file__).parent
# What a translation looks like that was made word by word.
WOODEN = re.compile(
    ".{20}(?:을/를|이/가|은/는|와/과|오브젝트|액션|스태프|성공적으로|관리자 계정|세요[.<]|독자의 과거)"
)


def words_of_django(domain):
    """Return all that Django itself says in Korean, in English."""
    places = (DJANGO / "conf", DJANGO / "contrib/admin", DJANGO / "contrib/auth")
    words = set()
    for place in places:
        catalogue = gettext.translation(domain, place / "locale", ["ko"], fallback=True)
        words |= {
            key[0] if isinstance(key, tuple) else key for key in getattr(catalogue, "_catalog", {})
        }
    return words


def words_of_ours():
    """Return all words of Django that ours replace, in English, each the first of its message."""
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(wording)))
        if isinstance(node, ast.Call)
    ]
    return {ast.literal_eval(call.args[0]) for call in calls}


def test_every_word_of_django_that_ours_replace_is_in_both_catalogues():
    ours = gettext.translation("django", ROOT / KOREAN.parent.parent, ["ko"])._catalog
    ours = {key[0] if isinstance(key, tuple) else key for key in ours}
    assert len(words_of_ours()) > 150
    assert words_of_ours() - ours == set()
    assert words_of_ours() - words_of_django("django") == set()
    scripts = entries((ROOT / KOREAN / "djangojs.po").read_text())
    ours = {entry["msgid"].replace('\\"', '"') for entry in scripts}
    assert ours - words_of_django("djangojs") == set()


@pytest.mark.django_db
def test_a_headline_that_is_too_long_is_refused_in_plain_korean(client, nari):
    client.force_login(nari)
    page = client.post("/admin/articles/article/add/", {"headline": "가" * 201}).text
    assert "200자까지 쓸 수 있습니다. 지금은 201자입니다." in page


@pytest.mark.django_db
def test_the_scripts_of_the_desk_speak_our_korean(client, nari):
    client.force_login(nari)
    script = client.get("/admin/jsi18n/").text
    assert json.dumps("날짜 고르기") in script
    assert json.dumps("Note: 서버")[1:-1] not in script


@pytest.mark.django_db
def test_no_screen_of_the_desk_speaks_wooden_korean(client, nari, bora, dami, newsroom):
    found = {}
    for user in (nari, bora, dami):
        client.force_login(user)
        for path in paths_of(newsroom)[user.username]:
            pages = [client.get(path)]
            if path.endswith("/add/"):
                pages.append(client.post(path, {"name": "가" * 300}))
            for page in pages:
                found |= dict.fromkeys(WOODEN.findall(page.text), path)
    client.logout()
    page = client.post("/admin/login/", {"username": "nari", "password": "x"}).text
    assert "맞지 않습니다" in page
    assert found == {}
