"""A change of a slot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Slot
from ..models.validators import NEWSROOM_TIME


class SlotForm(forms.Form):
    """A change of a slot: the article, the version that was on the screen, place and time."""

    slot = forms.ChoiceField(choices=Slot.choices)
    article = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    position = forms.IntegerField(label=_("position"), required=False)
    starts_at = forms.DateTimeField(label=_("from"), required=False, validators=NEWSROOM_TIME)
    ends_at = forms.DateTimeField(label=_("until"), required=False, validators=NEWSROOM_TIME)
