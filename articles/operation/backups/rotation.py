"""Which backups are kept."""

DAILY, WEEKLY, MONTHLY = 7, 4, 12
RULES = (
    (DAILY, lambda moment: moment.date()),
    (WEEKLY, lambda moment: moment.isocalendar()[:2]),
    (MONTHLY, lambda moment: (moment.year, moment.month)),
)


def kept(moments):
    """Return those of the moments whose backups are kept: the last one of each of the last days,
    weeks (from Monday) and months that have any, as many as the rules say."""
    found = set()
    for most, period in RULES:
        last = {period(moment): moment for moment in sorted(moments)}
        found.update(last[key] for key in sorted(last)[-most:])
    return found
