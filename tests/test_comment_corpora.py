"""What breaks out of pages elsewhere, as the name and the text of comments: shown as it was typed."""

import html
import re
from importlib import import_module

import pytest

from articles.desk.comments import passwords
from articles.forms import comment as forms
from articles.models import Comment, CommentRules
from articles.models.comments.comment import MAX_NAME, MAX_TEXT
from articles.pure import names, text
from articles.reading import comments

from .corpora import naughty_strings, scripted_html
from .factories import make_public
from .test_comment_pages import FROM_OURS, address

HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)><p title='",
    'javascript:alert(1) https://x.kr/"onmouseover=alert(1)',
    "</p></li><!--",
    "&lt;b&gt; &amp; {{ 7 * 7 }} {% raw %}",
    "\u202eturned\u0000 \u200bround",
)
SHOWN = re.compile(
    r'<strong class="comment-name">(.*?)</strong>.*?<p class="comment-text">(.*?)</p>', re.DOTALL
)
TAGS = re.compile(r"</?a\b[^>]*>")  # of links: nothing else can be in a text


def vectors():
    """Return every vector of the corpora that is not blank, and some of our own."""
    found = [*HOSTILE, *scripted_html(), *naughty_strings()]
    return [vector for vector in found if not text.is_blank(names.tidy_name(vector[:MAX_NAME]))]


def plain(markup):
    return html.unescape(TAGS.sub("", markup))


@pytest.mark.django_db
@pytest.mark.one_database
def test_every_vector_is_shown_as_it_was_typed(client, settings, monkeypatch):
    settings.SITE_URL = "http://127.0.0.1:8000"
    monkeypatch.setattr(forms, "TOO_QUICK", -1)
    monkeypatch.setattr(passwords, "COST", 2)  # hundreds of comments
    CommentRules(policy="open", links_work=True).save()
    article = make_public()
    typed = {"password": "1234", "shown_at": forms.SHOWN_AT.sign(str(article.pk))}
    wanted = {}
    for number, vector in enumerate(vectors()):
        name, words = vector.replace("\0", "")[:MAX_NAME], vector.replace("\0", "")[:MAX_TEXT]
        who = {"REMOTE_ADDR": f"10.{number >> 8}.{number & 255}.1"}
        sent = typed | {"name": name, "text": words}
        answer = client.post(address(article), sent, **FROM_OURS, **who)
        assert answer.status_code == 303, vector
        stored = Comment.objects.latest("pk")
        wanted[stored.pk] = (names.tidy_name(name), text.tidy_lines(words))
    assert len(wanted) >= len(HOSTILE)
    Comment.objects.update(state="public")  # some of them wait for the desk
    read, last = [], -(-len(wanted) // comments.PAGE)
    for number in range(1, last + 1):
        page = client.get(f"{address(article)}?page={number}").text.partition(
            '<ol class="comments">'
        )[2]
        read += [tuple(map(plain, found)) for found in SHOWN.findall(page)]
    assert read == [wanted[pk] for pk in sorted(wanted, reverse=True)]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_page_full_of_vectors_runs(watched, site, monkeypatch):
    monkeypatch.setattr(import_module("articles.reading.comments.thread"), "PAGE", 2000)
    CommentRules(policy="open", links_work=True).save()
    article, found = make_public(), vectors()
    Comment.objects.bulk_create(
        Comment(
            article=article,
            name=vector[:MAX_NAME],
            text=vector[:MAX_TEXT],
            state="public",
            digest=number.to_bytes(16),
            text_digest=number.to_bytes(16),
        )
        for number, vector in enumerate(found)
    )
    ran = []
    watched.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    watched.goto(site + address(article), wait_until="load")
    assert watched.locator(".comment-text").count() == len(found)
    assert watched.locator(".comment-name *, .comment-text :not(a)").count() == 0
    links = watched.locator(".comment-text a").evaluate_all(
        "links => links.map(link => link.protocol)"
    )
    assert set(links) <= {"http:", "https:"}
    assert (ran, watched.complaints) == ([], [])
    assert [request.url for request in watched.asked if not request.url.startswith(site)] == []
