"""What went out comes back equal: into an empty paper, by import_articles."""

import json
import re
import shutil
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image

from articles.desk import marks, workflow
from articles.models import (
    Article,
    Comment,
    Correction,
    HourlyViews,
    Photo,
    Publication,
    Redirect,
    Related,
    Section,
    drop_interned,
)
from articles.pure import imaging, markup, renditions
from articles.reading import pagecache
from articles.reading.comments import counts

from .factories import (
    make_article,
    make_comment,
    make_photo,
    make_public,
    make_region,
    make_reporter,
    make_section,
    make_user,
    picture_bytes,
)
from .importing import TOLD
from .kinds import every_kind
from .test_export import told
from .test_untouched import WORDS

pytestmark = pytest.mark.django_db
# What cannot be the same: numbers of rows that are no articles, and the slots.
# Nor what is signed with the time at which a page is made.
SIGNED = re.compile(r'(?<=name="shown_at" value=")[^"]*')
NUMBERS = re.compile(
    r"(comment-|correction-|/comments/|comments=|claim/|report/|vote/|value=\")\d+"
)


def forget():
    pagecache.drop()
    counts.drop()
    drop_interned()


def back_again(tmp_path, make, addresses=lambda made: ()):
    """Return the articles' lines and the pages of what `make` makes, before and after the way out and in."""
    first, second = tmp_path / "first", tmp_path / "second"
    with transaction.atomic():
        made = make()
        write_files()
        call_command("export", first)
        paths = addresses(made)
        before = [page(path) for path in paths]
        transaction.set_rollback(True)
    forget()
    assert not Article.objects.exists()
    call_command("import_articles", first / "articles.jsonl", photos=first / "photos")
    forget()
    call_command("export", second)
    return (told(first, "articles"), before), (
        told(second, "articles"),
        [page(path) for path in paths],
    )


def write_files():
    """Give every photo the files that its size tells."""
    for number, photo in enumerate(Photo.objects.in_use()):
        image = Image.new("RGB", (photo.width, photo.height), (number * 37 % 256, 99, 150))
        focal = (photo.focal_x, photo.focal_y)
        picture = imaging.Picture(image, photo.sha256, "", "", None, focal=focal)
        renditions.write(picture, default_storage)


def assert_same(before, after):
    for was, now in zip(before, after, strict=True):
        for one, other in zip(was, now, strict=True):
            assert other == one


def page(path):
    """Return what readers see at a path, apart from what cannot be the same."""
    response = Client().get(path)
    return [
        path,
        response.status_code,
        *SIGNED.sub("", NUMBERS.sub(r"\1", response.text)).split("\n"),
    ]


def test_a_paper_with_something_of_everything(client, tmp_path):
    def make():
        nari, bora = make_user("nari", "기자"), make_user("bora", "편집자")
        make_reporter("김나리", user=nari)
        paths = every_kind(client, nari, bora)
        for row in HourlyViews.objects.all():  # which begin with their hour elsewhere
            row.hour = row.hour.replace(minute=0, second=0, microsecond=0)
            row.save()
        photo, gone = make_photo(caption="표지"), make_photo(caption="내린 사진")
        placed = "".join(markup.figure_of(row.path) for row in (photo, gone))
        other = make_public(headline="관련 기사")
        article = make_public(
            body=f"<p>앞</p>{placed}<p>뒤</p>",
            photos=[photo, gone],
            sensitivity="minor",
            in_latest=False,
            comment_policy="approve",
        )
        article.article_photos.filter(photo=photo).update(caption="여기서만", credit="")
        Photo.objects.filter(pk=photo.pk).update(credit="도서관 제공", focal_y=0.1)
        Photo.objects.filter(pk=gone.pk).update(withdrawn_at=timezone.now())
        Redirect.objects.create(path="/news/view.html?idxno=7", article=article)
        newer = make_public(tags=["도서관"])
        Related.objects.create(article=article, to=newer, position=0)
        Related.objects.create(article=article, to=other, position=1)
        first = Correction.objects.create(article=article, kind="correction", text="틀렸습니다.")
        Correction.objects.create(article=article, kind="reply", text="아닙니다.", supersedes=first)
        Article.objects.create()  # nothing but begun
        waiting = make_article(created_by=nari)
        workflow.submit(waiting, nari)
        workflow.open_copy(other, bora)
        workflow.discard(workflow.open_copy(newer, bora), bora)
        make_public(at=timezone.now() + timedelta(days=1))
        return paths | {"shown": [article.get_absolute_url(), 200]}

    def addresses(paths):
        # Links of the desk are signed, and comments have other numbers.
        skipped = ("preview", "objection", "comment")
        return [path for name, (path, _status) in paths.items() if name not in skipped]

    before, after = back_again(tmp_path, make, addresses)
    assert_same(before, after)
    assert {line["status"] for line in after[0]} == set(Article.Status.values)


