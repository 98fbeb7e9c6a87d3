"""Who may not write for a time."""

from django.db.models import Q

from ...models import CommentBan
from ..refusals import Banned


def check(who, now):
    """Raise Banned when the Visitor, or everybody of the network, may not write now."""
    at_them = Q(visitor=bytes(who.visitor)) | Q(network=bytes(who.network))
    ban = CommentBan.objects.filter(at_them, until__gt=now).order_by("-until").first()
    if ban:
        raise Banned(ban.until)
