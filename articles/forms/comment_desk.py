"""What the desk sends of comments: a step of some of them, a ban."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from ..desk import comments as desk
from ..models import CommentBan, CommentDecision
from .lines import LinesField

MAX_NOTE = CommentDecision._meta.get_field("note").max_length


class CommentNoteForm(forms.Form):
    """Why something is done to comments, if somebody wants to say."""

    note = LinesField(
        label=_("Note for the record, if you want to give a reason"),
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class CommentBanForm(forms.Form):
    """How long whoever wrote a comment is banned, and whether with everybody of the network."""

    days = forms.TypedChoiceField(
        label=pgettext_lazy("ban", "How long"),
        coerce=int,
        initial=7,
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in desk.DAYS],
        widget=forms.RadioSelect,
    )
    whole_network = forms.BooleanField(
        label=_("Everybody at the same internet address, too"),
        required=False,
        help_text=_(
            "That may be a family, an office, a school or a whole town on one mobile network: none "
            "of them can write comments until then. Choose it only when the same person comes back "
            "with other browsers."
        ),
    )
    reason = forms.CharField(
        label=pgettext_lazy("ban", "Reason, for the record"),
        max_length=CommentBan._meta.get_field("reason").max_length,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", auto_id="ban-%s", **kwargs)
