"""Working copies: how a live article changes without ever being off line."""

import pytest
from django.db import IntegrityError, transaction

from articles.desk import preview, workflow
from articles.models import Article

from .article_form import decide, save
from .factories import make_article, make_photo, make_public, make_region, make_reporter
from .forms import untouched
from .newsroom import change

pytestmark = pytest.mark.django_db
Status = Article.Status


@pytest.fixture
def live(nari, article):
    photo = make_photo(uploaded_by=nari, caption="새 도서관", credit="증평군 제공", alt="건물")
    article.article_photos.create(photo=photo, caption="새 도서관 전경")
    article.tags.add("도서관")
    workflow.record_edit(article, nari)
    make_public(article)
    article.refresh_from_db()
    return article


def edit(copy, writer, **fields):
    for name, value in fields.items():
        setattr(copy, name, value)
    copy.save()
    workflow.record_edit(copy, writer)


def actions(article):
    return list(article.decisions.order_by("id").values_list("action", flat=True))


def test_a_copy_says_what_its_article_says(live, nari):
    copy = workflow.open_copy(live, nari)
    assert copy.content() == live.content()
    assert (copy.replaces, copy.status, copy.created_by) == (live, Status.DRAFT, nari)
    assert copy.lead_photo == live.lead_photo
    assert actions(copy) == ["open_copy"]


def test_readers_see_the_article_as_it_was_until_the_copy_is_approved(client, live, nari, bora):
    copy = workflow.open_copy(live, nari)
    edit(copy, nari, headline="도서관 개관일이 바뀌었다", region=make_region("증평군"))
    copy.tags.add("개관")
    workflow.record_edit(copy, nari)
    workflow.submit(copy, nari)
    html = client.get(live.get_absolute_url()).text
    assert "개관일이 바뀌었다" not in html
    assert client.get(f"/articles/{copy.pk}/").status_code == 404
    appeared = live.published_at
    workflow.approve(copy, bora)
    live.refresh_from_db()
    assert live.content() == copy.content()
    assert (live.published_at, live.status) == (appeared, Status.APPROVED)
    assert live.revised_at is not None
    assert copy.status == Status.CLOSED
    assert "개관일이 바뀌었다" in client.get(live.get_absolute_url()).text
    assert "#</span>개관" in client.get(live.get_absolute_url()).text
    assert client.get(f"/articles/{copy.pk}/").status_code == 404
    assert actions(live)[-1] == "merge"
    assert actions(copy) == ["open_copy", "submit", "approve"]
    assert live.revisions.first().content == copy.content()


def test_a_copy_that_changes_nothing_leaves_no_mark(live, nari, bora):
    copy = workflow.open_copy(live, nari)
    workflow.approve(copy, bora)
    live.refresh_from_db()
    assert live.revised_at is None
    assert "merge" not in actions(live)


def test_there_is_one_unfinished_copy_and_then_another(live, nari, bora):
    copy = workflow.open_copy(live, nari)
    with pytest.raises(workflow.WrongState):
        workflow.open_copy(live, bora)
    workflow.discard(copy, nari)
    assert copy.status == Status.CLOSED
    assert workflow.open_copy(live, bora).created_by == bora


def test_only_those_whose_article_it_is_open_a_copy(live, chan, article):
    with pytest.raises(workflow.NotAllowed):
        workflow.open_copy(live, chan)


def test_only_a_live_article_has_copies(nari, bora):
    draft = make_article(created_by=nari)
    with pytest.raises(workflow.WrongState):
        workflow.open_copy(draft, nari)
    live = make_public(created_by=nari)
    copy = workflow.open_copy(live, nari)
    with pytest.raises(workflow.NotAllowed):
        workflow.open_copy(copy, nari)


def test_a_copy_is_not_approved_for_later_nor_by_its_reporter(live, nari, bora):
    copy = workflow.open_copy(live, nari)
    with pytest.raises(workflow.NotAllowed):
        workflow.approve(copy, nari)
    with pytest.raises(workflow.WrongState):
        workflow.approve(copy, bora, at=live.published_at.replace(year=2090))
    copy.refresh_from_db()
    assert copy.status == Status.DRAFT


