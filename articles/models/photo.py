from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..pure import imaging, text
from .append_only import AppendOnlyModel
from .searched import SearchedQuerySet
from .text_fields import LineField, LinesField
from .validators import FRACTION, NEWSROOM_TIME


class PhotoWords(NamedTuple):
    """What is said of a photo: under it, of its maker, and to those who do not see it."""

    caption: str
    credit: str
    alt: str

    def or_else(self, caption="", credit="", alt=""):
        """Return the PhotoWords with these where there are none."""
        return PhotoWords(self.caption or caption, self.credit or credit, self.alt or alt)


class PhotoQuerySet(SearchedQuerySet):
    def in_use(self):
        """Return the photos that have not been taken out of use."""
        return self.filter(withdrawn_at__isnull=True)

    def of_time(self, begin, end):
        """Return the photos that were taken or uploaded from the moment `begin` on, before `end`."""
        taken = models.Q(taken_at__gte=begin, taken_at__lt=end)
        return self.filter(taken | models.Q(uploaded_at__gte=begin, uploaded_at__lt=end))

    def with_digest(self, digest):
        """Return the photos whose SHA-256 begins with these hex digits, by its index."""
        return self.filter(sha256__gte=digest, sha256__lte=digest.ljust(64, "f"))


class Photo(models.Model):
    """A photo of the library. Its files lie under /media/, in every width, without metadata."""

    searched_number = "pk"
    searched_fields = ("caption", "credit", "alt")

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    focal_x = models.FloatField(
        _("focal point from the left (0–1)"), default=0.5, validators=FRACTION
    )
    focal_y = models.FloatField(
        _("focal point from the top (0–1)"), default=0.5, validators=FRACTION
    )
    caption = LinesField(
        _("caption"), max_length=500, blank=True, help_text=_("Proposed for every article.")
    )
    credit = LineField(
        _("credit"), max_length=100, blank=True, help_text=_("Who made it or provided it.")
    )
    alt = LineField(
        _("description for the blind"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen, in one sentence. The caption stands in when it is empty."),
    )
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True, validators=NEWSROOM_TIME)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("uploaded by"),
        null=True,
        editable=False,
        related_name="photos",
    )
    # Since then nobody gets it any more, and its files are gone.
    withdrawn_at = models.DateTimeField(
        _("taken out of use at"), null=True, editable=False, db_index=True
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                name="focal_point_is_inside_the_photo",
                condition=models.Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
            )
        ]

    def __str__(self):
        at = timezone.localtime(self.uploaded_at)
        return text.excerpt(self.caption, 40) or _("without caption, %(at)s") % {
            "at": f"{at:%Y-%m-%d %H:%M}"
        }

    @property
    def file_names(self):
        """The names of all files that the photo must have in the storage."""
        path = self.path
        files = [f"{width}.webp" for width in path.widths]
        if path.is_shareable:
            files.append(path.share_name(self.focal_x, self.focal_y))
        return [f"{path.folder}/{name}" for name in files]

    @property
    def path(self):
        """Its PicturePath: URLs, widths and srcset."""
        return imaging.path_of(self.sha256, self.width, self.height)

    @property
    def words(self):
        """Its PhotoWords in the library, which hold for every article that says nothing else."""
        return PhotoWords(self.caption, self.credit, self.alt)

    @property
    def share_url(self):
        """The URL of its 1200×630 JPEG, "" when it is too small for one."""
        return self.path.share_url(self.focal_x, self.focal_y)

    @property
    def focal_class(self):
        """The nearest of the nine focal points that the style sheet knows: `focal-<x>-<y>`."""
        return f"focal-{min(int(self.focal_x * 3), 2)}-{min(int(self.focal_y * 3), 2)}"


class PhotoDecision(AppendOnlyModel):
    """Who took which photo out of use or back into it, when and why."""

    class Action(models.TextChoices):
        WITHDRAW = "withdraw", _("taken out of use")
        RESTORE = "restore", _("taken back into use")

    photo = models.ForeignKey(
        Photo, models.PROTECT, verbose_name=_("photo"), related_name="decisions"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+"
    )
    action = models.CharField(_("action"), max_length=12, choices=Action.choices)
    note = LinesField(_("note"), max_length=1000)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("decision about a photo")
        verbose_name_plural = _("decisions about photos")
        ordering = ("-made_at", "-id")

    def __str__(self):
        return f"{self.get_action_display()} · {self.photo_id}"


class ArticlePhoto(models.Model):
    """A photo of an article, in its list or in its text. The first one leads.

    Of its words those that are None are the library's, whatever it says later; "" is none at all.
    """

    searched_number = "article_id"
    searched_fields = ("caption", "photo")

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="article_photos")
    photo = models.ForeignKey(
        Photo, models.PROTECT, verbose_name=_("photo"), related_name="article_photos"
    )
    caption = LinesField(_("caption"), max_length=500, null=True, blank=True)
    credit = LineField(_("credit"), max_length=100, null=True, blank=True)
    alt = LineField(_("description for the blind"), max_length=300, null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = SearchedQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of the article")
        verbose_name_plural = _("photos of the article")
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=("article", "photo"), name="photo_once_an_article")
        ]

    def __str__(self):
        return text.excerpt(self.words.caption, 40) or str(self.photo_id)

    @property
    def words(self):
        """Its PhotoWords in this article."""
        own = PhotoWords(self.caption, self.credit, self.alt)
        pairs = zip(own, self.photo.words, strict=True)
        return PhotoWords(*(word if said is None else said for said, word in pairs))

    def say(self, follows=True, **words):
        """Give it words of PhotoWords in this article.

        What the library says too stays the library's, unless the article shall not follow it. No
        caption is none: another article's story must not come under the photo later.
        """
        for name, word in words.items():
            word = self._meta.get_field(name).to_python(word)
            is_librarys = follows and word == getattr(self.photo, name)
            setattr(self, name, None if is_librarys and (word or name != "caption") else word)
