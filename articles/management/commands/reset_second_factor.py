from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.desk.login import second_factor
from articles.models import User


class Command(BaseCommand):
    help = _(
        "Switches the second factor of an account off, for a publisher who has lost phone and recovery codes."
    )

    def add_arguments(self, parser):
        parser.add_argument("name", help=_("the user name"))

    def handle(self, name, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": name})
        second_factor.reset(user)
        self.stdout.write(_("The second factor is off; the next login asks for the password only."))
