"""What stands under an article: who wrote it, how to tell of an error, what else its region has."""

from datetime import timedelta
from html import unescape
from urllib.parse import unquote

import pytest
from django.utils import timezone

from articles.desk import preview, workflow
from articles.models import Article, Publication
from articles.reading import pagecache

from .factories import make_article, make_public, make_region, make_reporter

pytestmark = pytest.mark.django_db


def tell(client, article, **paper):
    """Return the address by which its page lets readers tell the newsroom, "" without one."""
    Publication(name="한빛지역신문", **paper).save()
    pagecache.drop()
    html = client.get(article.get_absolute_url()).text.partition('class="ways-to-tell"')[2]
    return unescape(html.partition('href="')[2].partition('"')[0])


@pytest.mark.one_database
def test_a_reader_writes_to_the_newsroom_about_the_article_or_calls_it(client):
    article = make_public(headline="“다 쓴” <배터리> 50% & 셋")
    assert tell(client, article) == ""
    assert tell(client, article, phone="043-000-0000 (편집국)") == "tel:0430000000"
    address = tell(client, article, phone="043-000-0000", email="desk@example.com")
    to, _, query = address.partition("?")
    assert to == "mailto:desk@example.com"
    subject, body = (unquote(part.partition("=")[2]) for part in query.split("&"))
    assert subject == "제보·정정 요청: “" + article.headline + "”"
    assert body.endswith(article.get_absolute_url())
    haneul = make_reporter("김하늘", email="haneul@example.com")
    assert tell(client, make_public(reporters=[haneul])).startswith("mailto:haneul@example.com?")


def other_news(asked, article):
    """Return the headlines of what its kept page shows of its region."""
    html = asked(article.get_absolute_url())["body"].decode()
    block = html.partition('class="region-news"')[2].partition("</section>")[0]
    return [part.partition("</a>")[0].rpartition(">")[2] for part in block.split("<h3>")[1:]]


@pytest.mark.django_db(transaction=True)
def test_other_news_of_the_region_is_public_news_of_the_region(asked, client, bora):
    """Newest first, without the article itself, what is related to it or what nobody may see yet."""
    province = make_region("충북")
    here, there = make_region("증평군", province), make_region("괴산군", province)
    now = timezone.now()
    article = make_public(region=here)
    assert other_news(asked, article) == []
    for number in range(7):
        make_public(
            headline=f"증평 소식 {number}", region=here, at=now - timedelta(hours=9 - number)
        )
    related = make_public(headline="딸린 증평 소식", region=here)
    workflow.put_related(article, [related.pk])
    make_public(headline="괴산 소식", region=there)
    make_public(headline="내일 나갈 소식", region=here, at=now + timedelta(days=1))
    make_article(headline="증평 초안", region=here)
    newest = [f"증평 소식 {number}" for number in (6, 5, 4, 3, 2)]
    assert other_news(asked, article) == newest
    assert "증평군의 다른 소식" in asked(article.get_absolute_url())["body"].decode()
    gone = Article.objects.get(headline=newest[0])
    workflow.withdraw(gone, bora, "오보")
    assert other_news(asked, article) == [*newest[1:], "증평 소식 1"]
    draft = make_article(region=there)
    shown = client.get(preview.path(draft)).text.partition('class="region-news"')[2]
    assert "괴산 소식" in shown
    assert "ways-to-tell" not in shown
