"""Films and posts of other hosts: which addresses are one, and what readers get of them."""

import re
import time

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from articles.forms.body import clean_html
from articles.models import Article
from articles.pure import embeds, markup

from .article_form import save, typed
from .factories import make_article, make_public
from .newsroom import ADD, change

HOSTS = settings.VIDEO_HOSTS
RULES = embeds.frame_rules(HOSTS)
ID = "dQw4w9WgXcQ"
NOCOOKIE = "https://www.youtube-nocookie.com/embed"
FILMS = {
    # what is pasted: the frame that plays it
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": f"{NOCOOKIE}/dQw4w9WgXcQ",
    "https://m.youtube.com/watch?app=m&v=dQw4w9WgXcQ&feature=share": f"{NOCOOKIE}/dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=95s": f"{NOCOOKIE}/dQw4w9WgXcQ?start=95",
    "https://youtu.be/dQw4w9WgXcQ?si=a_B-1&t=95": f"{NOCOOKIE}/dQw4w9WgXcQ?start=95",
    "youtu.be/dQw4w9WgXcQ": f"{NOCOOKIE}/dQw4w9WgXcQ",
    "http://youtube.com/shorts/dQw4w9WgXcQ?x=1": f"{NOCOOKIE}/dQw4w9WgXcQ#shorts",
    "https://www.youtube.com/live/dQw4w9WgXcQ?si=1": f"{NOCOOKIE}/dQw4w9WgXcQ",
    "https://www.youtube.com/embed/dQw4w9WgXcQ?si=1": f"{NOCOOKIE}/dQw4w9WgXcQ",
    "https://www.youtube.com/playlist?list=PLabcdefghij_k": f"{NOCOOKIE}/videoseries?list=PLabcdefghij_k",
    "https://tv.naver.com/v/12345678": "https://tv.naver.com/embed/12345678",
    "https://m.tv.naver.com/h/12345678?t=1": "https://tv.naver.com/embed/12345678",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871",
    "https://vimeo.com/76979871/0a1b2c3d4e": "https://player.vimeo.com/video/76979871?h=0a1b2c3d4e",
}
POSTS = {
    # what is pasted: the address that is kept, the host
    "https://twitter.com/hanbit/status/1790?s=20": ("https://x.com/hanbit/status/1790", "X(트위터)"),
    "https://www.instagram.com/hanbit/reel/Cab_1-x/?igsh=1": (
        "https://www.instagram.com/reel/Cab_1-x/",
        "인스타그램",
    ),
    "https://m.facebook.com/story.php?story_fbid=1&id=2": (
        "https://www.facebook.com/story.php?story_fbid=1&id=2",
        "페이스북",
    ),
    "https://www.facebook.com/hanbit/posts/pfbid02x": (
        "https://www.facebook.com/hanbit/posts/pfbid02x",
        "페이스북",
    ),
    "https://www.threads.net/@han.bit/post/Cab1": ("https://www.threads.com/@han.bit/post/Cab1", "스레드"),
    "m.blog.naver.com/hanbit/223344556677": ("https://blog.naver.com/hanbit/223344556677", "네이버 블로그"),
}  # fmt: skip
ATTACKS = (
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example/www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example/?https://youtu.be/dQw4w9WgXcQ",
    "https://www.youtube.com@evil.example/watch?v=dQw4w9WgXcQ",
    "https://evil.example@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example#@youtu.be/dQw4w9WgXcQ",
    "https://evil.example\\@youtu.be/dQw4w9WgXcQ",
    "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com./watch?v=dQw4w9WgXcQ",
    "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
    "https://evil.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube-nocookie.com.evil.example/embed/dQw4w9WgXcQ",
    "https://xn--youtbe-f4a.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtubе.com/watch?v=dQw4w9WgXcQ",  # its е is Cyrillic
    "https://ｙoutube.com/watch?v=dQw4w9WgXcQ",
    "https://youtube。com/watch?v=dQw4w9WgXcQ",
    "javascript:alert(1)//https://youtu.be/dQw4w9WgXcQ",
    "data:text/html,https://youtu.be/dQw4w9WgXcQ",
    "ftp://youtu.be/dQw4w9WgXcQ",
    "https:youtu.be/dQw4w9WgXcQ",
    "https:///youtu.be/dQw4w9WgXcQ",
    "https://youtu.be/../dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ/../../evil",
    'https://youtu.be/dQw4w9WgXcQ" onload="alert(1)',
    "https://youtu.be/dQw4w9WgXcQ\nhttps://evil.example",
    "https://www.youtube.com/redirect?q=https://evil.example&v=dQw4w9WgXcQ",
    "https://www.youtube.com/@hanbit",
    "https://youtu.be/dQw4w9WgXcQ 를 보라",
    "https://tv.naver.com.evil.example/v/12345",
    "https://player.vimeo.com@evil.example/video/76979871",
    "https://x.com.evil.example/hanbit/status/1790",
    "https://x.com@evil.example/hanbit/status/1790",
    "https://youtu.be/dQw4w9WgXcQ?" + "&t=1x" * 5000,
)


