"""What an article lacks before anybody decides about it."""

from ...models import Article
from ...pure import markup, text
from ..refusals import Incomplete


def lacking(content):
    """Return the names of what a content, as `Article.content()`, lacks of what every reader looks for."""
    has_body = content["photos"] or not markup.is_empty(content["body"])
    there = {
        "headline": not text.is_blank(content["headline"]),
        "section": content["section"] is not None,
        "body": has_body,
    }
    return tuple(name for name, is_there in there.items() if not is_there)


def check_complete(content):
    """Raise Incomplete, with all that is lacking."""
    if missing := lacking(content):
        raise Incomplete(*missing)


def lacking_of_each(articles):
    """Return {number: names of what it lacks} of the articles; one query, for the texts of the short ones."""
    short = [article.pk for article in articles if not (article.excerpt or article.lead_photo_id)]
    bodies = dict(Article.objects.filter(pk__in=short).order_by().values_list("pk", "body"))
    return {
        article.pk: lacking(
            {
                "headline": article.headline,
                "section": article.section_id,
                "body": bodies.get(article.pk, ""),
                "photos": article.pk not in bodies,
            }
        )
        for article in articles
    }
