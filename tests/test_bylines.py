"""Who wrote it: named on the form already, and nobody approves without a name unawares."""

import pytest

from articles.desk import workflow
from articles.models import Article, Reporter

from .article_form import decide, save, typed
from .factories import make_article, make_public, make_reporter
from .forms import untouched
from .newsroom import ADD

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

NAMELESS = "공개되는 기자 이름이 없습니다."


def test_the_own_name_stands_in_a_new_form_and_may_be_taken_out(client, nari, bora, section):
    client.force_login(nari)
    sent = untouched(client, ADD) | {
        "headline": "군, 새 도서관 문 연다",
        "body": "<p>군은 새 도서관을 연다고 밝혔다.</p>",
        "section": section.pk,
    }
    assert sent["bylines-0-reporter"] == str(nari.reporter.pk)
    page = client.post(ADD, sent, follow=True).text
    assert list(Article.objects.get().reporters.all()) == [nari.reporter]
    assert NAMELESS not in page
    page = client.post(ADD, sent | {"bylines-TOTAL_FORMS": 0}, follow=True).text
    assert not Article.objects.first().bylines.exists()
    assert f'{NAMELESS} <a href="#bylines-group">기자 고르기</a>' in page


def test_an_editors_own_breaking_news_carries_the_editors_name(client, bora, section):
    reporter = make_reporter("박보라", user=bora)
    client.force_login(bora)
    sent = untouched(client, ADD) | {
        "headline": "[속보] 옥천서 규모 4.1 지진",
        "body": "<p>기상청이 밝혔다.</p>",
        "section": section.pk,
        "_then": "review",
    }
    page = client.post(ADD, sent, follow=True)
    article = Article.objects.get()
    assert page.request["PATH_INFO"].endswith(f"/{article.pk}/review/")
    assert NAMELESS not in page.text
    decide(client, article, "approve")
    assert f'<a href="{reporter.get_absolute_url()}">박보라 기자</a>' in (
        client.get(article.get_absolute_url()).text
    )


def test_whoever_has_no_public_name_is_told_and_may_make_one(client, bora, section):
    client.force_login(bora)
    page = client.get(ADD).text
    assert "이 계정에는 공개되는 기자 이름이 없어" in page
    assert '<a href="/admin/articles/reporter/add/?own=1">내 기자 이름 만들기</a>' in page
    make = "/admin/articles/reporter/add/?own=1"
    sent = untouched(client, make)
    assert (sent["name"], sent["title"]) == ("박보라", "기자")
    client.post(make, sent)
    assert Reporter.objects.get().user == bora
    assert "이 계정에는" not in client.get(ADD).text
    # Later ones are not the own name, and take it from nobody.
    client.post(make, sent | {"name": "이바다"})
    assert Reporter.objects.get(name="이바다").user is None


def test_a_reporter_without_a_name_gets_no_link_that_is_refused(client, nari):
    nari.reporter.delete()
    client.force_login(nari)
    page = client.get(ADD).text
    assert "편집자에게 기자 이름을 만들어 달라고 하십시오." in page
    assert "/reporter/add/" not in page


@pytest.mark.parametrize("origin", ["own", "press_release"])
def test_nothing_is_approved_without_a_name_unless_that_is_confirmed(client, bora, section, origin):
    article = make_article(section=section, origin=origin, reporters=())
    client.force_login(bora)
    review = client.get(f"/admin/articles/article/{article.pk}/review/").text
    assert f'<li class="must-confirm">{NAMELESS}</li>' in review
    with pytest.raises(workflow.Unconfirmed, match="byline"):
        workflow.approve(article, bora)
    refused = decide(client, article, "approve")
    assert "아래 표시된 점을 살펴보고" in refused.text
    assert not Article.objects.public().exists()
    decide(client, article, "approve", accepted=["byline"])
    assert list(Article.objects.public()) == [article]


def test_a_live_article_that_loses_its_last_name_tells_the_editor(client, nari, bora, section):
    article = make_public(section=section, reporters=[nari.reporter])
    client.force_login(bora)
    answer = save(client, article, body=article.body, **{"bylines-0-DELETE": "on"})
    assert not article.bylines.exists()
    assert NAMELESS in client.get(answer.url).text


def test_a_form_that_was_refused_keeps_the_name_as_it_was_chosen(client, nari, chan, section):
    client.force_login(nari)
    answer = client.post(
        ADD, typed(section, [], [{"reporter": chan.reporter.pk, "order": 0}], headline="가" * 201)
    )
    assert answer.status_code == 200
    rows = answer.context["inline_admin_formsets"][1].formset
    assert [form["reporter"].value() for form in rows if form.has_changed()] == [
        str(chan.reporter.pk)
    ]
