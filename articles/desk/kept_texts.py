"""What somebody types is kept on the server, apart from the articles, until it is saved."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..models import KeptText
from ..pure import markup, text
from .refusals import NotAllowed
from .workflow import may_read

EVERY = 3  # seconds after which a browser sends what has changed
DAYS = 7  # for which a text is kept, here and in the browser
MAX_TEXTS = 20  # of a person; the oldest goes for a new one
MAX_CHARACTERS = 1_000_000  # of a record; a form with a body of the greatest length has far fewer
BEGINNING = 4000  # characters of a body in which its first words are looked for


class Malformed(ValueError):
    """This is not what a form keeps."""


@transaction.atomic
def keep(user, token, article, record):
    """Keep the record, the JSON of a form, for the user's window with the token.

    `article` is None for a new one. It is no save of the article: that stays as it is, with its
    version, and so does every page. Raises NotAllowed, Malformed.
    """
    allowed = may_read(user, article) if article else user.has_perm("articles.add_article")
    if not allowed:
        raise NotAllowed
    now = timezone.now()
    kept = KeptText(user=user, token=token, article=article, record=record, kept_at=now)
    kept.title = title_of(record)
    KeptText.objects.bulk_create(
        [kept],
        update_conflicts=True,
        unique_fields=("user", "token"),
        update_fields=("article", "record", "title", "kept_at"),
    )
    KeptText.objects.filter(kept_at__lt=now - timedelta(days=DAYS)).delete()
    too_many = list(of(user).values_list("pk", flat=True)[MAX_TEXTS:])
    if too_many:
        KeptText.objects.filter(pk__in=too_many).delete()


def title_of(record):
    """Return the headline of a record, or the first words of its text. Raises Malformed."""
    if len(record) > MAX_CHARACTERS:
        raise Malformed
    try:
        typed = json.loads(record)
        fields = {str(name): str(value) for name, value in typed["fields"]}
        is_whole = isinstance(typed["at"], int) and isinstance(typed["pictures"], dict)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Malformed from error
    if not is_whole:
        raise Malformed
    body = fields.get("body", "")[:BEGINNING]
    words = (fields.get("headline", ""), markup.plain(body), fields.get("subheading", ""))
    lines = (text.excerpt(text.tidy_line(said), 80) for said in words)
    return next(filter(None, lines), "")


def of(user):
    """Return the user's texts, the one kept last first."""
    since = timezone.now() - timedelta(days=DAYS)
    return KeptText.objects.filter(user=user, kept_at__gte=since).order_by("-kept_at", "-pk")


def forget(user, token):
    """Forget a text of the user's that is saved, or that nobody wants."""
    KeptText.objects.filter(user=user, token=token).delete()
