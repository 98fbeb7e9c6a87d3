from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.demo import newsroom
from articles.reading import pagecache


class Command(BaseCommand):
    help = _("Fills an empty database with the demo newspaper.")

    def handle(self, **options):
        try:
            newsroom.open_paper()
        except newsroom.NotEmpty as error:
            message = _("The database holds articles; the demo newspaper needs an empty one.")
            raise CommandError(message) from error
        pagecache.renew()
        self.stdout.write(_("The demo newspaper is ready."))
