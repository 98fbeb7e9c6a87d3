"""Forms of the newsroom: they check what was typed and keep it when it can't be saved."""

from .article import ArticleForm
from .body import EditorLabels, clean_early
from .bulk import BulkForm, BulkRegionForm, BulkSectionForm, BulkTagsForm
from .choice import LongChoice
from .comment import CommentForm
from .comment_acts import DeletionForm, ReportForm
from .comment_desk import CommentBanForm, CommentNoteForm
from .comment_measure import EndMeasureForm, NotedObjectionForm, ObjectionForm, WithholdForm
from .comment_rules import CommentRulesForm
from .correction import CorrectionForm
from .correction_request import AnswerForm, CorrectionRequestForm
from .crop import FrameForm, told_of_frame
from .decision import DecisionForm
from .login import (
    CodeForm,
    ForgottenForm,
    LoginForm,
    PasswordAgainForm,
    PasswordForm,
    SecondFactorForm,
    words_of,
)
from .mail import MailForm
from .note import NoteForm
from .page import PageForm
from .person import PersonForm
from .photo import ArticlePhotoForm, FocusForm, PhotoForm, PhotoInput, decode_uploads
from .photo_use import PhotoUseForm
from .photo_words import told
from .plan import MoveForm, PlanForm
from .publication import PublicationForm
from .region import KnownRegionsForm
from .rows import RowFormSet
from .section import ProposedSectionsForm, SectionForm
from .slot import SlotForm
from .source_file import told_of_source
from .tag import MAX_TAGS, MergeForm, TagForm
from .template import TemplateForm
from .user import UserForm
from .versions import ListedForm, VersionedForm

__all__ = [
    "MAX_TAGS",
    "AnswerForm",
    "ArticleForm",
    "ArticlePhotoForm",
    "BulkForm",
    "BulkRegionForm",
    "BulkSectionForm",
    "BulkTagsForm",
    "CodeForm",
    "CommentBanForm",
    "CommentForm",
    "CommentNoteForm",
    "CommentRulesForm",
    "CorrectionForm",
    "CorrectionRequestForm",
    "DecisionForm",
    "DeletionForm",
    "EditorLabels",
    "EndMeasureForm",
    "FocusForm",
    "ForgottenForm",
    "FrameForm",
    "KnownRegionsForm",
    "ListedForm",
    "LoginForm",
    "LongChoice",
    "MailForm",
    "MergeForm",
    "MoveForm",
    "NoteForm",
    "NotedObjectionForm",
    "ObjectionForm",
    "PageForm",
    "PasswordAgainForm",
    "PasswordForm",
    "PersonForm",
    "PhotoForm",
    "PhotoInput",
    "PhotoUseForm",
    "PlanForm",
    "ProposedSectionsForm",
    "PublicationForm",
    "ReportForm",
    "RowFormSet",
    "SecondFactorForm",
    "SectionForm",
    "SlotForm",
    "TagForm",
    "TemplateForm",
    "UserForm",
    "VersionedForm",
    "WithholdForm",
    "clean_early",
    "decode_uploads",
    "told",
    "told_of_frame",
    "told_of_source",
    "words_of",
]
