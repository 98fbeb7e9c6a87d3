"""How Django connects to the two databases that a paper may lie in."""

SQLITE = {
    "ENGINE": "newsstep.sqlite",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 10,
        # A transaction that reads before it writes fails when another one writes in between.
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}
# Every thread of a worker keeps its connection, and looks whether it still works.
POSTGRESQL = {
    "ENGINE": "newsstep.postgresql",
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
}


def database(address):
    """Return Django's settings of a database, made of what django-environ reads from its address."""
    if "sqlite" in address["ENGINE"]:
        return address | SQLITE
    options = {"connect_timeout": 2, **address.get("OPTIONS", {})}  # seconds
    return address | POSTGRESQL | {"OPTIONS": options}
