"""Makes a paper as an older version left it: python -m tests.old_papers 0010_sent_forms.

No version is run for it: the schema goes as far as its migrations, and rows are written by the models
that these know.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

# Where the schema stood when a version was given out.
STEPS = ("0010_sent_forms", "0016_logins_and_guesses", "0019_pings", "0027_first_steps")


def make(step):
    """Migrate the empty database of the settings to a step, and give it a few rows."""
    executor = MigrationExecutor(connection)
    leaves = [key for key in executor.loader.graph.leaf_nodes() if key[0] != "articles"]
    state = executor.migrate([*leaves, ("articles", step)])
    write(state.apps.get_model)


def write(model):
    user = model("articles", "User").objects.create(username="nari", password="!", is_staff=True)
    reporter = model("articles", "Reporter").objects.create(name="김나리", user=user)
    section = model("articles", "Section").objects.create(name="사회", slug="society")
    now = timezone.now()
    for number in range(1, 4):
        article = model("articles", "Article").objects.create(
            headline=f"청주에 눈이 왔다 {number}",
            body="<p>밤사이 눈이 왔다.</p>",
            section=section,
            created_by=user,
            status="approved",
            published_at=now,
        )
        model("articles", "Byline").objects.create(
            article=article, reporter=reporter, published_at=now
        )
    model("articles", "Publication").objects.create(name="한빛신문")


if __name__ == "__main__":
    make(sys.argv[1])