@settings(
    max_examples=6,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_articles_there_are(tmp_path_factory, data):
    def odd():
        return data.draw(WORDS)

    def make():
        Publication(name="신문" + odd()).save()
        sections = [make_section("부" + odd(), comment_policy="open"), make_section("둘" + odd())]
        region = make_region("군" + odd(), parent=make_region("도/" + odd()))
        namesakes = [make_reporter("김하늘 기자", title=odd()), make_reporter("김하늘 기자")]
        made = []
        for _number in range(data.draw(st.integers(1, 2))):
            article = make_article(
                headline="제목" + odd(),
                subheading=odd(),
                body=f"<p>글{odd()}</p><h2>가{odd()}</h2><ul><li>나{odd()}</li></ul>",
                section=data.draw(st.sampled_from(sections)),
                region=data.draw(st.sampled_from([None, region, region.parent])),
                copyright_notice=odd(),
                tags=[odd(), odd()],
                reporters=data.draw(st.permutations(namesakes)),
                photos=[make_photo(width=40, height=30, caption=odd(), credit=odd(), alt=odd())],
                origin=data.draw(st.sampled_from(Article.Origin.values)),
                is_ai_assisted=data.draw(st.booleans()),
                in_most_viewed=data.draw(st.booleans()),
            )
            if data.draw(st.booleans()):
                make_public(article)
                made.append(article.get_absolute_url())
                HourlyViews.objects.create(
                    article=article,
                    hour=article.published_at.replace(minute=0, second=0, microsecond=0),
                    count=data.draw(st.integers(1, 9)),
                )
                first = make_comment(article, name="독" + odd()[:9], text="글" + odd())
                make_comment(parent=first, agree_count=3)
                state = data.draw(st.sampled_from(Comment.State.values))
                make_comment(article, state=state)
        return [*made, *(section.get_absolute_url() for section in sections), "/", "/about/"]

    with transaction.atomic():
        before, after = back_again(tmp_path_factory.mktemp("odd"), make, lambda made: made)
        assert_same(before, after)
        transaction.set_rollback(True)
    forget()


def test_into_a_paper_that_has_articles_of_its_own(import_lines, client, tmp_path):
    """Numbers that are taken are not taken away; the old address leads on."""
    folder = tmp_path / "out"
    with transaction.atomic():
        old = make_public(headline="가져올 기사")
        call_command("export", folder)
        number = old.pk
        transaction.set_rollback(True)
    mine = make_public(headline="여기 있던 기사", pk=number)
    section = Section.objects.create(name="여기만", slug="here")
    call_command("import_articles", folder / "articles.jsonl", photos=folder / "photos")
    mine.refresh_from_db()
    assert mine.headline == "여기 있던 기사"
    came = Article.objects.get(headline="가져올 기사")
    assert came.pk > number
    assert list(Section.objects.filter(pk=section.pk)) == [section]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"number": "일"}, "number"),
        ({"comment_policy": "closed"}, "comment_policy"),
        ({"in_latest": "네"}, "in_latest"),
        ({"views_by_hour": {"어제": 3}}, "views_by_hour"),
        ({"views_by_hour": [3]}, "views_by_hour"),
        ({"corrections": [{"kind": "correction", "text": "글"}]}, "corrections.text"),
        ({"replaces": "없는 기사", "status": "closed"}, ""),
        ({"related": ["없는 기사"]}, ""),
        ({"photos": [TOLD["photos"][0] | {"sha256": "a" * 64, "focal": [7, 8]}]}, "photos.focal"),
    ],
)
def test_what_can_not_be_used_costs_no_article(import_lines, fields, said):
    status, printed = import_lines(TOLD | fields)
    assert status == 0
    assert Article.objects.count() == 1
    assert said in printed
    assert json.dumps(printed)


@pytest.mark.parametrize("line", ['{"number": 1, "na', "[1]", "\udcff"])
def test_an_export_that_was_copied_halfway_is_told_with_its_place(tmp_path, line):
    with transaction.atomic():
        make_public()
        call_command("export", tmp_path / "out")
        transaction.set_rollback(True)
    forget()
    with (tmp_path / "out" / "sections.jsonl").open("ab") as file:
        file.write(line.encode(errors="surrogateescape"))
    with pytest.raises(CommandError, match=r"sections\.jsonl: 2"):
        call_command("import_articles", tmp_path / "out" / "articles.jsonl")
    assert not Section.objects.exists()


def test_the_logo_comes_back_and_a_file_that_is_no_such_picture_does_not(media, tmp_path):
    def goes_out(name):
        with transaction.atomic():
            paper = Publication.current()
            paper.mark = marks.receive(picture_bytes(200, 200, format="PNG"))
            paper.save()
            make_public()
            call_command("export", tmp_path / name)
            transaction.set_rollback(True)
        forget()
        shutil.rmtree(media / "marks")
        return tmp_path / name, f"marks/{paper.mark}.png"

    for is_right in (False, True):
        folder, mark = goes_out(str(is_right))
        if not is_right:
            (folder / mark).write_bytes(b"<svg onload='alert(1)'/>")
        with transaction.atomic():
            call_command("import_articles", folder / "articles.jsonl", photos=folder / "photos")
            assert (media / mark).exists() == is_right
            transaction.set_rollback(True)
        forget()
