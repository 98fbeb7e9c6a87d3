"""One mail with all that somebody is told at once."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import ngettext

from ...models import Publication
from ...pure import text
from ...pure.paths import path_to

LONGEST_SUBJECT = 120  # characters


def write(user, notices):
    """Return the mail that tells the user of the notices, of what is closed to them not what it is.

    The last notice gives it its number: who gets the same mail twice is shown it once.
    """
    name = Publication.current().name
    words = {
        "name": name,
        "user": user,
        "notices": notices,
        "site_url": settings.SITE_URL,
        "account": path_to("admin:account"),
    }
    return EmailMessage(
        subject=subject(name, notices),
        body=render_to_string("admin/notices_mail.txt", words, using="newsroom").strip(),
        to=[user.email],
        headers={
            "Auto-Submitted": "auto-generated",
            "Message-ID": f"<notice-{user.pk}-{notices[-1].pk}@{settings.SITE.hostname}>",
        },
    )


def subject(name, notices):
    """Return the subject in one line: what happened, or how many things did."""
    count = len(notices)
    words = ngettext("%(count)d notice", "%(count)d notices", count) % {"count": count}
    if count == 1:
        [notice] = notices
        words = str(notice.get_kind_display())
        if notice.article and notice.may_read:
            words = f"{words}: {notice.article.headline}"
    return text.excerpt(" ".join(f"[{name}] {words}".split()), LONGEST_SUBJECT)
