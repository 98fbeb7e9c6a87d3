"""What somebody types is kept on the server too, apart from the articles and for nobody else's eyes."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.desk import kept_texts, workflow
from articles.models import Article, Decision, Generation, KeptText, Revision

from .article_form import typed
from .factories import make_article, make_public
from .newsroom import ADD, change

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TOKENS = [f"{number:032x}" for number in range(40)]
KEPT = "/admin/kept/"


def record(at=1, **fields):
    pairs = [[name, value] for name, value in ({"headline": "쓰던 제목"} | fields).items()]
    return {"fields": pairs, "pictures": {}, "version": "1", "plain": False, "at": at}


def keep(client, token=TOKENS[0], article=None, sent=None):
    address = f"{KEPT}{token}/" + (f"?article={article.pk}" if article else "")
    body = sent if isinstance(sent, str | bytes) else json.dumps(sent or record())
    return client.post(address, body, content_type="text/plain;charset=UTF-8")


def offered(client, article=None):
    """Return what the form gets offered: [(token, headline)]."""
    answer = client.get(KEPT, {"article": article.pk} if article else {}).json()
    texts = [(text["token"], json.loads(text["record"])["fields"]) for text in answer["texts"]]
    return [(token, dict(fields)["headline"]) for token, fields in texts]


def test_a_text_is_kept_exactly_and_replaced_by_its_newer_state(client, nari, article):
    client.force_login(nari)
    hostile = record(body="<p>글\u2028\ud800</p><script>", headline="\x00\ud83d\ude00 제목")
    sent = json.dumps(hostile, ensure_ascii=True)
    assert keep(client, article=article, sent=sent).status_code == 200
    kept = KeptText.objects.get()
    assert (kept.record, kept.article, kept.user) == (sent, article, nari)
    assert keep(client, article=article, sent=record(headline="새 제목")).status_code == 200
    assert offered(client, article) == [(TOKENS[0], "새 제목")]
    assert offered(client) == []


def test_keeping_is_no_save_of_the_article(client, nari, bora, story):
    client.force_login(bora)

    def state():
        numbers = Generation.objects.values_list("number", flat=True)
        rows = Article.objects.values(), Revision.objects.count(), Decision.objects.count()
        return list(numbers), list(rows[0]), rows[1:]

    before = state()
    keep(client, article=story)
    keep(client, TOKENS[1])
    client.delete(f"{KEPT}{TOKENS[1]}/")
    assert state() == before
    assert KeptText.objects.count() == 1


@pytest.fixture
def story(nari, section):
    return make_public(section=section, created_by=nari)


def test_nobody_else_reads_keeps_or_forgets_it(client, nari, chan, dami, article):
    client.force_login(nari)
    keep(client, article=article, sent=record(headline="나리의 비밀"))
    keep(client, TOKENS[1], sent=record(headline="나리의 새 기사"))
    for other in (chan, dami):
        client.force_login(other)
        assert offered(client) == []
        if other == dami:
            assert offered(client, article) == []
        assert "나리의" not in client.get("/admin/").text
        assert "나리의" not in client.get(f"/admin/articles/user/{nari.pk}/delete/").text
        client.delete(f"{KEPT}{TOKENS[0]}/")
        client.post(f"{KEPT}{TOKENS[1]}/discard/")
    client.force_login(chan)
    # What is not theirs answers as what is not there.
    assert keep(client, TOKENS[2], article=article).status_code == 404
    assert client.get(KEPT, {"article": article.pk}).status_code == 404
    client.logout()
    assert keep(client).status_code == 302
    assert client.get(KEPT).status_code == 302
    assert KeptText.objects.filter(user=nari).count() == KeptText.objects.count() == 2


@pytest.mark.parametrize(
    "sent",
    [
        *(
            b"",
            b"{",
            b"[]",
            b"[" * 100_000,
            b"\xff",
            b'{"fields": [["a"]], "pictures": {}, "at": 1}',
        ),
        *(b'{"fields": 1, "pictures": {}, "at": 1}', b'{"fields": [], "pictures": 1, "at": 1}'),
        json.dumps(record(body="가" * 1_000_000), ensure_ascii=False),
    ],
    ids=range(9),
)
def test_what_no_form_keeps_is_refused_in_words(client, nari, sent):
    client.force_login(nari)
    answer = keep(client, sent=sent)
    assert answer.status_code == 400
    assert "보관하지 못했습니다" in answer.json()["error"]
    assert not KeptText.objects.exists()


def test_a_token_and_a_number_that_no_page_made_are_not_found(client, nari):
    client.force_login(nari)
    for address in (f"{KEPT}x/", f"{KEPT}{'A' * 32}/", f"{KEPT}{TOKENS[0]}/?article=x"):
        assert client.post(address, "{}", content_type="text/plain").status_code == 404
    assert client.get(f"{KEPT}?article={'9' * 40}").status_code == 404
    assert client.post(f"{KEPT}%00/discard/").status_code == 404


def test_a_person_has_twenty_texts_for_a_week(client, nari, bora):
    for token in TOKENS[:22]:
        kept_texts.keep(nari, token, None, json.dumps(record(headline=token)))
    client.force_login(nari)
    assert {token for token, _headline in offered(client)} == set(TOKENS[2:22])
    KeptText.objects.update(kept_at=timezone.now() - timedelta(days=7, minutes=1))
    assert offered(client) == []
    kept_texts.keep(bora, TOKENS[0], None, json.dumps(record()))
    assert KeptText.objects.count() == 1


def test_a_saved_text_is_forgotten_even_when_it_arrives_after_the_save(client, nari, section):
    client.force_login(nari)
    keep(client)
    client.post(ADD, typed(section, _kept=TOKENS[0], headline="가" * 201))
    assert len(offered(client)) == 1
    client.post(ADD, typed(section, _kept=TOKENS[0]))
    assert not KeptText.objects.exists()
    assert keep(client).status_code == 200
    assert not KeptText.objects.exists()


def test_the_first_screen_leads_on_with_each_text_that_is_not_saved(client, nari, bora, article):
    client.force_login(nari)
    keep(client, article=article, sent=record(headline="", body="<p>불이 <b>났다</b>.</p>"))
    keep(client, TOKENS[1], sent=record(headline="<i>새</i> 기사"))
    keep(client, TOKENS[2], sent=record(headline=""))
    page = client.get("/admin/").text
    assert "저장하지 않은 글" in page
    for path, title in (
        (f"{change(article)}#kept-{TOKENS[0]}", "불이 났다."),
        (f"{ADD}#kept-{TOKENS[1]}", "&lt;i&gt;새&lt;/i&gt; 기사"),
        (f"{ADD}#kept-{TOKENS[2]}", "(제목 없음)"),
    ):
        assert f'<a href="{path}">{title}</a>' in page
    assert f"“{article.headline}”에 쓰던 글" in page
    told = client.post(f"{KEPT}{TOKENS[1]}/discard/", follow=True).text
    assert "글을 버렸습니다" in told
    assert TOKENS[1] not in told
    client.force_login(bora)
    assert "저장하지 않은 글" not in client.get("/admin/").text


def test_a_text_outlives_its_article_and_what_was_submitted_meanwhile(client, nari, bora):
    draft, waiting = make_article(created_by=nari), make_article(created_by=nari)
    workflow.submit(waiting, nari)
    client.force_login(nari)
    assert keep(client, article=waiting).status_code == 200
    assert keep(client, TOKENS[1], article=draft).status_code == 200
    client.force_login(bora)
    client.post(f"{change(draft).removesuffix('change/')}delete/", {"post": "yes"})
    client.force_login(nari)
    assert offered(client) == [(TOKENS[1], "쓰던 제목")]
    assert offered(client, waiting) == [(TOKENS[0], "쓰던 제목")]
