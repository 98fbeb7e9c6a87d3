import hashlib

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..pure import nameplates
from ..pure.paths import path_to
from .text_fields import LineField, LinesField, NameField

# The accents as static/css/paper/colours.css has them in light, for what is no style sheet.
COLOURS = {
    "green": "#00664b",
    "blue": "#0b5cad",
    "navy": "#24407a",
    "red": "#b01f2a",
    "purple": "#6b2f94",
    "brown": "#7a4a1c",
}


class Publication(models.Model):
    """The one row with the paper's name and its legal imprint."""

    class Accent(models.TextChoices):
        GREEN = "green", _("green")
        BLUE = "blue", _("blue")
        NAVY = "navy", _("navy")
        RED = "red", _("red")
        PURPLE = "purple", _("purple")
        BROWN = "brown", _("brown")

    class Lettering(models.TextChoices):
        SANS = "sans", _("without serifs (Gothic)")
        SERIF = "serif", _("with serifs (Myeongjo)")

    name = NameField(_("name of the paper"), max_length=40, default="newsstep")
    slogan = LineField(_("slogan"), max_length=100, blank=True)
    accent = models.CharField(
        _("accent colour"), max_length=10, choices=Accent.choices, default=Accent.GREEN
    )
    lettering = models.CharField(
        _("letters of headlines"),
        max_length=10,
        choices=Lettering.choices,
        default=Lettering.SANS,
        help_text=_("Of the fonts that readers have; nothing is sent to them."),
    )
    copyright_notice = LineField(
        _("copyright notice"),
        max_length=200,
        blank=True,
        help_text=_("Under every article. Empty: [저작권자ⓒ name. 무단전재-재배포 금지]"),
    )
    legal_name = NameField(_("legal name"), max_length=80, blank=True)
    registration_number = LineField(_("registration number"), max_length=40, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    founded_on = models.DateField(_("first published on"), null=True, blank=True)
    publisher_name = NameField(_("publisher"), max_length=40, blank=True)
    editor_name = NameField(_("editor-in-chief"), max_length=40, blank=True)
    youth_protection_officer = NameField(_("youth protection officer"), max_length=40, blank=True)
    arrangement_officer = NameField(
        _("officer for the arrangement of articles"), max_length=40, blank=True
    )
    privacy_officer = NameField(_("privacy officer"), max_length=40, blank=True)
    ombudsman = NameField(_("ombudsman for complaints"), max_length=40, blank=True)
    address = LineField(_("address"), max_length=200, blank=True)
    phone = LineField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    ai_training_notice = LineField(_("notice on AI training"), max_length=200, blank=True)
    ai_crawlers_allowed = models.BooleanField(_("AI crawlers may read the paper"), default=False)
    feeds_in_full = models.BooleanField(_("feeds hold whole articles"), default=False)
    google_verification = LineField(_("verification code of Google"), max_length=100, blank=True)
    naver_verification = LineField(_("verification code of Naver"), max_length=100, blank=True)
    ads_txt = LinesField("ads.txt", max_length=20_000, blank=True)
    indexnow_key = LineField(_("key of IndexNow"), max_length=128, blank=True)
    # The digest of the picture by which icons show the paper; empty: its first letter.
    mark = LineField(max_length=64, blank=True, editable=False)
    # The files of its name as a wide picture, on light and on dark screens; their names tell their sizes.
    nameplate = LineField(max_length=64, blank=True, editable=False)
    dark_nameplate = LineField(max_length=64, blank=True, editable=False)
    reporters_need_codes = models.BooleanField(_("reporters"), default=False)
    editors_need_codes = models.BooleanField(_("editors"), default=False)
    publishers_need_codes = models.BooleanField(_("publishers"), default=False)
    # Whether publishers have put away what their first screen tells of a paper that begins.
    steps_put_away = models.BooleanField(default=False, editable=False)

    # What an internet newspaper must show, in the order of 신문 등의 진흥에 관한 법률 §21 (간별 and 인쇄인
    # are of printed ones only) and, since 19 November 2015, of every one the officer of 정보통신망법 §42의3.
    # 발행연월일 is the day of the first issue here, and the last edit in the head of every page.
    DEMANDED = (
        *("name", "legal_name", "registration_number", "registered_on", "founded_on"),
        *("publisher_name", "editor_name", "address", "phone", "youth_protection_officer"),
    )
    # What papers show besides: 기사배열책임자 is demanded of portals (신문법 §10), 고충처리인 of dailies in
    # print (언론중재법 §6), 개인정보보호책임자 in the privacy policy (개인정보 보호법 §30).
    VOLUNTARY = ("arrangement_officer", "ombudsman", "privacy_officer", "email")

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publication")
        constraints = [
            models.CheckConstraint(name="publication_is_one_row", condition=models.Q(id=1))
        ]

    def __str__(self):
        return self.name

    def save(self, **options):
        self.pk = 1
        super().save(**options)

    def get_absolute_url(self):
        return path_to("about")

    @classmethod
    def current(cls):
        """Return the publication; unsaved with its defaults while nobody has filled it in."""
        return cls.objects.first() or cls(pk=1)

    def imprint(self):
        """Return (name of the field, label, value) of every item of the imprint that is filled in."""
        items = (
            (name, self.label(name), getattr(self, name))
            for name in (*self.DEMANDED, *self.VOLUNTARY)
        )
        return [item for item in items if item[-1]]

    def missing(self):
        """Return {name of the field: label} of what the law demands and nobody has filled in."""
        return {
            name: self.label(name)
            for name in self.DEMANDED
            if getattr(self, name) == self._meta.get_field(name).get_default()
        }

    def label(self, name):
        return capfirst(self._meta.get_field(name).verbose_name)

    @property
    def notice(self):
        """The copyright notice of articles that have none of their own."""
        ours = gettext("[Copyright ⓒ %(name)s. All rights reserved.]")
        return self.copyright_notice or ours % {"name": self.name}

    @property
    def ai_notice(self):
        """What is said about AI beside the copyright notice: the paper's own words, or its stance."""
        if self.ai_training_notice:
            return self.ai_training_notice
        ours = gettext(
            "The articles and pictures of %(name)s may not be used to train AI without consent."
        )
        if self.ai_crawlers_allowed:
            ours = gettext(
                "AI crawlers may read %(name)s. The rights in its articles stay with it."
            )
        return ours % {"name": self.name}

    @property
    def nameplate_size(self):
        """(width, height) of its nameplate, in pixels of its largest."""
        return nameplates.told(self.nameplate)[:2]

    @property
    def colour(self):
        """The accent colour, such as "#00664b"."""
        return COLOURS[self.accent]

    @property
    def initial(self):
        """The first letter or digit of the name, which stands for a paper without a mark."""
        return next((sign for sign in self.name.upper() if sign.isalnum()), "")

    @property
    def icon(self):
        """The digest in the addresses of its icons: it changes whenever they do."""
        letter = f"{self.initial} {self.accent}"
        return self.mark or hashlib.sha256(letter.encode()).hexdigest()[:32]