@pytest.mark.parametrize("address", FILMS)
def test_an_address_alone_in_a_paragraph_is_a_film_that_is_kept_and_given_back(address):
    figure = f'<figure><iframe src="{FILMS[address]}"></iframe></figure>'
    body = markup.with_embeds(markup.from_plain(address), HOSTS)
    assert body == figure
    assert markup.clean(body, HOSTS) == figure
    again = markup.to_plain(markup.without_embeds(body, HOSTS))
    assert markup.with_embeds(markup.from_plain(again), HOSTS) == figure


@pytest.mark.parametrize("address", POSTS)
def test_an_address_of_a_post_is_a_card_that_is_kept_and_given_back(address):
    kept, name = POSTS[address]
    body = markup.with_embeds(markup.from_plain(address), HOSTS)
    assert markup.links(body) == [kept]
    assert str(embeds.rewritten(address, embeds.POSTS)[1]) == name
    assert markup.clean(body, HOSTS) == body
    assert markup.to_plain(markup.without_embeds(body, HOSTS)) == kept
    assert not markup.is_empty(body)


def of(frame):
    """Return the address without its host, which must be one of the settings."""
    host = next(host for host in HOSTS if frame.startswith(f"https://{host}/"))
    return frame.removeprefix(f"https://{host}/")


@pytest.mark.parametrize("address", ATTACKS)
def test_no_other_address_is_a_film_or_a_post(address):
    assert embeds.rewritten(address, RULES) is None
    assert embeds.rewritten(address, embeds.POSTS) is None
    body = markup.clean(markup.with_embeds(markup.from_plain(address), HOSTS), HOSTS)
    assert "<iframe" not in body
    assert "<figure" not in body


@given(
    st.lists(
        st.sampled_from(
            (
                "/ ? & # @ : . = < > \" ' \\ https: // youtu.be www.youtube.com evil.example watch v= t=9 "
                "dQw4w9WgXcQ embed %2f х x.com /status/1 a"
            ).split()
        ),
        max_size=14,
    ).map("".join)
)
def test_whatever_is_made_of_their_parts_frames_have_a_known_shape(address):
    film = embeds.rewritten(address, RULES)
    post = embeds.rewritten(address, embeds.POSTS)
    if film:
        assert re.fullmatch(r"embed/[\w-]{11}(\?start=\d+|#shorts)?", of(film[0]), re.ASCII)
    if post:
        assert post[0].startswith(("https://x.com/", "https://www.facebook.com/"))
    body = markup.clean(markup.with_embeds(markup.from_plain(address), HOSTS), HOSTS)
    assert ("<iframe" in body) == bool(film)
    assert markup.clean(body, HOSTS) == body


def test_a_host_that_is_not_allowed_has_no_films_and_one_of_the_papers_own_has():
    own = ["play.example.com"]
    rules = embeds.frame_rules(own)
    assert embeds.rewritten("https://youtu.be/dQw4w9WgXcQ", rules) is None
    address = "https://play.example.com/embed/7?x=1"
    assert embeds.rewritten(address, rules) == (address, "play.example.com")
    assert embeds.rewritten("https://play-example.com/embed/7", rules) is None
    assert embeds.film(address, own).frame == address
    assert embeds.film(address, HOSTS).frame == ""


BODY = (
    f'<p>앞 글</p><figure><iframe src="{NOCOOKIE}/dQw4w9WgXcQ#shorts"></iframe>'
    "<figcaption>개표 현장</figcaption></figure>"
    '<iframe src="https://tv.naver.com/embed/7" title="군수 &lt;인터뷰&gt;"></iframe>'
    '<figure><a href="https://x.com/hanbit/status/1790">x.com/hanbit/status/1790</a>'
    "<figcaption>군의 첫 설명</figcaption></figure><p>뒤 글</p>"
)


