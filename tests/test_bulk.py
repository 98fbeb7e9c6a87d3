"""An editor changes many articles at once, each as if it had been saved."""

import pytest
from django.db import connection

from articles.admin import bulk
from articles.desk import workflow
from articles.models import Article, Decision
from articles.reading import pagecache

from .factories import make_article, make_public, make_region, make_section

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/articles/article/"
BULK = f"{LIST}bulk/"


def send(client, change, articles, follow=True, **fields):
    """Send what the list or the screen sends."""
    numbers = [getattr(article, "pk", article) for article in articles]
    return client.post(BULK, {"change": change, "number": numbers, **fields}, follow=follow)


def carry_out(client, change, articles, value=""):
    """Confirm the change on its screen; returns what the person is told."""
    page = send(client, change, articles, value=value, confirmed="1")
    assert page.status_code == 200
    return [str(message) for message in page.context["messages"]]


def facts(article):
    return Article.objects.get(pk=article.pk).content()


def test_the_screen_says_what_will_change_and_changes_nothing_yet(client, bora, article):
    make_section("문화")
    client.force_login(bora)
    page = send(client, "section", [article], back="?month=2026-10&q=%EB%8F%84")
    assert "기사 1건을 바꿉니다" in page.text
    assert article.headline in page.text
    assert "사회" in page.text.split(article.headline)[1]
    assert f'href="{LIST}?month=2026-10&amp;q=%EB%8F%84"' in page.text
    assert Article.objects.get(pk=article.pk).edit_version == article.edit_version


def test_a_section_changes_with_revision_decision_version_and_page(
    client, bora, article, django_capture_on_commit_callbacks
):
    culture, draft = make_section("문화"), make_article(section=article.section)
    make_public(article)
    version, revisions = article.edit_version, article.revisions.count()
    client.force_login(bora)
    connection.run_on_commit = []  # what the makers of the rows have set off
    with django_capture_on_commit_callbacks() as after:
        said = carry_out(client, "section", [article, draft], culture.pk)
    assert said == ["2건을 바꿨습니다."]
    assert pagecache.renew in after
    assert article.headline in client.get(culture.get_absolute_url()).text
    article.refresh_from_db()
    assert article.section == culture
    assert article.edit_version == version + 1
    assert article.revised_at is not None
    assert article.revisions.count() == revisions + 1
    assert article.revisions.first().editor == bora
    last = article.decisions.first()
    assert (last.action, last.actor) == (Decision.Action.REVISE, bora)
    assert not draft.decisions.exists()
    # The same again is said, and leaves no trace.
    said = carry_out(client, "section", [article, draft], culture.pk)
    assert said == ["2건은 이미 그렇게 되어 있습니다."]
    assert article.decisions.first() == last
    # Undone by the same.
    assert carry_out(client, "section", [article], draft.section_id)
    assert facts(article)["section"] == draft.section_id


def test_a_region_changes_with_its_province_and_is_taken_away_only_by_its_word(
    client, bora, article
):
    county = make_region("증평군", parent=make_region("충북"))
    client.force_login(bora)
    carry_out(client, "region", [article], county.pk)
    article.refresh_from_db()
    assert (article.region, article.province) == (county, county.parent)
    page = send(client, "region", [article], value="", confirmed="1")
    assert "지역을 골라 주십시오." in page.text
    assert facts(article)["region"] == county.pk
    carry_out(client, "region", [article], "none")
    article.refresh_from_db()
    assert (article.region, article.province) == (None, None)


def test_tags_are_added_and_removed_and_found(client, bora, article):
    article.tags.add("도서관")
    workflow.record_edit(article, bora)
    client.force_login(bora)
    carry_out(client, "add_tags", [article], '도서관, "1,000권", 걷기대회')
    assert facts(article)["tags"] == ["1,000권", "걷기대회", "도서관"]
    assert article in client.get(LIST, {"q": "걷기대회"}).context["cl"].result_list
    assert carry_out(client, "add_tags", [article], "도서관") == [
        "1건은 이미 그렇게 되어 있습니다."
    ]
    carry_out(client, "remove_tags", [article], "도서관, 없는태그")
    assert facts(article)["tags"] == ["1,000권", "걷기대회"]


