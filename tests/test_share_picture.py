"""The picture of words that stands for what is shared without a photo."""

import io
import re
import threading
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from PIL import Image

from articles.desk import preview, workflow
from articles.models import Article, ArticlePhoto, Publication, Reporter
from articles.models.publication import COLOURS
from articles.pure import share_picture
from articles.pure.share_picture import HEIGHT, LEADING, WIDTH, Card

from .factories import make_article, make_photo, make_public, make_reporter, make_section
from .test_metadata import SITE, shared

HEADLINES = {
    "one": "봄",
    "usual": "충북도, 오송 국제도시 조성…2030년까지 3조2천억 투입",
    "hanja": "北 미사일 발사에 韓美日 공조…與野 “규탄” 한목소리",
    "latin": "SK hynix to invest $15 billion in Cheongju M15X fab, what it means for workers",
    "emoji": "🎉 축제 개막😀 Café 거리 👨‍👩‍👧",
    "no spaces": "가나다라마바사아자차카타파하" * 5,
    "longest": (
        "지역 소멸 위기에 놓인 군 단위 지자체들이 인구 유입 대책을 잇달아 내놓고 있지만 " * 5
    )[:200],
    "wide": "가" * 200,
    "nothing": "😀",
}


def picture_of(client, article):
    """Return the address of the picture that a page names, and the answer to who asks for it."""
    told = shared(client, article.get_absolute_url())
    path = told["og:image"].removeprefix(SITE)
    return path, client.get(path)


@pytest.mark.parametrize("name", HEADLINES)
def test_a_headline_of_any_length_stands_in_its_place_whole(name):
    shown = share_picture.drawable(HEADLINES[name])
    size, lines = share_picture.layout(shown)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")
    assert len(lines) * size * LEADING <= HEIGHT
    letters = share_picture.font(size)
    assert all(letters.getlength(line) <= WIDTH + size for line in lines)
    if name not in ("no spaces", "wide"):  # no word is broken
        assert " ".join(lines).replace("… ", "…") == shown.replace("… ", "…")
    drawn = share_picture.draw(Card(HEADLINES[name], "한빛지역신문", "사회 · 김하늘 기자 " * 20))
    image = Image.open(io.BytesIO(drawn))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(drawn) <= 60_000
    # Nothing touches an edge that KakaoTalk cuts off.
    inked = image.convert("RGB")
    ground = inked.getpixel((0, 0))
    for band in ((0, 0, 1200, 40), (0, 590, 1200, 630), (0, 0, 70, 630), (1140, 0, 1200, 630)):
        assert {colour for _count, colour in inked.crop(band).getcolors()} == {ground}


def test_every_letter_of_korean_papers_has_a_shape():
    """All syllables, the hanja of KS X 1001 and the signs of headlines: none is blank."""
    hanja = [
        bytes([row, cell]).decode("euc_kr")
        for row in range(0xCA, 0xFE)
        for cell in range(0xA1, 0xFF)
    ]
    syllables = map(chr, range(0xAC00, 0xD7A4, 7))
    signs = "“”‘’…·→℃㎞㎡％①▲「」『』《》〈〉～–—₩€№"
    blank = [sign for sign in [*hanja, *syllables, *signs] if not share_picture.is_drawn(sign)]
    assert blank == []
    assert share_picture.drawable(" é🎉  가‧나\u200d ") == "e 가·나"


def test_the_colours_are_those_of_the_paper():
    css = (settings.BASE_DIR / "static/css/paper/colours.css").read_text()
    light = dict(re.findall(r"\n\.accent-(\w+) \{\s+--accent: (#\w+)", css))
    light["green"] = re.search(r"--accent: (#\w+)", css)[1]
    assert light == COLOURS
    for colour in COLOURS.values():
        image = Image.open(io.BytesIO(share_picture.draw(Card("봄", colour=colour))))
        assert "#{:02x}{:02x}{:02x}".format(*image.convert("RGB").getpixel((3, 3))) == colour


