"""Names that readers would take for the newsroom's."""

import re

from ...models import Publication, Reporter, User
from ...pure import disguises

OFFICE = re.compile(
    "(?<!연)(?<!이야)(?<!경)기자(?:님|단)?$|편집(?:국|부|장|인|자|팀)|발행인|논설(?:위원|실)|보도국|취재(?:팀|부|본부)|특파원|"
    "신문사|뉴스(?:룸|팀)|관리(?:자|팀|인$)|운영(?:자|진|팀)|공식\\s*계정|어드민|웹마스터|"
    "adml?n|admlnlstrator|webmaster|edltor|reporter|moderator|operator|manager|newsroom|offlclal"
)
TITLES = re.compile(
    "(?:선임|수습|전문|편집|취재|시민|객원)?(?:기자|국장|부장|차장|팀장|편집장|대표|사장|발행인|편집인|위원|앵커|pd|님|씨|본인)*$"
)
WHOLE = 3  # letters of a Korean name in full, which no other holds by chance
ALIKE = str.maketrans("i1|!0", "llllo")
NOT_LETTERS = re.compile(r"[\W_]+")
DIGITS = re.compile(r"\d+")
LATIN = re.compile("[a-z]")


def looks_like(name):
    """Return whether a reader's name looks like one of the newsroom, whatever it is written with."""
    forms = {bare(form) for form in disguises.seen(name)} - {""}
    if any(OFFICE.search(form) for form in forms):
        return True
    ours = {bare(disguises.plain(known)) for known in known_names()} - {""}
    return any(is_of(form, known) for form in forms for known in ours)


def is_of(form, known):
    """Return whether the form of a name is a known one, with a title or, when it is whole, anything."""
    if len(known) >= WHOLE and not LATIN.search(known) and known in form:
        return True
    return form.startswith(known) and bool(TITLES.match(form[len(known) :]))


def bare(form):
    """Return the letters of a name, those that are drawn alike as one."""
    if LATIN.search(form):
        form = form.translate(ALIKE)
    return DIGITS.sub("", NOT_LETTERS.sub("", form))


def known_names():
    """Yield the names of the paper, of its officers, its reporters and whoever has an account."""
    paper = Publication.current()
    yield from (paper.name, paper.legal_name, paper.publisher_name, paper.editor_name)
    yield from Reporter.objects.filter(is_active=True).values_list("name", flat=True)
    for user in User.objects.filter(is_active=True).only("first_name", "last_name", "username"):
        yield from (user.get_full_name(), user.username)
