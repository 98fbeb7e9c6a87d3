"""Why a new comment waits for the desk. Nothing is lost by it."""

import zlib
from collections import Counter
from datetime import timedelta

from django.db.models import Q

from ...models import Comment, CommentPolicy, Hold
from ...models.comments.comment import bare, digest_of
from ...pure import abuse, contacts, disguises, names
from ...pure import text as texts
from . import staff

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
SHORT = 10  # letters: many readers say the same in fewer
USUAL = {bare("삼가 고인의 명복을 빕니다"), bare("진심으로 삼가 고인의 명복을 빕니다")}
SAID_BY_ANYBODY = 2  # times a day before it is no chance any more
LINES = 5  # times the same one
LONG = 300  # bytes from which on it tells how much smaller a text becomes
TIMES_SMALLER = 8
MANY = 30  # comments under an article within a minute
FEW_LINKS = 1  # where the paper lets them work


def reasons(article, typed, who, rules, policy, now):
    """Return the values of Hold for which the comment waits, [] when readers see it at once."""
    name, text = names.tidy_name(typed.name), texts.tidy_lines(typed.text)
    signs = {
        Hold.POLICY: policy == CommentPolicy.APPROVE,
        **dict.fromkeys(typed.signs, True),
        Hold.REPEATED: says_it_again(text) or is_known(text, who, now),
        Hold.WORD: any(abuse.is_in(words, rules.words) for words in (name, text)),
        Hold.LINK: leads_elsewhere(name, 0) or leads_elsewhere(text, FEW_LINKS * rules.links_work),
        Hold.LOOKALIKE: staff.looks_like(name),
        Hold.RUSH: is_rush(article, now),
    }
    return [reason for reason, holds in signs.items() if holds]


def says_it_again(text):
    """Return whether the text says one thing over and over."""
    lines = Counter(filter(None, text.split("\n")))
    if lines and max(lines.values()) >= LINES:
        return True
    data = text.encode("utf-8", "replace")
    return len(data) >= LONG and len(zlib.compress(data)) * TIMES_SMALLER < len(data)


def is_known(text, who, now):
    """Return whether the same was said in the last day: once by the same people, or by several."""
    letters = bare(text)
    if len(letters) < SHORT or letters in USUAL:
        return False
    said = Comment.objects.filter(text_digest=digest_of(letters), made_at__gt=now - DAY)
    by_them = Q(visitor=bytes(who.visitor)) | Q(network=bytes(who.network))
    return said.filter(by_them).exists() or said[:SAID_BY_ANYBODY].count() == SAID_BY_ANYBODY


def leads_elsewhere(text, most):
    """Return whether the text has more addresses than it may have, or says how to reach somebody."""
    forms = disguises.seen(text)
    return len(contacts.addresses(forms[0])) > most or any(map(contacts.has_contact, forms))


def is_rush(article, now):
    """Return whether more comments came in under the article than readers write in a minute."""
    return Comment.objects.filter(article=article, made_at__gt=now - MINUTE).count() >= MANY
