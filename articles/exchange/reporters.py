"""Reporters as papers print them: one name or several in one line, with titles and addresses."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ..pure import text
from .record import GUESSED, LEFT_OUT, MAX_ITEMS, Broken

TITLES = (
    "대기자 선임기자 수습기자 인턴기자 객원기자 시민기자 전문기자 사진기자 기자 편집국장 편집부장 "
    "부국장 국장 부장 차장 팀장 본부장 지사장 특파원 논설위원 논설실장 주필 대표 발행인 편집위원 "
    "위원 통신원 리포터 앵커 PD 아나운서"
).split()
# 김하늘 선임기자, 김하늘기자: a name that its title follows without a space is of Hangul.
PERSON = re.compile(
    rf"(?P<name>[가-힣]{{2,5}}?|[^\W\d]+(?=\s))(?:\s*(?P<title>{'|'.join(TITLES)}))?"
)
PRINTED_DATE = re.compile(r"^\d{4}[-./]\d{1,2}[-./]\d{1,2}\.?\s+")
SEVERAL = re.compile(r"\s*[·ㆍ・,/&]\s*")


@dataclass(frozen=True)
class ImportedReporter:
    name: str
    title: str
    email: str
    number: int = 0  # of an export of this program, which tells people of one name apart


def reporters_of(record):
    """Return the ImportedReporters of a line, each once."""
    found = []
    for item in record.items("reporters", {"name", "title", "email", "number"}):
        found += printed(item)
    return tuple(dict.fromkeys(found))[:MAX_ITEMS]


def printed(item):
    """Return the ImportedReporters that an object with name, title and email names."""
    line = text.tidy_line(item.attempt_string("name"))
    if text.is_blank(line):
        item.note(LEFT_OUT, "name", _("is missing"))
        return []
    title, email = item.line("title", 40), item.attempt(email_of, "email", "")
    number = item.fields.get("number")
    if type(number) is int:  # the name is one, whatever it looks like
        return [ImportedReporter(item.short(line, "name", 40), title, email, number)]
    people = people_of(line)
    if not people:
        return [ImportedReporter(item.short(line, "name", 40), title, email)]
    item.note(GUESSED, "name", f"{line} → {', '.join(map(' '.join, people))}")
    alone = len(people) == 1
    return [ImportedReporter(name, own or title, email if alone else "") for name, own in people]


def people_of(line):
    """Return [(name, title)] of a printed line of people with titles, [] of any other line.

    The title that the last of them has is that of all.
    """
    matches = [PERSON.fullmatch(part) for part in SEVERAL.split(PRINTED_DATE.sub("", line))]
    if not all(matches) or not matches[-1]["title"]:
        return []
    return [(match["name"], match["title"] or matches[-1]["title"]) for match in matches]


def email_of(item):
    """Return the email of a reporter. Raises Broken."""
    email = text.tidy_line(item.string("email"))
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        message = _("reporters: “%(email)s” is not an email address")
        raise Broken(message % {"email": email[:100]}) from error
    return email
