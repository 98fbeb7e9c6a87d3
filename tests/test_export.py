"""The whole paper goes out into a folder, in open formats."""

import json
import stat

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from articles.exchange.export.articles import SAID, TIMES
from articles.exchange.export.nouns import NOUNS
from articles.exchange.wordpress import wxr
from articles.models import Article, Comment, CommentVote, Photo, Reporter, SourceFile, User

from .factories import make_article, make_photo, make_public
from .kinds import every_kind

pytestmark = pytest.mark.django_db
# What the lines of articles tell in their own way.
IN_LINES = {
    "Article": {
        *(*SAID, *TIMES, "status", "replaces", "headline", "subheading", "body"),
        *("section", "region", "original_url"),
    },
    "ArticlePhoto": {"article", "photo", "caption", "credit", "alt", "position"},
    "Byline": {"article", "reporter", "title", "order"},
    "HourlyViews": {"article", "hour", "count"},
    "Redirect": {"article", "path"},
    "Related": {"article", "to", "position"},
    "Tagging": {"content_object", "tag"},
    "Generation": {"old_forms"},
}
# What stays in the paper, each with its reason.
STAYS = {
    # Who gets in, and what would tell one person or reader from others.
    "User": {"password", "last_login", "is_staff", "email", "writes_plain_text"},
    "Login": all,
    "Guess": all,
    "VisitorKey": all,
    "CountedView": all,
    "CommentVote": all,
    "Comment": {"password", "visitor", "network", "digest", "text_digest"}
    | {"reply_count", "report_count"},
    "CommentReport": {"visitor", "network"},
    "CommentBan": {"visitor", "network"},
    # Made of what is told.
    "Article": {"excerpt", "province", "lead_photo", "legacy_hash"},
    "Byline": {"published_at"},
    "Tagging": {"published_at"},
    "Tag": {"key", "strokes", "initials"},
    "FormerTag": {"strokes", "initials"},
    "Redirect": {"twin"},
    "CommentCount": all,
    # Of the moment, or of the program.
    "Publication": {"steps_put_away"},
    "Generation": {"number"},
    "Plan": {"edit_version"},
    "SourceFile": {"key"},
    "Chore": all,
    "Endpoint": all,
    "Incident": all,
    "KeptText": all,
    "Mailbox": all,
    "Notice": all,
    "Ping": all,
    "Presence": all,
    "SentForm": all,
}


def told(folder, name):
    """Return the lines of a file of an export."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").open()]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "out" / "paper"


def test_no_field_of_the_paper_is_forgotten():
    """Whoever adds one decides whether it goes out."""
    forgotten = {}
    for model in apps.get_app_config("articles").get_models(include_auto_created=True):
        name = model.__name__
        if STAYS.get(name) is all:
            continue
        known = IN_LINES.get(name, set()) | STAYS.get(name, set())
        for noun in NOUNS:
            if noun.model is model:
                known |= {lookup.partition("__")[0] for lookup in noun.lookups}
        missing = {field.name for field in model._meta.concrete_fields} - known - {"id"}
        if missing and name not in ("User_user_permissions",):
            forgotten[name] = missing
    assert forgotten == {}


def test_a_paper_with_something_of_everything_goes_out(client, nari, bora, folder, capsys):
    every_kind(client, nari, bora)
    photo = make_photo(files=True, caption="새 도서관", focal_x=0.25)
    article = make_public(headline="사진이 있는 기사", photos=[photo])
    paper = SourceFile.objects.create(
        article=article, key="k", name="보도자료.hwp", kind="hwp", sha256="0" * 64, size=5
    )
    paper.path.parent.mkdir()
    paper.path.write_bytes(b"paper")
    call_command("export", folder)
    assert (folder / "source_files" / f"{paper.pk}.hwp").read_bytes() == b"paper"
    lines = {line["number"]: line for line in told(folder, "articles")}
    assert list(lines) == sorted(Article.objects.values_list("pk", flat=True))
    line = lines[article.pk]
    assert line["url"] == f"{settings.SITE_URL}/articles/{article.pk}/"
    assert (line["headline"], line["status"]) == ("사진이 있는 기사", "approved")
    [shown] = line["photos"]
    assert (shown["caption"], shown["focal"]) == ("새 도서관", [0.25, 0.5])
    largest = default_storage.open(photo.path.name(photo.width)).read()
    assert (folder / "photos" / shown["file"]).read_bytes() == largest
    counts = json.loads((folder / "export.json").read_text())["counts"]
    for noun in NOUNS:
        assert len(told(folder, noun.name)) == noun.model._base_manager.count()
        assert counts[noun.name] == noun.model._base_manager.count()
    assert {row["actor"] for row in told(folder, "comment_decisions")} == {"bora"}
    assert "파일이 없어" in capsys.readouterr().err  # the others of this test have none


def test_nobody_else_reads_it_and_no_secret_is_in_it(client, nari, bora, folder):
    every_kind(client, nari, bora)
    nari.email = "nari@example.com"
    nari.save()
    CommentVote.objects.create(
        comment=Comment.objects.first(), visitor=b"vote" * 4, network=b"near" * 4, agrees=True
    )
    call_command("export", folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    everything = b"".join(path.read_bytes() for path in files)
    for user in User.objects.all():
        assert user.password.encode() not in everything
    for secret in (b"nari@example.com", b"scrypt", b"visitor", b"votevote", b"nearnear"):
        assert secret not in everything


def test_a_folder_that_holds_something_is_left_alone(article, folder):
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="새 폴더를 지정하십시오"):
        call_command("export", folder)
    assert [path.name for path in folder.parent.rglob("*")] == ["paper", "mine.txt"]


def test_a_folder_that_cannot_be_made_is_told_in_the_language_of_the_paper(tmp_path):
    (tmp_path / "letter").touch()
    with pytest.raises(CommandError, match="letter: 폴더가 아닙니다"):
        call_command("export", tmp_path / "letter" / "paper")


def test_what_breaks_midway_leaves_nothing(article, folder, monkeypatch):
    make_article(photos=[make_photo(files=True)])

    def full(_name, mode="rb"):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "open", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("export", folder)
    assert list(folder.parent.iterdir()) == []


def test_wordpress_reads_what_goes_out_for_it(client, nari, bora, folder):
    """As far as our own reader of its exports can tell."""
    every_kind(client, nari, bora)
    lead = make_photo(files=True, caption="새 \x0b도서관 ]]> 앞")
    article = make_public(headline="A & <b> ]]> 나", subheading="부제", photos=[lead])
    call_command("export", folder, wxr=True)
    channel = wxr.Channel()
    items = {item.text("wp:post_id"): item for item in wxr.read(folder / "wordpress.xml", channel)}
    posts = [item for item in items.values() if item.text("wp:post_type") == "post"]
    assert len(posts) == Article.objects.filter(replaces=None).count()
    assert len(items) - len(posts) == Photo.objects.in_use().count()
    assert sum(len(item.comments) for item in posts) == Comment.objects.count()
    post = items[str(article.pk)]
    assert (post.text("title"), post.text("wp:status")) == (article.headline, "publish")
    assert post.text("content:encoded") == article.body
    assert post.meta["subtitle"] == "부제"
    picture = items[post.meta["_thumbnail_id"]]
    assert picture.text("excerpt:encoded") == "새\n도서관 ]]> 앞"
    assert picture.text("wp:attachment_url").startswith(f"{settings.SITE_URL}/media/photos/")
    assert {author["wp:author_display_name"] for author in channel.authors.values()} == set(
        Reporter.objects.values_list("name", flat=True)
    )
