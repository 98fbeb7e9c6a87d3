"""Words that make a comment wait are seen through their disguises, and clean words with the same letters are not."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from articles.pure import abuse, contacts, disguises

DEMO = Path(__file__).resolve().parent.parent / "articles" / "demo"

ABUSIVE = {
    "swearing": "시발|씨발놈아|아 시바 진짜|병신 같은 소리|좆같네|지랄하고 있네|존나 답답하다|이 새끼가|미친놈들|꺼져라|뒈져라|닥쳐라|썅|니애미|엠창",
    "jamo": "ㅅ ㅣ 발|ㅅㅂ|ㅆㅂ 뭐냐|ㅂㅅ|ㅄ이네|ㅈㄹ|ㅈㄴ 웃기네|ㅁㅊ|ㄲㅈ|ㅅㄲ|ㅆㅣㅂㅏㄹ|십ㅏㄹ|ㅅㅣ발|ㅂㅕㅇㅅㅣㄴ|개ㅅㅐ끼",
    "spaces": "시 발|ㅅ ㅂ|병 신|개 새 끼|시 발 놈|꺼 져 라",
    "signs and digits": "시1발|시.발|시~~발|병*신|병.신같은|씨@발|씨8|ㅅ1발|^^ㅣ발|씨ㅋㅋ발|개2새끼|지!랄",
    "letters drawn out": "씨이이발|시이발|시 이 발|쉬이발|벼엉신|씨이이이이발|시바아알|조오옷 같네|병시인|지이랄|개새애끼",
    "other spellings": "씨벌|쓰벌|시팔|븅신|빙신|병쉰|개색끼|개섀끼|개쉐|쉐끼|새키|좃같다|조까|뒤져라|죤나|쥰나|쌔끼|씹새",
    "other scripts": "tlqkf|qudtls|s h i t|sibal|Tlqkf|rotoRl|ｓｈｉｔ|ѕhit|ｔｌｑｋｆ|病身|시\u200b발|시\u3164발",
    "hate": "한남충|맘충|틀딱|김치녀|짱깨|쪽바리|똥남아|전라디언|홍어새끼|빨갱이|토착왜구|대깨문|수꼴|찢재명|윤두창|기레기|개독|똥꼬충|조센징",
    "lewd": "보지년|자지새끼|창녀|섹스|따먹고|걸레년",
    "advertising": "온라인 카지노 추천|사설토토|꽁머니|당일 대출 문의|소액결제 현금화|비아그라 팝니다|조건만남|출장안마|급등주 무료 공개|하루 50만원 보장",
}
CLEAN = """\
시발점|시발역|서울 시발 열차|다시 발표합니다|다시발표|역시 발전하는 우리 시|도시 발전|도시발전 계획|실시 발표|혹시 발견하면|김씨 발언은|오후 3시 발 열차|개시·발표
병신년 새해|丙申年 정월|질병신고|팔등신|18일|2018년|1818건|십팔번|5개년 계획|청소년들이|청년들에게|2년 만에|중년들의 모임|이놈의 날씨
새끼손가락|새끼줄을 꼬다|새끼 고양이|어미와 새끼|미운 오리 새끼|하루 세 끼|삼시세끼|새끼 낙지|우리 새끼들 건강하게
개발|개소년|무지개 같은|번개같이 빨랐다|조개구이|베개 같은|두 개 같은 값|공개수배|날개처럼|공개처리|중국개발은행
보지 못했다|보지 않고|그건 보지도 못했네요|해보지는 않았지만|자지 않고|잠을 자지 못한다|영향을 미친 것|피해를 미쳤다|미친 듯이 뛰었다|위기가 닥쳐도
꺼져 가는 불씨|불이 꺼져 있어요|전기가 꺼졌다|서랍을 뒤져 보니|씹어 먹는|곱씹어 보면|허리띠를 졸라매고|에밀 졸라|조지 부시|성기 씨|존나단|만족까지|가족같은 분위기
변태한 곤충|곤충|해충|현충일|충청도|충주시|보충|기생충|고추 농사|홍어 무침|영산포 홍어축제|한남동|한남대교|한남대학교|통구이|감자도 맛있다|대중교통|체육시설
에섹스 대학|애널리스트|창립 발기인|아카펠라|오후장|소추위원|탄핵 소추|감염병|전염병하고|유가증권|혈관종|게놈|메트로놈|베놈|무역거래|지역거점|예약했나 봐요
쓰레기 분리수거|쓰레기가 쌓였다|재앙이 닥쳤다|민주화 당시|벙어리장갑|대가를 치르다|시련이 많았다|아저씨바지|글씨바탕|저수지랑|살이 찐다|인터뷰신청|평등신고|도시바라는 회사
ㅋㅋㅋㅋㅋ|ㅎㅎ 좋네요|ㅠㅠ 안타깝다|ㅇㅇ|ㄴㄴ|감사합니다ㅠ|good job|The quick brown fox|hello world|newspaper|whale|ㅜㅜ 힘내세요|^^ 감사해요|2시 반에 만나요"""


@pytest.mark.parametrize("kind", ABUSIVE)
def test_abuse_is_seen_in_its_disguise(kind):
    assert [text for text in ABUSIVE[kind].split("|") if not abuse.is_in(text)] == []


def test_clean_words_with_the_same_letters_are_none():
    assert [text for text in re.split(r"[|\n]", CLEAN) if abuse.is_in(text)] == []


def test_a_whole_paper_holds_none():
    """Every story of the demo paper: what its readers would quote."""
    texts = [
        re.sub("<[^>]+>", " ", text)
        for file in ("stories.json", "newspaper.json", "briefs.json")
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', (DEMO / file).read_text())
    ]
    assert len(texts) > 4000
    assert [text for text in texts if abuse.is_in(text)] == []


def test_words_of_the_paper_are_seen_in_the_same_disguises():
    words = "국밥집 사장\n\n무릉도원\n  \nABC마트"
    for text in ("국밥집 사장님", "무 릉 도 원", "무릉.도원", "무우릉도원", "ａｂｃ마트 좋아요"):
        assert abuse.is_in(text, words), text
    assert not abuse.is_in("국밥이 맛있어요", words)


@pytest.mark.parametrize(
    "text",
    "https://a.example/1|http://가나다.kr|www.naver.com|bit.ly/abc|t.me/abc|가나다.kr 로 오세요|casino77.com|ab . com|ab(.)com|abc dot com"
    "|ｗｗｗ．ａｂｃ．ｃｏｍ|h t t p s : / / abc".split("|"),
)
def test_an_address_is_one_however_it_is_written(text):
    assert contacts.addresses(disguises.plain(text))


@pytest.mark.parametrize(
    "text",
    "카톡 abc123|카톡아이디: kim_77|텔레그램 @money88|라인 id : happy|010-1234-5678|01012345678|070 1234 5678".split(
        "|"
    ),
)
def test_how_to_reach_somebody_is_seen(text):
    assert contacts.has_contact(disguises.plain(text))


@pytest.mark.parametrize(
    "text",
    "3.5% 올랐다|2026.11.28. 오전|그렇다.그래서|A.I. 시대|시청 043-220-1234|119에 신고|카톡으로 보냈다|카톡 PC버전|온라인 2026년 행사|기사 잘 봤습니다.감사합니다|점점 좋아져요".split(
        "|"
    ),
)
def test_figures_dates_and_sentences_are_no_way_out(text):
    plain = disguises.plain(text)
    assert (contacts.addresses(plain), contacts.has_contact(plain)) == ([], False)


LETTERS = st.text(st.sampled_from("시씨발ㅅㅂㅣㅏㅋ아이 .1^a새끼년개\n\u1109\u1175ﾆ"), max_size=300)


@settings(max_examples=60, deadline=None)
@given(st.one_of(LETTERS, st.text(max_size=300)))
@example("ㅣ" * 50 + "ㅄ")
@example("\u11a7\u1175")
def test_any_text_has_its_forms(text):
    assert len(disguises.seen(text)) == 2
    abuse.is_in(text)
    contacts.addresses(text)


@pytest.mark.parametrize(
    "piece", ["가", "시", "시 ", "ㅅㅣ", "씨이", "^ㅣ", "a.", "a-", "asdf", "개새", "0", "h t t p "]
)
def test_no_text_takes_long(piece):
    """Ten times the length takes about ten times as long, and a comment a few milliseconds."""

    def seconds(length):
        text = (piece * length)[:length]
        begun = time.process_time()
        abuse.is_in(text)
        contacts.addresses(text)
        contacts.has_contact(text)
        return time.process_time() - begun

    seconds(100)
    assert min(seconds(10_000) for _ in range(2)) < 1


WORDS = [*re.split(r"[|\n]", CLEAN), *"|".join(ABUSIVE.values()).split("|")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join))
def test_looking_letter_by_letter_finds_what_the_whole_list_finds(text):
    lines = Path(abuse.__file__).with_suffix(".txt").read_text().split("\n")
    whole = "|".join(line for line in lines if line and not line.startswith("#"))
    assert (abuse.found(text) is None) == (re.search(whole, text) is None)


def test_every_expression_has_letters_to_begin_with():
    lines = Path(abuse.__file__).with_suffix(".txt").read_text().split("\n")
    for line in lines:
        for atoms in abuse.alternatives("" if line.startswith("#") else line):
            assert bool(abuse.beginnings(atoms)) == bool(atoms), "".join(atoms)
