"""The account of an import: what did not come in as it was told, and in which lines."""

import csv
from contextlib import ExitStack

from django.utils.translation import gettext as _

from ..pure import text
from .record import KINDS

SHOWN = 5  # numbers of lines for each row of the table


class Account:
    """Counts the Notes of jsonl.Lines by kind and subject, and writes each to a CSV file if wanted.

    A context manager, which closes the file.
    """

    def __init__(self, file=None, is_going_on=False):
        self.broken = 0
        self.rows = {}  # (kind, subject) → [count, places, the first detail]
        self.closing = ExitStack()
        self.writer = None
        if file:
            is_going_on = is_going_on and file.is_file()
            how = ("a", "utf-8") if is_going_on else ("w", "utf-8-sig")
            opened = file.open(how[0], newline="", encoding=how[1])
            self.writer = csv.writer(self.closing.enter_context(opened))
            if not is_going_on:
                head = [_("line"), _("what became of it"), _("what"), _("how it was")]
                self.writer.writerow(head)

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.closing.close()

    def add(self, line):
        """Take in a jsonl.Line."""
        self.broken += bool(line.reason)
        for note in line.notes:
            self.note(line.place, note)

    def note(self, place, note):
        """Take in a Note on a place: the number of a line, or a name."""
        row = self.rows.setdefault((note.kind, note.subject), [0, [], note.detail])
        row[0] += 1
        if len(row[1]) <= SHOWN and place not in row[1][-1:]:
            row[1].append(place)
        if self.writer:
            told = [place, KINDS[note.kind], note.subject, note.detail]
            self.writer.writerow([text.cell(str(value)) for value in told])

    def table(self):
        """Yield the lines of a table: of each kind what it was, how often, and in which lines."""
        for kind, label in KINDS.items():
            rows = [(subject, *row) for (of, subject), row in self.rows.items() if of == kind]
            if rows:
                yield f"{label}:"
            for subject, count, places, detail in sorted(rows, key=lambda row: -row[1]):
                said = f": {text.excerpt(detail, 100)}" if detail else ""
                yield f"{count:>8,}  {subject} ({where(places)}){said}"


def where(places):
    """Return the first places in words."""
    said = ", ".join(map(str, places[:SHOWN])) + (" …" if len(places) > SHOWN else "")
    is_of_names = any(isinstance(place, str) for place in places)
    return said if is_of_names else _("line %(numbers)s") % {"numbers": said}
