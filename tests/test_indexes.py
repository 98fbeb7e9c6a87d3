"""Every list that a page shows is served in order by an index, on SQLite and on PostgreSQL."""

import pytest
from django.db import connection

from articles.models import Article, Reporter, Tag

from .factories import make_region, make_section

pytestmark = pytest.mark.django_db


def lists():
    section = make_section("사회")
    province = make_region("충북")
    city = make_region("증평군", parent=province)
    public = Article.objects.public()
    return {
        "latest": public,
        "section": public.filter(section=section),
        "province": public.in_region(province),
        "region": public.in_region(city),
        "photos": public.filter(lead_photo__isnull=False),
        "tag": public.tagged(Tag(pk=1)),
        "reporter": public.written_by(Reporter(pk=1)),
    }


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it holds")
@pytest.mark.parametrize(
    "name", ["latest", "section", "province", "region", "photos", "tag", "reporter"]
)
@pytest.mark.parametrize("start", [0, 980])
def test_a_list_is_served_in_order_by_an_index(name, start):
    listed = lists()[name]
    for shown in (listed.for_cards(), listed.for_feeds()):
        plan = shown[start : start + 20].explain()
        assert "USE TEMP B-TREE" not in plan
        assert "SCAN articles_article" not in plan.replace("USING INDEX", "")
