"""Search of whole articles and photos, on the database in use, and its indexes, which follow the rows."""

import html
import json
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article
from articles.pure import queries, text
from articles.reading import pagecache, search

from .corpora import naughty_strings
from .factories import (
    make_article,
    make_photo,
    make_public,
    make_region,
    make_reporter,
)

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def numbers(query, limit=50, articles=None):
    articles = Article.objects.order_by("-pk") if articles is None else articles
    return search.newest(articles, queries.parse(query), limit).numbers


def found(query):
    return [Article.objects.get(pk=pk).headline for pk in numbers(query)]


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("충북", "충북도는 예산을 늘렸다"),
        ("산업", "이차전지산업 단지를 연다"),
        ("전지산", "이차전지산업 단지를 연다"),
        ("도서관", "새도서관이 열렸다"),
        ("새 도서관", "새도서관이 열렸다"),
        ("새도서관", "증평군 새 도서관"),
        ("청주공항", "청주 공항이 붐빈다"),
        ("청주 공항", "청주공항이 붐빈다"),
        ("새 길", "증평군에 새 길"),
        ("ai반도체", "청주에 AI반도체 공장"),
        ("AI 반도체", "청주에 AI반도체 공장"),
        ("AI반도체", "청주에 AI 반도체 공장"),
        ("2025년", "청주 2025년도 예산"),
        ("3월 5일", "3월 5일 연다"),
        ("KTX", "오송역 ktx 증편"),
        ("ＫＴＸ 증편", "증편 없다 KTX"),
        ("ktx역", "KTX역 앞"),
        ("cafe", "Café 문 연다"),
        ("군수 예산", "예산을 말한 군수"),
        ("충북·청주", "충북·청주시 협약"),
        ("공장", "“공장” 문 닫는다"),
        ("충북", "충북 도청"),
        ("北", "北, 미사일 또 쐈다"),
        ("北 미사일", "北, 미사일 또 쐈다"),
        ("與野", "與野 예산 합의"),
        ("여야", "與野 예산 합의"),
        ("與野", "여야 예산 합의"),
        ("대북", "對北 제재"),
        ("여성", "女性 의원"),
        ("비율", "취업 比率 올라"),
        ("ㅊㅂㄷ", "충북도는 예산을 늘렸다"),
        ("ㅊㅈㄱㅎ", "청주 공항이 붐빈다"),
        ('"청주 공항"', "청주공항이 붐빈다"),
        ("1000㎡", "1000m2 단지"),
    ],
)
def test_a_word_is_found_inside_longer_ones_however_it_is_written(query, headline):
    make_article(headline="전혀 다른 이야기")
    make_article(headline=headline)
    assert found(query) == [text.tidy_line(headline)]


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("산업", "산과 업"),
        ("주공", "청주 공항"),
        ("가나다라", "가나 나다 다라"),
        ("대전시", "대전에서 전시"),
        ("서울 부산", "서울 대구"),
        ("tx", "ktx 증편"),
        ("북충", "충북도"),
        ("北", "충북도"),
        ("새", "새 도서관"),
        ("ㅂㅊ", "충북도"),
    ],
)
def test_what_only_looks_alike_is_not_found(query, headline):
    make_article(headline=headline)
    assert found(query) == []


def test_all_that_an_article_says_is_found(section):
    photo = make_photo(caption="도서관 전경", credit="증평군 제공")
    article = make_public(
        headline="새 소식",
        subheading="열람석 200석\n주말에도 연다",
        body="<p>군은 <b>예산</b>을 밝혔다.</p><table><tr><td>어린이방</td></tr></table>",
        section=section,
        region=make_region("증평군", parent=make_region("충북")),
        reporters=[make_reporter("김나리", title="논설위원")],
        tags=["우리동네"],
        photos=[photo],
    )
    for query in (
        *("주말", "예산", "어린이방", "도서관 전경", "김나리", "김나리 논설위원", "ㄱㄴㄹ"),
        *("우리동네", "증평군", "충북", "김나리 우리동네 예산 증평군"),
    ):
        assert numbers(query) == [article.pk], query
    assert numbers("제공") == []  # a photographer is not what an article is about


def test_nearly_every_noun_is_found_in_its_sentence(section):
    """gold_nouns.json: sentences of the demo, each with the nouns of two syllables in it, as an
    analyser of Korean found them (kiwipiepy 0.24).
    """
    gold = json.loads(Path(__file__).with_name("gold_nouns.json").read_text())
    made = Article.objects.bulk_create(
        Article(headline="기사", body=f"<p>{html.escape(sentence)}</p>", section=section)
        for sentence, _nouns in gold
    )
    wanted = defaultdict(set)
    for article, (_sentence, nouns) in zip(made, gold, strict=True):
        for noun in nouns.split():
            wanted[noun].add(article.pk)
    known = sum(len(articles & set(numbers(noun, 500))) for noun, articles in wanted.items())
    assert known / sum(map(len, wanted.values())) >= 0.99


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("공항 새", "공항"),
        ("공하", "공하"),
        ("청줒", "청주"),
        ("청주고", "청주고"),
        ("청주ㄱ", "청주"),
    ],
)
def test_a_word_that_is_just_being_typed_is_guessed(typed, meant):
    article = make_article(headline="청주공항 증편")
    told = search.newest(Article.objects.all(), queries.parse(typed), 5)
    assert (told.numbers, str(told.query)) == ([article.pk], meant)


