"""The papers that an article is written from stay with it, and with nobody else."""

import hashlib
import io
import json
import os
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.desk import source_files, workflow
from articles.models import Article, SourceFile

from .article_form import save as send
from .article_form import typed
from .axe import violations
from .factories import make_public, picture_bytes
from .newsroom import ADD, change, drop, leave, save, wait_until_kept
from .test_sweeping import age

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

UPLOAD = "/admin/articles/article/source/upload/"


def zipped(mimetype):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("Contents/section0.xml", "<글/>")
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
HWP = OLE + b"HWP Document File" + bytes(200)
HWPX = zipped("application/hwp+zip")
PDF = b"%PDF-1.7\n" + bytes(200)
DOCX = zipped("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
TAKEN = {"보도자료.hwp": ("hwp", HWP), "보도자료.hwpx": ("hwpx", HWPX), "명단.pdf": ("pdf", PDF)}
REFUSED = {
    "계획.docx": DOCX,
    "표.xls": OLE,
    "이름만.pdf": b"MZ\x90\x00" + bytes(100),
    "깨진.hwpx": HWPX[:40],
    "빈.hwp": b"",
}


@pytest.fixture
def folder(settings):
    return settings.SOURCES_ROOT


def upload(client, name, content):
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def waiting(*answers):
    """Return what the form sends of uploads that wait for it."""
    return json.dumps([[answer["id"], answer["name"], answer["size"]] for answer in answers])


def files(folder):
    return sorted(folder.iterdir()) if folder.exists() else []


def make_source(article, user, name="보도자료.hwp", content=HWP):
    row = source_files.add(name, content, user)
    source_files.attach(article, user, [row.pk])
    return SourceFile.objects.get(pk=row.pk)


@pytest.mark.parametrize("name", TAKEN)
def test_a_paper_is_taken_by_its_content_and_lies_where_only_the_program_reads(
    client, nari, folder, name
):
    kind, content = TAKEN[name]
    client.force_login(nari)
    answer = upload(client, name, content).json()
    row = SourceFile.objects.get()
    assert (answer["id"], answer["name"], answer["is_source"]) == (row.pk, name, True)
    assert (row.kind, row.size, row.uploaded_by, row.article) == (kind, len(content), nari, None)
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    [file] = files(folder)
    assert file.read_bytes() == content
    assert (file.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_paper_is_refused_by_its_name(client, nari, folder, name):
    client.force_login(nari)
    refused = upload(client, name, REFUSED[name])
    assert refused.status_code == 422
    assert name in refused.json()["error"]
    assert "HWP, HWPX, PDF" in refused.json()["error"]
    assert not SourceFile.objects.exists()
    assert files(folder) == []


def test_a_paper_of_more_than_30_mb_is_refused_with_the_reason(client, nari, monkeypatch):
    monkeypatch.setattr("articles.pure.source_files.MAX_BYTES", len(PDF) - 1)
    client.force_login(nari)
    refused = upload(client, "명단.pdf", PDF)
    assert refused.json()["error"].startswith("“명단.pdf” 파일이 30MB보다 큽니다.")


def test_a_reporter_saves_an_article_with_its_press_release(client, nari, section):
    client.force_login(nari)
    sent = [upload(client, name, content).json() for name, (_kind, content) in TAKEN.items()]
    again = upload(client, "다시.pdf", PDF).json()
    refused = client.post(ADD, typed(section, sources=waiting(*sent, again), headline="가" * 201))
    assert refused.context["adminform"].form["sources"].value() == waiting(*sent, again)
    client.post(ADD, typed(section, sources=waiting(*sent, again)))
    article = Article.objects.get()
    assert [row.name for row in article.source_files.all()] == list(TAKEN)
    html = client.get(change(article)).text
    assert all(f">{name}</a>" in html for name in TAKEN)
    away = [sent[0]["id"], "x", 10**30]
    refused = send(client, article, sources_away=away, headline="가" * 201)
    assert f'value="{away[0]}" checked' in refused.text
    assert refused.text.count('name="sources_away"') == 3
    assert refused.text.count(" checked> 빼기") == 1
    send(client, article, sources_away=away)
    assert [row.name for row in article.source_files.all()] == list(TAKEN)[1:]


def test_a_broken_list_of_papers_is_told_and_the_article_comes_back(client, nari, section):
    client.force_login(nari)
    for value in (
        "{",
        "[[]]",
        "[1]",
        "[[null]]",
        "[[1e999]]",
        '{"a": 1}',
        json.dumps([[1, "", ""]] * 51),
    ):
        refused = client.post(ADD, typed(section, sources=value))
        assert "취재 자료" in str(refused.context["adminform"].form.errors["sources"]), value
        assert "군, 새 도서관 문 연다" in refused.text
    assert not Article.objects.exists()


def test_nobody_attaches_or_removes_what_is_somebody_elses(client, nari, chan, article, section):
    kept = make_source(article, nari)
    waits = source_files.add("찬이 못 볼.pdf", PDF, nari)
    client.force_login(chan)
    stolen = {"id": waits.pk, "name": "", "size": ""}
    client.post(ADD, typed(section, sources=waiting(stolen), sources_away=[kept.pk]))
    mine = Article.objects.get(created_by=chan)
    assert not mine.source_files.exists()
    assert list(article.source_files.all()) == [kept]
    assert client.post(f"/admin/articles/article/source/{kept.pk}/remove/").status_code == 404
    assert SourceFile.objects.count() == 2


def test_who_may_read_the_unfinished_article_gets_the_paper_as_a_file(
    client, nari, chan, bora, dami, article
):
    row = make_source(article, nari)
    make_public(article)
    path = f"/admin/articles/article/source/{row.pk}/"
    assert client.get(path).status_code == 302
    for user, status in ((nari, 200), (chan, 404), (bora, 200), (dami, 200)):
        client.force_login(user)
        assert client.get(path).status_code == status, user
    response = client.get(path)
    assert b"".join(response.streaming_content) == HWP
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"
    waits = source_files.add("기다림.pdf", PDF, nari)
    assert client.get(f"/admin/articles/article/source/{waits.pk}/").status_code == 404
    client.logout()
    assert row.name not in client.get(article.get_absolute_url()).text


def test_an_editor_sees_the_paper_at_the_approval_and_takes_it_away(
    client, nari, bora, article, folder, django_capture_on_commit_callbacks
):
    row = make_source(article, nari)
    workflow.submit(article, nari)
    client.force_login(nari)
    assert row.name in client.get(change(article)).text
    remove = f"/admin/articles/article/source/{row.pk}/remove/"
    assert client.post(remove).status_code == 403
    client.force_login(bora)
    review = f"/admin/articles/article/{article.pk}/review/"
    assert remove in client.get(review).text
    with django_capture_on_commit_callbacks(execute=True):
        told = client.post(remove, follow=True)
    assert f"“{row.name}” 파일을 뺐습니다." in told.text
    assert not SourceFile.objects.exists()
    assert files(folder) == []


def test_a_working_copy_has_the_papers_of_its_article(client, nari, bora, article):
    row = make_source(article, nari)
    make_public(article)
    copy = workflow.open_copy(article, nari)
    added = make_source(copy, nari, "새 자료.pdf", PDF)
    client.force_login(nari)
    html = client.get(change(copy)).text
    assert row.name in html
    assert added.name in html
    assert list(article.source_files.all()) == [row, added]


def test_papers_go_with_the_draft(
    client, nari, article, folder, django_capture_on_commit_callbacks
):
    make_source(article, nari)
    client.force_login(nari)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/articles/article/{article.pk}/delete/", {"post": "yes"})
    assert not Article.objects.exists()
    assert files(folder) == []


def test_papers_that_no_article_came_for_are_swept(
    nari, article, folder, django_capture_on_commit_callbacks
):
    kept = make_source(article, nari)
    forgotten, fresh = (source_files.add(f"{name}.pdf", PDF, nari) for name in "가나")
    long_ago = timezone.now() - timedelta(days=9)
    SourceFile.objects.filter(pk__in=[kept.pk, forgotten.pk]).update(uploaded_at=long_ago)
    broken, young = folder / ".broken", folder / ".young"
    for file in (broken, young):
        file.write_bytes(b"half")
    for file in (broken, kept.path, fresh.path):
        age(file)
    with django_capture_on_commit_callbacks(execute=True):
        assert source_files.sweep() == 2
    assert {row.pk for row in SourceFile.objects.all()} == {kept.pk, fresh.pk}
    assert files(folder) == sorted([kept.path, fresh.path, young])


def test_a_paper_whose_write_was_refused_by_the_disk_leaves_nothing(nari, folder, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        source_files.add("가.pdf", PDF, nari)
    assert files(folder) == []
    assert not SourceFile.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_mixed_drop_is_sorted_kept_and_everything_else_is_named(screen, site, article):
    given = (
        ("하나.jpg", "image/jpeg", picture_bytes()),
        ("보도자료.hwp", "", HWP),
        ("명단.pdf", "application/pdf", PDF),
        ("계획.docx", "", DOCX),
        ("메모.txt", "text/plain", b"memo"),
    )
    screen.goto(site + change(article))
    drop(screen, ".photo-drop", *given)
    screen.wait_for_selector(".photo-uploads li.wrong >> nth=1")
    told = screen.locator(".photo-uploads li.wrong").all_inner_texts()
    assert ["계획.docx" in told[0], "메모.txt" in told[1]] == [True, True]
    assert screen.locator(".photo-row").count() == 1
    assert screen.locator(".source-waits").count() == 2
    drop(screen, ".ProseMirror p", ("본문에 놓은.hwpx", "", HWPX))
    screen.wait_for_selector(".source-waits >> nth=2")
    assert "본문에 놓은.hwpx" in screen.locator(".body-editor-status").inner_text()
    assert violations(screen) == []
    screen.locator(".source-waits button").nth(1).click()
    wait_until_kept(screen, 1)
    leave(screen)
    screen.goto(site + change(article))
    screen.click(".kept-restore")
    assert screen.locator(".source-waits").count() == 2
    save(screen)
    names = [row.name for row in article.source_files.all()]
    assert names == ["보도자료.hwp", "본문에 놓은.hwpx"]
    assert screen.locator(".source-list a").all_inner_texts() == names
    screen.complaints[:] = [told for told in screen.complaints if "422" not in told]
