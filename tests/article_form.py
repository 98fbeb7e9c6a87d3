"""What a browser sends of the form of an article, and of its approval screen."""

from articles.models import Reporter

from .newsroom import change


def inline(prefix, *rows, initial=0):
    data = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def typed(where, photos=(), bylines=None, **fields):
    """Return what a browser sends of a new article; unless told with the first name of an account."""
    if bylines is None:
        named = Reporter.objects.filter(user__isnull=False)
        bylines = [{"reporter": reporter.pk, "order": 0} for reporter in named[:1]]
    return {
        "headline": "군, 새 도서관 문 연다",
        "subheading": "열람석 200석",
        "body": "<p>군은 새 도서관을 연다고 밝혔다.</p>",
        "section": where.pk,
        "region": "",
        "tags": "도서관, 증평",
        "origin": "own",
        "copyright_notice": "",
        "in_latest": "on",
        "in_most_viewed": "on",
        "comments_open": "on",
        **inline("article_photos", *photos),
        **inline("bylines", *bylines),
    } | fields


def save(client, article, **fields):
    data = typed(article.section, bylines=(), **{"version": article.edit_version} | fields)
    for number, byline in enumerate(article.bylines.all()):
        data |= {
            "bylines-TOTAL_FORMS": number + 1,
            "bylines-INITIAL_FORMS": number + 1,
            f"bylines-{number}-id": byline.pk,
            f"bylines-{number}-reporter": byline.reporter_id,
            f"bylines-{number}-order": byline.order,
        }
    return client.post(change(article), data)


def errors(response):
    assert response.status_code == 200
    form = response.context["adminform"].form
    return form.errors


def decide(client, article, action, **fields):
    data = {"action": action, "version": article.edit_version} | fields
    return client.post(f"/admin/articles/article/{article.pk}/decide/", data)