def test_what_is_typed_wrong_is_told_and_kept(client, bora, article):
    client.force_login(bora)
    page = send(client, "add_tags", [article], value="가" * 101, confirmed="1")
    assert "태그는 100자까지 쓸 수 있습니다." in page.text
    assert "가" * 101 in page.text
    assert "태그를 써 주십시오." in send(client, "add_tags", [article], confirmed="1").text
    assert facts(article)["tags"] == []


def test_articles_leave_latest_news_and_come_back(client, bora, article):
    other = make_public(in_latest=False)
    make_public(article)
    client.force_login(bora)
    page = send(client, "exclude", [article, other])
    assert "빠져 있음" in page.text
    said = carry_out(client, "exclude", [article, other])
    assert said == ["1건을 바꿨습니다.", "1건은 이미 그렇게 되어 있습니다."]
    assert not Article.objects.get(pk=article.pk).in_latest
    assert article.decisions.first().action == Decision.Action.EXCLUDE
    assert carry_out(client, "admit", [article, other]) == ["2건을 바꿨습니다."]
    assert Article.objects.get(pk=article.pk).in_latest


def test_an_open_working_copy_goes_along_so_that_it_brings_nothing_back(
    client, bora, nari, article
):
    culture = make_section("문화")
    make_public(article)
    copy = workflow.open_copy(article, nari)
    client.force_login(bora)
    assert "열린 수정본도 함께" in send(client, "section", [article]).text
    carry_out(client, "section", [article], culture.pk)
    copy.refresh_from_db()
    assert copy.section == culture
    workflow.submit(copy, nari)
    workflow.approve(copy, bora, accepted={"overtaken"})
    assert facts(article)["section"] == culture.pk


def test_what_could_not_be_changed_is_named_with_its_reason(client, bora, nari, article):
    make_public(article)
    closed = workflow.open_copy(article, nari)
    workflow.discard(closed, nari)
    full = make_article(tags=[f"태그{number}" for number in range(workflow.MAX_TAGS)])
    full.headline = "태그가 가득한 기사"
    full.save()
    client.force_login(bora)
    said = carry_out(client, "add_tags", [article, closed, full], "새말")
    assert said[0] == "1건을 바꿨습니다."
    assert f"1건은 바꾸지 않았습니다. 끝난 수정본입니다: “{closed.headline}”" in said
    assert "1건은 바꾸지 않았습니다. 태그가 너무 많아집니다: “태그가 가득한 기사”" in said
    assert facts(full)["tags"] == sorted(f"태그{number}" for number in range(workflow.MAX_TAGS))
    assert "수정본은 따로" in carry_out(client, "exclude", [closed])[0]


def test_nothing_chosen_too_much_chosen_and_what_is_gone_are_told(
    client, bora, article, monkeypatch
):
    client.force_login(bora)
    assert "먼저 목록에서 기사를 골라 주십시오." in send(client, "section", []).text
    monkeypatch.setattr(bulk, "MAX_ARTICLES", 2)
    assert "한 번에 2건까지" in send(client, "section", [1, 2, 3]).text
    assert "고른 기사가 모두 지워졌습니다." in send(client, "section", [999, "x"]).text
    assert send(client, "approve", [article]).redirect_chain == [(LIST, 302)]
    assert client.get(BULK).url == LIST
    leads = send(client, "section", [], follow=False, back="https://evil.example/")
    assert leads.url == LIST


def test_reporters_are_offered_no_bulk_and_get_none_by_a_crafted_post(client, nari, article):
    culture = make_section("문화")
    client.force_login(nari)
    assert "bulk" not in client.get(LIST).text
    answer = send(client, "section", [article], value=culture.pk, confirmed="1")
    assert answer.status_code == 403
    assert facts(article)["section"] == article.section_id
    with pytest.raises(workflow.NotAllowed):
        workflow.set_section(article, nari, culture)
