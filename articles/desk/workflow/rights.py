"""Who may do what to an article in which state, as data."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission

from ...models import Article, Decision

Status = Article.Status
SCHEDULED = Article.SCHEDULED
Action = Decision.Action

DECIDE = "articles.approve_article"
WRITE = "articles.submit_article"


# What each role may do, by the codenames of permissions; a publisher, who may do all, is a superuser.
# It is written into the groups after every migrate.
REPORTER = (
    *("add_article", "change_article", "delete_article", "view_article", "submit_article"),
    *("add_articlephoto", "change_articlephoto", "delete_articlephoto", "view_articlephoto"),
    *("add_byline", "change_byline", "delete_byline", "view_byline"),
    *("add_photo", "change_photo", "delete_photo", "view_photo"),
    *("add_plan", "change_plan", "view_plan"),
)
EDITOR = (
    *REPORTER,
    *("approve_article", "view_decision", "view_revision", "view_slotchange"),
    *("add_correction", "view_correction"),
    *("view_comment", "moderate_comment"),
    *(
        f"{verb}_{noun}"
        for noun in ("section", "region", "tag", "reporter", "pick", "template")
        for verb in ("add", "change", "delete", "view")
    ),
)
ROLES = {"기자": REPORTER, "편집자": EDITOR}


@dataclass(frozen=True)
class Move:
    """From which states (`Article.state`) to which status an action goes, with which permission."""

    sources: tuple
    target: str
    permission: str
    needs_note: bool = False


MOVES = {
    Action.SUBMIT: Move((Status.DRAFT,), Status.SUBMITTED, WRITE),
    Action.TAKE_BACK: Move((Status.SUBMITTED,), Status.DRAFT, WRITE),
    Action.SEND_BACK: Move((Status.SUBMITTED,), Status.DRAFT, DECIDE, needs_note=True),
    Action.APPROVE: Move((Status.DRAFT, Status.SUBMITTED, SCHEDULED), Status.APPROVED, DECIDE),
    Action.WITHDRAW: Move((Status.APPROVED, SCHEDULED), Status.WITHDRAWN, DECIDE, needs_note=True),
    Action.RESTORE: Move((Status.WITHDRAWN,), Status.APPROVED, DECIDE, needs_note=True),
}
# A working copy is never public: approved, it goes into its article and is finished.
MOVES_OF_A_COPY = {
    **{action: MOVES[action] for action in (Action.SUBMIT, Action.TAKE_BACK, Action.SEND_BACK)},
    Action.APPROVE: Move((Status.DRAFT, Status.SUBMITTED), Status.CLOSED, DECIDE),
    Action.DISCARD: Move((Status.DRAFT, Status.SUBMITTED), Status.CLOSED, WRITE),
}


def write_roles(using="default"):
    """Give each group of ROLES its rights to this app's rows, and no others to them."""
    ours = Permission.objects.using(using).filter(content_type__app_label="articles")
    for name, codenames in ROLES.items():
        group, _is_new = Group.objects.using(using).get_or_create(name=name)
        rights = ours.filter(codename__in=codenames)
        group.permissions.remove(*group.permissions.filter(pk__in=ours).exclude(pk__in=rights))
        group.permissions.add(*rights)


def moves_of(article):
    """Return {action: Move} of an article, or of a working copy when it is one."""
    return MOVES_OF_A_COPY if article.replaces_id else MOVES


def is_editor(user):
    """Return whether the user decides about articles."""
    return user.is_active and user.has_perm(DECIDE)


def may(user, action, article):
    """Return whether the user may do the action to the article, whatever its state."""
    move = moves_of(article).get(action)
    if move is None or not user.is_active or not user.has_perm(move.permission):
        return False
    return is_editor(user) or article.is_own(user)


def may_edit(user, article):
    """Return whether the user may change the article's content in its present state."""
    if not user.is_active or not user.has_perm("articles.change_article"):
        return False
    if is_editor(user):
        return article.status != Status.CLOSED
    return article.status == Status.DRAFT and article.is_own(user)


def may_read(user, article):
    """Return whether the user may read the article, its ledger and its revisions in the newsroom."""
    return is_editor(user) or (user.is_active and article.is_own(user))


def may_duplicate(user, article):
    """Return whether the user may begin a new article with what the article says."""
    may_write = user.is_active and user.has_perm("articles.add_article")
    return may_write and (article.is_public() or may_read(user, article))


def takes_notes(article):
    """Return whether notes are written about the article: neither is it public nor a finished copy."""
    return not article.is_public() and article.status != Status.CLOSED


def may_open_copy(user, article):
    """Return whether the user may open a working copy of the article, whatever its state."""
    return user.has_perm(WRITE) and not article.replaces_id and may_read(user, article)


def possible(user, article):
    """Return the actions that the user may do to the article in its present state, in order."""
    return [
        action
        for action, move in moves_of(article).items()
        if article.state in move.sources and may(user, action, article)
    ]
