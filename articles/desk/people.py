"""Somebody joins the newsroom: an account with a role, and the public author of what is written with it."""

from django.contrib.auth.models import Group
from django.db import transaction

from ..models import Reporter, User
from .login.log import tell
from .refusals import NotAllowed, WrongState

PUBLISHER = "publisher"
GROUPS = {"reporter": "기자", "editor": "편집자"}


@transaction.atomic
def add(user, role, by, reporter=None):
    """Save an unsaved User with a role and no password yet, and the Reporter of whom it becomes the account.

    `role` is one of GROUPS or PUBLISHER; `reporter` may be unsaved. Raises NotAllowed, and WrongState
    when the reporter has an account by now.
    """
    if not (by.is_active and by.is_superuser):
        raise NotAllowed
    user.is_staff, user.is_superuser = True, role == PUBLISHER
    user.set_unusable_password()
    user.save()
    if role in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[role]))
    if reporter:
        give_account(reporter, user)
    tell("account made", name=user, by=by, role=role)


def give_account(reporter, user):
    """Save the reporter as the public author of what the user writes. Raises WrongState."""
    free = Reporter.objects.select_for_update().filter(pk=reporter.pk, user=None)
    if reporter.pk and not free.exists():
        raise WrongState
    reporter.user = user
    reporter.save()


@transaction.atomic
def invite(user, by):
    """Let no link that was made before set the user's first password. Raises NotAllowed, WrongState."""
    if not (by.is_active and by.is_superuser):
        raise NotAllowed
    current = User.objects.select_for_update().get(pk=user.pk)
    if current.has_usable_password():  # perhaps chosen since the publisher looked
        raise WrongState
    user.set_unusable_password()
    user.save(update_fields=["password"])
    tell("invitation made", name=user, by=by)
