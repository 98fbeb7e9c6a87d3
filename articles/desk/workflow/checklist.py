"""What an editor should look at before an article is approved."""

from copy import copy
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...models import (
    Article,
    CommentRules,
    Generation,
    Page,
    Redirect,
    Region,
    Reporter,
    Section,
    Tag,
)
from ...models.comments import policy as comments
from ...models.generation import old_forms
from ...pure import addresses, delicate, differences, markup, text
from .rights import Status

Kind = Article.Sensitivity

LONG_HEADLINE = 40  # characters; portals and phones cut what is longer
REWRITTEN = 0.5  # of a live text; portals punish another story under the same address
CONFIRMED = (
    "byline",
    "credit",
    "overtaken",
    "rewrite",
)  # codes of the Remarks that must be confirmed


@dataclass(frozen=True)
class Remark:
    """One thing to look at; with `must_confirm` nothing is approved without the editor's word."""

    code: str
    text: str
    must_confirm: bool = False


def remarks(article):
    """Return the Remarks on an article, those that must be confirmed first."""
    facts = [*headline(article), *subheading(article), *region(article), *comments_of(article)]
    return [*to_confirm(article), *facts, *descriptions(article), *links(article)]


def to_confirm(article):
    """Return the Remarks that must be confirmed."""
    return [*byline(article), *credit(article), *overtaken(article), *rewrite(article)]


def fingerprint(article):
    """Return the digest of all that an approval screen shows: the content, and what it replaces."""
    replaced = article.replaces and article.replaces.content()
    return text.digest([article.content(), replaced])


def byline(article):
    if not article.bylines.exists():
        yield Remark("byline", _("No reporter is named to readers."), must_confirm=True)


def words_of_photos(article):
    """Return the PhotoWords of every photo of the article that readers get."""
    rows = article.article_photos.filter(photo__withdrawn_at=None).select_related("photo")
    return [row.words for row in rows]


def credit(article):
    missing = sum(not words.credit for words in words_of_photos(article))
    if missing:
        message = ngettext(
            "%(count)d photo has no credit.", "%(count)d photos have no credit.", missing
        )
        yield Remark("credit", message % {"count": missing}, must_confirm=True)


def overtaken(article):
    """Tell when the article changed after the working copy of it was opened."""
    if article.replaces_id:
        since = article.replaces.revisions.filter(made_at__gt=article.created_at).first()
        if since:
            message = _(
                "%(who)s changed the article after this copy was opened. See the difference."
            )
            yield Remark(
                "overtaken", message % {"who": since.editor or _("Somebody")}, must_confirm=True
            )


def rewrite(article):
    if article.replaces_id and is_rewrite(article.replaces.body, article.body):
        yield Remark(
            "rewrite",
            _("More than half of the live text is replaced. A new story needs a new article."),
            must_confirm=True,
        )


def is_rewrite(old_body, new_body):
    """Return whether more than half of the old body's text is gone in the new one."""
    old, new = markup.plain(old_body), markup.plain(new_body)
    return differences.share_replaced(old, new) > REWRITTEN


def headline(article):
    length = len(article.headline)
    if length > LONG_HEADLINE:
        message = _("The headline has %(length)d characters; over %(limit)d may be cut.")
        yield Remark("headline", message % {"length": length, "limit": LONG_HEADLINE})


def subheading(article):
    if text.is_blank(article.subheading):
        yield Remark("subheading", _("There is no subheading."))


def region(article):
    if not article.region_id:
        yield Remark("region", _("No region is chosen."))


def comments_of(article):
    """Tell how comments are taken where it is marked, and when it looks as if it should be."""
    original = article.replaces or article
    kind = article.sensitivity or original.sensitivity
    decided = copy(original)
    decided.sensitivity = kind
    rules = CommentRules.current()
    policy = comments.policy_of(decided, rules)
    if kind:
        message = _("It is marked as “%(kind)s”. Comments: %(policy)s.")
        words = {"kind": Kind(kind).label, "policy": comments.label(policy)}
        yield Remark("marked", message % words)
    elif comments.takes(policy):
        said = f"{article.headline}\n{article.subheading}\n{markup.plain(article.body)}"
        if seems := delicate.kind_of(said):
            message = _(
                "It seems to be a case of “%(kind)s” and is not marked. Marked under “Comments” in its "
                "form it takes none."
            )
            yield Remark("unmarked", message % {"kind": Kind(seems).label})


def descriptions(article):
    missing = sum(not words.alt for words in words_of_photos(article))
    if missing:
        message = ngettext(
            "%(count)d photo has no description for the blind.",
            "%(count)d photos have no description for the blind.",
            missing,
        )
        yield Remark("alt", message % {"count": missing})


def links(article):
    for address in dict.fromkeys(markup.links(article.body)):
        if leads_nowhere(address):
            message = _("This link leads nowhere: %(address)s")
            yield Remark("link", message % {"address": text.excerpt(address, 80)})


# How the public pages of our own find what they show; a link to anything else that resolves is good.
TARGETS = {
    "article": lambda pk: Article.objects.public().filter(pk=pk),
    "section": lambda slug: Section.objects.filter(slug=slug),
    "region": lambda slug: Region.objects.filter(slug=slug),
    "tag": lambda slug: Tag.objects.filter(slug=slug),
    "reporter": lambda pk: Reporter.objects.filter(pk=pk),
    "page": lambda slug: Page.objects.filter(slug=slug),
}


def leads_nowhere(address):
    """Return whether the address is surely wrong. Other people's servers are not asked."""
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname
    except ValueError:
        return True
    if parts.scheme in ("mailto", "tel"):
        return not parts.path
    if host and host != settings.SITE.hostname:
        return "." not in host.strip(".")
    if not parts.path:
        return not host  # bodies have no places to jump to
    return shows_nothing(unquote(parts.path), parts.query)


def shows_nothing(path, query):
    """Return whether the paper surely has no public page at the path."""
    try:
        match = resolve(path)
    except Resolver404:
        address = addresses.address_of(path.encode(), query.encode())
        [*lines] = Generation.objects.values_list("old_forms", flat=True)
        names = old_forms(lines[0] if lines else "").names
        return Redirect.objects.leading(address, names) is None
    if match.app_name == "admin":
        return True
    target = TARGETS.get(match.url_name)
    return bool(target) and not target(*match.args, **match.kwargs).exists()


def confirmations(article):
    """Return the codes of what the editor must confirm before the article is approved."""
    if article.status == Status.WITHDRAWN:
        return set()
    return {remark.code for remark in to_confirm(article)}
