"""Notes (메모): what the newsroom writes to each other about an article before readers see it."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..models import Article, Note, Notice, User
from ..models.note import NEARBY
from ..pure import markup, passages
from ..pure import text as texts
from .notices import tell
from .refusals import Incomplete, NotAllowed, WrongState
from .workflow import may_read, takes_notes

MAX_TEXT = Note._meta.get_field("text").max_length
MAX_QUOTE = Note._meta.get_field("quote").max_length


@transaction.atomic
def write(article, author, text, quote="", prefix="", suffix=""):
    """Write a note about the article, or about the passage `quote` between `prefix` and `suffix`.

    Tells whose article it is and who is mentioned. Raises NotAllowed, WrongState, Incomplete.
    """
    note = checked(article, author, text)
    note.quote = texts.tidy_line(quote)[:MAX_QUOTE].strip()
    if note.quote:
        note.prefix = texts.tidy_line(prefix)[-NEARBY:]
        note.suffix = texts.tidy_line(suffix)[:NEARBY]
    note.save()
    tell_of(note, [])
    return note


@transaction.atomic
def answer(note, author, text):
    """Answer a note, or within the thread of an answer; a settled thread is open again.

    Tells everybody in the thread too. Raises NotAllowed, WrongState, Incomplete.
    """
    thread = note.parent or note
    reply = checked(note.article, author, text)
    reply.parent = thread
    reply.save()
    Note.objects.filter(pk=thread.pk).update(settled_at=None, settled_by=None)
    tell_of(reply, [thread.author, *(other.author for other in thread.answers.all())])
    return reply


@transaction.atomic
def settle(note, user):
    """Mark a thread as settled. Raises NotAllowed, WrongState."""
    check(note.article, user)
    threads = Note.objects.filter(pk=note.parent_id or note.pk, settled_at__isnull=True)
    threads.update(settled_at=timezone.now(), settled_by=user)


@transaction.atomic
def reopen(note, user):
    """Mark a thread as not settled. Raises NotAllowed, WrongState."""
    check(note.article, user)
    Note.objects.filter(pk=note.parent_id or note.pk).update(settled_at=None, settled_by=None)


def check(article, user):
    """Lock the article. Raises NotAllowed, and WrongState when it takes no notes."""
    current = Article.objects.select_for_update().get(pk=article.pk)
    if not may_read(user, current):
        raise NotAllowed
    if not takes_notes(current):
        raise WrongState(current.state)


def checked(article, author, text):
    """Return a Note of the text that is not saved yet. Raises NotAllowed, WrongState, Incomplete."""
    check(article, author)
    text = texts.tidy_lines(text)
    if texts.is_blank(text) or len(text) > MAX_TEXT:
        raise Incomplete("text")
    return Note(article=article, author=author, text=text)


def tell_of(note, others):
    """Tell of a note those of the others, of the article and of whom it mentions who may read it."""
    people = readers(note.article)
    told = {*others, *mentioned(note.text, people), *own_people(note.article)}
    told &= set(people)
    tell(Notice.Kind.MENTIONED, told, note.author, note.article, note.text)


def own_people(article):
    """Return the accounts whose own article it is."""
    own = Q(pk=article.created_by_id) | Q(reporter__articles=article)
    return User.objects.filter(own, is_active=True).distinct()


def readers(article):
    """Return the accounts that may read the article, by name."""
    editors = User.objects.with_perm("articles.approve_article")
    people = {*editors, *own_people(article)}
    return sorted(people, key=lambda user: (str(user), user.username))


def handles(people):
    """Return {how one is mentioned after "@": account}; who shares a name is told by the login."""
    names = [str(user) for user in people]
    return {
        name if names.count(name) == 1 else f"{name}({user.username})": user
        for name, user in zip(names, people, strict=True)
    }


def mentioned(text, people):
    """Return those of the people whom the text mentions."""
    found = []
    # The longest first: whose name begins with another's is not that other.
    for handle, user in sorted(handles(people).items(), key=lambda pair: -len(pair[0])):
        if f"@{handle}" in text:
            found.append(user)
            text = text.replace(f"@{handle}", " ")
    return found


def threads(article):
    """Return the notes that answer no other, in order of time, each with its `replies`.

    `is_lost` tells of each whether the article no longer holds the passage.
    """
    notes = list(article.notes.select_related("author", "settled_by"))
    told = everything(article) if any(note.quote for note in notes) else ""
    for note in notes:
        note.replies = [other for other in notes if other.parent_id == note.pk]
        note.is_lost = bool(note.quote) and not passages.holds(told, note.quote)
    return [note for note in notes if note.parent_id is None]


def everything(article):
    """Return all in which somebody can select words: headline, text and captions."""
    captions = [row.words.caption for row in article.article_photos.select_related("photo")]
    parts = [article.headline, article.subheading, markup.plain(article.body), *captions]
    return "\n".join(parts)
