"""What differs between two texts, as the newsroom reads it."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pure import differences, matching
from articles.pure.differences import ADDED, REMOVED, SAME, Segment, rows, share_replaced


def told(old, new):
    """Return the rows as text: removed in [-…-], added in {+…+}."""
    shown = {SAME: "%s", REMOVED: "[-%s-]", ADDED: "{+%s+}"}
    return [
        "".join(shown[segment.kind] % segment.text for segment in row.inline)
        for row in rows(old, new)
    ]


def read(done, side):
    """Return one side of the rows as a reader sees it."""
    lines = ("".join(segment.text for segment in getattr(row, side)) for row in done)
    return " ".join(" ".join(lines).replace("¶\n", " ").split())


korean = st.lists(
    st.sampled_from(
        ["군은 ", "도서관을 ", "열었다. ", "3억5000만 원", "말했다.”", "\n", " ", "왜?"]
    ),
    max_size=40,
).map("".join)


@given(korean, korean)
@settings(max_examples=300)
def test_both_sides_of_the_rows_are_the_two_texts(old, new):
    done = rows(old, new)
    plain = [
        " ".join(sentence.text for sentence in differences.sentences(text)) for text in (old, new)
    ]
    assert [read(done, "old"), read(done, "new")] == plain


@given(korean)
def test_a_text_is_the_same_as_itself(text):
    assert all(row.is_same for row in rows(text, text))
    assert share_replaced(text, text) == 0


def test_a_changed_particle_is_marked_and_the_word_stays_readable():
    assert told("새 도서관은 크다.", "새 도서관이 크다.") == ["새 도서관[-은-]{+이+} 크다."]


def test_a_number_is_never_cut():
    assert told("예산은 3억2000만 원이다.", "예산은 3억5000만 원이다.") == [
        "예산은 [-3억2000만-]{+3억5000만+} 원이다."
    ]
    assert told("응답자 41.2%가 골랐다.", "응답자 41.5%가 골랐다.") == [
        "응답자 [-41.2%가-]{+41.5%가+} 골랐다."
    ]


def test_words_with_little_in_common_are_marked_whole():
    assert told("군은 어제 도서관 앞에서 밝혔다.", "군은 오늘 도서관 앞에서 말했다.") == [
        "군은 [-어제-]{+오늘+} 도서관 앞에서 [-밝혔다.-]{+말했다.+}"
    ]


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("군은 열었다. 주민은 반겼다.", 2),
        ("“언제 여나요?” 그는 물었다.", 2),
        ("“언제 여나요?”라고 물었다.", 1),
        ("붙여 썼다.그래도 나뉜다.", 2),
        ("예산은 3.5배다. 1.2%만 줄었다.", 2),
        ("좋아요! 정말요… 그럼요.", 3),
    ],
)
def test_korean_sentences_end_where_they_end(line, count):
    assert len(differences.sentences(line)) == count


def test_paragraphs_that_are_joined_show_their_break():
    old = "첫 문장이다. 둘째 문장이다.\n셋째 문장이다."
    assert told(old, old.replace("\n", " ")) == [
        "첫 문장이다. 둘째 문장이다.[-¶\n-] 셋째 문장이다."
    ]
    assert told(old.replace("\n", " "), old) == [
        "첫 문장이다. 둘째 문장이다.{+¶\n+} 셋째 문장이다."
    ]


def test_an_added_paragraph_moves_nothing():
    old = ["첫 문단이다.", "끝 문단이다."]
    assert told(old, [old[0], "새로 쓴 이야기다.", old[1]]) == [
        "첫 문단이다.",
        "{+새로 쓴 이야기다.+}",
        "끝 문단이다.",
    ]


def test_a_paragraph_in_the_place_of_another_stands_beside_it():
    done = rows(["가.", "지난달 세 명이 다쳤다.", "하."], ["가.", "전혀 새로운 글을 쓴다.", "하."])
    assert len(done) == 3
    assert done[1].old == [Segment(REMOVED, "지난달 세 명이 다쳤다.")]
    assert done[1].new == [Segment(ADDED, "전혀 새로운 글을 쓴다.")]


def test_a_changed_sentence_finds_its_old_form_behind_new_ones():
    old = ["군은 새 도서관을 다음 달에 연다고 밝혔다."]
    new = ["주민 설명회가 먼저 열렸다.", "군은 새 도서관을 다음 해에 연다고 밝혔다."]
    assert told(old, new) == [
        "{+주민 설명회가 먼저 열렸다.+}",
        "군은 새 도서관을 다음 [-달에-]{+해에+} 연다고 밝혔다.",
    ]


def test_what_is_far_from_a_change_is_folded():
    lines = [f"{number}번째 문단이다." for number in range(20)]
    groups = differences.folded(rows(lines, [*lines[:10], "새 문단이다.", *lines[10:]]))
    assert [(group.is_folded, len(group.rows)) for group in groups] == [
        (True, 9),
        (False, 3),
        (True, 9),
    ]


# How much is replaced


def test_a_moved_paragraph_is_no_replacement():
    paragraphs = [f"{number}번째 문단에는 이런 말이 있다. 그리고 끝난다." for number in range(9)]
    assert share_replaced("\n".join(paragraphs), "\n".join(reversed(paragraphs))) == 0
    assert share_replaced("\n".join(paragraphs), " ".join(paragraphs[3:] + paragraphs[:3])) == 0


def test_another_story_under_the_same_address_is_more_than_half():
    old = "군은 새 도서관을 열었다고 밝혔다. 열람석은 200석이다. 주민이 반겼다고 한다."
    new = "시청 앞 광장에서 겨울 축제가 막을 올렸다. 등불은 3만 개가 걸렸다고 한다."
    assert share_replaced(old, new) > 0.9
    assert share_replaced(old, "") == 1
    assert share_replaced("", new) == 0


def test_a_light_hand_is_less_than_half():
    old = "군은 새 도서관을 지난 3일 읍내에 열었다고 밝혔다. 열람석은 모두 200석이고 밤 열 시까지 연다."
    new = "군은 새 도서관을 지난 4일 읍내에 열었다고 밝혔다. 열람석은 모두 250석이고 밤 열 시까지 연다."
    assert 0 < share_replaced(old, new) < 0.2


def test_half_of_the_sentences_is_half():
    old = "가나다라 마바사. 아자차카 타파하."
    assert share_replaced(old, "가나다라 마바사. 전혀 다른 말이다.") == 0.5


def test_what_stood_twice_and_stands_once_is_half_gone():
    assert share_replaced("같은 말이다. 같은 말이다.", "같은 말이다.") == 0.5


# Hostile texts: the work grows with the length, not with its square


class Counted:
    """An item that counts how often it is compared or hashed."""

    count = 0

    def __init__(self, value):
        self.value = value

    def __eq__(self, other):
        Counted.count += 1
        return self.value == other.value

    def __hash__(self):
        Counted.count += 1
        return hash(self.value)


def alphabet(letters, length, seed):
    chance = random.Random(seed)
    return [chance.choice(letters) for _ in range(length)]


HOSTILE = {
    "all equal": (["같다"] * 30_000, ["같다"] * 29_000 + ["다르다"]),
    "two that alternate": (["a", "b"] * 15_000, ["b", "a", "c"] * 10_000),
    "eight at random": (alphabet("abcdefgh", 30_000, 1), alphabet("abcdefgh", 30_000, 2)),
    "a thousand at random": (alphabet(range(1000), 30_000, 1), alphabet(range(1000), 30_000, 2)),
    "each once, backwards": (list(range(30_000)), list(reversed(range(30_000)))),
    "nothing in common": (list(range(30_000)), list(range(30_000, 60_000))),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_costs_no_more_than_its_length(name):
    old, new = ([Counted(value) for value in values] for values in HOSTILE[name])
    Counted.count = 0
    found = matching.matches(old, new)
    assert Counted.count < 80 * (len(old) + len(new))
    assert all(old[i].value == new[j].value for i, j in found)
    assert found == matching.growing(found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("가" * 200_000, "가" * 100_000 + "나" + "가" * 100_000),
        ("같은 문장이다. " * 30_000, "같은 문장이다. " * 29_999 + "다른 문장이다."),
        (" ".join(alphabet("abcdefgh", 60_000, 1)), " ".join(alphabet("abcdefgh", 60_000, 2))),
        ("." * 200_000, "? " * 100_000),
        (" " * 200_000, "\n" * 200_000),
    ],
    ids=["one word", "equal sentences", "words without an end", "dots", "nothing"],
)
def test_the_longest_bodies_are_compared(old, new):
    done = rows(old, new)
    assert read(done, "new").replace(" ", "") == "".join(new.split())
    assert 0 <= share_replaced(old, new) <= 1


@given(st.lists(st.integers(0, 5), max_size=60), st.lists(st.integers(0, 5), max_size=60))
def test_matches_grow_on_both_sides_and_are_equal(old, new):
    found = matching.matches(old, new)
    assert all(old[i] == new[j] for i, j in found)
    for (a, b), (c, d) in itertools.pairwise(found):
        assert a < c
        assert b < d
