"""What readers see of a claim against a comment, how its writer objects, and the desk's screen of it."""

from datetime import timedelta

import pytest

from articles.desk.comments import measures, passwords
from articles.models import Article, CommentMeasure, Notice

from .factories import make_comment, make_public
from .test_comment_pages import FROM_OURS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(settings, time_machine):
    settings.SITE_URL = "http://127.0.0.1:8000"
    time_machine.move_to("2026-03-02T12:00:00+09:00", tick=False)
    return time_machine


@pytest.fixture
def comment():
    return make_comment(password=passwords.stored("1234"), text="그 사람은 돈을 떼먹었다.")


@pytest.fixture
def withheld(comment, bora):
    measures.withhold(comment, bora, "박상인", "저는 갚았습니다.")
    return comment


def address(comment):
    return f"/articles/{comment.article_id}/comments/{comment.pk}/objection/"


def thread(client, comment):
    return client.get(f"/articles/{comment.article_id}/comments/").text


def screen(comment):
    return f"/admin/articles/comment/{comment.pk}/measure/"


def object_to(client, comment, **typed):
    typed = {"statement": "제가 겪은 일입니다.", "password": "1234"} | typed
    return client.post(address(comment), typed, **FROM_OURS)


def test_readers_are_told_until_when_and_its_writer_how_to_object(client, withheld):
    page = thread(client, withheld)
    assert "4월 1일 12:00</time>까지" in page
    assert f'href="{address(withheld)}"' in page
    form = client.get(address(withheld))
    assert form.status_code == 200
    for secret in ("돈을 떼먹었다", "박상인", "저는 갚았습니다", withheld.name):
        assert secret not in page
        assert secret not in form.text
    assert not form.cookies


def test_the_writer_objects_is_told_what_comes_next_and_so_is_the_desk(client, withheld, bora):
    sent = object_to(client, withheld)
    assert sent.status_code == 303
    page = client.get(sent.url)
    assert "이의가 접수되어" in page.text
    assert "4월 1일 12:00</time>에" in page.text
    assert "제가 겪은 일입니다" not in page.text + thread(client, withheld)
    client.force_login(bora)
    told = Notice.objects.get(user=bora)
    shown = client.get(client.get(f"/admin/notices/{told.pk}/").url)
    assert "제가 겪은 일입니다." in shown.text
    assert "저는 갚았습니다." in shown.text
    assert "30일 남음" in shown.text


@pytest.mark.parametrize(
    ("typed", "status", "reason"),
    [
        ({"password": "4321"}, 403, "댓글 비밀번호가 맞지 않습니다."),
        ({"password": ""}, 400, "꼭 채워 주십시오."),
        ({"statement": "가" * 3001}, 400, "3,001"),
        ({"statement": " \u200b\n "}, 400, "내용을"),
    ],
    ids=["wrong password", "no password", "too long", "nothing"],
)
def test_an_objection_that_is_refused_comes_back_as_it_was_typed(
    client, withheld, typed, status, reason
):
    answer = object_to(client, withheld, **typed)
    assert (answer.status_code, reason in answer.text) == (status, True), answer.text
    assert (typed.get("statement", "제가 겪은 일입니다.")).strip() in answer.text
    assert CommentMeasure.objects.get().statement == ""


def test_a_second_objection_and_too_many_passwords_are_refused_in_words(client, withheld):
    object_to(client, withheld)
    other = object_to(client, withheld, statement="<b>하나 더</b>")
    assert other.status_code == 409
    assert "이의가 이미 접수되었습니다" in other.text
    assert "&lt;b&gt;하나 더&lt;/b&gt;" in other.text
    for _ in range(5):
        object_to(client, withheld, password="0000")
    late = object_to(client, withheld)
    assert (late.status_code, late.headers["Retry-After"]) == (429, "900")
    assert "제가 겪은 일입니다." in late.text


