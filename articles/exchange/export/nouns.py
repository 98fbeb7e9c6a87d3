"""The files of an export beside its articles: a noun each, and what of each row stands in it.

What is not named here stays in the paper: passwords, second factors and sessions, what would tell one
reader from others, and what only the program needs.
"""

from dataclasses import dataclass

from django.db import models

from ...models import (
    Article,
    Comment,
    CommentBan,
    CommentDecision,
    CommentMeasure,
    CommentReport,
    CommentRules,
    Correction,
    CorrectionRequest,
    DailyViews,
    Decision,
    FormerTag,
    Note,
    Page,
    Photo,
    PhotoDecision,
    Pick,
    Plan,
    Publication,
    Region,
    Reporter,
    Revision,
    Section,
    SlotChange,
    SourceFile,
    Tag,
    Template,
    User,
)
from .forms import plain

BATCH = 2000  # rows that are in memory together


@dataclass(frozen=True)
class Noun:
    """The name of a file, the model of its rows, and the lookups of what is told of each.

    A row of another model is told by its number, an account by its name, a photo by its digest.
    """

    name: str
    model: type[models.Model]
    lookups: tuple

    def lines(self):
        """Yield every row as a dict that JSON can hold, in order; a `number` of its own is the one told."""
        names = ["number", *(lookup.partition("__")[0] for lookup in self.lookups)]
        rows, last = self.model._base_manager.order_by("pk"), None
        while batch := list(
            (rows if last is None else rows.filter(pk__gt=last)).values_list("pk", *self.lookups)[
                :BATCH
            ]
        ):
            for row in batch:
                yield dict(zip(names, map(plain, row), strict=True))
            last = batch[-1][0]

    def count(self):
        """Return how many rows there are."""
        return self.model._base_manager.count()


def noun(name, model, lookups):
    return Noun(name, model, tuple(lookups.split()))


NOUNS = (
    noun(
        "publication",
        Publication,
        "name slogan accent lettering copyright_notice legal_name registration_number registered_on founded_on "
        "publisher_name editor_name youth_protection_officer arrangement_officer privacy_officer "
        "ombudsman address phone email ai_training_notice ai_crawlers_allowed feeds_in_full "
        "google_verification naver_verification ads_txt indexnow_key mark nameplate dark_nameplate "
        "reporters_need_codes editors_need_codes publishers_need_codes",
    ),
    noun(
        "comment_rules",
        CommentRules,
        "policy close_after per_article apart per_day links_work has_feed words",
    ),
    noun("sections", Section, "name slug comment_policy position is_opinion"),
    noun("regions", Region, "name slug parent"),
    noun("tags", Tag, "name slug"),
    noun("former_tags", FormerTag, "key slug tag"),
    noun(
        "photos",
        Photo,
        "sha256 width height focal_x focal_y caption credit alt taken_at uploaded_at "
        "uploaded_by__username withdrawn_at",
    ),
    noun("photo_decisions", PhotoDecision, "photo__sha256 actor__username action note made_at"),
    noun(
        "reporters",
        Reporter,
        "name title email photo__sha256 biography user__username is_active",
    ),
    noun("pages", Page, "title slug body position updated_at"),
    noun("templates", Template, "name headline subheading body section region tags position"),
    noun("accounts", User, "username last_name first_name is_active is_superuser date_joined"),
    noun("roles", User.groups.through, "user__username group__name"),
    noun("article_accounts", Article, "created_by__username edit_version legacy_id"),
    noun("daily_views", DailyViews, "article day count"),
    noun("decisions", Decision, "article actor__username action note made_at content_hash"),
    noun("revisions", Revision, "article number content content_hash editor__username made_at"),
    noun("corrections", Correction, "article kind text made_at made_by__username supersedes"),
    noun(
        "correction_requests",
        CorrectionRequest,
        "article kind asked_by wants received_on state reason correction noted_by__username "
        "answered_by__username made_at answered_at",
    ),
    noun(
        "comments",
        Comment,
        "article parent name text state held_for made_at withheld_until is_contested agree_count "
        "disagree_count legacy_id",
    ),
    noun("comment_decisions", CommentDecision, "comment actor__username action note made_at"),
    noun(
        "comment_measures",
        CommentMeasure,
        "comment claimant claim statement stated_at begun_at begun_by__username ends_at outcome "
        "ended_at ended_by__username",
    ),
    noun(
        "comment_reports",
        CommentReport,
        "comment reason words made_at settled_at settled_by__username",
    ),
    noun("comment_bans", CommentBan, "comment reason until made_at made_by__username"),
    noun("picks", Pick, "slot article position starts_at ends_at picked_by__username"),
    noun(
        "slot_changes",
        SlotChange,
        "slot number action article position starts_at ends_at made_by__username made_at",
    ),
    noun(
        "plans",
        Plan,
        "day time title notes section slot article made_by__username made_at cancelled_at",
    ),
    noun("plan_reporters", Plan.reporters.through, "plan reporter"),
    noun(
        "notes",
        Note,
        "article author__username text quote prefix suffix parent made_at settled_at "
        "settled_by__username",
    ),
    noun(
        "source_files",
        SourceFile,
        "article name kind sha256 size uploaded_by__username uploaded_at",
    ),
)
