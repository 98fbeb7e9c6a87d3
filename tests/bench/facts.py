"""Says as JSON what the benchmark needs to know of one paper; run inside it."""

import json
import secrets
import sys
import time
from urllib.parse import quote

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Count, Sum  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import (  # noqa: E402
    Article,
    HourlyViews,
    Publication,
    Region,
    Reporter,
    Section,
    Tag,
    User,
)

ARTICLES = 200


def views():
    """Return how many views are stored in all."""
    return HourlyViews.objects.aggregate(sum=Sum("count"))["sum"] or 0


def pages():
    """Return {name: paths} of the pages that are measured, articles from all the years."""
    last = Article.objects.order_by("-pk").values_list("pk", flat=True).first()
    numbers = sorted({max(last * place // ARTICLES, 1) for place in range(1, ARTICLES + 1)})
    day = timezone.localdate() - timezone.timedelta(days=1)
    return {
        "article": [reverse("article", args=[number]) for number in numbers],
        "front": ["/"],
        "section": [Section.objects.first().get_absolute_url()],
        "region": [most(Region, "articles").get_absolute_url()],
        "tag": [most(Tag, "taggings").get_absolute_url()],
        "reporter": [most(Reporter, "bylines").get_absolute_url()],
        "latest": [reverse("latest"), f"{reverse('latest')}?page=50"],
        "photos": [reverse("photos")],
        "most viewed": [reverse("most_viewed_window", args=["monthly"])],
        "day": [reverse("archive", args=[f"{day:%Y}", f"{day:%m}", f"{day:%d}"])],
        "desk": [reverse("admin:index")],
        "desk: articles": [reverse("admin:articles_article_changelist")],
        "desk: search": [reverse("admin:articles_article_changelist") + "?q=" + quote("청주")],
        "desk: photos": [reverse("admin:articles_photo_changelist")],
        "desk: ledger": [reverse("admin:articles_decision_changelist")],
    }


def most(model, what):
    return model.objects.annotate(most=Count(what)).order_by("-most").first()


def queries(client, path):
    """Return how many queries the page asks when the blocks of every page are kept."""
    counts = []
    for _ in range(4):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200, path
        counts.append(len(asked))
    return min(counts)  # now and then one more asks whether what is kept is fresh


def change():
    """Give the paper another slogan, which its front shows; returns it and when it was stored."""
    publication = Publication.current()
    publication.slogan = secrets.token_hex(8)
    publication.save()
    return {"text": publication.slogan, "at": time.time()}


def everything():
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="editor"))
    shown = pages()
    return {
        "pages": shown,
        "cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}",
        "queries": {name: queries(client, paths[0]) for name, paths in shown.items()},
    }


asked = {"views": views, "change": change}.get(sys.argv[-1], everything)
print(json.dumps(asked()))