def test_a_copy_does_not_undo_what_the_desk_changed_meanwhile(live, nari, bora):
    copy = workflow.open_copy(live, nari)
    edit(live, bora, subheading="편집자가 고친 부제목")
    edit(copy, nari, headline="고친 제목")
    with pytest.raises(workflow.Unconfirmed) as refused:
        workflow.approve(copy, bora)
    assert refused.value.codes == {"overtaken"}
    live.refresh_from_db()
    assert live.subheading == "편집자가 고친 부제목"
    workflow.approve(copy, bora, accepted=["overtaken"])
    live.refresh_from_db()
    assert (live.headline, live.subheading) == ("고친 제목", "")
    assert live.revisions.filter(content__subheading="편집자가 고친 부제목").exists()


def test_a_change_of_the_article_after_the_editor_looked_is_a_conflict(live, nari, bora):
    copy = workflow.open_copy(live, nari)
    edit(copy, nari, headline="고친 제목")
    seen = workflow.fingerprint(copy)
    edit(live, bora, subheading="그사이 고침")
    with pytest.raises(workflow.Conflict):
        workflow.approve(copy, bora, seen=seen, accepted=["overtaken"])


def test_a_copy_of_a_withdrawn_article_is_not_approved(live, nari, bora):
    copy = workflow.open_copy(live, nari)
    workflow.withdraw(live, bora, "사실 확인 중")
    with pytest.raises(workflow.WrongState):
        workflow.approve(copy, bora)
    copy.refresh_from_db()
    assert copy.status == Status.DRAFT
    assert "approve" not in actions(copy)


def test_a_new_story_under_an_old_address_must_be_confirmed(live, nari, bora):
    copy = workflow.open_copy(live, nari)
    edit(copy, nari, body="<p>전혀 다른 이야기를 처음부터 새로 썼습니다.</p>")
    with pytest.raises(workflow.Unconfirmed) as refused:
        workflow.approve(copy, bora)
    assert refused.value.codes == {"rewrite"}
    workflow.approve(copy, bora, accepted=["rewrite"])
    live.refresh_from_db()
    assert "전혀 다른 이야기" in live.body


@pytest.mark.parametrize("status", ["approved", "withdrawn"])
def test_the_database_keeps_copies_from_readers(live, nari, status):
    copy = workflow.open_copy(live, nari)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=copy.pk).update(status=status, published_at=live.published_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=live.pk).update(status="closed")


def test_a_reporter_changes_a_live_article_by_its_copy(client, live, nari, bora):
    client.force_login(nari)
    assert "수정본 만들기" in client.get(change(live)).text
    response = client.post(f"/admin/articles/article/{live.pk}/copy/")
    copy = live.working_copies.get()
    assert response.url == change(copy)
    assert client.post(f"/admin/articles/article/{live.pk}/copy/").url == change(copy)
    row = copy.article_photos.get()
    photos = {
        "article_photos-TOTAL_FORMS": 1,
        "article_photos-INITIAL_FORMS": 1,
        "article_photos-0-id": row.pk,
        "article_photos-0-photo": row.photo_id,
        "article_photos-0-caption": "고친 설명",
        "article_photos-0-position": 0,
    }
    save(client, copy, headline="고친 제목", tags="도서관", _then="submit", **photos)
    copy.refresh_from_db()
    assert (copy.headline, copy.status) == ("고친 제목", "submitted")
    client.force_login(bora)
    page = client.get(f"/admin/articles/article/{copy.pk}/review/").text
    assert "고친" in page
    decide(client, copy, "approve", accepted=["rewrite"])
    live.refresh_from_db()
    assert live.headline == "고친 제목"
    assert live.article_photos.get().caption == "고친 설명"
    assert client.get(change(copy)).status_code == 200
    assert save(client, copy, headline="닫힌 뒤").status_code == 403


def test_another_reporter_opens_no_copy_and_sees_none(client, live, nari, chan):
    client.force_login(chan)
    assert client.post(f"/admin/articles/article/{live.pk}/copy/").status_code == 404
    copy = workflow.open_copy(live, nari)
    edit(copy, nari, headline="아직 비밀인 고침")
    assert client.get(change(copy)).status_code == 302
    assert "아직 비밀인 고침" not in client.get("/admin/articles/article/?whose=all").text


def test_a_co_writer_shares_the_copy(live, nari, chan):
    live.bylines.create(reporter=chan.reporter, order=1)
    copy = workflow.open_copy(live, nari)
    workflow.submit(copy, chan)
    assert copy.status == Status.SUBMITTED


def test_what_is_gone_meanwhile_does_not_stop_the_copy(live, nari, bora):
    gone = make_reporter("떠난이")
    live.bylines.create(reporter=gone, order=3)
    workflow.record_edit(live, bora)
    copy = workflow.open_copy(live, nari)
    assert [b.reporter for b in copy.bylines.all()] == [nari.reporter, gone]


