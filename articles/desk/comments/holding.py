"""Why a new comment waits for the desk. Nothing is lost by it."""

from ...models import CommentPolicy, Hold


def reasons(article, typed, who, rules, policy, now):
    """Return the values of Hold for which the comment waits, [] when readers see it at once."""
    reasons = [Hold.POLICY] if policy == CommentPolicy.APPROVE else []
    return [*reasons, *typed.signs]
