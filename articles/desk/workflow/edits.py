"""Changes of an article's content: recorded, checked against newer ones, taken from older ones."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ...models import (
    Article,
    ArticlePhoto,
    Byline,
    Decision,
    Photo,
    PhotoWords,
    Region,
    Related,
    Reporter,
    Revision,
    Section,
)
from ...pure import text
from .. import notices
from ..article_photos import gather
from ..refusals import Conflict, Incomplete, NotAllowed, Unconfirmed
from .checklist import is_rewrite
from .completeness import check_complete
from .rights import Action, Status, is_editor, may_edit

LISTS = ("in_latest", "in_most_viewed")
# What the newsroom decides about an article beside its content, and readers are not told of.
SWITCHES = (*LISTS, "comments_open", "comment_policy", "sensitivity")
# After each of these the content of its Decision is what readers get.
APPROVING = (Action.APPROVE, Action.RESTORE, Action.REVISE, Action.MERGE, Action.IMPORT)


def claim(article, version):
    """Raise the article's edit_version above `version`, in one statement. Raises Conflict.

    Whoever comes second finds no row with the version that was on the screen.
    """
    same = Article.objects.filter(pk=article.pk, edit_version=version)
    if not same.update(edit_version=version + 1):
        raise Conflict(version)
    article.edit_version = version + 1


@transaction.atomic
def record_edit(article, editor, version=None, action=Action.REVISE):
    """Record that the article, its bylines, photos and tags have been saved; returns the Revision.

    `version` is the edit_version that was on the screen. Sets the lead photo, and `revised_at` and
    a Decision with `action` when something changed that readers see. Returns None when the content
    is what it was. Raises Conflict; the caller's transaction must then end without effect.
    """
    version = article.edit_version if version is None else version
    was = (article.lead_photo_id, article.excerpt)
    gather(article, editor)
    content = article.content()
    content_hash = text.digest(content)
    last = article.revisions.order_by("-number").first()
    if last and last.content_hash == content_hash:
        if (article.lead_photo_id, article.excerpt) != was:
            article.save(update_fields=["lead_photo", "excerpt"])
        return None
    if last and article.is_public():
        article.revised_at = timezone.now()
    claim(article, version)
    article.save(update_fields=["lead_photo", "excerpt", "revised_at"])
    if last and article.status == Status.APPROVED:
        record(article, editor, action, content_hash=content_hash)
    if last:
        notices.tell_of_change(article, editor)
    return revise(article, editor, last, content, content_hash)


def keep_approved(article, editor, decision):
    """Write a Revision of what the Decision approved unless the last one says it.

    The library's words about a photo and the names of tags change without the article.
    """
    last = article.revisions.order_by("-number").first()
    if last is None or last.content_hash != decision.content_hash:
        revise(article, editor, last, article.content(), decision.content_hash)


def revise(article, editor, last, content, content_hash):
    """Write the Revision that follows the last one; returns it."""
    return Revision.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        content=content,
        content_hash=content_hash,
        editor=editor,
    )


def record(article, actor, action, note="", content_hash=None):
    """Write one line of the ledger and tell whom it concerns; returns the Decision."""
    decision = Decision.objects.create(
        article=article,
        actor=actor,
        action=action,
        note=note,
        content_hash=content_hash or text.digest(article.content()),
    )
    notices.tell_of(decision)
    return decision


def approved_content(article):
    """Return the content that readers got last, which an approval would replace; None without."""
    if article.replaces_id:
        return article.replaces.content()
    approval = article.decisions.filter(action__in=APPROVING).first()
    revision = approval and article.revisions.filter(content_hash=approval.content_hash).first()
    return revision and revision.content


def is_rewritten(article, body):
    """Return whether the body would replace more than half of what readers see of the article."""
    live = Article.objects.public().filter(pk=article.pk).values_list("body", flat=True).first()
    return live is not None and is_rewrite(live, body)


@transaction.atomic
def bring_back(article, editor, revision, version, accepted=()):
    """Make what the article said in an older revision its content again; returns the new Revision.

    `version` is the edit_version that was on the screen, `accepted` what the editor confirmed.
    Raises NotAllowed, Conflict, Unconfirmed, and Incomplete when its section is gone or it is not
    finished, as only a draft may be. Returns None when the article says the same already.
    """
    current = Article.objects.select_for_update().get(pk=article.pk)
    if not may_edit(editor, current) or revision.article_id != current.pk:
        raise NotAllowed
    if current.edit_version != version:
        raise Conflict(current.edit_version)
    if is_rewritten(current, revision.content["body"]) and "rewrite" not in accepted:
        raise Unconfirmed({"rewrite"})
    if current.status != Status.DRAFT:
        check_complete(revision.content)
    put_content(current, revision.content)
    return record_edit(current, editor, version)


def put_content(article, content):
    """Give the article the content, in the form of `Article.content()`.

    Regions, reporters and photos that are gone are left out. Raises Incomplete when the section is.
    """
    plain = ("headline", "subheading", "body", "origin", "is_ai_assisted", "copyright_notice")
    for name in plain:
        setattr(article, name, content[name])
    article.original_url = content.get("original_url", "")
    section = Section.objects.filter(pk=content["section"]).first()
    if section is None and content["section"] is not None:
        raise Incomplete("section")
    article.section = section
    article.region = Region.objects.filter(pk=content["region"]).first()
    article.save()
    put_bylines(article, content["reporters"])
    put_photos(article, content["photos"])
    article.tags.set(content["tags"])
    put_related(article, content.get("related", []))


def put_bylines(article, reporters):
    """Give the article a byline of each (number, title) whose reporter is still there."""
    article.bylines.all().delete()
    known = Reporter.objects.in_bulk([pk for pk, _title in reporters])
    Byline.objects.bulk_create(
        Byline(article=article, reporter=known[pk], title=title, order=order)
        for order, (pk, title) in enumerate(reporters)
        if pk in known
    )


def put_photos(article, photos):
    """Give the article a row of each (number, PhotoWords) whose photo is still in the library."""
    article.article_photos.all().delete()
    library = Photo.objects.in_bulk([photo[0] for photo in photos])
    rows = []
    for position, (pk, *words) in enumerate(photos):
        if pk in library:
            row = ArticlePhoto(article=article, photo=library[pk], position=position)
            row.say(**PhotoWords(*words)._asdict())
            rows.append(row)
    ArticlePhoto.objects.bulk_create(rows)


def put_related(article, numbers):
    """Lead readers of the article to those with these numbers that are still there, in this order."""
    if list(article.related.values_list("to", flat=True)) == numbers:
        return
    article.related.all().delete()
    known = Article.objects.filter(pk__in=numbers).exclude(pk=article.pk)
    known = set(known.values_list("pk", flat=True))
    Related.objects.bulk_create(
        Related(article=article, to_id=number, position=position)
        for position, number in enumerate(numbers, start=1)
        if number in known
    )


@transaction.atomic
def switch(article, editor, name, value):
    """Give one of SWITCHES of the article another value: leave it out of a list, close its comments.

    Raises NotAllowed. Records a Decision when the switch moves, and returns it.
    """
    current = Article.objects.select_for_update().get(pk=article.pk)
    if not is_editor(editor) or name not in SWITCHES or current.replaces_id:
        raise NotAllowed
    if getattr(current, name) == value:
        return None
    setattr(current, name, value)
    current.save(update_fields=[name])
    return record_switches(current, editor, [name])


@transaction.atomic
def record_switches(article, editor, names):
    """Record that these of SWITCHES are now as they are; returns the Decision.

    That a draft is marked is no decision yet: None is returned then.
    """
    claim(article, article.edit_version)
    if article.status == Status.DRAFT and names == ["sensitivity"]:
        return None
    states = ", ".join(told_switch(article, name) for name in names)
    return record(article, editor, Action.EXCLUDE, states)


def told_switch(article, name):
    """Return what the ledger says of one of SWITCHES."""
    field, value = Article._meta.get_field(name), getattr(article, name)
    nothing = {"comment_policy": _("as the section"), "sensitivity": _("nothing of the kind")}
    words = dict(field.choices or {True: _("yes")}).get(value, nothing.get(name, _("no")))
    return f"{field.verbose_name}: {words}"


@transaction.atomic
def adopt(articles, note):
    """Approve imported articles, which an older system approved before.

    Each must have its `content_hash`. Those that are no longer drafts keep their state, and those
    without a time are drafts still. Records a Decision of each new one.
    """
    new = [a for a in articles if a.status == Status.DRAFT and a.published_at and not a.replaces_id]
    Article.objects.filter(pk__in=[article.pk for article in new]).update(status=Status.APPROVED)
    record_imports(new, note)


def record_imports(articles, note):
    """Write into the ledger that approved articles were imported, each with its `content_hash`."""
    Decision.objects.bulk_create(
        Decision(
            article=article, action=Action.IMPORT, note=note, content_hash=article.content_hash
        )
        for article in articles
    )
