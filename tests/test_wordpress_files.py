"""Exports as old versions, hosts and other programs write them: whatever their XML, they come in."""

import io

import pytest
from django.core.management import call_command

from articles.models import Article

from .wordpress import ECONOMY, export, item

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SEARCH = '<atom:link rel="search" href="https://old.example/osd.xml" title="옛 신문"/>'


@pytest.fixture
def bring(tmp_path):
    """Import a file of this XML (text or bytes), none of whose lines is broken; returns what was told."""

    def bring(xml, **options):
        file, out = tmp_path / "old.xml", io.StringIO()
        file.write_bytes(xml if isinstance(xml, bytes) else xml.encode())
        call_command("import_wordpress", file, stdout=out, **options)
        return out.getvalue()

    return bring


def test_prefixes_that_nobody_declared_cost_nothing(bring):
    xml = export(item(7, "제목", "글", more=ECONOMY + "<media:title>그림</media:title>"))
    xml = xml.replace("<wp:wxr_version>", f"{SEARCH}<wp:wxr_version>")
    xml = xml.replace('xmlns:dc="http://purl.org/dc/elements/1.1/"', "")
    bring(xml.replace('xmlns:media="http://search.yahoo.com/mrss/"', ""))
    article = Article.objects.get()
    assert (article.headline, article.body, article.section.name) == ("제목", "<p>글</p>", "경제")
    assert [reporter.name for reporter in article.reporters.all()] == ["김하늘"]
