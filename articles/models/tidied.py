from django.core.exceptions import ValidationError
from django.db import models

from ..pure import names, text


class TidiedQuerySet(models.QuerySet):
    def bulk_create(self, objs, *args, **options):
        rows = list(objs)
        for row in rows:
            row.tidy()
        return super().bulk_create(rows, *args, **options)

    bulk_create.alters_data = True


class TidiedModel(models.Model):
    """A row whose words have one form, whichever door they came through.

    `NAMES` are names of people and things, `LINES` other words of one line, `TEXTS` those of several.
    """

    NAMES = LINES = TEXTS = ()

    objects = TidiedQuerySet.as_manager()

    class Meta:
        abstract = True

    def tidy(self):
        """Bring the words into the form that is stored."""
        ways = ((names.tidy_name, self.NAMES), (text.tidy_line, self.LINES))
        for tidied, fields in (*ways, (text.tidy_lines, self.TEXTS)):
            for name in fields:
                if getattr(self, name) is not None:
                    setattr(self, name, tidied(getattr(self, name)))

    def clean(self):
        super().clean()
        self.tidy()
        # What held only what nobody sees is empty now.
        for name in (*self.NAMES, *self.LINES, *self.TEXTS):
            field = self._meta.get_field(name)
            if not field.blank and not getattr(self, name):
                raise ValidationError({name: field.error_messages["blank"]})

    def save(self, **options):
        self.tidy()
        super().save(**options)
