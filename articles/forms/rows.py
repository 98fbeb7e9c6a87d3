"""Rows of an article that others may have written anew meanwhile."""

import re

from django import forms


class RowFormSet(forms.BaseInlineFormSet):
    """The rows of an article that belong to others too: `key` names what tells one from another.

    A row that somebody has written anew since the form was opened is found again by its key, and
    one that is gone is added again: what was typed into it is not lost.
    """

    key = None

    def __init__(self, data=None, files=None, instance=None, prefix=None, **options):
        if data is not None and instance is not None and instance.pk:
            data, files = self.with_present_rows(data, files, instance, prefix)
        super().__init__(data, files, instance, prefix=prefix, **options)

    def with_present_rows(self, data, files, instance, prefix):
        """Return what was sent with the ids of the rows that are there now, those first."""
        rows = self.model.objects.filter(**{self.fk.name: instance})
        present = {str(pk): str(key) for pk, key in rows.values_list("pk", self.key)}
        pk = self.model._meta.pk.name
        ids, keys = self.sent_rows(data, prefix, pk)
        row_ids = matched(ids, keys, present)
        if row_ids == ids:
            return data, files
        order = sorted(range(len(ids)), key=lambda number: not row_ids[number])
        data, files = renumbered(data, prefix, order), renumbered(files, prefix, order)
        for place, number in enumerate(order):
            data[f"{prefix}-{place}-{pk}"] = row_ids[number]
        data[f"{prefix}-INITIAL_FORMS"] = sum(map(bool, row_ids))
        return data, files

    def sent_rows(self, data, prefix, pk):
        """Return the ids and the keys of the rows that were sent; "" for the key of one to delete."""
        total = data.get(f"{prefix}-TOTAL_FORMS", "")
        numbers = range(min(int(total[:9]), self.absolute_max) if total.isdecimal() else 0)
        ids = [data.get(f"{prefix}-{number}-{pk}", "") for number in numbers]
        keys = [
            ""
            if data.get(f"{prefix}-{number}-DELETE")
            else data.get(f"{prefix}-{number}-{self.key}", "").partition(":")[0]
            for number in numbers
        ]
        return ids, keys


def matched(ids, keys, present):
    """Return which row each of the sent ones is, "" for a new one: that of its key, or its own.

    `present` is {id: key}. A key stays with its row, so that two that change places never stand
    twice in between; a row that is left over takes the new key, or goes.
    """
    by_key = {key: pk for pk, key in present.items()}
    row_ids = [by_key.pop(key, "") for key in keys]
    free = {pk: None for pk in ids if pk in present and pk not in row_ids}
    for wants_its_own in (True, False):
        for number, pk in enumerate(ids):
            if free and not row_ids[number] and pk in (free if wants_its_own else present):
                row_ids[number] = pk if wants_its_own else next(iter(free))
                del free[row_ids[number]]
    return row_ids


def renumbered(sent, prefix, order):
    """Return a copy of what was sent in which row `order[i]` of a formset is row `i`."""
    changed, places = sent.copy(), {number: place for place, number in enumerate(order)}
    rows = re.compile(rf"(initial-)?{re.escape(prefix)}-(\d{{1,9}})-(.+)")
    matches = [match for match in map(rows.fullmatch, sent) if match and int(match[2]) in places]
    for match in matches:
        changed.pop(match[0])
    for match in matches:
        name = f"{match[1] or ''}{prefix}-{places[int(match[2])]}-{match[3]}"
        changed.setlist(name, sent.getlist(match[0]))
    return changed
