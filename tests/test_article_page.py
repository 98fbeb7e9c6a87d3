import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import preview
from articles.models import Article, Publication
from articles.reading import article_page

from .factories import (
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
)

pytestmark = pytest.mark.django_db


def test_the_article_page_has_every_part_in_its_place(client):
    Publication(name="한빛지역신문").save()
    province = make_region("충북")
    article = make_public(
        headline="“다 쓴 배터리”  우리 동네에서… <다시>",
        subheading="기업 34곳 한자리에\n내년 상반기 개소",
        body="<p>본문 첫 문단.</p>",
        section=make_section("경제"),
        region=make_region("증평군", parent=province),
        reporters=[
            make_reporter("김하늘", email="haneul@example.com", biography="경제를 취재합니다.")
        ],
        tags=["재활용 산업"],
        photos=[
            make_photo(caption="산단 전경", credit="증평군 제공", alt="공장이 늘어선 들"),
            make_photo(caption="둘째 사진"),
        ],
        at=timezone.make_aware(timezone.datetime(2025, 11, 4, 20, 25, 17)),
    )
    make_public(headline="딸린 기사", tags=["재활용 산업"], at=article.published_at)
    html = client.get(article.get_absolute_url()).text
    parts = [
        "한빛지역신문</a>",
        'aria-label="섹션과 지역"',
        "경제</a>",
        "충북</a>",
        "증평군</a>",
        '<h1><span class="clause"><span class="keep">“다 쓴 배터리”</span>  우리 동네에서…</span>',
        '<span class="clause">&lt;다시&gt;</span></h1>',
        "기업 34곳 한자리에\n내년 상반기 개소",
        "김하늘 기자</a>",
        '<span class="dateline">증평군</span>',
        "2025년 11월 4일 20:25</time> 승인",
        "기사승인 : <time",
        "2025-11-04 20:25:17",
        'alt="공장이 늘어선 들"',
        "▲",
        "산단 전경",
        "증평군 제공",
        "<p>본문 첫 문단.</p>",
        "둘째 사진",
        "[저작권자ⓒ 한빛지역신문. 무단전재-재배포 금지]",
        "재활용 산업</a>",
        "경제를 취재합니다.",
        "딸린 기사",
        "최신뉴스",
        "PHOTO NEWS",
        "<footer",
    ]
    places = [html.find(part, html.index("<body")) for part in parts]
    missing = [part for part, place in zip(parts, places, strict=True) if place < 0]
    assert missing == []
    found = html.index("<body")
    for part in parts:
        assert html.find(part, found) >= 0, f"{part} stands too early"
        found = html.index(part, found)


def test_what_changed_after_approval_shows_when(client, article):
    make_public(article)
    assert "최종수정" not in client.get(article.get_absolute_url()).text
    Article.objects.update(revised_at=timezone.now())
    assert "최종수정" in client.get(article.get_absolute_url()).text


DISCLOSED = {
    "press_release": ("보도자료", "기관이나 기업이 낸 보도자료를 바탕으로 한 기사입니다."),
    "wire": ("통신", "통신사가 제공한 기사입니다."),
    "contributed": ("기고", "외부 필자의 글로, 본지의 의견과 다를 수 있습니다."),
    "sponsored": ("협찬", "협찬을 받아 만든 콘텐츠입니다."),
    "automated": ("자동생성", "프로그램이 자료를 바탕으로 자동 작성한 기사입니다."),
    "republished": ("재게재", "다른 매체에 먼저 실린 기사입니다."),
}
BY_AI = ("AI", "AI의 도움을 받아 작성했습니다.")


def disclosed(html):
    """Return (label, sentence) of what a page says of where its article comes from, above its text."""
    before = html[html.index("<h1>") : html.index('<div class="prose">')]
    return re.findall(r'<p class="disclosure"><strong>([^<]+)</strong> ([^<]+)</p>', before)


@pytest.mark.parametrize("is_ai_assisted", [False, True])
@pytest.mark.parametrize("origin", Article.Origin.values)
def test_an_article_says_where_it_comes_from(client, article, origin, is_ai_assisted):
    """All that 신문법, 인공지능기본법 and the labels of the trade ask for, before the first line."""
    Article.objects.update(origin=origin, is_ai_assisted=is_ai_assisted)
    expected = [DISCLOSED[origin]] if origin != "own" else []
    expected += [BY_AI] if is_ai_assisted else []
    article.refresh_from_db()
    assert disclosed(client.get(preview.path(article)).text) == expected
    make_public(article)
    html = client.get(article.get_absolute_url()).text
    assert disclosed(html) == expected
    assert html.count('class="disclosure"') == len(expected)


def test_a_withdrawn_article_says_so_and_no_more(client, article, bora):
    make_public(article)
    Article.objects.update(status="withdrawn")
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "도서관" not in response.text
    assert response.headers["Cache-Control"] == "no-store"


def test_a_line_introduces_a_reporter_below_an_article_and_all_lines_on_the_page_of_their_own(
    client,
):
    reporter = make_reporter("김하늘", biography="환경과 농업을 쓴다.\n\n괴산에 산다.")
    below = client.get(make_public(reporters=[reporter]).get_absolute_url()).text
    assert '<p class="reporter-biography">환경과 농업을 쓴다.</p>' in below
    assert "환경과 농업을 쓴다.\n\n괴산에 산다." in client.get(reporter.get_absolute_url()).text


@pytest.mark.django_db(transaction=True)
def test_crumbs_are_those_of_an_articles_own_section_and_region(client):
    society, economy = make_section("사회"), make_section("경제")
    province = make_region("경북")
    county = make_region("군위군", province)
    expected = {
        make_public(section=society): ["사회"],
        make_public(section=economy): ["경제"],
        make_public(section=society, region=province): ["사회", "경북"],
        make_public(section=society, region=county): ["사회", "경북", "군위군"],
    }
    assert {article: crumbs(client, article) for article in expected} == expected
    county.name = "이름을 바꾼 군"
    county.save()
    assert crumbs(client, article=list(expected)[-1]) == ["사회", "경북", "이름을 바꾼 군"]


def crumbs(client, article):
    html = client.get(article.get_absolute_url()).text
    html = html.partition('class="crumbs"')[2].partition("</nav>")[0]
    return re.findall(r">([^<]+)</a></li>", html)


def test_related_articles_share_tags_and_the_section_stands_in(client):
    section = make_section("사회")
    article = make_public(section=section, tags=["축제", "시장"])
    both = make_public(headline="둘 다 같은 기사", tags=["축제", "시장"])
    make_public(
        headline="초안처럼 숨은 기사", tags=["축제"], at=timezone.now() + timedelta(hours=1)
    )
    untagged = make_public(headline="태그 없는 기사", section=section)
    lonely = make_public(headline="아무도 모르는 태그의 기사", section=section, tags=["혼자"])
    assert related(article) == [both.pk]
    assert related(both) == [article.pk]
    of_section = {article.pk, untagged.pk, lonely.pk}
    assert set(related(untagged)) == of_section - {untagged.pk}
    assert set(related(lonely)) == of_section - {lonely.pk}


def related(article):
    found = article_page.find(article.pk)
    return article_page.related(article_page.complete(found))
