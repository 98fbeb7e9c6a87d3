"""`manage.py COMMAND --help` speaks the language of the paper."""

import re

import pytest
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

OURS = sorted(name for name, app in get_commands().items() if app == "articles")
DJANGO_S = {"migrate", "createsuperuser"}  # their options are Django's
USUAL = {
    option
    for action in BaseCommand().create_parser("manage.py", "any")._actions
    for option in action.option_strings
}

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("name", OURS)
def test_help_of_a_command_and_of_its_options_is_korean(name):
    command = load_command_class("articles", name)
    said = [command.help]
    if name not in DJANGO_S:
        actions = command.create_parser("manage.py", name)._actions
        said += [a.help for a in actions if a.help and not USUAL & set(a.option_strings)]
    assert [words for words in said if not re.search("[가-힣]", words)] == []
