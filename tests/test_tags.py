"""A tag is one thing, however it is written and whichever door it came through."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction

from articles.desk import tags, workflow
from articles.desk.refusals import Conflict, NotAllowed
from articles.models import FormerTag, Tag
from articles.reading import tag_suggestions

from .article_form import save
from .factories import make_article, make_public, make_tag
from .forms import untouched
from .newsroom import change

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/tag/"


def test_names_with_commas_survive_the_form_of_an_article(client, bora, section):
    named = ["1,000만 관광", "청주", "C#", "C++", "서울; 부산", '"말"', "가，나、다"]
    article = make_article(section=section, tags=named)
    client.force_login(bora)
    sent = untouched(client, change(article)) | {"subheading": "부제목만 고침"}
    assert client.post(change(article), sent).status_code == 302
    assert list(article.tags.names()) == named


def test_what_looks_the_same_is_the_same_tag_at_every_door(client, article, bora):
    tag = make_tag("KBS")
    client.force_login(bora)
    save(client, article, tags="ｋｂｓ, #KBS, K\u200bBS")
    assert list(article.tags.all()) == [tag]
    article.tags.add("kbs")
    named = Tag.objects.named(["Kbs", "\u3164"])
    assert named == {"Kbs": tag}
    response = client.post(f"{LIST}add/", {"name": "#kbs", "slug": "other"})
    assert "“KBS” 태그가 이미 있습니다" in response.text
    response = client.post(f"{LIST}add/", {"name": "\u3164", "slug": "other"})
    assert response.status_code == 200
    assert list(Tag.objects.all()) == [tag]


@pytest.mark.parametrize("other", ["kbs", "ＫＢＳ", "#KBS", "K\u200bBS"])
def test_the_database_knows_no_second_tag_of_a_name(other):
    make_tag("KBS")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tag.objects.create(name=other, slug="other")


def test_capital_letters_of_every_script_are_one():
    assert Tag.objects.named(["École", "ÉCOLE"])["ÉCOLE"].name in ("École", "ÉCOLE")
    assert Tag.objects.count() == 1


def test_a_name_that_is_too_long_is_told_and_not_cut(client, article, bora):
    client.force_login(bora)
    response = save(client, article, tags="가" * 101)
    assert "100" in str(response.context["adminform"].form.errors["tags"])
    assert not article.tags.exists()


def test_the_list_tells_how_many_articles_have_a_tag(client, bora):
    for _number in range(3):
        make_public(tags=["증평"])
    client.force_login(bora)
    page = client.get(LIST).text
    assert 'class="field-article_count">3</td>' in page


def test_an_editor_makes_one_tag_of_two(client, bora, asked):
    stays, goes = make_tag("인공지능"), make_tag("AI")
    both = make_public(tags=[stays, goes])
    one, draft = make_public(tags=[goes]), make_article(tags=[goes])
    old_address = goes.get_absolute_url()
    assert client.get(old_address).status_code == 200
    client.force_login(bora)
    url = f"{LIST}{goes.pk}/merge/"
    assert "AI" in client.get(url).text
    response = client.post(url, {"into": " #인공지능"}, follow=True)
    assert "“AI” 태그가 이제 “인공지능” 태그입니다" in response.text
    for article in (both, one, draft):
        assert list(article.tags.names()) == ["인공지능"]
    response = client.get(old_address)
    assert (response.status_code, response.url) == (301, stays.get_absolute_url())
    page = client.get(stays.get_absolute_url()).text
    assert both.headline in page
    assert one.headline in page
    assert draft.headline not in page
    assert one.taggings.get().published_at == one.published_at
    log = LogEntry.objects.order_by("pk").values_list("user", "object_repr", "action_flag")
    assert list(log) == [(bora.pk, "AI", 3), (bora.pk, "인공지능", 2)]


def test_who_types_the_name_that_was_merged_gets_the_tag_that_stayed(client, article, bora):
    stays, goes = make_tag("인공지능"), make_tag("AI")
    article.tags.add(goes)
    workflow.record_edit(article, bora)
    client.force_login(bora)
    sent = untouched(client, change(article))
    tags.merge(goes, stays, bora)
    assert client.post(change(article), sent).status_code == 302
    assert list(Tag.objects.all()) == list(article.tags.all()) == [stays]
    again = make_tag("다시")
    tags.merge(stays, again, bora)
    assert Tag.objects.find("ai") == again
    assert FormerTag.objects.count() == 2


def test_a_name_that_is_made_anew_by_hand_leads_no_longer_elsewhere(client, bora):
    stays, goes = make_tag("인공지능"), make_tag("AI")
    tags.merge(goes, stays, bora)
    client.force_login(bora)
    client.post(f"{LIST}add/", {"name": "AI", "slug": goes.slug})
    assert Tag.objects.find("AI").slug == goes.slug
    assert not FormerTag.objects.exists()


def test_renaming_to_a_name_that_is_there_offers_to_merge(client, bora):
    stays, goes = make_tag("인공지능"), make_tag("AI")
    client.force_login(bora)
    url = f"{LIST}{goes.pk}/change/"
    response = client.post(url, untouched(client, url) | {"name": "인공 지능".replace(" ", "")})
    assert f'href="{LIST}{goes.pk}/merge/?into={stays.pk}"' in response.text
    assert 'value="인공지능"' in client.get(f"{LIST}{goes.pk}/merge/?into={stays.pk}").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "남을 태그의 이름을 쓰십시오"),
        ("없는 것", "이 이름의 태그가 없습니다"),
        ("ai", "같은 태그입니다"),
    ],
)
def test_a_merge_that_makes_no_sense_is_refused(client, bora, typed, told):
    goes = make_tag("AI")
    client.force_login(bora)
    assert told in client.post(f"{LIST}{goes.pk}/merge/", {"into": typed}).text
    assert Tag.objects.filter(pk=goes.pk).exists()


def test_a_reporter_merges_nothing_and_nobody_what_is_gone(nari, bora):
    stays, goes = make_tag(), make_tag()
    with pytest.raises(NotAllowed):
        tags.merge(goes, stays, nari)
    Tag.objects.filter(pk=stays.pk).delete()
    with pytest.raises(Conflict):
        tags.merge(goes, stays, bora)


SUGGESTIONS = "/admin/articles/tag/suggestions/"


def suggested(client, typed):
    return [item["label"] for item in client.get(SUGGESTIONS, {"q": typed}).json()["items"]]


def test_tags_are_offered_by_their_beginning_however_far_the_syllable_is_typed(client, nari, bora):
    make_public(tags=["충북도", "충북도의회", "청주 공항", "與野", "1,000인"])
    make_public(tags=["충북도의회"])
    for typed in ("ㅊ", "ㅊㅂ", "추", "충ㅂ", "충부", "충북도"):
        client.force_login(nari)
        assert "충북도" in suggested(client, typed), typed
    assert suggested(client, "충북") == ["충북도의회", "충북도"]  # what is used most comes first
    assert suggested(client, "충북도") == ["충북도", "충북도의회"]  # but before it what is meant
    assert suggested(client, "청주공") == suggested(client, "ㅊㅈㄱ") == ["청주 공항"]
    assert suggested(client, "#여야") == ["與野"]
    assert suggested(client, "1") == ["1,000인"]
    for nothing in ("", " ", "%", "_", "북도", "\U0010ffff", "가" * 500):
        assert suggested(client, nothing) == [], nothing


def test_a_former_name_leads_to_the_present_tag_and_what_nobody_reads_is_told_to_editors(
    client, nari, bora, django_assert_num_queries
):
    make_public(tags=["충청북도", "충북"])
    make_article(tags=["충청미발표"])
    tags.merge(Tag.objects.find("충청북도"), Tag.objects.find("충북"), bora)
    client.force_login(nari)
    assert suggested(client, "충청") == ["충북"]
    client.force_login(bora)
    assert suggested(client, "충청") == ["충북", "충청미발표"]
    with django_assert_num_queries(1):
        tag_suggestions.suggested("ㅊ")


def test_tags_of_before_an_upgrade_are_found_after_it(nari, client):
    make_public(
        tags=["충북", "\u0301"]
    )  # the second is an accent alone, which nobody begins to type
    Tag.objects.update(strokes="", initials="")
    Tag.objects.write_beginnings()
    client.force_login(nari)
    assert suggested(client, "ㅊ") == suggested(client, "추") == ["충북"]
