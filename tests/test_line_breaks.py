"""Lines of Korean text break where Korean has a place for it, and copies of the text know nothing of that."""

import html
import re

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import HourlyViews
from articles.pure.line_breaks import held_together, held_together_in

from .factories import make_article, make_photo, make_public, make_section

HELD = re.compile('<span class="nb">(.*?)</span>')
HEADLINE = "선생님이 된 목수·농부…안방서 3-1 승리"


def held(words):
    return [html.unescape(part) for part in HELD.findall(held_together(words))]


@pytest.mark.parametrize(
    ("words", "together"),
    [
        ("목수·농부", ["수·"]),
        ("‘금ㆍ토 야시장’", ["금ㆍ"]),
        ("서울 · 부산", ["울 ·"]),
        ("안방서 3-1 승리", ["3-1"]),
        ("043-220-1010으로", ["043-220-1010"]),
        ("길은 14㎞다", ["4㎞다"]),
        ("기온 15℃ 안팎", ["5℃"]),
        ("“없었다”고", ["”고"]),
        ("68%의 여온유(18)에게", ["%의", ")에"]),
        ("가 & 나<b>·다", [">·"]),
        ("K-뷰티 증평군 - 2024", []),
        ("· 첫 항목", []),
    ],
)
def test_what_belongs_together_stays_on_a_line(words, together):
    assert held(words) == together


@given(st.text(alphabet="가나 ·3-1㎞%)”<&\u0301👩\u200d", max_size=30))
def test_the_text_itself_stays_as_it_is(words):
    assert html.unescape(re.sub("<[^>]*>", "", held_together(words))) == words


def test_tags_and_attributes_are_left_alone():
    body = '<p>가&amp;·나</p><img alt="3-1·2" src="/a-1.webp"><a href="/3>가·1">끝</a>'
    assert held_together_in(body) == body.replace("&amp;·", '<span class="nb">&amp;·</span>')


@pytest.mark.django_db
def test_readers_get_it_where_they_read_and_machines_do_not(client):
    article = make_public(
        make_article(
            headline=HEADLINE,
            subheading="첫 줄(3)이\n둘째 줄",
            body="<p>길은 14㎞다.</p><h2>금·토</h2>",
            photos=[make_photo(caption="목수·농부")],
        )
    )
    page = client.get(article.get_absolute_url()).content.decode()
    held_headline = HEADLINE.replace("수·", '<span class="nb">수·</span>')
    held_headline = held_headline.replace("3-1", '<span class="nb">3-1</span>')
    first, second = held_headline.split("…")
    assert f'<h1><span class="clause">{first}…</span><wbr><span class="clause">{second}' in page
    assert '1<span class="nb">4㎞다</span>' in page
    assert '<h2><span class="nb">금·</span>토</h2>' in page
    assert '목<span class="nb">수·</span>농부</span>' in page
    assert f"<title>{HEADLINE} - " in page
    assert f'<meta property="og:title" content="{HEADLINE}">' in page
    front = client.get("/").content.decode()
    assert f"{first}…" in front
    assert second in front
    article.refresh_from_db()
    assert article.headline == HEADLINE
    assert "nb" not in article.body


@pytest.mark.django_db
def test_lines_of_a_subheading_stay_apart_in_a_card(client):
    section = make_section(slug="politics")
    make_public(make_article(section=section, subheading="가장 낮아\n표로 정리했다"))
    page = client.get("/sections/politics/").content.decode()
    assert '가장 낮<span class="nb">아 ·</span> 표로 정리했다' in page


@pytest.mark.django_db
def test_every_film_has_a_name_of_its_own(client):
    film = '<iframe src="https://www.youtube.com/embed/{}"{}></iframe>'
    body = "".join(film.format(*both) for both in (("a", ""), ("b", ' title="현장"'), ("c", "")))
    article = make_public(make_article(body=f"<p>글</p>{body}"))
    page = client.get(article.get_absolute_url()).content.decode()
    assert re.findall('data-name="([^"]*)"', page) == ["동영상", "현장", "동영상 2"]


@pytest.mark.django_db
def test_a_headline_of_the_most_viewed_is_one_thing_beside_its_number(client):
    # Each part of it would be a column of its own: the number stands beside it by a flexible box.
    article = make_public(headline=HEADLINE, section=make_section())
    HourlyViews.objects.create(article=article, hour=timezone.now(), count=3)
    ranking = (
        client.get(article.get_absolute_url()).text.split('<ol class="ranking')[1].split("</a>")[0]
    )
    assert re.search(r'<a href="[^"]+"><span>.*수·.*</span>$', ranking)
