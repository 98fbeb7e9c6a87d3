"""Times as a newsroom reads them, the same everywhere and sortable by eye."""

DATE_FORMAT = "Y-m-d"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y-m-d H:i"
