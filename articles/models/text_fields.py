"""Text that is stored tidy, whatever door it comes in by: a form, an import, a verb, a bulk statement."""

from django.db import models

from ..pure import names, terms, text


class Tidied:
    """What both fields share; for migrations they are Django's own, since the column is the same."""

    def to_python(self, value):
        value = super().to_python(value)
        return value and self.form_of(value)

    def pre_save(self, instance, add):
        value = super().pre_save(instance, add)
        if not hasattr(value, "resolve_expression"):
            value = self.to_python(value)
            setattr(instance, self.attname, value)
        return value

    def deconstruct(self):
        name, _path, arguments, options = super().deconstruct()
        return name, f"django.db.models.{self.django_name}", arguments, options


class LineField(Tidied, models.CharField):
    """One line without blanks at its ends."""

    django_name = "CharField"
    form_of = staticmethod(text.tidy_line)


class LinesField(Tidied, models.TextField):
    """Several lines, none with blanks at its ends."""

    django_name = "TextField"
    form_of = staticmethod(text.tidy_lines)


class NameField(LineField):
    """The name of somebody or something, in its one form."""

    form_of = staticmethod(names.tidy_name)


class TagNameField(LineField):
    """The name of a tag, without the sign that every page puts before it."""

    form_of = staticmethod(names.tag_name)


class TagKeyField(LineField):
    """What the names of two tags have in common that differ in capital letters only."""

    def pre_save(self, instance, add):
        key = names.key(names.tag_name(instance.name))
        setattr(instance, self.attname, key)
        return key


BEGINNINGS = {
    "strokes": terms.strokes,
    "initials": lambda name: terms.initials(name).replace(" ", ""),
}


class TagBeginningField(LineField):
    """What is looked through for the beginning of a tag's name: its strokes, or its initials."""

    def pre_save(self, instance, add):
        value = BEGINNINGS[self.attname](instance.said)[: self.max_length]
        setattr(instance, self.attname, value)
        return value
