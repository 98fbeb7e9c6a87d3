"""Makes papers as older versions left them: python -m tests.old_papers FOLDER.

No version is run for it: the schema goes as far as its migrations, and rows are written by the models
that these know. FOLDER/STEP is then the var/ of a paper, and FOLDER/empty one of today without rows.
"""

import gc
import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from articles.pure import names  # noqa: E402

# Where the schema stood when a version was given out, and before each of the last changes of it.
STEPS = (
    "0010_sent_forms",
    "0016_logins_and_guesses",
    "0019_pings",
    "0027_first_steps",
    "0028_comments_of_readers",
    "0029_incidents",
)
AT = datetime(2026, 11, 2, 3, 4, 5, tzinfo=UTC)
# What readers find in each of them: {address: what stands there}.
FOUND = {
    "/": ["청주에 눈이 왔다 1", "한빛신문", "사회"],
    "/articles/1/": [
        "청주에 눈이 왔다 1",
        "밤사이 눈이 왔다.",
        "김나리",
        "눈 덮인 상당산성",
        "폭설",
    ],
    "/articles/3/": ["날짜를 바로잡습니다."],
    "/articles/2/": ["청주에 눈이 왔다 2"],
    "/latest/": ["청주에 눈이 왔다 3"],
    "/sections/society/": ["청주에 눈이 왔다 2"],
    "/regions/cheongju/": ["청주에 눈이 왔다 2"],
    "/tags/snow/": ["청주에 눈이 왔다 2"],
    "/reporters/1/": ["김나리", "청주에 눈이 왔다 1"],
    "/corrections/": ["날짜를 바로잡습니다."],
    "/pages/terms/": ["이용약관", "읽는 법"],
    "/archive/": ["2026"],
    "/search/?q=밤사이": ["청주에 눈이 왔다 3"],
    "/news/articleView.html?idxno=77": ["청주에 눈이 왔다 2"],
    "/photos/": [],
    "/most-viewed/": [],
    "/about/": ["한빛신문사"],
    "/feeds/": [],
    "/latest.json": ["청주에 눈이 왔다 1"],
    "/sitemap.xml": [],
    "/news-sitemap.xml": [],
    "/robots.txt": [],
    "/healthz": ["ok"],
}
FOUND_OF_COMMENTS = {"/articles/1/comments/": ["눈길 조심하세요"]}


def make(folder):
    """Make a paper of each step."""
    file = Path(connection.settings_dict["NAME"])
    for step in STEPS:
        executor = MigrationExecutor(connection)
        leaves = [key for key in executor.loader.graph.leaf_nodes() if key[0] != "articles"]
        state = executor.migrate([*leaves, ("articles", step)])
        connection.close()
        copy = folder / step / file.name
        copy.parent.mkdir(parents=True)
        shutil.copy(file, copy)
        connection.settings_dict["NAME"] = str(copy)
        write(state.apps)
        connection.close()
        connection.settings_dict["NAME"] = str(file)
    call_command("migrate", verbosity=0)  # the roles
    connection.close()
    (folder / "empty").mkdir()
    shutil.copy(file, folder / "empty")


def write(apps):
    """Write what FOUND tells, in the words of whichever step the models are of."""

    def row(of, /, **values):
        model = apps.get_model("articles", of)
        known = {field.name for field in model._meta.get_fields()}
        fields = {name: value for name, value in values.items() if name in known}
        return model.objects.create(**fields)

    nari = row("User", username="nari", password="!", is_staff=True)
    reporter = row("Reporter", name="김나리", user=nari)
    section = row("Section", name="사회", slug="society")
    province = row("Region", name="충북", slug="chungbuk")
    region = row("Region", name="청주시", slug="cheongju", parent=province)
    tag = row("Tag", name="폭설", slug="snow", key=names.key("폭설"))
    photo = row("Photo", sha256="0" * 64, width=640, height=480, uploaded_by=nari)
    about = {"section": section, "province": province, "region": region, "created_by": nari}
    articles = [
        row(
            "Article",
            headline=f"청주에 눈이 왔다 {number}",
            body="<p>밤사이 눈이 왔다.</p>",
            published_at=AT,
            status="approved",
            comment_policy="open",
            **about,
        )
        for number in (1, 2, 3)
    ]
    for article in articles:
        row("Byline", article=article, reporter=reporter, published_at=AT)
        row("Tagging", content_object=article, tag=tag, published_at=AT)
        row("Decision", article=article, actor=nari, action="approve", content_hash="")
    row("ArticlePhoto", article=articles[0], photo=photo, caption="눈 덮인 상당산성")
    row("Correction", article=articles[2], kind="correction", text="날짜를 바로잡습니다.")
    row("Redirect", article=articles[1], path="/news/articleView.html?idxno=77".lower())
    row("Page", title="이용약관", slug="terms", body="<p>읽는 법</p>")
    row("Publication", name="한빛신문", legal_name="한빛신문사")
    if "comment" in apps.all_models["articles"]:
        digest = {"digest": b"1", "text_digest": b"2"}
        row(
            "Comment",
            article=articles[0],
            name="독자",
            text="눈길 조심하세요",
            state="public",
            **digest,
        )


if __name__ == "__main__":
    gc.disable()  # or half of the time would go to the models of so many steps
    make(Path(sys.argv[1]))
