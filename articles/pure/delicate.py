"""What in a text suggests that its people should be spared the comments of others."""

import re

SENTENCE = re.compile(r"(?<=[.!?。])\s+|\n+")
# A word begins where no letter stands before it: 경부고속도로 is no 부고, 투자살리기 no 자살.
START = r"(?<![가-힣])"
PREVENTED = r"(?!\s*(예방|근절|방지|추방|상담|교육|대응|신고))"  # what a campaign is against
OBITUARY = re.compile(rf"{START}(부고(?![가-힣]{{2}})|별세|영면|타계|빈소|발인|선종)")
SUICIDE = re.compile(
    rf"{START}(극단적\s?(선택|시도)|자살(?!률|골|\s?공격){PREVENTED}|숨진\s?채|투신[^.]{{0,40}}(숨|사망)"
    r"|스스로\s?(목숨|생을)[^.]{0,10}(끊|마감))"
)
YOUNG = re.compile(
    r"미성년|초등생|초등학생|중학생|고교생|고등학생|[남여][중고]생|청소년|아동|유아|영아|어린이"
    rf"|{START}(10|십)대|(?<!\d)1[0-8]\s?[살세](?![가-힣])"
)
CRIME = re.compile(
    r"(성폭[력행]|성추행|강제추행|성착취|성범죄|학대|폭행|학교\s?폭력|학폭|흉기|살해|유괴|납치|감금"
    rf"|괴롭힘|입건|구속|체포|검거|피의자|용의자|범행|마약){PREVENTED}"
)
VICTIM = re.compile(
    r"(성폭[력행]|성추행|강제추행|성착취|성범죄|불법\s?촬영|스토킹|(데이트|가정)\s?폭력)"
    rf"{PREVENTED}[^.]{{0,60}}피해"
)


def kind_of(text):
    """Return "suicide", "minor", "victim" or "obituary" for what a plain text seems to be, or None.

    Only a guess for somebody to look at: words and their company within a sentence.
    """
    if SUICIDE.search(text):
        return "suicide"
    sentences = SENTENCE.split(text)
    if any(YOUNG.search(sentence) and CRIME.search(sentence) for sentence in sentences):
        return "minor"
    if any(VICTIM.search(sentence) for sentence in sentences):
        return "victim"
    return "obituary" if OBITUARY.search(text) else None
