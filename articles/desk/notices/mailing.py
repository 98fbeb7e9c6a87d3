"""What people want to be told by mail."""

from django.db import transaction

from ...models import Mailbox


def mailed_to(user):
    """Return the kinds of which the user gets a mail."""
    return (Mailbox.objects.filter(user=user).first() or Mailbox(user=user)).wanted


@transaction.atomic
def choose_mail(user, address, kinds):
    """Let the user be told of these kinds, at this address; returns whether it is another one."""
    Mailbox.objects.update_or_create(user=user, defaults={"kinds": kinds, "answer": ""})
    is_other = address != user.email
    if is_other:
        user.email = address
        user.save(update_fields=["email"])
    return is_other
