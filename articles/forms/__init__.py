"""Forms of the newsroom: they check what was typed and keep it when it can't be saved."""

from .article import MAX_TAGS, ArticleForm
from .body import LabelsText
from .decision import DecisionForm
from .page import PageForm
from .photo import UNUSABLE, ArticlePhotoForm, PhotoForm, PhotoInput, develop
from .rows import RowFormSet

__all__ = [
    "MAX_TAGS",
    "UNUSABLE",
    "ArticleForm",
    "ArticlePhotoForm",
    "DecisionForm",
    "LabelsText",
    "PageForm",
    "PhotoForm",
    "PhotoInput",
    "RowFormSet",
    "develop",
]