def test_without_a_measure_or_a_public_article_there_is_nothing_to_object_to(
    client, comment, withheld, noon
):
    unknown = client.get("/articles/987654/comments/1/objection/")
    other = make_comment(comment.article)
    beside = make_comment(make_public())
    asked = [
        address(other),
        address(beside).replace(str(beside.article_id), str(comment.article_id), 1),
    ]
    asked.append(f"/articles/{comment.article_id}/comments/{'9' * 30}/objection/")
    assert [client.get(path).status_code for path in asked] == [404] * 3
    Article.objects.filter(pk=comment.article_id).update(status="draft")
    hidden, sent = client.get(address(withheld)), object_to(client, withheld)
    assert {hidden.content, sent.content} == {unknown.content}
    Article.objects.filter(pk=comment.article_id).update(status="approved")
    noon.shift(timedelta(days=30))
    assert client.get(address(withheld)).status_code == 404
    assert object_to(client, withheld).status_code == 404


def test_other_sites_object_for_nobody(client, withheld):
    headers = FROM_OURS | {"HTTP_ORIGIN": "https://evil.example"}
    answer = client.post(address(withheld), {"statement": "x", "password": "1234"}, **headers)
    assert answer.status_code == 403
    assert not CommentMeasure.objects.get().statement


def test_whose_comment_has_no_password_is_told_to_write_to_the_newsroom(client, bora):
    comment = make_comment()
    measures.withhold(comment, bora, "박상인", "아니다")
    page = client.get(address(comment)).text
    assert "비밀번호가 없는 댓글입니다" in page
    assert 'name="statement"' not in page


def test_the_desk_withholds_notes_an_objection_and_decides(client, comment, bora):
    comment.reports.create(reason="defamation", words="제 이야기입니다")
    reply = make_comment(parent=comment)
    client.force_login(bora)
    page = client.get(screen(comment)).text
    for words in (comment.text, reply.text, "제 이야기입니다"):
        assert words in page
    began = {"action": "begin", "claimant": "박상인", "claim": "저는 갚았습니다.", "days": 30}
    page = client.post(screen(comment), began, follow=True).text
    assert "30일 남음" in page
    assert "이대로 기간이 끝나면 댓글이 삭제됩니다" in page
    number = CommentMeasure.objects.get().pk
    noted = {"action": "object", "measure": number, "statement": "편지로 왔다"}
    page = client.post(screen(comment), noted, follow=True).text
    assert "기간이 끝나면 댓글이 다시 보입니다" in page
    ended = {"action": "end", "measure": number, "outcome": "restored"}
    assert client.post(screen(comment), ended | {"note": ""}).status_code == 400
    page = client.post(screen(comment), ended | {"note": "합의했다"}, follow=True).text
    assert "댓글이 독자에게 다시 보입니다." in page
    assert "편지로 왔다" in page
    assert comment.text in thread(client, comment)


def test_two_editors_at_once_lose_nothing_that_they_typed(client, comment, withheld, bora, dami):
    client.force_login(dami)
    running = CommentMeasure.objects.get()
    late = {"action": "begin", "claimant": "김대리", "claim": "제 이름이 있습니다", "days": 7}
    answer = client.post(screen(comment), late)
    assert answer.status_code == 400
    assert "김대리 제 이름이 있습니다" in answer.text
    measures.end(running, bora, "removed", "판결")
    late = {"action": "end", "measure": running.pk, "outcome": "restored", "note": "다르게 본다"}
    answer = client.post(screen(comment), late)
    assert "그사이 상태가 바뀌었습니다" in answer.text
    assert "다르게 본다" in answer.text
    again = {"action": "begin", "claimant": "박상인", "claim": "또", "days": 31}
    assert "또" in client.post(screen(comment), again).text
    assert CommentMeasure.objects.count() == 1


def test_the_same_claimant_comes_again_and_the_desk_is_told_the_law(
    client, comment, withheld, bora
):
    measures.end(CommentMeasure.objects.get(), bora, "restored", "합의")
    client.force_login(bora)
    again = {"action": "begin", "claimant": "박상인", "claim": "또 씁니다", "days": 30}
    answer = client.post(screen(comment), again)
    assert answer.status_code == 400
    assert "30일을 넘길 수 없습니다" in answer.text
    assert "또 씁니다" in answer.text


def test_what_is_typed_in_a_claim_is_shown_as_typed(client, comment, bora):
    client.force_login(bora)
    hostile = "<script>alert(1)</script>{{ 7 * 7 }}"
    began = {"action": "begin", "claimant": hostile, "claim": hostile, "days": 30}
    client.post(screen(comment), began)
    object_to(client, comment, statement=hostile)
    page = client.get(screen(comment)).text
    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 * 7 }}") == 3
