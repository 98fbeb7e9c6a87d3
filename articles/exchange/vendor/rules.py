"""What a line of an older system is besides the article: rules that take no sentence for something else."""

import re
from typing import NamedTuple

from ..reporters import people_of

EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
OPEN, CLOSE = r"[\s\[(<{【〈《/|▣■●◆☞=·ㆍ-]*", r"[\s\])>}】〉》/|=·ㆍ-]*"
# Who writes, as bylines call them; others, such as directors, may be people of the article.
WRITERS = re.compile(r".*기자|특파원|통신원|리포터|논설위원|논설실장|주필")
NOT_NAMES = frozenset(
    "본지 본보 담당 해당 취재 사진 온라인 편집 전문 시민 객원 현직 전직 모든 동료".split()
)
NAME = re.compile(r"[가-힣]{2,5}")

BYLINE = re.compile(
    rf"{OPEN}(?:(?P<place>[가-힣·/]{{1,10}}?)\s*[=/|]\s*)?"
    rf"(?P<people>[가-힣A-Za-z·ㆍ,&\s]{{2,60}}?)"
    rf"\s*{CLOSE}(?:[(\[</]\s*)?(?P<email>{EMAIL})?{CLOSE}"
)
BEHIND_SENTENCE = re.compile(
    rf"(?<=[.!?”\"’'」』])\s*(?P<byline>[\[(<【/]?\s*[가-힣·ㆍ,=\s]{{2,40}}?기자\s*{CLOSE}"
    rf"(?:[(\[</]\s*)?(?:{EMAIL})?{CLOSE})$"
)
MAIL = re.compile(
    rf"{OPEN}(?:기사\s?제보|독자\s?제보|제보|e-?mail|이메일|메일)?\s*:?\s*(?:{EMAIL}[\s,/]*)+{CLOSE}",
    re.I,
)
FORBIDDEN = r"(?:무단\s*(?:전재|복제|배포|사용)|재배포|전재\s*및|AI\s*학습|all\s+rights\s+reserved|저작권자)"
COPYRIGHT = re.compile(
    rf"{OPEN}(?:(?:저작권자|copyrights?)\s*(?:\(c\)|[:ⓒ©])|[ⓒ©])(?=.*{FORBIDDEN}|.{{0,60}}$).{{0,160}}"
    rf"|{OPEN}무단\s*(?:전재|복제)\s*(?:및|와|[-·,/&])?\s*(?:재\s*배포|복제|배포|전재|DB\s*저장)?\s*(?:를|을)?\s*"
    rf"(?:금지|금함)[.\s]*{CLOSE}",
    re.I,
)
CREDIT = re.compile(rf"{OPEN}[ⓒ©](?!.*{FORBIDDEN}).*", re.I)  # whose picture it is, not a claim
ADVERTISEMENT = re.compile(
    rf"{OPEN}(?:advertisements?|ad|광고|배너\s?광고|스폰서\s?링크|sponsored\s+links?){CLOSE}", re.I
)
SHARE_WORDS = (
    "SNS 기사보내기|SNS기사보내기|기사보내기|기사공유하기|공유하기|공유|페이스북|트위터|카카오톡|카카오스토리|"
    "네이버블로그|네이버밴드|네이버|블로그|밴드|구글플러스|구글|라인|핀터레스트|텔레그램|링크드인|메일|이메일|"
    "URL복사|URL 복사|주소복사|기사저장|스크랩|인쇄하기|인쇄|프린트|글자크기|글자 크게|글자 작게|글씨크기|"
    "글씨크게|글씨작게|본문 글씨 키우기|본문 글씨 줄이기|바로가기|다른 찾기|facebook|twitter|kakao|band|blog|x"
)
SHARING = re.compile(rf"[\s|·,/>(]*(?:(?:{SHARE_WORDS})(?:\(으\)로|으로|로)?[\s|·,/>()]*)+", re.I)
SHARE_WORD = re.compile(SHARE_WORDS, re.I)
SHARE_LINK = re.compile(
    r"(?:https?:)?//(?:[\w-]+\.)*(?:facebook\.com/(?:sharer|share|dialog)|twitter\.com/(?:share|intent|home)"
    r"|x\.com/intent|story\.kakao\.com/share|share\.naver\.com|band\.us/plugin/share"
    r"|blog\.naver\.com/openapi/share|social-plugins\.line\.me|plus\.google\.com/share"
    r"|t\.me/share|pinterest\.com/pin/create|linkedin\.com/share)",
    re.I,
)
CAPTION = re.compile(r"\s*[▲△▶◀▼▽↑]\s*(?P<words>\S.*)", re.S)
CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:caption|img_?desc|photo_?desc|imgdown\w*)(?:$|[\s_-])", re.I
)
SUBHEADING_CLASS = re.compile(
    r"(?:^|[\s_-])sub(?:_|-)?(?:heading|title|head|tit)?(?:$|[\s_-])", re.I
)


class Byline(NamedTuple):
    """People with their titles, and the address beside them."""

    people: list  # of (name, title)
    email: str


def is_copyright(line):
    if CREDIT.fullmatch(line) or (line.endswith("다.") and "금" not in line):
        return False
    return bool(COPYRIGHT.fullmatch(line))


def is_advertisement(line):
    return bool(ADVERTISEMENT.fullmatch(line))


def is_sharing(line):
    """Whether a line is of nothing but the names of at least two places to share with."""
    return bool(SHARING.fullmatch(line)) and len(SHARE_WORD.findall(line)) > 1


def is_mail(line):
    return bool(MAIL.fullmatch(line))


def byline_of(line, reporters):
    """Return the Byline that a whole line is, or None; `reporters` is what the article says of its own.

    Where the article names others, only an address beside a name makes sure that it is one.
    """
    match = BYLINE.fullmatch(line)
    if match is None:
        return None
    people, email = people_of(" ".join(match["people"].split())), match["email"] or ""
    if not people:
        name = match["people"].strip()
        is_known = NAME.fullmatch(name) and name in reporters
        return Byline([(name, "")], email) if is_known and (match["place"] or email) else None
    if any(not NAME.fullmatch(name) or name in NOT_NAMES for name, _title in people):
        return None
    if not email and not all(WRITERS.fullmatch(title) for _name, title in people):
        return None
    if reporters and not email and not all(name in reporters for name, _title in people):
        return None
    return Byline(people, email)


def byline_behind(raw, reporters):
    """Return (place where it begins, Byline) of one behind the last sentence of a text, else None."""
    match = BEHIND_SENTENCE.search(raw[-200:])
    byline = match and byline_of(match["byline"].strip(), reporters)
    return (max(len(raw) - 200, 0) + match.start(), byline) if byline else None
