from .append_only import AppendOnly
from .article import Article, content_of
from .article_queryset import texts_of
from .comments import (
    Comment,
    CommentBan,
    CommentCount,
    CommentDecision,
    CommentMeasure,
    CommentPolicy,
    CommentReport,
    CommentRules,
    CommentVote,
    Hold,
)
from .correction import Correction
from .correction_request import CorrectionRequest
from .counted_view import CountedView, VisitorKey
from .decision import Decision
from .generation import Generation
from .guess import Guess
from .hourly_views import DailyViews, HourlyViews
from .incident import Chore, Incident
from .interned import drop_interned, interned
from .kept_text import KeptText
from .login import Login
from .note import Note
from .notice import Mailbox, Notice
from .page import Page
from .photo import ArticlePhoto, Photo, PhotoDecision, PhotoWords
from .ping import Endpoint, Ping
from .plan import Plan
from .presence import Presence
from .publication import Publication
from .redirect import Redirect
from .region import LOOKED_AT, Region, newest_by_town
from .related import MAX_RELATED, Related
from .reporter import Byline, Reporter
from .revision import Revision
from .searched import words_written
from .section import Section
from .sent_form import SentForm
from .slot import Pick, Slot, SlotChange
from .source_file import SourceFile
from .tag import FormerTag, Tag, Tagging
from .template import Template
from .user import User

__all__ = [
    "LOOKED_AT",
    "MAX_RELATED",
    "AppendOnly",
    "Article",
    "ArticlePhoto",
    "Byline",
    "Chore",
    "Comment",
    "CommentBan",
    "CommentCount",
    "CommentDecision",
    "CommentMeasure",
    "CommentPolicy",
    "CommentReport",
    "CommentRules",
    "CommentVote",
    "Correction",
    "CorrectionRequest",
    "CountedView",
    "DailyViews",
    "Decision",
    "Endpoint",
    "FormerTag",
    "Generation",
    "Guess",
    "Hold",
    "HourlyViews",
    "Incident",
    "KeptText",
    "Login",
    "Mailbox",
    "Note",
    "Notice",
    "Page",
    "Photo",
    "PhotoDecision",
    "PhotoWords",
    "Pick",
    "Ping",
    "Plan",
    "Presence",
    "Publication",
    "Redirect",
    "Region",
    "Related",
    "Reporter",
    "Revision",
    "Section",
    "SentForm",
    "Slot",
    "SlotChange",
    "SourceFile",
    "Tag",
    "Tagging",
    "Template",
    "User",
    "VisitorKey",
    "content_of",
    "drop_interned",
    "interned",
    "newest_by_town",
    "texts_of",
    "words_written",
]
