"""Two people, one article: each is told of the other."""

from datetime import timedelta

import pytest
from django.db.models.signals import post_init
from django.utils import timezone

from articles.desk import presence
from articles.models import Presence

from .factories import make_public

pytestmark = pytest.mark.django_db


def url(article):
    return f"/admin/articles/article/{article.pk}/presence/"


def test_the_second_sees_who_is_in_the_article_and_since_when(client, article, nari, bora):
    client.force_login(nari)
    assert client.post(url(article)).json()["others"] == []
    since = timezone.localtime(Presence.objects.get().since)
    client.force_login(bora)
    [told] = client.post(url(article)).json()["others"]
    assert "김나리" in told
    assert f"{since:%H:%M}" in told
    page = client.get(f"/admin/articles/article/{article.pk}/change/").text
    assert "김나리" in page


def test_who_has_left_is_not_told(client, article, nari, bora):
    presence.enter(article, nari)
    assert len(presence.enter(article, bora)) == 1
    client.force_login(nari)
    client.post(url(article), {"gone": "1"})
    assert presence.others(article, bora) == []


def test_who_leaves_while_a_sign_of_life_is_on_its_way_is_gone(client, article, nari):
    presence.enter(article, nari)

    def leave(instance, **_):
        Presence.objects.filter(pk=instance.pk)._raw_delete("default")

    post_init.connect(leave, Presence)
    try:
        client.force_login(nari)
        assert client.post(url(article)).json()["others"] == []
    finally:
        post_init.disconnect(leave, Presence)
    assert not Presence.objects.exists()


def test_who_gave_no_sign_for_long_is_gone_and_begins_anew(article, nari, bora):
    presence.enter(article, nari)
    long_ago = timezone.now() - timedelta(hours=2)
    Presence.objects.update(since=long_ago, seen_at=long_ago)
    assert presence.others(article, bora) == []
    presence.enter(article, nari)
    assert Presence.objects.get().since > long_ago


def test_reading_changes_nothing_and_brings_a_token(client, article, nari):
    client.force_login(nari)
    answer = client.get(url(article)).json()
    assert answer["token"]
    assert not Presence.objects.exists()


def test_only_who_may_edit_is_in_an_article(client, article, nari, chan):
    client.force_login(chan)
    assert client.post(url(article)).status_code == 404
    assert not Presence.objects.exists()
    client.force_login(nari)
    assert client.post(url(article)).status_code == 200
    assert Presence.objects.get().user == nari
    Presence.objects.all().delete()
    make_public(article)
    assert client.post(url(article)).status_code == 403
    assert not Presence.objects.exists()
