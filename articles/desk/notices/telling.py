from ...models import Notice


def tell(kind, people, actor=None, article=None, words=""):
    """Tell each of the people once, within the transaction of what happened; returns the Notices.

    Nobody is told of what they did themselves, nor whose account is closed.
    """
    told = {user.pk: user for user in people if user.is_active and user != actor}
    return Notice.objects.bulk_create(
        Notice(user=user, kind=kind, actor=actor, article=article, words=words)
        for user in told.values()
    )
