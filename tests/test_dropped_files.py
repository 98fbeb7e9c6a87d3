"""Of all that is dropped or chosen together, what is not taken is told by its name."""

import pytest

from articles.models import Photo
from articles.pure import markup

from .factories import picture_bytes
from .newsroom import change, drop, save

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

XLS = ("예산.xls", "", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
TEXT = ("명단.txt", "text/plain", b"names " + bytes(600))


def release():
    """Return what comes with a press release: three photos, one of an iPhone, and two papers."""
    return (
        ("하나.jpg", "image/jpeg", picture_bytes()),
        XLS,
        ("IMG_0042.HEIC", "", picture_bytes(format="HEIF")),
        TEXT,
        ("셋.png", "image/png", picture_bytes(format="PNG")),
    )


def forgive_refusals(screen):
    screen.complaints[:] = [told for told in screen.complaints if "422" not in told]


def test_papers_dropped_with_photos_are_named_and_the_photos_are_in(screen, site, article, nari):
    screen.goto(site + change(article))
    drop(screen, ".photo-drop", *release())
    screen.wait_for_selector(".photo-row >> nth=2")
    told = screen.locator(".photo-uploads li.wrong")
    told.nth(1).wait_for()
    reasons = told.all_inner_texts()
    assert [name for name, *_rest in (XLS, TEXT)] == [
        next(name for name in ("예산.xls", "명단.txt") if name in reason) for reason in reasons
    ]
    assert all("HEIC" in reason for reason in reasons)
    forgive_refusals(screen)
    save(screen)
    assert article.article_photos.count() == Photo.objects.filter(uploaded_by=nari).count() == 3


@pytest.mark.parametrize("event", ["drop", "paste"])
def test_papers_put_into_the_text_with_photos_are_named(screen, site, article, event):
    screen.goto(site + change(article))
    screen.locator(".ProseMirror").click()
    drop(screen, ".ProseMirror p", *release(), event=event)
    screen.wait_for_selector(".ProseMirror figure >> nth=2")
    status = screen.locator(".body-editor-status")
    screen.wait_for_function("e => e.textContent.includes('txt')", arg=status.element_handle())
    assert all(name in status.inner_text() for name, *_rest in (XLS, TEXT))
    forgive_refusals(screen)
    save(screen)
    article.refresh_from_db()
    assert len(markup.pictures(article.body)) == 3


def test_a_film_that_is_too_large_is_no_picture_to_be_made_smaller(screen, site, article):
    screen.goto(site + change(article))
    screen.evaluate("Object.defineProperty(File.prototype, 'size', {get: () => 4e7})")
    drop(screen, ".photo-drop", ("현장.mp4", "video/mp4", bytes(200)))
    reason = screen.locator(".photo-uploads li.wrong")
    reason.wait_for()
    assert "현장.mp4" in reason.inner_text()
    assert "HEIC" in reason.inner_text()


def test_a_field_for_one_photo_names_what_it_leaves_out(screen, site, nari):
    screen.goto(site + "/admin/articles/photo/add/")
    drop(screen, "#id_upload", *release())
    status = screen.locator("#id_upload ~ [role=status]")
    assert all(name in status.inner_text() for name, *_rest in release())
    save(screen)
    assert Photo.objects.get().uploaded_by == nari
