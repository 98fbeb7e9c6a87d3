"""Forms of the newsroom: they check what was typed and keep it when it can't be saved."""

from .article import MAX_TAGS, ArticleForm
from .body import EditorLabels, clean_early
from .choice import LongChoice
from .correction import CorrectionForm
from .decision import DecisionForm
from .page import PageForm
from .photo import ArticlePhotoForm, PhotoForm, PhotoInput, decode_uploads
from .photo_use import PhotoUseForm
from .photo_words import told
from .rows import RowFormSet
from .slot import SlotForm
from .tag import MergeForm, TagForm
from .versions import ListedForm, VersionedForm

__all__ = [
    "MAX_TAGS",
    "ArticleForm",
    "ArticlePhotoForm",
    "CorrectionForm",
    "DecisionForm",
    "EditorLabels",
    "ListedForm",
    "LongChoice",
    "MergeForm",
    "PageForm",
    "PhotoForm",
    "PhotoInput",
    "PhotoUseForm",
    "RowFormSet",
    "SlotForm",
    "TagForm",
    "VersionedForm",
    "clean_early",
    "decode_uploads",
    "told",
]
