"""Makes the paper that two servers serve: run with their environment, it prints what stands there."""

import json

import django

django.setup()

from articles.models import Mailbox, Notice, Ping, Publication  # noqa: E402
from tests.factories import make_article, make_photo, make_public, make_section, make_user  # noqa: E402


def paper():
    Publication(name="한빛지역신문", indexnow_key="0123456789abcdef").save()
    bora = make_user("bora", "편집자", email="bora@news.example.com")
    photo = make_photo(files=True)
    article = make_article(headline="두 서버의 신문", section=make_section("사회", slug="society"))
    article.article_photos.create(photo=photo)
    article.lead_photo = photo
    article.save()
    make_public(article)
    past = article.published_at
    Ping.objects.update(due_at=past)
    Mailbox.objects.of([bora])
    Notice.objects.create(user=bora, kind=Notice.Kind.SUBMITTED, article=article, mail_due_at=past)
    return {
        "article": article.pk,
        "page": article.get_absolute_url(),
        "photo": photo.pk,
        "folder": photo.path.folder,
    }


print(json.dumps(paper()))
