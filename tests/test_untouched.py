"""Every form of the desk, saved as it came, changes nothing: whatever the paper holds."""

import json

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from articles.models import Article, Page, Publication, Region, Reporter, Section

from .factories import make_article, make_photo, make_public
from .forms import assert_untouched, forms
from .newsroom import change

pytestmark = pytest.mark.django_db

ODD = st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from(
    ",;，、\"'#＃&<>\\ \t\n\r\u00a0\u200b\u200d\u2028\u3000\u3164\ufe0fＡａ０é가나👩👍"
)


WORDS = st.text(ODD, min_size=1, max_size=30)


@pytest.fixture
def imported(tmp_path, capsys):
    """An article of an old system with names that nobody would choose."""
    line = {
        "id": "1",
        "headline": "제목  두 칸 ‘따옴표’ &amp; <b>",
        "subheading": " 첫 줄 \r\n\r\n 셋째\u2028줄 ",
        "body": "첫 문단\u00a0끝  \n\n둘째 <문단> & 셋째",
        "section": "정치\u200b  ·경제",
        "region": "충북 /증평\u3000군",
        "published_at": "2026-11-01T09:00:00",
        "tags": [
            "1,000만 관광",
            "#충북",
            "충북",
            "서울; 부산",
            "AI",
            "ai",
            '"말',
            "C#",
            "옥천군수",
        ],
        "reporters": [
            {"name": "김  기자\u200b", "title": " 선임 "},
            {"name": "이찬", "title": "기자", "email": "Chan@Example.com"},
        ],
        "copyright_notice": " ⓒ  한빛 ",
    }
    file = tmp_path / "old.jsonl"
    file.write_text(json.dumps(line, ensure_ascii=False) + "\n")
    call_command("import_articles", str(file), verbosity=0)
    return Article.objects.get()


@pytest.mark.parametrize("is_plain", [False, True])
def test_what_was_imported(client, dami, imported, is_plain):
    dami.writes_plain_text = is_plain
    dami.save()
    client.force_login(dami)
    assert_untouched(client, forms())


@settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_names_and_words_there_are(client, dami, section, data):
    def odd():
        return data.draw(WORDS)

    Publication(name="이름" + odd(), slogan=odd(), address=odd(), copyright_notice=odd()).save()
    Page.objects.update_or_create(
        slug="page", defaults={"title": "글" + odd(), "body": f"<p>글{odd()}</p>"}
    )
    for model, fields in (
        (Section, {"name": "이름" + odd()}),
        (Region, {"name": "이름" + odd()}),
        (Reporter, {"name": "이름" + odd(), "title": odd(), "biography": odd()}),
    ):
        row = model.objects.first() or model(**({"slug": "x"} if hasattr(model, "slug") else {}))
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
    photo = make_photo(caption=odd(), credit=odd(), alt=odd(), uploaded_by=dami)
    article = make_article(
        section=section,
        headline="제목" + odd(),
        subheading=odd(),
        body=f"<p>가{odd()}</p><h2>{odd()}</h2><ul><li>{odd()}</li></ul>",
        copyright_notice=odd(),
        tags=[odd() for _number in range(4)],
        reporters=[Reporter.objects.first()],
        photos=[photo],
    )
    dami.last_name, dami.writes_plain_text = odd(), data.draw(st.booleans())
    dami.save()
    make_public(article)
    client.force_login(dami)
    names = ("publication", "commentrules", "page", "section", "region", "reporter", "user", "tag")
    changed = [url for url in forms() if url.split("/")[3] in names]
    assert_untouched(
        client, [*changed, change(article), f"/admin/articles/photo/{photo.pk}/change/"]
    )
