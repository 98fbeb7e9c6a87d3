"""Related articles that are chosen by hand: first under the article, only what readers may see."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from articles.desk import preview, workflow
from articles.models import Article
from articles.reading import article_page, pagecache

from .article_form import errors, save, typed
from .factories import make_article, make_public
from .forms import untouched
from .newsroom import ADD, change

pytestmark = pytest.mark.django_db

CHOICES = "/admin/articles/article/choices/"


@pytest.fixture
def others(section):
    """Seven public articles of the section, the first the oldest."""
    now = timezone.now()
    return [make_public(section=section, at=now - timedelta(hours=9 - n)) for n in range(7)]


def related(article):
    return article_page.related(article_page.find(article.pk) or article)


def shown(client, article):
    return part(client.get(article.get_absolute_url()).text)


def part(page):
    return page.partition('<section class="related"')[2].partition("</section>")[0]


def test_what_is_chosen_comes_first_in_its_order_and_the_rest_is_filled_up(
    client, bora, nari, section, others
):
    client.force_login(bora)
    article = make_public(section=section)
    first, second, *_rest = others
    typed_in = f"{settings.SITE_URL}{second.get_absolute_url()}, {first.pk}"
    save(client, article, body=article.body, related=typed_in)
    assert list(article.related.values_list("to", flat=True)) == [second.pk, first.pk]
    numbers = [second.pk, first.pk, *(other.pk for other in others[:3:-1])]
    assert related(article) == numbers
    section_shown = shown(client, article)
    places = [section_shown.index(f"/articles/{number}/") for number in numbers]
    assert places == sorted(places)
    assert untouched(client, change(article))["related"] == f"{second.pk}, {first.pk}"
    article.refresh_from_db()
    save(client, article, body=article.body, related=", ".join(str(other.pk) for other in others))
    assert related(article) == [other.pk for other in others]  # seven, and no more


@pytest.mark.parametrize("state", ["draft", "submitted", "later", "withdrawn"])
def test_what_is_not_public_shows_nothing_of_itself_until_it_is(
    client, asked, bora, section, others, state
):
    secret = make_public(headline="엠바고표식 제목", section=make_article().section)
    article = make_public(section=section)
    workflow.put_related(article, [secret.pk])
    pagecache.renew()
    assert "엠바고표식" in shown(client, article)
    if state == "withdrawn":
        workflow.withdraw(secret, bora, "사실 확인 중")
    else:
        later = timezone.now() + timedelta(hours=2)
        status, at = ("approved", later) if state == "later" else (state, None)
        Article.objects.filter(pk=secret.pk).update(status=status, published_at=at)
    pagecache.renew()  # as the commit of each change does
    assert "엠바고표식" not in client.get(article.get_absolute_url()).text
    assert secret.pk not in related(article)
    assert len(related(article)) == 5


def test_a_copy_carries_them_over_and_never_recommends_its_own_original(
    client, nari, bora, section, others
):
    article = make_public(
        section=section, reporters=[nari.reporter], created_by=nari, tags=["도서관"]
    )
    workflow.put_related(article, [others[0].pk])
    copy = workflow.open_copy(article, nari)
    assert copy.content()["related"] == [others[0].pk]
    client.force_login(nari)
    refused = save(client, copy, related=str(article.pk))
    assert "고를 수 없습니다" in errors(refused)["related"][0]
    save(client, copy, body=copy.body, related=f"{others[1].pk} {others[0].pk}")
    page = part(client.get(preview.path(copy)).text)
    assert others[1].headline in page
    assert f'href="{article.get_absolute_url()}"' not in page
    copy.refresh_from_db()
    client.force_login(bora)
    review = client.get(f"/admin/articles/article/{copy.pk}/review/").text
    assert others[1].headline in review
    workflow.approve(copy, bora)
    assert list(article.related.values_list("to", flat=True)) == [others[1].pk, others[0].pk]


def test_what_was_approved_without_any_keeps_its_digest(article, others):
    assert "related" not in article.content()
    workflow.put_related(article, [others[0].pk])
    assert article.content()["related"] == [others[0].pk]


def test_nobody_is_led_to_what_is_wrong_or_not_theirs(client, nari, chan, section, others):
    theirs = make_article(headline="찬의 비밀 기사", section=section, created_by=chan)
    own = make_article(section=section, created_by=nari)
    client.force_login(nari)
    for wrong in (str(theirs.pk), "987654", "https://other.example/articles/1/", "도서관"):
        answer = client.post(ADD, typed(section, related=wrong))
        assert errors(answer).keys() == {"related"}, wrong
        assert "찬의 비밀" not in answer.text
    many = ",".join(str(number) for number in range(1, 12))
    assert "11건" in errors(client.post(ADD, typed(section, related=many)))["related"][0]
    answer = client.post(ADD, typed(section, related=f"{own.pk},{others[0].pk},{own.pk}"))
    assert answer.status_code == 302
    assert Article.objects.first().content()["related"] == [own.pk, others[0].pk]


def test_an_address_that_leads_to_no_article_or_is_endless_is_told(client, nari, section, others):
    client.force_login(nari)
    endless = f"/articles/{'9' * 40}/"
    for wrong in ("/admin/articles/article/12/", "/admin/nowhere", endless):
        assert client.get(CHOICES, {"q": wrong}).json()["items"] == []
        assert errors(client.post(ADD, typed(section, related=wrong))).keys() == {"related"}, wrong
    flood = ",".join(str(number) for number in range(1, 300_000))
    answer = client.post(ADD, typed(section, headline="쓰던 제목", related=flood))
    assert errors(answer).keys() == {"related"}
    assert "쓰던 제목" in answer.text


def test_the_search_finds_by_word_number_and_address_what_one_may_see(
    client, nari, chan, section, others
):
    secret = make_article(headline="찬의 도서관 기사", section=section, created_by=chan)
    library = make_public(headline="새 도서관이 문을 열었다", section=section)
    client.force_login(nari)

    def found(typed, **more):
        return [item["id"] for item in client.get(CHOICES, {"q": typed} | more).json()["items"]]

    newer = make_public(headline="산업단지", body="<p>도서관 옆이다.</p>", section=section)
    assert found("도서관") == [library.pk, newer.pk]  # by the headline first
    assert found(str(library.pk))[:1] == [library.pk]
    assert found(f"{settings.SITE_URL}/articles/{library.pk}/") == [library.pk]
    assert found(f"https://elsewhere.example/articles/{library.pk}/") == []
    assert found(str(secret.pk)) == []
    assert found("") == []
    client.force_login(chan)
    assert found("도서관", of=str(secret.pk)) == [library.pk, newer.pk]
    assert set(found("도서관")) == {secret.pk, library.pk, newer.pk}
