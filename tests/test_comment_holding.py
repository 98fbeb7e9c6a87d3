"""What makes a comment wait for the desk, with its reason; nothing that a reader wrote is lost by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import comments as desk
from articles.desk.comments import holding
from articles.models import Comment, CommentRules, Publication

from .factories import make_comment, make_public, make_reporter

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NOW = timezone.now().replace(microsecond=0)
AD = "어디서나 볼 수 있는 저희 가게로 오십시오"


def held(text="좋은 소식입니다.", article=None, person=1, at=NOW, name="하니", **rules):
    """Return why the comment of a person of their own network waits, in a paper that shows all at once."""
    who = desk.visitor(f"192.0.2.{person}", "Mozilla/5.0")
    typed = desk.Typed(name, text, "1234")
    rules = CommentRules(pk=1, policy="open", apart=0, per_article=1000, per_day=1000, **rules)
    comment, _is_new = desk.write(article or make_public(), typed, who, rules, at)
    assert comment.text == text.strip()
    assert comment.state == ("waiting" if comment.held_for else "public")
    return comment.held_for


def test_what_readers_usually_write_is_seen_at_once():
    for person, text in enumerate(
        ("ㅋㅋㅋ", "다시 발표한다니 도시 발전이 기대됩니다", "3.5% 올랐다는 게 정말인가요?", "^^"),
        1,
    ):
        assert held(text, person=person) == []


def test_a_word_in_the_text_or_the_name_makes_it_wait_and_so_does_one_of_the_papers_own():
    assert held("이런 시1발") == ["word"]
    assert held(name="ㅂ ㅅ") == ["word"]
    assert held("무릉.도원 가 보세요", words="국밥집\n무릉도원") == ["word"]
    assert held("무릉.도원 가 보세요!", words="국밥집") == []


def test_it_waits_for_every_reason_that_there_is():
    assert held("병신들 카톡 abc123", name="관리자") == ["word", "link", "lookalike"]


def test_one_address_waits_unless_the_paper_lets_them_work_and_two_always():
    assert held("자세한 것은 https://a.example/1") == ["link"]
    assert held("자세한 것은 https://a.example/1 에서", links_work=True) == []
    assert held("www.a-b.com 그리고 c-d.kr", links_work=True) == ["link"]
    assert held(name="casino77.com", links_work=True) == ["link"]


def test_what_several_said_waits_from_the_third_time_on_and_from_the_second_of_the_same_people():
    assert [held(AD, person=person) for person in (1, 2, 3)] == [[], [], ["repeated"]]
    assert held(f"{AD}!!", person=1) == ["repeated"]
    assert held(AD, person=4, at=NOW + timedelta(days=2)) == []


def test_what_many_say_by_themselves_may_be_said_again():
    for text in ("좋은 기사입니다", "ㅋㅋㅋㅋ", "삼가 고인의 명복을 빕니다."):
        assert [held(text, person=person) for person in (1, 2, 3, 3)] == [[]] * 4


@pytest.mark.parametrize(
    "text",
    ["ㅋ" * 900, "사과 사세요 " * 40, "오늘의 특가\n" * 6, "가나\n" * 5],
    ids=["a letter", "words", "a line", "a short line"],
)
def test_what_says_one_thing_over_and_over_waits(text):
    assert held(text) == ["repeated"]


def test_a_long_comment_does_not():
    assert (
        held(
            "".join(f"{number}번 버스는 {number * 7 % 60}분마다 옵니다.\n" for number in range(30))
        )
        == []
    )


@pytest.mark.parametrize(
    "name",
    "김하늘|김하늘 기자|김 하늘기자|김하늘기자님|ㄱㅣㅁ하늘|김.하.늘|김\u200b하늘|기자 김하늘|박보라|박보라 편집국장|한빛신문|한빛 신문|한빛신문 운영팀|도미란|차영훈"
    "|bora|Вora|ｂｏｒａ|b0ra|관리자|관 리 자|운영자|편집국|기자|admin|Аdmin|adm1n|ADMIN|αdmin|管理者".split(
        "|"
    ),
)
def test_a_name_like_one_of_the_newsroom_waits(name, bora):
    bora.last_name, bora.first_name = "박", "보라"
    bora.save()
    make_reporter("김하늘")
    Publication(name="한빛신문", publisher_name="차영훈", editor_name="도미란").save()
    assert held(name=name) == ["lookalike"]


def test_other_names_do_not(bora):
    make_reporter("김하늘")
    make_reporter("이산")
    Publication(name="한빛신문").save()
    for person, name in enumerate(
        (
            "하늘",
            "김하나",
            "이산가족",
            "연기자",
            "이야기자리",
            "borahae",
            "한빛",
            "자전거기사",
            "님",
            "ㅇㅇ",
        ),
        1,
    ):
        assert held(name=name, person=person) == [], name


def test_thirty_comments_a_minute_are_many_under_one_article():
    article, other = make_public(), make_public()
    for second in range(30):
        make_comment(article, made_at=NOW + timedelta(seconds=second))
    assert held("저도 한마디 합니다", article, at=NOW + timedelta(seconds=40)) == ["rush"]
    assert held("저도 한마디 합니다.", other, person=2, at=NOW + timedelta(seconds=40)) == []
    assert held("이제 조용하네요", article, person=3, at=NOW + timedelta(minutes=2)) == []


def test_the_desk_lets_readers_see_what_waited_for_a_word(bora):
    assert held("이런 시1발") == ["word"]
    comment = Comment.objects.get()
    assert [str(reason) for reason in comment.holds] == [str(Comment.Hold.WORD.label)]
    assert desk.approve(comment, bora).is_shown()


def test_looking_for_signs_takes_six_queries_however_large_the_newsroom(django_assert_num_queries):
    article = make_public()
    for number in range(20):
        make_reporter(f"가나다{number}")
    typed = desk.Typed("하니", "자세한 이야기는 나중에 하겠습니다", "1234")
    who = desk.visitor("192.0.2.1", "Mozilla/5.0")
    with django_assert_num_queries(6):
        assert holding.reasons(article, typed, who, CommentRules(), "open", NOW) == []
