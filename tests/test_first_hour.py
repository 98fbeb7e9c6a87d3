"""From an empty paper to its first public article: what the publisher's first screen says, and what it leads to."""

import re

import pytest
from django.utils.html import strip_tags

from articles.models import Publication, Region, Section, User
from articles.pure import korea

from .factories import make_article, make_public, make_region, make_section
from .test_imprint import FILLED

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TITLES = ("발행정보", "섹션", "지역", "사람", "첫 기사", "신문의 주소", "메일")
SECTIONS = "/admin/articles/section/proposed/"
REGIONS = "/admin/articles/region/known/"
HIDE = "/admin/first-steps/"


def home(client, user):
    client.force_login(user)
    return client.get("/admin/").text


def steps(client, user):
    """Return {title of a step: whether it is ticked} of the first screen, {} without the list."""
    found = re.findall(
        r'<li class="(done|open)">.*?<h3>([^<]+?) <span class="step-state">(?:마침|남음)</span></h3>',
        home(client, user),
        re.DOTALL,
    )
    return {title: state == "done" for state, title in found}


def fill(settings, nari):
    """Do every step but the imprint's."""
    make_public(make_article(section=make_section("사회"), reporters=[nari.reporter]))
    make_region("충북")
    settings.IS_HTTPS, settings.IS_LOCAL = True, False
    settings.EMAIL_URL = "memorymail://"


def test_an_empty_paper_shows_the_publisher_what_to_do_and_no_empty_lists(client, dami):
    html = home(client, dami)
    assert steps(client, dami) == dict.fromkeys(TITLES, False)
    for nothing in ("없습니다.", "고른 기사가 없어", "날짜(2026", "내 기사"):
        assert nothing not in strip_tags(html)
    for path in (
        "/admin/articles/publication/",
        SECTIONS,
        REGIONS,
        "/admin/articles/user/add/",
        "/admin/articles/article/add/",
    ):
        assert html.count(f'class="button" href="{path}"') >= 1, path


def test_each_item_of_the_imprint_is_ticked_by_itself(client, dami):
    Publication(**FILLED | {"phone": "", "registered_on": None}).save()
    html = home(client, dami)
    demanded = html[html.index('<ul class="demanded">') :].partition("</ul>")[0]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', demanded) == [
        ("/admin/articles/publication/#id_registered_on", "등록일"),
        ("/admin/articles/publication/#id_phone", "전화"),
    ]
    assert demanded.count('<li class="done">') == len(Publication.DEMANDED) - 2


def test_every_step_ticks_itself_and_the_list_goes_when_all_are_done(client, dami, nari, settings):
    assert steps(client, dami)["사람"]
    fill(settings, nari)
    done = steps(client, dami)
    assert done == dict.fromkeys(TITLES, True) | {"발행정보": False}
    Publication(**FILLED).save()
    html = home(client, dami)
    assert "신문을 여는 첫걸음" not in html
    assert "승인 대기" in html


def test_a_draft_is_no_first_article_and_an_address_of_this_machine_none_for_readers(
    client, dami, settings
):
    make_article()
    settings.IS_HTTPS = True
    assert not steps(client, dami)["첫 기사"]
    assert not steps(client, dami)["신문의 주소"]


def test_the_publisher_puts_the_list_away_for_good_and_may_bring_it_back(client, dami, bora):
    assert steps(client, dami)
    assert client.post(HIDE, {"away": "1"}).url == "/admin/"
    assert steps(client, dami) == {}
    other = User.objects.create_user("other", is_staff=True, is_superuser=True)
    assert steps(client, other) == {}
    # What the law demands is told all the same.
    assert "법이 정한 항목이 빠져" in home(client, dami)
    client.post(HIDE, {"away": "0"})
    assert steps(client, dami)
    client.force_login(bora)
    assert client.post(HIDE, {"away": "1"}).status_code == 403
    assert client.get(HIDE).status_code == 405


def test_putting_it_away_does_not_fill_in_the_imprint(client, dami):
    client.force_login(dami)
    client.post(HIDE, {"away": "1"})
    assert set(Publication.current().missing()) == set(Publication.DEMANDED)
    assert client.get("/admin/articles/publication/", follow=True).status_code == 200


def test_others_are_told_that_there_is_nothing_yet_and_what_is_needed_first(client, nari, bora):
    assert steps(client, nari) == steps(client, bora) == {}
    assert "편집자에게 섹션을 만들어 달라고" in home(client, nari)
    assert f'href="{SECTIONS}"' in home(client, bora)
    make_section()
    assert "첫 기사 쓰기" in home(client, nari)


def test_the_imprint_has_one_row_no_list_and_leads_back_to_the_steps(client, dami):
    client.force_login(dami)
    form = client.get("/admin/articles/publication/", follow=True)
    assert "하나 더" not in form.text
    saved = client.post(
        form.redirect_chain[-1][0], FILLED | {"accent": "green", "lettering": "sans", "_save": ""}
    )
    assert saved.url == "/admin/"
    assert steps(client, dami)["발행정보"]


def test_the_block_of_the_paper_leads_to_all_that_it_is_made_of(client, dami, bora):
    nouns = ("user", "reporter", "section", "region", "page", "publication")
    html = home(client, dami).partition('class="home-all"')[0]
    assert all(f'class="button" href="/admin/articles/{noun}/"' in html for noun in nouns)
    html = home(client, bora).partition('class="home-all"')[0]
    seen = [noun for noun in nouns if f'href="/admin/articles/{noun}/"' in html]
    assert seen == ["reporter", "section", "region"]


