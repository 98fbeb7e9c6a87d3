"""The log tells an entry at a time, each as the program wrote it, and nothing that lets anybody in."""

import io
import logging
import re

import pytest
from django.test import Client

from newsstep.journal import LOGGING, Brief, OneEntry

pytestmark = pytest.mark.one_database
EVIL = "입력\n2026-11-28 03:00:00,000 ERROR newsstep.security: forged\x1b[2J\x9b31m\u202e"


@pytest.fixture
def written():
    """A function that returns what the log of the machine holds by now."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    said = LOGGING["formatters"]["line"]
    handler.setFormatter(OneEntry(said["format"], style=said["style"]))
    handler.addFilter(Brief())
    logging.getLogger().addHandler(handler)
    yield stream.getvalue
    logging.getLogger().removeHandler(handler)


def test_no_word_of_anybody_looks_like_an_entry_or_commands_the_terminal_of_who_reads(written):
    try:
        raise ValueError(EVIL)
    except ValueError:
        logging.getLogger("newsstep").exception("It failed: %s", EVIL)
    logging.getLogger("newsstep").error(EVIL)
    told = written()
    entries = [line for line in told.splitlines() if re.match(r"\d{4}-", line)]
    assert len(entries) == 2
    assert "ERROR newsstep: It failed: 입력" in entries[0]
    assert "forged" in told
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", told)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/preview/{}/", "/admin/invitation/MQ/{}/"])
def test_the_log_holds_no_link_that_lets_in_whoever_knows_it(written, path):
    """Whose browser keeps no cookies is refused, and the link is good as before."""
    token = "c0ffee-5ecret"
    answer = Client(enforce_csrf_checks=True).post(path.format(token))
    assert answer.status_code == 403
    assert "Forbidden" in written()
    assert "***" in written()
    assert token not in written()
