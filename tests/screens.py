"""A newsroom that has every screen of the desk."""

from datetime import timedelta

from django.utils import timezone

from articles.desk import comments, correction_requests, notes, source_files, templates, workflow
from articles.models import (
    CommentReport,
    CommentRules,
    HourlyViews,
    Incident,
    Page,
    Pick,
    Publication,
    Slot,
)

from .factories import (
    make_article,
    make_comment,
    make_photo,
    make_plan,
    make_public,
    make_region,
    make_reporter,
    make_section,
    make_tag,
)


def every_screen(nari, bora):
    """Make something of everything that the desk shows, Nari's where it can be; return it by name."""
    Publication(name="한빛지역신문").save()
    CommentRules.objects.create()
    Page.objects.create(title="약관", slug="privacy", body="<p>글</p>")
    section, region = make_section("문화"), make_region("괴산군", parent=make_region("강원"))
    common = {"section": section, "created_by": nari, "reporters": [nari.reporter]}
    article = make_public(
        photos=[make_photo(files=True, credit="군 제공", caption="전경")], tags=["축제"], **common
    )
    article.headline = "고친 제목으로 다시 나간 기사"
    article.region = region
    article.save()
    workflow.record_edit(article, bora)
    workflow.correct(article, bora, "correction", "3일을 4일로 바로잡습니다.")
    received_on = timezone.localdate() - timedelta(days=3)
    correction_requests.note(
        article, bora, "reply", "상가번영회", "반론을 청구합니다.", received_on
    )
    copy = workflow.open_copy(article, nari)
    copy.body = "<p>고친 본문이다.</p>"
    copy.save()
    workflow.record_edit(copy, nari)
    workflow.submit(copy, nari)
    note = notes.write(copy, bora, "숫자의 출처가 있습니까?\n@김나리", quote="고친 본문이다.")
    notes.answer(note, nari, "군 보도자료입니다.")
    notes.settle(notes.write(copy, bora, "제목을 줄이면 좋겠습니다."), bora)
    draft = make_article(photos=[make_photo(files=True, uploaded_by=nari)], **common)
    workflow.submit(draft, nari)
    workflow.send_back(draft, bora, "숫자를 확인해 주십시오")
    notes.write(draft, bora, "사진이 더 있습니까?", quote="이제 없는 대목")
    waiting = make_article(headline="가" * 60, **common)
    workflow.submit(waiting, nari, "사진을 더 보냅니다.\n6시 엠바고입니다.")
    for paper in (draft, waiting):
        row = source_files.add("보도자료.pdf", b"%PDF-1.7", nari)
        source_files.attach(paper, nari, [row.pk])
    later = make_article(**common)
    workflow.approve(later, bora, at=timezone.now() + timedelta(hours=5))
    gone = make_public(**common)
    workflow.withdraw(gone, bora, "사실 확인 중")
    for slot in Slot:
        ends = timezone.now() + timedelta(hours=1)
        Pick.objects.create(slot=slot, article=article, position=1, ends_at=ends, picked_by=bora)
    HourlyViews.objects.create(article=article, hour=timezone.now(), count=1234)
    for kind, what in (("error", "KeyError · views/lists.py:33"), ("slow", "search")):
        Incident.objects.create(
            kind=kind,
            what=what,
            hour=timezone.now(),
            number="482-913",
            path="GET /search/",
            user="nari",
            detail="Traceback\n  KeyError: 'x'",
            slowest=2345,
        )
    tag = make_tag("꼬리표")
    make_reporter("이바다")
    templates.fill()
    plan = make_plan(
        [nari.reporter], section=section, slot="lead", notes="오후 2시, 본회의장", article=draft
    )
    make_plan([nari.reporter], section=section, made_by=nari, time="14:00")
    make_plan(cancelled_at=timezone.now(), title="비로 미룬 체육 대회")
    comment = make_comment(article, text="그 사람은 돈을 떼먹었다.")
    claim = comments.measures.withhold(comment, bora, "박상인", "저는 갚았습니다.")
    comments.measures.note_objection(claim, bora, "제가 겪은 일입니다.")
    comments.measures.end(claim, bora, "restored", "합의했다고 알려 왔습니다.")
    comments.measures.withhold(comment, bora, "김대리", "제 이름이 있습니다.")
    comment.reports.create(reason="privacy", words="이름이 나옵니다")
    writer = comments.visitor("192.0.2.7", "Mozilla/5.0")._asdict()
    told = make_comment(article, name="하니", text="첫 줄\n둘째 줄", report_count=1, **writer)
    CommentReport.objects.create(comment=told, reason="privacy", words="제 번호가 있습니다.")
    waiting_comment = make_comment(
        parent=told, state="waiting", held_for=["policy", "link"], text="주소 " * 60, **writer
    )
    comments.hide(make_comment(parent=told, **writer), bora, "욕설\n두 번째")
    comments.ban(waiting_comment, bora, 7, whole_network=True, reason="되풀이되는 욕설")
    return {
        "comment": waiting_comment,
        "plan": plan,
        "claimed": comment,
        "unclaimed": make_comment(parent=comment),
        "article": article,
        "copy": copy,
        "draft": draft,
        "waiting": waiting,
        "later": later,
        "tag": tag,
        "nari": nari,
    }