@pytest.mark.django_db
def test_an_article_without_a_photo_shows_its_headline(client):
    Publication(name="한빛지역신문", accent="red").save()
    article = make_public(
        headline="새 도서관이 문을 열었다",
        section=make_section("사회"),
        reporters=[make_reporter("김하늘")],
        origin="sponsored",
    )
    path, answer = picture_of(client, article)
    card = Card(
        "새 도서관이 문을 열었다", "한빛지역신문", "협찬 · 사회 · 김하늘 기자", COLOURS["red"]
    )
    assert path == f"/articles/{article.pk}/share-{card.digest}.png"
    assert answer.getvalue() == share_picture.draw(card)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Content-Encoding" not in client.get(path, headers={"accept-encoding": "gzip"}).headers
    assert not answer.cookies
    assert shared(client, article.get_absolute_url())["og:image:alt"] == article.headline


@pytest.mark.django_db(transaction=True)
def test_its_address_changes_with_what_it_says_and_an_old_one_leads_on(client, article):
    make_public(article)
    paths = [picture_of(client, article)[0]]
    article.headline = "고친 제목"
    article.save()
    paths.append(picture_of(client, article)[0])
    Publication(name="새 이름", accent="navy").save()
    paths.append(picture_of(client, article)[0])
    Reporter.objects.update(name="김누리")
    article.save()
    paths.append(picture_of(client, article)[0])
    assert len(set(paths)) == 4
    for path in paths[:-1]:
        assert client.get(path).headers["Location"] == paths[-1]
    photo = make_photo()
    ArticlePhoto.objects.create(article=article, photo=photo)
    Article.objects.filter(pk=article.pk).update(lead_photo=photo)
    article.save()
    assert client.get(paths[-1]).headers["Location"] == photo.share_url
    assert picture_of(client, article)[0] == photo.share_url
    paper = shared(client, "/about/")["og:image"].removeprefix(SITE)
    assert client.get("/share-0123456789abcdef.png").headers["Location"] == paper


@pytest.mark.django_db
def test_what_is_not_public_has_no_picture(client, bora, article):
    """Not even for who knows its address: unknown, draft and scheduled are the same answer."""
    told = shared(client, preview.path(article))
    assert told["og:image"] == shared(client, "/about/")["og:image"]
    name = "share-0123456789abcdef.png"
    unknown = client.get(f"/articles/987654/{name}")
    scheduled = make_article(headline="예약")
    later = timezone.now() + timedelta(hours=1)
    Article.objects.filter(pk=scheduled.pk).update(status="approved", published_at=later)
    for hidden in (article, scheduled):
        answer = client.get(f"{hidden.get_absolute_url()}{name}")
        assert (answer.status_code, answer.content) == (404, unknown.content)
    public = make_public(make_article())
    path, answer = picture_of(client, public)
    assert answer.status_code == 200
    workflow.withdraw(public, bora, "사유")
    answer = client.get(path)
    assert (answer.status_code, answer.content) == (410, b"")
    assert client.get(f"{public.get_absolute_url()}share-XYZ.png").status_code == 404


@pytest.mark.django_db
def test_who_asks_for_many_at_once_waits_his_turn(client, monkeypatch):
    """One is drawn and one waits; readers keep the other threads. What is drawn is kept."""
    articles = [make_public() for _ in range(4)]
    first, answer = picture_of(client, articles[0])
    assert answer.status_code == 200
    other = shared(client, articles[1].get_absolute_url())["og:image"].removeprefix(SITE)
    turns = threading.BoundedSemaphore(share_picture.AT_ONCE)
    monkeypatch.setattr(share_picture, "_turns", turns)
    for _ in range(share_picture.AT_ONCE):
        turns.acquire()
    answer = client.get(other)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert client.get(first).status_code == 200
    turns.release()
    assert client.get(other).status_code == 200
