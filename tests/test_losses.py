"""What cleaning leaves out is counted, so that whoever pastes or imports can be told."""

import pytest

from articles.pure import markup

HOSTS = ("www.youtube.com",)
PHOTO = "/media/photos/ab/ab0123456789abcdef0123456789abcd-1920x1280/960.webp"
FILM = '<iframe src="https://www.youtube.com/embed/a"></iframe>'


@pytest.mark.parametrize(
    ("source", "lost"),
    [
        (f'<p class="x">글</p><img src="{PHOTO}">{FILM}<!-- 메모 --><style>p {{}}</style>', {}),
        (f'<img src="{PHOTO}"><img src="https://a.example/b.jpg"><IMG SRC=c.png>', {"pictures": 2}),
        (f'{FILM}<iframe src="https://maps.example/"></iframe>', {"frames": 1}),
        ("<video src=a.mp4></video><audio></audio><object><embed></object>", {"films": 4}),
        ("<form><input><button>가</button><textarea>나</textarea></form>", {"forms": 3}),
        ("<script>a()</script><script src=x></script>", {"scripts": 2}),
        ("<svg><path></svg><canvas></canvas>", {"drawings": 2}),
        ("<iframe>숨은 글</iframe>", {"frames": 1, "hidden": 1}),
        ("<noscript>글</noscript><noscript><b> </b></noscript>", {"hidden": 1}),
        ("<p>앞</p><!-- 끝나지 않는 말", {"hidden": 1}),
        ("<p>앞</p><textarea>남은 기사 모두", {"forms": 1, "hidden": 1}),
        ("<p>앞</p><title>남은 기사 모두<p>뒤", {"hidden": 1}),
    ],
)
def test_what_a_reader_misses_is_counted_by_its_kind(source, lost):
    assert markup.losses(source, markup.clean(source, HOSTS)) == lost


def test_a_body_that_is_clean_loses_nothing():
    body = markup.clean(f'<p>글</p><figure><img src="{PHOTO}"></figure>{FILM}', HOSTS)
    assert not markup.losses(body, markup.clean(body, HOSTS))


def test_a_frame_that_never_ends_takes_nothing_with_it():
    cleaned = markup.clean(
        '<p>앞</p><iframe src="https://www.youtube.com/embed/a"><p>뒤</p>', HOSTS
    )
    assert markup.plain(cleaned) == "앞\n뒤"
    assert '"></iframe>' in cleaned
    hidden = markup.clean("<p>보이는 글.</p><iframe>숨은 글</iframe>", HOSTS)
    assert hidden == "<p>보이는 글.</p>"
    assert markup.is_empty(markup.clean("<iframe src=x>숨은 글</iframe>"))
