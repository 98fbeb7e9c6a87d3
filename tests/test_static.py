import re

import pytest
from django.core.management import call_command

from articles import views
from newsstep import settings as newsstep_settings

from .factories import make_photo, make_public

LIMIT = 40_000  # bytes of HTML, CSS and JavaScript of an article over the wire


@pytest.mark.django_db
def test_an_article_page_is_small_with_its_collected_styles(client, settings, tmp_path):
    settings.STORAGES = newsstep_settings.STORAGES
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    article = make_public(
        body="<p>군이 새 도서관을 연다고 밝혔다.</p>" * 40, photos=[make_photo() for _ in range(10)]
    )
    response = client.get(article.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    page = client.get(article.get_absolute_url()).text
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert len(files) == 2
    assert all(re.search(r"\.[0-9a-f]{12}\.(css|js)$", file) for file in files)
    sizes = [(settings.STATIC_ROOT / f"{file}.gz").stat().st_size for file in files]
    assert len(response.content) + sum(sizes) < LIMIT
    editor = (settings.STATIC_ROOT / "newsroom").glob("body-editor.????????????.js")
    assert re.search(r"editor\.[0-9a-f]{12}\.js", next(editor).read_text())


def test_the_page_for_a_failure_needs_no_database():
    response = views.server_error(None)
    assert response.status_code == 500
    assert "<h1" in response.text


@pytest.mark.django_db
def test_a_failure_is_told_to_readers_in_their_language(client, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    client.raise_request_exception = False
    monkeypatch.setattr("articles.desk.slots.fill", fail)
    response = client.get("/")
    assert response.status_code == 500
    assert re.search("[가-힣]", response.text)
    assert "RuntimeError" not in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
