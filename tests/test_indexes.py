"""Every list that a page shows is served in order by an index, on SQLite and on PostgreSQL."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Reporter, Tag
from articles.reading import cards

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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what it holds")
def test_the_newest_of_each_region_is_one_step_into_an_index():
    make_region("충북")
    with CaptureQueriesContext(connection) as asked:
        assert cards.newest_of_regions() == {}
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + asked[0]["sql"])
        plan = [row[-1] for row in cursor.fetchall()]
    assert any("COVERING INDEX article_by_region" in step for step in plan)
    assert not any("B-TREE" in step for step in plan)
