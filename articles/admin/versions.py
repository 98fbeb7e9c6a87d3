from ..forms import ListedForm, VersionedForm


class VersionedAdmin:
    """Saves nothing over what somebody else saved since the form or the list was opened."""

    form = VersionedForm
    change_form_template = "admin/versioned_form.html"

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return [name for name in fields if name not in ("version", "over")]

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, form=ListedForm, **kwargs)

    def save_model(self, request, obj, form, change):
        # A row that stays what it is makes no page stale.
        if not form.is_unchanged:
            super().save_model(request, obj, form, change)


class EntersLast:
    """Proposes for what is new the place behind all others."""

    def get_changeform_initial_data(self, request):
        position = self.model.objects.next_position()
        return {"position": position} | super().get_changeform_initial_data(request)
