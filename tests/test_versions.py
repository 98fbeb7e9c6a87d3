"""A save over a newer save is refused for every noun of the desk; a form nobody touched does nothing."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from articles.models import (
    CommentRules,
    Page,
    Photo,
    Plan,
    Publication,
    Region,
    Reporter,
    Section,
    Tag,
    Template,
)

from .factories import make_photo, make_plan, make_region, make_reporter, make_section, make_tag
from .forms import untouched

pytestmark = pytest.mark.django_db


def make_page():
    return Page.objects.create(title="개인정보처리방침", slug="privacy", body="<p>첫 문장.</p>")


def make_publication():
    Publication(name="한빛지역신문", slogan="처음").save()
    return Publication.current()


def make_template():
    return Template.objects.create(name="부고", headline="처음")


# How one of each is made, a field of its form, and what two people write there.
NOUNS = {
    "page": (make_page, "body", "<p>첫 문장.</p><p>다미의 글.</p>", "<p>첫 문장.</p><p>내 글.</p>"),
    "publication": (make_publication, "slogan", "다미의 글", "내 글"),
    "commentrules": (CommentRules.objects.create, "words", "다미의 글", "내 글"),
    "section": (make_section, "name", "다미의 글", "내 글"),
    "region": (make_region, "name", "다미의 글", "내 글"),
    "reporter": (make_reporter, "biography", "다미의 글", "내 글"),
    "tag": (make_tag, "name", "다미의 글", "내 글"),
    "template": (make_template, "headline", "다미의 글", "내 글"),
    "plan": (make_plan, "notes", "다미의 글", "내 글"),
    "photo": (lambda: make_photo(files=True), "caption", "다미의 글", "내 글"),
}
MODELS = {
    model._meta.model_name: model
    for model in (
        CommentRules,
        Page,
        Publication,
        Section,
        Region,
        Reporter,
        Tag,
        Template,
        Photo,
        Plan,
    )
}


@pytest.fixture(params=NOUNS)
def opened(request, client, dami):
    """A form that was open in a second window while Dami saved in the first."""
    make, field, first, second = NOUNS[request.param]
    row = make()
    url = f"/admin/articles/{request.param}/{row.pk}/change/"
    client.force_login(dami)
    sent = untouched(client, url)
    assert client.post(url, sent | {field: first}).status_code == 302
    return MODELS[request.param], row.pk, url, field, sent, (first, second)


def value_of(model, pk, field):
    return getattr(model.objects.get(pk=pk), field)


def test_the_second_save_is_refused_and_shows_both(client, opened):
    model, pk, url, field, sent, (first, second) = opened
    response = client.post(url, sent | {field: second})
    assert response.status_code == 200
    assert value_of(model, pk, field) == first
    shown = re.sub("</?(?:del|ins)>", "", response.text)
    for told in ("최다미 님이 먼저 저장했습니다", "다미의 글", "내 글", 'name="over"'):
        assert told in shown
    typed = untouched_of(response)
    over = re.search('name="over" value="([^"]+)"', response.text)[1]
    assert client.post(url, typed | {"over": over}).status_code == 302
    assert value_of(model, pk, field) == second


def untouched_of(response):
    """Return what a browser sends from a page that came back."""

    class Shown:
        def get(self, _url):
            return response

    return untouched(Shown(), "")


def test_who_saves_the_same_is_told_of_no_conflict(client, opened):
    model, pk, url, field, sent, (first, _second) = opened
    assert client.post(url, sent | {field: first}).status_code == 302
    assert value_of(model, pk, field) == first


def test_a_third_save_in_between_is_a_conflict_again(client, opened, dami):
    model, pk, url, field, sent, (_first, second) = opened
    response = client.post(url, sent | {field: second})
    over = re.search('name="over" value="([^"]+)"', response.text)[1]
    third = Client()
    third.force_login(dami)
    words = second.replace("내", "셋째")
    assert third.post(url, untouched(third, url) | {field: words}).status_code == 302
    assert client.post(url, sent | {field: second, "over": over}).status_code == 200
    assert value_of(model, pk, field) == words


def test_what_the_desk_changes_has_a_version():
    """Articles have their own, slots the number of their last change, comments the state
    that was seen; accounts are one person's.
    """
    editable = {ContentType.objects.get_for_model(model).model for model in MODELS.values()} | {
        "article",
        "pick",
        "user",
        "decision",
        "comment",
    }
    from articles.admin import newsroom

    assert {model._meta.model_name for model in newsroom._registry} == editable


@pytest.mark.parametrize("noun", ["section", "page"])
def test_two_people_who_order_a_list_undo_nothing_of_each_other(client, dami, noun):
    rows = [
        MODELS[noun].objects.create(
            slug=f"s{number}",
            position=number,
            **({"name": f"섹션{number}"} if noun == "section" else {"title": "글", "body": "글"}),
        )
        for number in (1, 2)
    ]
    client.force_login(dami)
    url = f"/admin/articles/{noun}/"
    sent = untouched(client, url) | {"_save": "저장"}
    assert client.post(url, sent | {"form-0-position": 5}).status_code == 302
    assert client.post(url, sent | {"form-1-position": 7}).status_code == 302
    assert list(MODELS[noun].objects.values_list("pk", "position")) == [
        (rows[0].pk, 5),
        (rows[1].pk, 7),
    ]
    response = client.post(url, sent | {"form-0-position": 9})
    assert "다른 사람이 5(으)로 바꿨습니다" in response.text
    seen = untouched_of(response) | {"_save": "저장"}
    assert client.post(url, seen).status_code == 302
    assert MODELS[noun].objects.get(pk=rows[0].pk).position == 9


@pytest.mark.parametrize("noun", ["section", "page"])
def test_what_is_new_stands_behind_all_others(client, dami, noun):
    words = {"name": "정치"} if noun == "section" else {"title": "약관", "body": "<p>글</p>"}
    MODELS[noun].objects.create(slug="first", position=41, **words)
    client.force_login(dami)
    assert untouched(client, f"/admin/articles/{noun}/add/")["position"] == "42"