def paths_of(room):
    """Return every address of the desk that a person opens, as {who: paths}."""

    def of(name, *screens):
        return [f"/admin/articles/article/{room[name].pk}/{screen}/" for screen in screens]

    reporter = [
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/add/",
        "/admin/articles/photo/",
        "/admin/articles/photo/add/",
        f"/admin/articles/photo/{room['draft'].lead_photo_id}/change/",
        "/admin/articles/plan/",
        "/admin/articles/plan/?view=month",
        "/admin/articles/plan/day/",
        "/admin/articles/plan/add/",
        f"/admin/articles/plan/{room['plan'].pk}/change/",
        "/admin/password_change/",
        "/admin/account/",
        "/admin/notices/",
        "/admin/account/second-factor/",
        *of("draft", "change", "review", "revisions", "notes"),
        *of("article", "change", "review", "revisions", "views", "machines"),
        *of("waiting", "change"),
    ]
    editor = [
        "/admin/",
        "/admin/articles/article/?state=submitted&q=가",
        f"/admin/articles/article/?month={timezone.localtime():%Y-%m}&reporter=1&from=x&to=2026-12-31",
        "/admin/articles/pick/",
        "/admin/articles/pick/?at=2030-01-01T06:00",
        "/admin/articles/pick/past/",
        "/admin/articles/decision/",
        "/admin/articles/comment/",
        f"/admin/articles/comment/?tab=all&by={room['comment'].pk}&q=주소",
        f"/admin/articles/comment/{room['comment'].pk}/",
        "/admin/articles/comment/bans/",
        f"/admin/articles/photo/{room['draft'].lead_photo_id}/use/",
        *of("waiting", "change", "review"),
        *of("copy", "change", "review", "revisions/difference", "notes"),
        *of("later", "review"),
        *of("article", "change", "review", "revisions", "corrections", "views"),
        f"/admin/articles/article/{room['article'].pk}/revisions/difference/?from=1&to=2&view=side",
        *(
            f"/admin/articles/{noun}/{screen}"
            for noun in ("section", "region", "tag", "reporter", "template")
            for screen in ("", "add/")
        ),
        f"/admin/articles/tag/{room['tag'].pk}/merge/",
        f"/admin/articles/comment/{room['claimed'].pk}/measure/",
        f"/admin/articles/comment/{room['unclaimed'].pk}/measure/",
        "/admin/articles/section/proposed/",
        "/admin/articles/region/known/",
    ]
    publisher = [
        "/admin/",
        "/admin/machine/",
        "/admin/articles/user/",
        "/admin/articles/user/add/",
        f"/admin/articles/user/{room['nari'].pk}/access/",
        "/admin/articles/publication/1/change/",
        "/admin/articles/commentrules/1/change/",
        "/admin/articles/page/",
        "/admin/articles/page/add/",
    ]
    return {"nari": reporter, "bora": editor, "dami": publisher}