def test_what_is_merged_is_the_copy_as_it_is_now(live, nari, bora):
    copy = workflow.open_copy(live, nari)
    stale = Article.objects.get(pk=copy.pk)
    edit(copy, nari, headline="나중에 고친 제목")
    decision = workflow.approve(stale, bora)
    live.refresh_from_db()
    assert live.headline == "나중에 고친 제목"
    assert live.revisions.first().content_hash == decision.content_hash


def test_a_copy_has_no_switches_that_would_do_nothing(client, live, bora):
    copy = workflow.open_copy(live, bora)
    client.force_login(bora)
    for name in ("in_latest", "in_most_viewed", "comments_open", "comment_policy"):
        assert f'name="{name}"' in client.get(change(live)).text
        assert f'name="{name}"' not in client.get(change(copy)).text
    with pytest.raises(workflow.NotAllowed):
        workflow.switch(copy, bora, "in_latest", False)
    asked = {"exclude": "in_latest", "article": copy.pk}
    assert client.post("/admin/articles/pick/", asked).status_code == 403
    assert actions(copy) == ["open_copy"]


def test_a_stranger_is_not_told_that_there_is_a_copy(client, live, nari, chan):
    workflow.open_copy(live, nari)
    client.force_login(nari)
    assert "수정본으로 가기" in client.get(change(live)).text
    client.force_login(chan)
    response = client.get(change(live))
    assert response.status_code == 200
    assert "수정본" not in response.text


def test_why_a_copy_was_sent_back_stands_over_that_copy_only(client, live, nari, bora):
    copy = workflow.open_copy(live, nari)
    workflow.submit(copy, nari)
    workflow.send_back(copy, bora, "숫자를 확인하세요")
    client.force_login(bora)
    assert 'class="notice returned"' not in client.get(change(live)).text
    edit(live, bora, subheading="편집자가 고친 부제목")
    client.force_login(nari)
    page = client.get(change(copy)).text
    assert "숫자를 확인하세요" in page.split('class="notice returned"')[1].split("</p>")[0]


def test_a_reporter_does_not_change_what_the_library_tells_readers(client, nari, bora):
    photo = make_photo(files=True, uploaded_by=nari, credit="증평군 제공")
    make_public(photos=[photo])
    client.force_login(nari)
    url = f"/admin/articles/photo/{photo.pk}/change/"
    words = {"caption": "", "credit": "고친 출처", "alt": "", "focal_x": 0.5, "focal_y": 0.5}
    assert client.post(url, words).status_code == 403
    client.force_login(bora)
    assert client.post(url, untouched(client, url) | words).status_code == 302
    photo.refresh_from_db()
    assert photo.credit == "고친 출처"


def test_a_co_writer_of_a_copy_reads_nothing_of_the_articles_ledger(client, live, nari, chan, bora):
    workflow.withdraw(live, bora, "비밀 사유")
    workflow.restore(live, bora, "확인 끝")
    copy = workflow.open_copy(live, nari)
    copy.bylines.create(reporter=chan.reporter, order=1)
    workflow.submit(copy, nari, note="날짜를 고쳤습니다")
    for screen in ("change", "review"):
        url = f"/admin/articles/article/{copy.pk}/{screen}/"
        client.force_login(chan)
        assert "날짜를 고쳤습니다" in client.get(url).text
        assert "비밀 사유" not in client.get(url).text
        client.force_login(nari)
        assert "비밀 사유" in client.get(url).text


def test_the_preview_of_a_copy_has_the_corrections_of_its_article(client, live, nari, bora):
    workflow.correct(live, bora, "correction", "3일을 4일로 바로잡습니다.")
    copy = workflow.open_copy(live, nari)
    assert "3일을 4일로 바로잡습니다." in client.get(preview.path(copy)).text


def test_what_is_typed_into_a_copy_that_is_approved_meanwhile_comes_back(client, live, nari, bora):
    copy = workflow.open_copy(live, nari)
    seen = copy.edit_version
    workflow.approve(copy, bora)
    client.force_login(nari)
    response = save(client, copy, version=seen, body="<p>늦게 도착한 문장 <b></p></textarea>")
    assert response.status_code == 403
    assert "&lt;p&gt;늦게 도착한 문장 &lt;b&gt;&lt;/p&gt;&lt;/textarea&gt;" in response.text
    live.refresh_from_db()
    assert "늦게" not in live.body