def test_the_newest_come_first_and_no_more_than_asked():
    made = [make_article(headline=f"축제 {number}").pk for number in range(5)]
    assert numbers("축제", 3) == made[:1:-1]
    assert numbers("축제", 3, Article.objects.order_by("pk")) == made[:3]


@pytest.mark.parametrize("few", [1, 2000])
def test_a_common_word_and_a_seldom_one_are_found_alike(monkeypatch, section, few):
    monkeypatch.setattr("articles.reading.search.finding.FEW", few)
    drafts = [make_article(headline=f"축제 {n}", section=section).pk for n in range(8)]
    public = [make_public(headline=f"축제 소식 {n}", section=section).pk for n in range(9)]
    narrowed = Article.objects.filter(status="draft").order_by("-pk")
    assert numbers("축제", 5, narrowed) == drafts[::-1][:5]
    assert numbers("축제", 50, narrowed) == drafts[::-1]
    assert numbers("소식", 50, narrowed) == []
    assert numbers("축제", 50, Article.objects.none()) == []
    assert numbers("축제 소식", 50, Article.objects.public().newest()) == public[::-1]


@pytest.mark.parametrize("few", [1, 2000])
def test_the_best_have_the_words_in_their_headlines(monkeypatch, section, few):
    monkeypatch.setattr("articles.reading.search.finding.FEW", few)
    named = [make_public(headline=f"도서관 {n}", section=section).pk for n in range(2)]
    others = [
        make_public(body="<p>도서관</p>", headline="글", section=section).pk for n in range(2)
    ]
    articles = Article.objects.public().newest()
    query = queries.parse("도서관")
    assert search.best(articles, query, 10).numbers == [*named[::-1], *others[::-1]]
    assert search.best(articles, query, 3).numbers == [*named[::-1], others[1]]
    assert numbers("도서관", 10, articles) == [*others[::-1], *named[::-1]]


HOSTILE = [
    *(
        "%",
        '"',
        "'",
        "NEAR(",
        "NEAR(가 나)",
        "a AND",
        "-가",
        "^가",
        "headline:가",
        "*",
        "가*",
        "(",
        ")",
    ),
    *(
        "\\",
        "가 OR",
        "가 & | ! <->",
        ":*",
        "가':*",
        "\0",
        "가\0나",
        " " * 10_000,
        "🙂",
        "가" * 10_000,
    ),
    *("a" * 10_000, "가 " * 5_000, "\ud800", "́" * 10_000, "; DROP TABLE article_search", "{가}"),
]


def test_no_query_breaks_the_syntax(client, bora):
    make_article(headline="나라 살림")
    assert [query for query in [*HOSTILE, *naughty_strings()] if found(query)] == []
    client.force_login(bora)
    for query in HOSTILE:
        if "\ud800" not in query:
            assert client.get(LIST, {"q": query[:5000]}).status_code == 200


class AnyQuery(TestCase):
    @given(st.text(max_size=60), st.text(st.sampled_from("가나다 aA1北"), max_size=20))
    def test_any_query_is_answered_and_a_headline_finds_itself(self, query, headline):
        assert isinstance(numbers(query, 5), list)
        if queries.parse(headline).words:
            article = make_article(headline=headline)
            assert numbers(headline, 5)[0] == article.pk


# The desk


def test_a_search_shows_nobody_what_others_write(client, nari, chan, article):
    public = make_public(headline="군이 새 도서관 예산을 냈다")
    client.force_login(chan)
    for query in ("도서관", str(article.pk)):
        shown = client.get(LIST, {"q": query, "whose": "all"})
        assert article.headline not in shown.text
        assert (public.headline in shown.text) == (query != str(article.pk))
    assert "도서관" not in client.get(LIST, {"q": "문을 열었다", "whose": "all"}).text
    client.force_login(nari)
    for query in ("도서관", "밝혔다", "김나리", str(article.pk)):
        assert article.headline in client.get(LIST, {"q": query}).text


def test_a_search_asks_the_same_queries_for_many(
    client, bora, section, django_assert_max_num_queries
):
    # However slow the machine is, what is fresh stays so between two requests.
    client.force_login(bora)
    counts = []
    for number in (3, 30):
        while Article.objects.count() < number:
            make_public(headline="새 도서관", section=section)
        pagecache.look_again()
        client.get(LIST, {"q": "도서관"})
        with django_assert_max_num_queries(20) as captured:
            client.get(LIST, {"q": "도서관"})
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1]
