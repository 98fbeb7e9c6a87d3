"""The Korean of Django's own screens, as far as ours is better."""

import gettext
import json
import re
from pathlib import Path

import django
import pytest
from django.utils.translation import override

from articles.admin.wording import WORDING

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


def test_every_word_of_django_that_ours_replace_is_still_there():
    with override("en"):
        ours = {str(words) for words in WORDING}
    ours = {words for words in ours if "%(limit_value)d" not in words}
    assert ours - words_of_django("django") == set()
    scripts = entries((ROOT / KOREAN / "djangojs.po").read_text())
    ours = {entry["msgid"].replace('\\"', '"') for entry in scripts}
    assert ours - words_of_django("djangojs") == set()


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
