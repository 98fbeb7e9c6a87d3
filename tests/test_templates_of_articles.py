"""Articles of the same kind begin with a template."""

import pytest

from articles.models import Article, Template

from .factories import make_region
from .forms import untouched
from .newsroom import ADD

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LIST = "/admin/articles/template/"


@pytest.fixture
def obituary(section):
    template = Template(
        name="부고",
        headline="[부고] ○○○ 씨 부친상",
        body="<p>▲ ○○○ 씨 별세</p>",
        section=section,
        region=make_region("옥천군", parent=make_region("충북")),
        tags='부고, "1,000인"',
    )
    template.save()
    return template


def test_a_reporter_begins_with_a_template_and_nothing_is_written_before(client, nari, obituary):
    client.force_login(nari)
    address = f"{ADD}?template={obituary.pk}"
    assert f'<a href="{address}">부고</a>' in client.get("/admin/").text
    assert f'<a href="{address}">부고</a>' in client.get(ADD).text
    assert f'<a href="{address}" aria-current="page">부고</a>' in client.get(address).text
    sent = untouched(client, address)
    assert not Article.objects.exists()
    client.post(address, sent | {"headline": "[부고] 김바다 씨 부친상"})
    article = Article.objects.get()
    assert article.headline == "[부고] 김바다 씨 부친상"
    assert article.body == "<p>▲ ○○○ 씨 별세</p>"
    assert (article.section, article.region) == (obituary.section, obituary.region)
    assert set(article.tags.names()) == {"부고", "1,000인"}
    assert list(article.reporters.all()) == [nari.reporter]


def test_who_writes_in_a_plain_field_gets_plain_text_and_a_gone_template_is_blank(
    client, nari, obituary
):
    nari.writes_plain_text = True
    nari.save()
    client.force_login(nari)
    assert untouched(client, f"{ADD}?template={obituary.pk}")["body"] == "▲ ○○○ 씨 별세"
    for gone in ("987654", "²", "9" * 40, ""):
        assert untouched(client, f"{ADD}?template={gone}")["headline"] == ""


def test_an_editor_puts_in_the_proposed_ones_and_changes_them(client, nari, bora):
    client.force_login(nari)
    assert client.post(f"{LIST}propose/").status_code == 403
    client.force_login(bora)
    assert "제안된 틀 넣기" in client.get(LIST).text
    page = client.post(f"{LIST}propose/", follow=True).text
    assert "틀 4개를 넣었습니다." in page
    assert "제안된 틀 넣기" not in page
    assert "모두 4개" in page
    assert 'name="_save"' in page  # for the order
    assert list(Template.objects.values_list("name", flat=True)) == ["인사", "부고", "날씨", "행사"]
    change = f"{LIST}{Template.objects.get(name='날씨').pk}/change/"
    sent = untouched(client, change)
    dirty = '<p onclick="x()">오늘의 날씨</p><script>alert(1)</script>'
    client.post(change, sent | {"body": dirty, "name": "오늘의 날씨"})
    weather = Template.objects.get(name="오늘의 날씨")
    assert weather.body == "<p>오늘의 날씨</p>"
    long = client.post(change, untouched(client, change) | {"tags": "가" * 101})
    assert "태그는 100자까지 쓸 수 있습니다." in long.text
    client.post(f"{LIST}propose/")
    assert Template.objects.count() == 5  # what has another name now is proposed again


def test_a_template_outlives_its_section(obituary):
    obituary.section.delete()
    obituary.refresh_from_db()
    assert obituary.beginning()["section"] is None
