"""댓글 운영 원칙: the text with which a paper may begin to tell its readers how it treats comments."""

from pathlib import Path

from django.db import transaction
from django.template import Context, Engine

from ...models import CommentPolicy, CommentRules, Page, Publication
from ...models.comments.comment import MAX_TEXT
from ...models.comments.measure import LASTS
from ..refusals import NotAllowed
from .identity import REMEMBERED

SLUG = "comment-policy"
TITLE = "댓글 운영 원칙"
PROPOSED = Path(__file__).with_name("proposed_policy.html")


def policy_page():
    """Return the Page that tells readers how comments are treated, None without one."""
    return Page.objects.filter(slug=SLUG).first()


@transaction.atomic
def propose(user):
    """Make the page from the proposed text; returns it, or None when there is one already.

    Its figures are those of the rules at this moment. Raises NotAllowed.
    """
    if not user.is_active or not user.has_perm("articles.add_page"):
        raise NotAllowed
    fields = {"title": TITLE, "body": proposed_text(), "position": Page.objects.next_position()}
    page, is_new = Page.objects.get_or_create(slug=SLUG, defaults=fields)
    return page if is_new else None


def proposed_text():
    """Return the text as HTML, with the figures of the rules and the addresses of the imprint."""
    rules, paper = CommentRules.current(), Publication.current()
    told = {
        "rules": rules,
        "is_open": rules.policy == CommentPolicy.OPEN,
        "is_closed": rules.policy == CommentPolicy.CLOSED,
        "longest": f"{MAX_TEXT:,}",
        "remembered": REMEMBERED.days,
        "withheld": LASTS.days,
        "paper": paper,
        "officer": paper.privacy_officer or paper.youth_protection_officer,
    }
    template = Engine(autoescape=True).from_string(PROPOSED.read_text(encoding="utf-8"))
    return template.render(Context(told, use_l10n=False))
