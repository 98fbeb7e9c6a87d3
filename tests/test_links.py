"""Addresses in what readers write: the address is a link, the sentence around it is none."""

import time

import pytest

from articles.pure.links import linked


def addresses(words):
    return [part.partition('"')[0] for part in linked(words).split('href="')[1:]]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("자료는 https://x.kr/a에서 봅니다", "https://x.kr/a"),
        ("https://x.kr를 보십시오", "https://x.kr"),
        ("(https://x.kr/a).", "https://x.kr/a"),
        ("https://x.kr/a_(b), 그리고", "https://x.kr/a_(b)"),
        ("[https://x.kr/a?b=1&c=2]!", "https://x.kr/a?b=1&amp;c=2"),
        ("‘http://X.kr:8080/a#b’", "http://X.kr:8080/a#b"),
        ("“https://x.kr/a”라고", "https://x.kr/a"),
        ("https://x.kr/%EA%B0%80...", "https://x.kr/%EA%B0%80"),
        ("HTTPS://x.kr/", "https://x.kr/"),
        ("보십시오https://x.kr~~", "https://x.kr"),
        ("https://naver.com@evil.example/", "https://naver.com"),
    ],
)
def test_an_address_is_a_link_without_the_sentence_around_it(words, address):
    assert addresses(words) == [address]


@pytest.mark.parametrize(
    "words",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://x.kr/a",
        "x.kr/a",
        "http://",
        "https://localhost/",
        "https://한글.kr/",
        "https://1.2.3.4.5/",
        "https://x.kr:99999/",
        "xhttps://x.kr/",
        'https://"onmouseover=alert(1)',
    ],
)
def test_what_is_no_address_of_the_web_stays_text(words):
    assert addresses(words) == []


def test_all_else_is_text():
    assert linked('<b>굵게</b> & "따옴표" https://x.kr/?\'a') == (
        '&lt;b&gt;굵게&lt;/b&gt; &amp; "따옴표" <a href="https://x.kr/?&#x27;a" '
        'rel="ugc nofollow noopener">https://x.kr/?&#x27;a</a>'
    )


@pytest.mark.parametrize(
    "unit", ["http://", "https://a.", "https://x.kr/)", "(", "https://x.kr/" + "(" * 9, "a.", "-"]
)
def test_no_text_takes_longer_than_its_length(unit):
    began = time.process_time()
    linked("https://x.kr/" + unit * (100_000 // len(unit)))
    assert time.process_time() - began < 2
