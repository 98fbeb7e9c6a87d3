"""Search of headlines, on the database in use, and its index, which follows the articles."""

import pytest
from django.core.management import call_command
from django.db import NotSupportedError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article
from articles.pure import text
from articles.reading import search

from .factories import make_article, make_public

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def found(query, limit=50):
    return [Article.objects.get(pk=pk).headline for pk in search.numbers(query, limit)]


def test_text_is_cut_into_pairs_and_words():
    assert text.bigrams("증평군, AI 2025년 (KTX)") == [
        *("증평", "평군", "군", "ai", "2025", "년", "ktx"),
    ]
    assert text.bigrams("가나") == text.bigrams("가나") == ["가나", "나"]
    assert text.bigrams('%" \0 🙂 — 漢字') == []


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("충북", "충북도는 예산을 늘렸다"),
        ("산업", "이차전지산업 단지를 연다"),
        ("전지산", "이차전지산업 단지를 연다"),
        ("도서관", "새도서관이 열렸다"),
        ("군", "증평군 새 청사"),
        ("군", "군수가 말했다"),
        ("새", "증평군 새 청사"),
        ("ai반도체", "청주에 AI반도체 공장"),
        ("2025년", "청주 2025년도 예산"),
        ("KTX", "오송역 ktx 증편"),
        ("ＫＴＸ 증편", "증편 없다"),
        ("군수 예산", "예산을 말한 군수"),
        ("충북·청주", "충북·청주시 협약"),
        ("공장", "“공장” 문 닫는다"),
        ("충북", "충북 도청"),
    ],
)
def test_a_word_is_found_inside_longer_ones(query, headline):
    make_article(headline="전혀 다른 이야기")
    make_article(headline=headline)
    assert found(query) == [text.tidy_line(headline)]


@pytest.mark.parametrize(
    ("query", "headline"),
    [
        ("산업", "산과 업"),
        ("가나다라", "가나 나다 다라"),
        ("서울 부산", "서울 대구"),
        ("tx", "ktx 증편"),
        ("북충", "충북도"),
    ],
)
def test_what_only_looks_alike_is_not_found(query, headline):
    make_article(headline=headline)
    assert found(query) == []


def test_the_subheading_is_searched_too():
    make_article(headline="새 도서관", subheading="열람석 200석\n주말에도 연다")
    assert found("주말 도서관") == ["새 도서관"]


def test_the_newest_come_first_and_no_more_than_asked():
    made = [make_article(headline=f"축제 {number}").pk for number in range(5)]
    assert search.numbers("축제", 3) == made[:1:-1]
    assert search.numbers("축제", 3, before=made[2]) == made[1::-1]
    assert search.numbers("축제", 3, among=[made[0], made[3]]) == [made[3], made[0]]
    assert search.numbers("축제", 3, among=[]) == []


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


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_breaks_the_syntax(client, bora, query):
    make_article(headline="나라 살림")
    assert found(query) == []
    client.force_login(bora)
    if "\ud800" not in query:
        assert client.get(LIST, {"q": query[:5000]}).status_code == 200


class AnyQuery(TestCase):
    @given(st.text(max_size=60), st.text(st.sampled_from("가나다 aA1"), max_size=20))
    def test_any_query_is_answered_and_a_headline_finds_itself(self, query, headline):
        assert isinstance(search.numbers(query, 5), list)
        if text.bigrams(headline):
            article = make_article(headline=headline)
            assert search.numbers(headline, 5)[0] == article.pk


# The index follows


def test_a_changed_headline_is_found_by_its_new_words_only(article):
    article.headline = "박물관이 문을 닫았다"
    article.save(update_fields=["headline"])
    assert (found("박물관"), found("도서관")) == ([article.headline], [])
    article.headline = "미술관"
    article.save()
    assert (found("미술관"), found("박물관")) == ([article.headline], [])


