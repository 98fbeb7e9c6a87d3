"""Every page is HTML as its standard says, whatever was typed."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from django.apps import apps
from django.urls import resolve, reverse

from articles import views
from articles.models import Article, CommentMeasure, CommentRules, Note
from articles.models.text_fields import LineField, LinesField
from articles.reading import pagecache

from .corpora import scripted_html
from .factories import make_public
from .kinds import every_kind
from .newsroom import ADD, change
from .nu import faults, needs_nu
from .screens import paths_of
from .test_comment_pages import FROM_OURS
from .test_templates import NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

HOSTILE = "\"><b>'&amp;</title></script><!--"
FILM = "<iframe src='https://www.youtube-nocookie.com/{}'></iframe>"
# What reporters paste, and worse: what is cleaned away and what is only put right.
BODIES = (
    "<p><a href='https://a.example/'>하나<a href='https://b.example/'>둘</a></a></p>",
    "".join(
        f"<p><a href='{address}'>글</a></p>"
        for address in (
            *("https://a.example/x y", "https://[::1", "mailto:a b", "mailto:", "tel:<>", "/a b"),
            *("/한글?q=\"&amp;x'", "https://a.example/%zz{}|\\^`", "#", "#없다", "?", "//x y", "https:"),
            *("https://ex ample.com/", "https://a.example:99999/", "https://1.2.3.4.5/", "https:/x", ""),
        )
    ),
    "<a href='/x'><p>문단</p><ul><li>줄</li></ul></a><h2><a href='/x'></a></h2>",
    "<table><tr><td>a<tr><th colspan=3>b</table><table><caption>c</caption></table>"
    "<table><tr></tr><tr><td rowspan=5>x</td><td colspan=100>y</td></tr></table>"
    "<table><thead></thead><tbody></tbody></table><table><tr><td rowspan=2>a</td><td>b</td></tr>"
    "<tr><td colspan=2>c</td></tr></table>",
    "<table><tr><th scope=col>a</th><td><table><tr><td>b</td></tr></table></td></tr></table>",
    "<ul><p>x</p><li>y</ul><ul><ul><li>a</ul></ul><ol></ol><li>b</li><ol>c<li></li></ol>",
    "<ruby>漢<rp>(</rp><rt>한</rt><rp>)</rp></ruby><ruby>x</ruby><ruby><rt>x</rt></ruby><rt>y</rt>",
    "<h2></h2><h4>넷</h4><h3>셋</h3><h2>a<p>b</p></h2><blockquote><h2>c</h2>글</blockquote><h2><br></h2>",
    "<b><p>x</p></b><i><b>x</i>y</b><u><s><sub><sup>q</sup></sub></s></u><b><h2>x</h2></b>"
    "<sub><p>q</p></sub><strong><table><tr><td>x</td></tr></table></strong><p>a<ul><li>b</ul>c</p>",
    "<figure><figcaption>a</figcaption><figcaption>b</figcaption></figure><figcaption>c</figcaption>"
    "<figure><figure>x</figure></figure><figure><p>a</p><figcaption>b</figcaption><p>c</p></figure>",
    "".join(map(FILM.format, ("embed/a b\"<", "embed/x|{}", "한글"))),
    f"<a href='/x'>{FILM.format('x')}</a><h2>{FILM.format('y')}</h2>",
    "".join(f"<p lang='{tag}'>글</p>" for tag in ("xx", "en", "zzz", "iw", "en-AAAAAAAA", "ko-KR-x", "")),
    "<img src='x'><img src='https://a.example/b.jpg' alt='x'><hr><br><br><p><hr></p>",
    "글\ue000\ufffe\U0001ffff&#1;&#x80;&nosuch;<>&\"']]><!-- --><![CDATA[x]]><?php ?>\u202e\u2028",
    "<p>e&#x301;</p><p>\u0301앞</p><p><b>\u0301</b></p>",
)  # fmt: skip
# What of such a body stays as it is: every browser shows it alike, and the editor writes none of it.
LEFT = re.compile(
    "not allowed (as child|in element)|must not appear as a descendant|Table c|A table row|no cells"
    "|ruby|heading levels|Empty heading|composing character|(language|variant) subtag"
)


def make_hostile():
    """Let every line that people type, in every row, be one that breaks out of where it stands."""
    for model in apps.get_app_config("articles").get_models():
        lines = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, LineField | LinesField)
            and field.editable
            and field.name != "phone"
        ]
        for row in model._base_manager.all() if lines else ():
            # An answer to a note has no passage, and not every claim an objection.
            may_lack = model in (Note, CommentMeasure)
            said = [f for f in lines if not may_lack or getattr(row, f.name)]
            typed = {f.name: f"{row.pk}{HOSTILE}"[: f.max_length] for f in said}
            model._base_manager.filter(pk=row.pk).update(**typed)
    pagecache.drop()


def taken(client, paths, prefix=""):
    """Return {prefix and name: HTML} of {name: [path, status]}."""
    answers = {prefix + name: (client.get(path), status) for name, (path, status) in paths.items()}
    assert {name for name, (answer, status) in answers.items() if answer.status_code != status} == (
        set()
    )
    return {name: answer.text for name, (answer, _status) in answers.items()}


def refused_comments(client, path):
    """Return what readers see of comments that were refused, by why."""
    article = Article.objects.get(pk=path.split("/")[2])
    answered = article.comments.filter(parent=None, reply_count__gt=0).first()
    typed = {"name": "", "text": HOSTILE, "parent": answered.pk, "website": HOSTILE}
    refused = {"comment with errors": client.post(path, typed, **FROM_OURS)}
    CommentRules(policy="closed").save()
    pagecache.drop()
    refused["comment under a closed article"] = client.post(path, typed, **FROM_OURS)
    CommentRules(policy="open").save()
    assert [page.status_code for page in refused.values()] == [400, 400]
    assert "comment-answered" in refused["comment with errors"].text
    return {name: page.text for name, page in refused.items()}


@needs_nu
def test_every_page_is_html_whatever_was_typed(
    client, nari, bora, dami, newsroom, rf, tmp_path, settings
):
    settings.EMAIL_URL = "memorymail://"
    pages = {"500": views.server_error(rf.get("/")).text}
    paper = every_kind(client, nari, bora)
    client.logout()
    pages |= taken(client, paper)
    scripted = scripted_html()
    together = ("".join(scripted[start : start + 20]) for start in range(0, len(scripted), 20))
    for number, body in enumerate((*BODIES, *together)):
        article = make_public(section=newsroom["article"].section, body=f"{body}<p>끝</p>")
        pages |= taken(client, {body[:200]: [article.get_absolute_url(), 200]}, f"{number}: ")
    make_hostile()
    pages |= taken(client, paper, "hostile ")
    ways_in = ("login", *(f"password_reset{rest}" for rest in ("", "/sent", "/done", "/x/y")))
    pages |= taken(client, {name: [f"/admin/{name}/", 200] for name in ways_in})
    for user in (nari, bora, dami):
        client.force_login(user)
        for path in paths_of(newsroom)[user.username]:
            pages |= taken(client, {path: [path, 200]}, f"{user.username} ")
            assert f"newsstep {settings.VERSION}</p>" in pages[f"{user.username} {path}"], path
    pages |= refused_comments(client, paper["comments"][0])
    pages["refused"] = client.post(ADD, {"headline": HOSTILE}).text
    pages["conflict"] = client.post(change(newsroom["article"]), {"version": "0"}).text
    assert 'class="errornote"' in pages["refused"]
    assert 'id="conflict"' in pages["conflict"]
    told = faults(tmp_path / "pages", pages)
    told = [what for what in told if not (what[0].isdecimal() and LEFT.search(what))]
    assert not told, "\n".join(told)


def test_every_page_is_of_a_kind_that_the_tests_know(client, nari, bora):
    found = [
        resolve(unquote(urlsplit(path).path))
        for name, (path, _status) in every_kind(client, nari, bora).items()
        if name != "404"
    ]
    walked = {name for match in found for name in (match.func.__name__, match.url_name)}
    pages = {
        name.removeprefix("pages/").removesuffix(".html") for name in NAMES if "pages/" in name
    }
    assert pages - walked == {"403", "404", "500", "withdrawn"}


@needs_nu
def test_a_paper_without_a_single_article_is_html(client, dami, tmp_path):
    paths = [reverse(name) for name in ("front", "latest", "photos", "archive_today", "about")]
    paths += [reverse(name) for name in ("regions", "corrections", "most_viewed")]
    pages = taken(client, {path: [path, 200] for path in paths})
    client.force_login(dami)
    pages |= taken(client, {"first steps": ["/admin/", 200]})
    pages["added"] = client.post(
        "/admin/articles/user/add/",
        {"name": "이찬", "username": "chan", "role": "reporter", "is_public": "on"},
        follow=True,
    ).text
    [path] = re.findall(r"http://127\.0\.0\.1:8000(/admin/invitation/[^<\s]+)", pages["added"])
    client.logout()
    pages["invitation"] = client.get(path, follow=True).text
    assert "아이디는 “chan”입니다" in pages["invitation"]
    assert faults(tmp_path / "pages", pages) == []