def test_the_form_of_an_article_leads_to_the_sections_that_it_lacks(client, nari, bora):
    add = "/admin/articles/article/add/"
    told = "모든 기사는 섹션에 속합니다"
    for user, has_way in ((nari, False), (bora, True)):
        client.force_login(user)
        shown = client.get(add).text
        assert told in shown
        assert (f'href="{SECTIONS}"' in shown) == has_way
    make_section()
    assert told not in client.get(add).text


# Sections


def test_sections_are_chosen_by_ticks_renamed_and_put_behind_those_that_are_there(client, bora):
    make_section("사회", slug="society", position=7)
    client.force_login(bora)
    form = client.get(SECTIONS).text
    assert "이미 있는 섹션: 사회" in form
    assert 'name="take_society"' not in form
    sent = {
        "take_politics": "on",
        "name_politics": "정치",
        "name_economy": "경제",
        "take_culture": "on",
        "name_culture": "문화·관광",
        "name_0": " 증평  소식 ",
    }
    assert client.post(SECTIONS, sent).url == "/admin/"
    assert list(Section.objects.values_list("name", "slug", "position")) == [
        ("사회", "society", 7),
        ("정치", "politics", 8),
        ("문화·관광", "문화관광", 9),
        ("증평 소식", "증평-소식", 10),
    ]
    section = Section.objects.get(name="정치")
    assert "추가" in client.get(f"/admin/articles/section/{section.pk}/history/").text


def test_what_is_wrong_with_chosen_sections_is_told_and_the_ticks_stay(client, bora):
    make_section("사회")
    client.force_login(bora)
    for sent, told in (
        ({"name_politics": "정치"}, "하나 이상 고르십시오"),
        ({"take_politics": "on", "name_politics": " "}, "이름을 쓰거나 고르지 마십시오"),
        ({"take_politics": "on", "name_politics": "사회"}, "이 이름의 섹션이 이미 있습니다"),
        ({"name_0": "증평", "name_1": "증평"}, "이 이름의 섹션이 이미 있습니다"),
        ({"name_0": "가" * 41}, "40"),
    ):
        refused = client.post(SECTIONS, sent)
        assert refused.status_code == 200
        assert told in refused.text, sent
        for name, value in sent.items():
            assert f'name="{name}"' in refused.text
            assert value == "on" or f'value="{value}"' in refused.text
    assert Section.objects.count() == 1


# Regions


def test_the_list_of_korea_is_whole_and_its_addresses_are_unique():
    provinces = korea.provinces()
    places = [place for province in provinces for place in province.places]
    assert (len(provinces), len(places)) == (16, 229)
    slugs = [place.slug for place in (*provinces, *places)]
    assert len(set(slugs)) == len(slugs)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", slug) for slug in slugs)
    assert all(re.fullmatch("[가-힣]+[시군구]", place.name) for place in places)
    by_name = {province.full_name: province for province in provinces}
    assert {"강원특별자치도", "전북특별자치도", "전남광주통합특별시"} < set(by_name)
    inside = {name: {place.name for place in found.places} for name, found in by_name.items()}
    assert "군위군" in inside["대구광역시"] - inside["경상북도"]
    assert {"제물포구", "영종구", "서해구", "검단구"} < inside["인천광역시"]
    assert [place.slug for place in by_name["경상남도"].places if place.name == "고성군"] == [
        "gyeongnam-goseong"
    ]


def test_a_place_brings_its_province_and_all_of_a_province_come_at_one_tick(client, bora):
    client.force_login(bora)
    client.post(REGIONS, {"chosen": ["jeungpyeong", "jeju/all"]})
    assert [(str(region), region.slug) for region in Region.objects.in_tree_order()] == [
        ("충북", "chungbuk"),
        ("충북 증평군", "jeungpyeong"),
        ("제주", "jeju"),
        ("제주 제주시", "jeju-si"),
        ("제주 서귀포시", "seogwipo"),
    ]
    assert client.get("/regions/jeungpyeong/").status_code == 200


def test_what_is_there_is_not_made_again_whatever_its_address(client, bora):
    province = make_region("충청북도")
    make_region("증평군", parent=province)
    Region.objects.create(name="옛 괴산", slug="goesan")
    client.force_login(bora)
    assert client.get(REGIONS).text.count("이미 있음") == 2
    client.post(REGIONS, {"chosen": ["chungbuk/all"]})
    assert Region.objects.filter(parent=province).count() == 11
    assert Region.objects.get(name="괴산군").slug == "goesan-2"
    assert not Region.objects.filter(name="충북").exists()


def test_what_is_wrong_with_chosen_regions_is_told(client, bora):
    make_region("세종")
    client.force_login(bora)
    for chosen, told in (
        ([], "하나 이상 고르십시오"),
        (["atlantis", "jeungpyeong"], "목록에 없는 지역입니다"),
        (["sejong"], "고른 지역이 모두 이미 있습니다"),
    ):
        refused = client.post(REGIONS, {"chosen": chosen})
        assert told in refused.text
    assert Region.objects.count() == 1


def test_later_the_lists_lead_to_the_same_choice_and_get_back_what_is_new(client, dami):
    Publication(**FILLED, steps_put_away=True).save()
    client.force_login(dami)
    assert f'href="{SECTIONS}"' in client.get("/admin/articles/section/").text
    assert f'href="{REGIONS}"' in client.get("/admin/articles/region/").text
    made = client.post(REGIONS, {"chosen": "sejong"}, follow=True)
    assert made.redirect_chain == [("/admin/articles/region/", 302)]
    assert "지역 1곳을 추가했습니다" in made.text
