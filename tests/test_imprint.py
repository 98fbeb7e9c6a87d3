"""What the law has a newspaper say of itself: shown to readers, and asked for at the desk while it is missing."""

import re
from datetime import date, timedelta

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.utils import timezone
from django.utils.html import strip_tags

from articles.desk import workflow
from articles.models import Publication
from articles.paper.words import dialled
from articles.reading import pagecache

from .factories import make_article, make_public

pytestmark = pytest.mark.django_db

FILLED = {
    "name": "한빛지역신문",
    "legal_name": "주식회사 한빛",
    "registration_number": "충북, 아00001",
    "registered_on": date(2015, 3, 2),
    "founded_on": date(2015, 3, 16),
    "publisher_name": "최다미",
    "editor_name": "박보라(보도), 이찬(논설)",
    "address": "충북 증평군 증평읍 1, 3층",
    "phone": "043-000-0000 (편집국)",
    "youth_protection_officer": "김나리",
}
ITEMS = (
    "제호 한빛지역신문 법인(단체)명 주식회사 한빛 등록번호 충북, 아00001 등록일 2015-03-02 최초 발행일 2015-03-16 "
    "발행인 최다미 편집인 박보라(보도), 이찬(논설) 발행소 주소 충북 증평군 증평읍 1, 3층 "
    "전화 043-000-0000 (편집국) 청소년보호책임자 김나리"
)
WORDS = "발행정보에 법이 정한 항목이 빠져 있습니다:"
PATH = "/admin/articles/publication/1/change/"


def shown(client, path, start, end):
    """Return the words of a page between two pieces of its HTML."""
    html = client.get(path).text
    return " ".join(
        strip_tags(html[html.index(start) : html.index(end, html.index(start))]).split()
    )


def imprint(client, path):
    return shown(client, path, '<dl class="imprint-facts"', "</dl>")


def test_every_item_stands_at_the_foot_of_every_page_and_on_a_page_of_its_own(client):
    Publication(**FILLED).save()
    for path in ("/", "/about/", make_public().get_absolute_url()):
        assert imprint(client, path) == ITEMS
    more = {"arrangement_officer": "도미란", "ombudsman": "길상현", "email": "paper@example.com"}
    Publication(**FILLED, **more).save()
    pagecache.drop()
    html = client.get("/about/").text
    assert imprint(client, "/about/") == (
        f"{ITEMS} 기사배열책임자 도미란 고충처리인 길상현 전자우편 paper@example.com"
    )
    assert '<a href="tel:0430000000">043-000-0000 (편집국)</a>' in html
    assert '<a href="mailto:paper@example.com">' in html


def test_what_nobody_filled_in_is_not_shown(client):
    Publication(name="한빛지역신문", phone="전화 없음").save()
    assert imprint(client, "/") == "제호 한빛지역신문 전화 전화 없음"
    assert "tel:" not in client.get("/").text


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("043-000-0000 (편집국)", "0430000000"),
        ("대표 1588-0000, 팩스 043-000-0001", "15880000"),
        ("02) 000-0000", "020000000"),
        ("01000000000", "01000000000"),
        ("+82-43-000-0000", "+82430000000"),
        ("043-000-0000 043-000-0001", "0430000000"),
        ("없음", ""),
    ],
)
def test_a_phone_dials_the_first_number_of_what_was_typed(typed, number):
    assert dialled(typed) == number


def test_what_is_said_of_ai_is_the_papers_stance_or_its_own_words(client):
    publication = Publication(**FILLED)
    article = make_public()
    for words, fields in (
        ("한빛지역신문의 기사와 사진을 동의 없이 AI 학습에 이용할 수 없습니다.", {}),
        (
            "AI 수집 로봇의 열람을 허용합니다. 기사의 저작권은 한빛지역신문에 있습니다.",
            {"ai_crawlers_allowed": True},
        ),
        ("AI 학습은 물어보고 하십시오.", {"ai_training_notice": "AI 학습은 물어보고 하십시오."}),
    ):
        for name, value in fields.items():
            setattr(publication, name, value)
        publication.save()
        pagecache.drop()
        beside = f"[저작권자ⓒ 한빛지역신문. 무단전재-재배포 금지] {words}"
        assert shown(client, "/", '<p class="imprint-notice"', "</p>") == beside
        assert shown(client, "/about/", '<p class="copyright"', "</p>") == beside
        assert shown(client, article.get_absolute_url(), '<p class="copyright"', "</p>") == beside


