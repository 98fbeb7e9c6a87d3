"""Headlines break where a sub-editor would break them, and copies of them know nothing of it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.pure.headlines import set_by_clauses

from .factories import make_public, make_section

CLAUSE = re.compile('<span class="clause">(.*?)</span>(?=<wbr>| <span class="clause">|$)')
HELD = re.compile('<span class="(?:nb|keep)">(.*?)</span>')


def plain(marked):
    return html.unescape(re.sub("<[^>]+>", "", marked))


@pytest.mark.parametrize(
    ("words", "clauses"),
    [
        (
            "선관위, 진주 투표소 접근성 조사…1층 비율 높인다",
            ["선관위, 진주 투표소 접근성 조사…", "1층 비율 높인다"],
        ),
        (
            "충북도의회, 내년 예산안 심사 착수… 복지·안전에 무게",
            ["충북도의회, 내년 예산안 심사 착수…", "복지·안전에 무게"],
        ),
        (
            "가마 불 다시 지핀 서른 살...‘못난 그릇’ 전시",
            ["가마 불 다시 지핀 서른 살...", "‘못난 그릇’ 전시"],
        ),
        (
            "“물은 빠졌지만…” 침수 이틀째 진흙 퍼내는 상인들",
            ["“물은 빠졌지만…”", "침수 이틀째 진흙 퍼내는 상인들"],
        ),
        (
            "비 그치자 강풍…항공편 12편 결항…내일 오후 풀려",
            ["비 그치자 강풍…", "항공편 12편 결항…", "내일 오후 풀려"],
        ),
        ("“힘들다… 그래도 연다” 골목시장 새벽", []),
        ("고성바다FC, 후반 추가시간 결승골…", []),
        ("… 말줄임표로 시작하는 제목", []),
        ("군의회, 새 의장 선출", []),
        ("가" * 40 + "…" + "나" * 40, []),
    ],
)
def test_a_headline_breaks_after_its_clauses(words, clauses):
    marked = set_by_clauses(words)
    assert [plain(clause) for clause in CLAUSE.findall(marked)] == clauses
    assert plain(marked) == words


@pytest.mark.parametrize(
    ("words", "together"),
    [
        ("보은군, 의료기기 부품 기업과 140억 원 투자협약", ["140억 원"]),
        ("복지 예산 3조 2000억 원 넘는다", ["3조 2000억 원"]),
        ("확진 3만 5000명을 넘어서", ["3만 5000명을"]),
        ("빈집 21 채에 불 켜졌다", ["21 채에"]),
        ("이웃 188가구에 온기 전했다", []),
        ("제22 대통령기 씨름대회", []),
        ("선거구 2 곳곳에서 개표", []),
        ("군의회 ‘새벽 첫차’ 조례 만장일치 통과", ["‘새벽 첫차’"]),
        ("[기자의 눈] 강진 농가의 장부", ["[기자의 눈]"]),
        ("“서류 한 번만 내세요”라고 안내", ["“서류 한 번만 내세요”라고"]),
        ("“밥은 드셨어요 어르신 오늘도 안녕하십니까” 안부 전화", []),
        ("목수·농부 <b>도 14㎞ & 3-1", ["수·", "4㎞", "3-1"]),
    ],
)
def test_a_quantity_and_a_short_quotation_stay_on_one_line(words, together):
    marked = set_by_clauses(words)
    assert [plain(held) for held in HELD.findall(marked)] == together
    assert plain(marked) == words


@given(st.text(alphabet="가나 …·‘’“”[]<&3억원.\n", max_size=70))
def test_whatever_the_headline_its_words_stay_as_they_are(words):
    marked = set_by_clauses(words)
    assert plain(marked).split() == words.split()
    assert set(re.findall("<[^>]+>", marked)) <= {
        '<span class="clause">', '<span class="nb">', '<span class="keep">', "</span>", "<wbr>",
    }  # fmt: skip


@pytest.mark.django_db
def test_large_headlines_are_set_and_small_ones_and_titles_are_not(client):
    section = make_section()
    stories = [
        make_public(headline=f"{n}번 조사 착수…결과는 내년", section=section) for n in range(7)
    ]
    set_so = (
        '<span class="clause">{}번 조사 착수…</span><wbr><span class="clause">결과는 내년</span>'
    )
    page = client.get("/").text
    large = re.findall(r'<span class="clause">(\d)번', page)
    assert large == ["6"]
    assert set_so.format(6) in page
    article = client.get(stories[0].get_absolute_url()).text
    assert set_so.format(0) in article.split("<h1")[1].split("</h1>")[0]
    assert "<title>0번 조사 착수…결과는 내년" in article
