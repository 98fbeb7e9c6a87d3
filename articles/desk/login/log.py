"""What the operator is told of logins and rights, one line each and without secrets."""

import logging

logger = logging.getLogger("newsstep.security")
LONGEST = 150  # characters of a fact


def tell(what, **facts):
    """Write one line: what happened and its facts, people by the names of their accounts.

    Line breaks and the like are escaped.
    """
    said = {name: str(getattr(fact, "username", fact)) for name, fact in facts.items()}
    told = " ".join(f"{name}={fact[:LONGEST]!r}" for name, fact in said.items())
    logger.info("%s %s", what, told)