@pytest.mark.time_machine("2026-03-03T12:00:00+09:00", tick=False)
def test_the_head_tells_when_readers_last_got_something_new(client, bora, time_machine):
    def last_edit():
        pagecache.drop()
        return shown(client, "/", "최종편집", "</span>")

    article = make_public(at=timezone.now() - timedelta(days=2))
    assert last_edit() == "최종편집 2026-03-01 12:00"
    later = make_article()
    workflow.approve(later, bora, at=timezone.now() + timedelta(days=9))
    gone = make_public(at=timezone.now() - timedelta(days=9))
    for hour, change, told in (
        ("13", lambda: revise(article, bora), "최종편집 13:00"),
        ("14", lambda: revise(later, bora), "최종편집 13:00"),
        ("15", lambda: workflow.correct(gone, bora, "correction", "3일"), "최종편집 15:00"),
        ("16", lambda: workflow.withdraw(gone, bora, "이유"), "최종편집 13:00"),
        ("17", lambda: workflow.approve(make_article(), bora), "최종편집 17:00"),
    ):
        time_machine.move_to(f"2026-03-03T{hour}:00:00+09:00", tick=False)
        change()
        assert last_edit() == told, hour


def revise(article, editor):
    article.refresh_from_db()
    article.headline += "!"
    article.save()
    workflow.record_edit(article, editor)


def test_the_publisher_is_told_what_is_missing_and_nobody_else(client, nari, bora, dami):
    missing = {"registration_number": "", "founded_on": None}
    Publication(**FILLED | missing, steps_put_away=True).save()
    for user, path in ((nari, "/admin/"), (bora, "/admin/")):
        client.force_login(user)
        assert WORDS not in client.get(path).text
    client.force_login(dami)
    for path, form in (("/admin/", "/admin/articles/publication/"), (PATH, "")):
        html = client.get(path).text
        notice = html[html.index(WORDS) :].partition("</p>")[0]
        assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', notice) == [
            (f"{form}#id_registration_number", "등록번호"),
            (f"{form}#id_founded_on", "최초 발행일"),
        ]
        assert f"{form}#id_founded_on" in html
    assert 'id="id_founded_on"' in client.get(PATH).text
    Publication(**FILLED, steps_put_away=True).save()
    for path in ("/admin/", PATH):
        assert WORDS not in client.get(path).text


def test_whoever_begins_a_paper_is_led_to_the_form_and_told_what_belongs_into_it(client, dami):
    client.force_login(dami)
    assert "#id_name" in client.get("/admin/").text
    form = client.get("/admin/articles/publication/", follow=True)
    assert form.redirect_chain == [("/admin/articles/publication/add/", 302)]
    for words in ("법이 정한 발행정보", "예: 충북, 아00000", "예: 043-000-0000", "기사와 피드"):
        assert words in form.text


def warnings(**options):
    found = run_checks(tags=["database"], **options)
    return [(found.id, found.msg, found.hint) for found in found if found.id == "newsstep.W002"]


def test_the_operator_is_told_what_is_missing_by_the_check_of_the_database(settings):
    told = "발행정보에 법이 정한 항목이 빠져 있습니다: "
    hint = f"발행인이 {settings.SITE_URL}/admin/articles/publication/ 에서 적어야 합니다."
    [(_id, message, _hint)] = warnings(databases=["default"])
    assert message.startswith(told + "제호, 법인(단체)명, 등록번호")
    Publication(**FILLED | {"phone": "", "editor_name": ""}).save()
    assert warnings(databases=["default"]) == [("newsstep.W002", told + "편집인, 전화.", hint)]
    assert warnings() == []
    Publication(**FILLED).save()
    assert warnings(databases=["default"]) == []
    with connection.cursor() as cursor:  # as before the first `migrate`
        cursor.execute("ALTER TABLE articles_publication RENAME TO away")
    assert warnings(databases=["default"]) == []
