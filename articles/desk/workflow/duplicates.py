"""A new article that begins with what another one says."""

from django.db import transaction

from ...models import Article
from ..photos import usable_by
from ..refusals import NotAllowed
from .edits import put_content, record_edit
from .rights import may_duplicate


@transaction.atomic
def duplicate(article, user):
    """Return a new draft of the user's with the text, facts, photos and mark of the article.

    The name is the user's own; photos that the user may not take, what was decided (also about
    comments) and related articles stay behind, and the article learns nothing of it. Raises
    NotAllowed.
    """
    if not may_duplicate(user, article):
        raise NotAllowed
    content = article.content()
    reporter = user.reporter_or_none
    photos = [photo for photo, *_words in content["photos"]]
    usable = set(usable_by(user).filter(pk__in=photos).values_list("pk", flat=True))
    content["photos"] = [row for row in content["photos"] if row[0] in usable]
    content["reporters"] = [(reporter.pk, "")] if reporter else []
    content["related"] = []
    draft = Article.objects.create(
        created_by=user,
        section=article.section,
        headline=article.headline,
        body=article.body,
        sensitivity=article.sensitivity,
    )
    put_content(draft, content)
    record_edit(draft, user)
    return draft
