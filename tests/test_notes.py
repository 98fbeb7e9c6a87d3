"""What the newsroom writes to each other about an article before readers see it."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.desk import notes, preview, workflow
from articles.models import Article, Note, Notice

from .article_form import decide, save, typed
from .factories import make_public, make_user
from .newsroom import ADD

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LINES = "사진을 더 보냅니다.\r\n\r\n6시까지 엠바고입니다."


def address(article, screen="notes"):
    return f"/admin/articles/article/{article.pk}/{screen}/"


def say(client, article, action="write", **fields):
    return client.post(address(article), {"action": action, **fields})


def told():
    return set(Notice.objects.values_list("user__username", "words"))


@pytest.fixture
def note(article, bora):
    return notes.write(article, bora, "몇 권입니까?", quote="새 도서관을 열었다고")


def test_a_word_of_several_lines_goes_with_the_request_and_stands_where_editors_look(
    client, nari, bora, section
):
    client.force_login(nari)
    client.post(ADD, typed(section, _then="submit", word=LINES))
    article = Article.objects.get()
    assert article.decisions.get().note == LINES.replace("\r", "")
    client.force_login(bora)
    for path in ("/admin/", address(article, "review")):
        page = client.get(path).text
        assert "<q>사진을 더 보냅니다.<br><br>6시까지 엠바고입니다.</q>" in page
    assert "6시까지" in client.get(address(article, "review")).text.split("review-page")[0]


def test_a_word_that_did_not_go_with_a_request_is_still_in_the_form(client, nari, article):
    client.force_login(nari)
    save(client, article, word=LINES)
    article.refresh_from_db()
    page = client.get(address(article, "change")).text
    assert "6시까지 엠바고입니다.</textarea>" in page
    assert "6시까지 엠바고입니다.</textarea>" in client.get(address(article, "review")).text
    assert "가</textarea>" in save(client, article, word="가" * 1001).text
    assert "6시까지" in save(client, article, headline="가" * 201, word=LINES).text
    save(client, article, _then="submit", word=LINES)
    article.refresh_from_db()
    assert article.status == "submitted"
    decide(client, article, "take_back")
    assert "6시까지" not in client.get(address(article, "change")).text.split("ledger")[0]


def test_a_reason_keeps_its_lines_and_too_long_a_one_comes_back_whole(client, nari, bora, article):
    workflow.submit(article, nari)
    client.force_login(bora)
    long = "가\r\n" * 501
    assert "가\n" * 400 in decide(client, article, "send_back", note=long).text.replace("\r", "")
    article.refresh_from_db()
    assert article.status == "submitted"
    # A form sends two characters for a new line; a person counts one.
    decide(client, article, "send_back", note=("가" * 499 + "\r\n") * 2)
    client.force_login(nari)
    assert "가<br>가" in client.get(address(article, "change")).text.split("_save")[0]


def test_a_note_stands_with_its_words_beside_the_form_and_on_the_approval_screen(
    client, nari, article, note
):
    notes.answer(note, nari, "삼천 권입니다.\n사진도 있습니다.")
    client.force_login(nari)
    for screen in ("change", "review", "notes"):
        page = client.get(address(article, screen)).text
        shown = page[page.index('aria-labelledby="notes"') :]
        places = [
            shown.index(words)
            for words in ("<q>새 도서관을 열었다고</q>", "몇 권입니까?", "삼천 권입니다.<br>사진도")
        ]
        assert places == sorted(places)
        assert re.search(r'class="note-lost" hidden', shown)
    article.body = "<p>군은 도서관을 새로 열었다.</p>"
    article.save()
    page = client.get(address(article)).text
    assert 'class="note-lost">지금 글에는 없는 대목' in page


def test_a_passage_over_two_paragraphs_or_in_the_headline_is_found(article, bora):
    article.body = "<p>앞의 문장.</p><p>뒤의 <strong>문장</strong>.</p>"
    for quote in ("문장.\n\n뒤의 문장", "도서관이  문을"):
        notes.write(article, bora, "메모", quote=quote)
    article.save()
    assert [note.is_lost for note in notes.threads(article)] == [False, False]


def test_the_people_of_the_article_and_who_is_mentioned_are_told(
    client, nari, chan, bora, dami, article
):
    other = make_user("han", "편집자", last_name="박", first_name="보라미")
    client.force_login(bora)
    say(client, article, text="@박보라미 @이찬 봐 주십시오")
    assert told() == {(name, "@박보라미 @이찬 봐 주십시오") for name in ("nari", "han")}
    assert set(Notice.objects.values_list("kind", "actor", "article")) == {
        ("mentioned", bora.pk, article.pk)
    }
    Notice.objects.all().delete()
    thread = Note.objects.get()
    client.force_login(nari)
    say(client, article, "answer", note=thread.pk, text="@최다미님께 여쭙니다")
    assert told() == {(name, "@최다미님께 여쭙니다") for name in ("bora", "dami")}
    Notice.objects.all().delete()
    notes.answer(thread.answers.get(), other, "좋습니다")
    assert {name for name, _words in told()} == {"nari", "bora"}
    assert {note.parent for note in Note.objects.exclude(pk=thread.pk)} == {thread}


def test_two_people_of_one_name_are_told_apart_by_their_logins(article, bora):
    make_user("bora2", "편집자", last_name="박", first_name="보라")
    people = notes.readers(article)
    assert list(notes.handles(people)) == ["김나리", "박보라(bora)", "박보라(bora2)"]
    assert notes.mentioned("@박보라(bora)께", people) == [bora]


def test_a_thread_is_settled_opened_again_and_opened_by_an_answer(client, nari, bora, note):
    client.force_login(nari)
    say(client, note.article, "settle", note=note.pk)
    note.refresh_from_db()
    assert note.settled_by == nari
    page = client.get(address(note.article)).text
    assert "해결된 메모 1개" in page
    assert "김나리 해결" in page
    say(client, note.article, "reopen", note=note.pk)
    note.refresh_from_db()
    assert (note.settled_by, note.settled_at) == (None, None)
    notes.settle(note, bora)
    notes.answer(note, nari, "아직입니다")
    note.refresh_from_db()
    assert note.settled_at is None


def test_decisions_and_notes_stand_in_one_order_of_time(client, nari, bora, article):
    notes.write(article, bora, "첫째 메모")
    workflow.submit(article, nari, "둘째 말")
    notes.answer(Note.objects.get(), nari, "셋째 답")
    workflow.send_back(article, bora, "넷째 이유")
    client.force_login(nari)
    page = client.get(address(article, "review")).text
    ledger = page[page.index('id="ledger"') :]
    places = [ledger.index(words) for words in ("넷째 이유", "셋째 답", "둘째 말", "첫째 메모")]
    assert places == sorted(places)


def test_what_is_public_takes_no_notes_and_shows_none_of_them(client, nari, bora, article, note):
    shown = client.get(preview.path(article))
    assert article.headline in shown.text
    assert "몇 권입니까" not in shown.text
    workflow.approve(article, bora)
    for path in (article.get_absolute_url(), reverse("article_json", args=[article.pk])):
        page = client.get(path)
        assert page.status_code == 200
        assert "몇 권입니까" not in page.text
    client.force_login(bora)
    answer = say(client, article, text="늦은 메모")
    assert answer.status_code == 422
    assert "읽기만" in answer.text
    assert "늦은 메모</textarea>" in answer.text
    for act in (notes.settle, notes.reopen):
        with pytest.raises(workflow.WrongState):
            act(note, bora)
    assert list(Note.objects.all()) == [note]
    page = client.get(address(article, "change")).text
    assert "몇 권입니까?" in page[page.index('id="ledger"') :]
    assert 'data-key="new"' not in page
    copy = workflow.open_copy(article, nari)
    say(client, copy, text="수정본의 메모")
    assert [note.text for note in copy.notes.all()] == ["수정본의 메모"]
    page = client.get(address(article, "review")).text
    assert "수정본의 메모" in page[page.index('id="ledger"') :]


def test_a_reporter_writes_on_own_articles_and_others_find_nothing(
    client, nari, chan, article, note
):
    client.force_login(nari)
    assert say(client, article, text="제 메모").status_code == 302
    client.force_login(chan)
    assert client.get(address(article)).status_code == 404
    for action in ("write", "answer", "settle", "reopen"):
        assert say(client, article, action, note=note.pk, text="남의 메모").status_code == 404
    with pytest.raises(workflow.NotAllowed):
        notes.write(article, chan, "남의 메모")
    make_public(article)
    assert client.get(address(article)).status_code == 404
    assert "몇 권입니까" not in client.get(address(article, "change")).text
    assert Note.objects.count() == 2


def test_a_note_of_another_article_can_not_be_answered_by_way_of_ones_own(client, chan, note):
    mine = Article.objects.create(headline="찬의 글", section=note.article.section, created_by=chan)
    client.force_login(chan)
    for action in ("answer", "settle"):
        answer = say(client, mine, action, note=note.pk, text="엿보기")
        assert answer.status_code == 422
        assert "몇 권입니까" not in answer.text
    assert Note.objects.get() == note


def test_attacks_are_shown_as_they_were_typed(client, nari, article):
    attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    nari.last_name, nari.first_name = "<b>", "나리"
    nari.save()
    client.force_login(nari)
    say(client, article, text=attack, quote=attack, prefix=attack, suffix=attack)
    say(client, article, "answer", note=Note.objects.get().pk, text=attack)
    for screen in ("change", "review", "notes"):
        page = client.get(address(article, screen)).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "@<b>" not in page
        assert html.escape(attack) in page


@pytest.mark.parametrize("words", ["", " \n\u3000 ", "가" * 1001])
def test_what_is_refused_gives_the_text_back_and_a_script_the_reason(client, nari, article, words):
    client.force_login(nari)
    page = say(client, article, text=words)
    assert page.status_code == 422
    assert words.strip() in page.text
    script = client.post(
        address(article), {"action": "write", "text": words}, headers={"X-CSRFToken": "x"}
    )
    assert script.status_code == 422
    assert re.search("메모를 써|1,?000", script.json()["error"])
    assert not Note.objects.exists()


def test_a_form_leads_back_to_its_screen_and_a_script_gets_the_list_alone(client, nari, article):
    client.force_login(nari)
    led = say(client, article, text="메모", screen="review")
    assert led.url == address(article, "review") + "#notes"
    assert say(client, article, text="메모", screen="//evil").url == address(article) + "#notes"
    fields = {"action": "write", "text": "다른 메모", "screen": "change"}
    answer = client.post(address(article), fields, headers={"X-CSRFToken": "x"})
    assert answer.text.strip().startswith("<section")
    assert "다른 메모" in answer.text
    assert 'value="change"' in answer.text


def test_many_notes_cost_no_more_queries(client, nari, bora, note):
    client.force_login(nari)

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(address(note.article))
        return len(queries)

    asked()
    few = asked()
    for number in range(9):
        other = notes.write(note.article, bora, f"메모 {number}", quote="도서관")
        notes.answer(other, nari, "답")
    asked()  # what Nari was told of them is seen now
    assert asked() == few


def test_a_draft_is_deleted_with_its_notes(client, nari, note):
    client.force_login(nari)
    delete = address(note.article, "delete")
    assert "메모: 박보라" in re.sub("<.*?>", "", client.get(delete).text)
    client.post(delete, {"post": "yes"})
    assert not Note.objects.exists()
    assert not Article.objects.exists()
