"""Where photos are used, who takes them out of use for good, and when they may be deleted."""

from dataclasses import dataclass
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import StrIndex
from django.utils import timezone

from ..models import Article, ArticlePhoto, Page, Photo, PhotoDecision, Reporter
from ..pure import renditions
from .refusals import Incomplete, NotAllowed, WrongState

Action = PhotoDecision.Action


@dataclass(frozen=True)
class Uses:
    """Where a photo stands: numbers of articles in whose list or text, and whose portrait it is."""

    listed: frozenset
    placed: frozenset
    reporters: tuple
    pages: tuple

    def __bool__(self):
        return any((self.listed, self.placed, self.reporters, self.pages))

    def articles_seen_by(self, user):
        """Return the articles that the user may see, the newest first, without their texts."""
        numbers = self.listed | self.placed
        seen = Article.objects.seen_by(user).filter(pk__in=numbers)
        return seen.without_texts().order_by("-pk")


def uses(photo):
    """Return the Uses of the photo. An article lists the photos of its text too."""
    listed = ArticlePhoto.objects.filter(photo=photo).order_by().values_list("article", flat=True)
    articles = Article.objects.filter(pk__in=listed).order_by()
    return Uses(
        frozenset(listed),
        frozenset(holding(articles, photo).values_list("pk", flat=True)),
        tuple(Reporter.objects.filter(photo=photo)),
        tuple(holding(Page.objects.all(), photo)),
    )


def holding(rows, photo):
    """Return those of the rows in whose body the photo stands."""
    place = StrIndex("body", Value(photo.path.digest))
    return rows.alias(place=place).filter(place__gt=0)


def may_withdraw(user):
    """Return whether the user takes photos out of use, and back."""
    return user.is_active and user.has_perm("articles.approve_article")


@transaction.atomic
def withdraw(photo, editor, note):
    """Take the photo out of use for good: no reader and no choice has it any more, its files go.

    Raises NotAllowed, WrongState when it is out of use already, Incomplete without a reason.
    """
    current = decided(photo, editor, note, Action.WITHDRAW)
    current.withdrawn_at = timezone.now()
    current.save(update_fields=["withdrawn_at"])
    Reporter.objects.filter(photo=current).update(photo=None)
    choose_leads(current)
    transaction.on_commit(partial(renditions.remove, current.path, default_storage))


def restore(photo, editor, note, picture):
    """Take the photo back into use, with the imaging.Picture of its file, which is gone.

    Where it stood it stands again, but as nobody's portrait. Raises NotAllowed, WrongState when it
    is in use, Incomplete without a reason or with another picture.
    """
    if picture.sha256 != photo.sha256:
        raise Incomplete("picture")
    with transaction.atomic():
        current = decided(photo, editor, note, Action.RESTORE)
        renditions.write(picture, default_storage, (current.focal_x, current.focal_y))
        current.withdrawn_at = None
        current.save(update_fields=["withdrawn_at"])
        choose_leads(current)


def decided(photo, editor, note, action):
    """Record the decision; returns the photo as it is now. Raises NotAllowed, WrongState, Incomplete."""
    if not may_withdraw(editor):
        raise NotAllowed
    if not note.strip():
        raise Incomplete("note")
    current = Photo.objects.select_for_update().get(pk=photo.pk)
    if bool(current.withdrawn_at) == (action == Action.WITHDRAW):
        raise WrongState
    PhotoDecision.objects.create(photo=current, actor=editor, action=action, note=note.strip())
    return current


def choose_leads(photo):
    """Let the first photo in use lead each of the articles that list the photo."""
    rows = ArticlePhoto.objects.filter(article=OuterRef("pk"), photo__withdrawn_at__isnull=True)
    first = Subquery(rows.order_by("position", "id").values("photo")[:1])
    Article.objects.filter(article_photos__photo=photo).order_by().update(lead_photo=first)


def may_delete(user, photo):
    """Return whether the user may delete the photo if nothing uses it: who uploaded it, an editor."""
    is_theirs = photo.uploaded_by_id == user.pk or may_withdraw(user)
    return is_theirs and not photo.withdrawn_at and not photo.decisions.exists()


@transaction.atomic
def delete(photo, user):
    """Delete a photo that nothing uses, with its files. Raises NotAllowed, WrongState when it is used."""
    if not may_delete(user, photo):
        raise NotAllowed
    if uses(photo):
        raise WrongState
    path = photo.path
    photo.delete()
    transaction.on_commit(partial(renditions.remove, path, default_storage))
