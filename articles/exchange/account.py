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

    def __init__(self, file=None):
        self.broken = 0
        self.rows = {}  # (kind, subject) → [count, numbers of lines, the first detail]
        self.closing = ExitStack()
        self.writer = None
        if file:
            opened = self.closing.enter_context(file.open("w", newline="", encoding="utf-8-sig"))
            self.writer = csv.writer(opened)
            self.writer.writerow([_("line"), _("what became of it"), _("what"), _("how it was")])

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.closing.close()

    def add(self, line):
        """Take in a jsonl.Line."""
        self.broken += line.article is None
        for note in line.notes:
            self.note(line.number, note, line.source)

    def note(self, number, note, source=""):
        """Take in a Note on the line of that number, 0 for the whole file, found in `source`."""
        row = self.rows.setdefault((note.kind, note.subject), [0, [], note.detail])
        row[0] += 1
        if number and len(row[1]) <= SHOWN and number not in row[1][-1:]:
            row[1].append(number)
        if self.writer:
            place = f"{number} {source}".rstrip()
            self.writer.writerow([place, KINDS[note.kind], note.subject, note.detail])

    def table(self):
        """Yield the lines of a table: of each kind what it was, how often, and in which lines."""
        for kind, label in KINDS.items():
            rows = [(subject, *row) for (of, subject), row in self.rows.items() if of == kind]
            if rows:
                yield f"{label}:"
            for subject, count, numbers, detail in sorted(rows, key=lambda row: -row[1]):
                more = " …" if len(numbers) > SHOWN else ""
                lines = ", ".join(map(str, numbers[:SHOWN])) + more
                where = _("line %(numbers)s") % {"numbers": lines}
                yield (
                    f"{count:>8,}  {subject}"
                    + (f" ({where})" if numbers else "")
                    + (f": {text.excerpt(detail, 100)}" if detail else "")
                )