@pytest.mark.django_db
@pytest.mark.one_database
def test_readers_get_a_link_that_says_where_it_leads_and_asks_nobody_before(client):
    article = make_public(make_article(body=BODY))
    page = client.get(article.get_absolute_url()).text
    prose = page.split('<div class="prose">')[1]
    assert "<iframe" not in page
    assert '<a href="https://www.youtube.com/shorts/dQw4w9WgXcQ" data-frame="' in prose
    assert f'data-frame="{NOCOOKIE}/dQw4w9WgXcQ?autoplay=1#shorts" data-name="동영상"' in prose
    assert '<span class="film upright">' in prose
    assert "유튜브 영상 보기" in prose
    assert "누르면 youtube.com에 연결됩니다" in prose
    assert '<a href="https://tv.naver.com/v/7" data-frame="' in prose
    assert "<span>군수 &lt;인터뷰&gt;</span>" in prose
    assert "<figcaption>개표 현장</figcaption>" in prose
    assert '<a href="https://x.com/hanbit/status/1790" rel="external">' in prose
    assert '<figcaption class="post-words">군의 첫 설명</figcaption>' in prose
    assert re.search(
        r'data-frame="[^"]+" data-name="동영상" data-script="/static/js/films.js"', prose
    )
    assert '<script type="module"' not in page
    assert "VideoObject" not in page
    without = make_public(make_article(body="<p>&lt;iframe 글</p>"))
    assert "films.js" not in client.get(without.get_absolute_url()).text


@pytest.mark.django_db
@pytest.mark.one_database
def test_a_host_that_is_taken_off_the_list_leaves_a_plain_link(client, settings):
    article = make_public(make_article(body=BODY))
    settings.VIDEO_HOSTS = ["tv.naver.com"]
    prose = client.get(article.get_absolute_url()).text.split('<div class="prose">')[1]
    assert '<a href="https://www.youtube.com/shorts/dQw4w9WgXcQ">' in prose
    assert prose.count("data-frame") == 1


def test_films_and_posts_add_no_words_to_a_text_but_those_below_them():
    body = markup.clean(BODY, HOSTS)
    assert markup.plain(body) == "앞 글\n뒤 글"
    assert [line for kind, line in markup.blocks(body) if kind not in ("film", "link")] == [
        "앞 글",
        "개표 현장",
        "군의 첫 설명",
        "뒤 글",
    ]
    assert ("link", "(https://x.com/hanbit/status/1790)") in markup.blocks(body)


@pytest.mark.django_db
@pytest.mark.one_database
def test_who_writes_plain_text_puts_a_film_on_a_line_of_its_own_and_finds_the_address_again(
    client, nari, section
):
    nari.writes_plain_text = True
    nari.save()
    client.force_login(nari)
    address = "https://youtu.be/dQw4w9WgXcQ?t=9"
    client.post(ADD, typed(section, body=f"글 https://youtu.be/dQw4w9WgXcQ\n\n{address}\n\n끝"))
    article = Article.objects.get()
    assert article.body == (
        "<p>글 https://youtu.be/dQw4w9WgXcQ</p>\n"
        f'<figure><iframe src="{NOCOOKIE}/dQw4w9WgXcQ?start=9"></iframe></figure>\n<p>끝</p>'
    )
    shown = "글 https://youtu.be/dQw4w9WgXcQ\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=9s\n\n끝"
    assert f">\n{shown}</textarea>" in client.get(change(article)).text
    code = f'<iframe width="560" src="https://www.youtube.com/embed/{ID}?si=1" allow="autoplay"></iframe>'
    save(client, article, body=f"앞 글\n{code}\n뒤 글")
    article.refresh_from_db()
    assert article.body == (
        f'<p>앞 글</p>\n<figure><iframe src="{NOCOOKIE}/{ID}"></iframe></figure>\n<p>뒤 글</p>'
    )
    address = f"앞 글\n\nhttps://www.youtube.com/watch?v={ID}\n\n뒤 글"
    assert f">\n{address}</textarea>" in client.get(change(article)).text


def test_endless_embed_code_is_read_once_and_told_to_be_too_long():
    began = time.process_time()
    endless = "<iframe" + ' src="a"' * 24_000
    assert markup.with_addresses(endless, settings.VIDEO_HOSTS) == endless
    for typed_in in ("<iframe" + ' src="a"' * 100_000, "\n\n".join(["a/"] * 50_000)):
        with pytest.raises(ValidationError):
            clean_html(typed_in, is_plain=True)
    assert time.process_time() - began < 2