def test_rows_written_in_bulk_are_found(section):
    Article.objects.bulk_create(
        Article(headline=f"대량 {number}", body="<p>글</p>", section=section) for number in range(3)
    )
    assert len(found("대량")) == 3
    Article.objects.filter(headline="대량 1").update(headline="소량 1")
    assert (found("소량"), len(found("대량"))) == (["소량 1"], 2)
    articles = list(Article.objects.filter(headline__startswith="대량"))
    for article in articles:
        article.headline = "중량"
    Article.objects.bulk_update(articles, ["headline"])
    assert (found("중량"), found("대량")) == (["중량", "중량"], [])
    Article.objects.bulk_create(
        [Article(pk=articles[0].pk, headline="덮어쓴 글", body="<p>글</p>", section=section)],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["headline"],
    )
    assert (found("덮어쓴"), found("중량")) == (["덮어쓴 글"], ["중량"])


def test_rows_that_could_not_be_indexed_are_refused(section):
    unnumbered = Article(headline="글", body="<p>글</p>", section=section)
    with pytest.raises(NotSupportedError):
        Article.objects.bulk_create([unnumbered], ignore_conflicts=True)


def test_a_deleted_article_is_forgotten(article):
    number = article.pk
    article.revisions.all()._raw_delete("default")
    article.delete()
    assert search.numbers("도서관", 5) == []
    assert number not in search.numbers("새", 5)


def test_what_is_rolled_back_leaves_nothing(section):
    with transaction.atomic():
        make_article(headline="되돌린 글", section=section)
        transaction.set_rollback(True)
    assert search.numbers("되돌린", 5) == []


def test_the_index_is_built_anew_by_a_command(article, capsys):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM article_search")
    assert found("도서관") == []
    search.index([(article.pk + 1000, "없어진 도서관", "")])
    for _again in range(2):
        call_command("index_articles")
        assert search.numbers("도서관", 5) == [article.pk]
    assert "1" in capsys.readouterr().out


# The list of the desk


@pytest.fixture
def small_steps(monkeypatch):
    """Make the three ways of narrowing a search meet their bounds with few articles."""
    monkeypatch.setattr(search, "AT_ONCE", 2)
    monkeypatch.setattr(search, "FEW", 3)


@pytest.mark.parametrize("drafts", [2, 8])
def test_a_common_word_is_found_among_the_few_and_among_the_many(small_steps, section, drafts):
    wanted = [make_article(headline=f"축제 {n}", section=section).pk for n in range(drafts)]
    for number in range(9):
        make_public(headline=f"축제 소식 {number}", section=section)
    narrowed = Article.objects.filter(status="draft")
    assert search.newest(narrowed, "축제", 5) == wanted[::-1][:5]
    assert search.newest(narrowed, "축제", 50) == wanted[::-1]
    assert search.newest(narrowed, "소식", 50) == []
    assert search.newest(Article.objects.none(), "축제", 50) == []


def test_a_search_shows_nobody_what_others_write(client, nari, chan, article):
    public = make_public(headline="군이 새 도서관 예산을 냈다")
    client.force_login(chan)
    for query in ("도서관", "새", str(article.pk)):
        shown = client.get(LIST, {"q": query, "whose": "all"})
        assert article.headline not in shown.text
        assert (public.headline in shown.text) == (query != str(article.pk))
    assert "도서관" not in client.get(LIST, {"q": "문을 열었다", "whose": "all"}).text
    client.force_login(nari)
    assert article.headline in client.get(LIST, {"q": "도서관"}).text
    assert article.headline in client.get(LIST, {"q": str(article.pk)}).text


def test_a_search_asks_the_same_queries_for_many(
    client, bora, section, django_assert_max_num_queries
):
    client.force_login(bora)
    counts = []
    for number in (3, 30):
        while Article.objects.count() < number:
            make_public(headline="새 도서관", section=section)
        with django_assert_max_num_queries(20) as captured:
            client.get(LIST, {"q": "도서관"})
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1]
