from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.demo import archive
from articles.models import Article
from articles.reading import pagecache


def some(told):
    """Return the number of articles that the command line tells."""
    if not (told.isascii() and told.isdecimal()) or int(told) < 1:
        raise ArgumentTypeError(_("a number from 1 on"))
    return int(told)


class Command(BaseCommand):
    help = (
        "Fills an empty database with a synthetic archive of fifteen years, to measure with. "
        "Can be stopped at any time and run again."
    )

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=some, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="the same one makes the same words")

    def handle(self, articles, seed, **options):
        try:
            with tqdm(total=articles, unit=" articles", disable=None) as bar:
                for more in archive.fill(articles, seed):
                    bar.update(more)
        except archive.NotEmpty as error:
            message = _("The database holds what no archive with this seed has put there.")
            raise CommandError(message) from error
        except KeyboardInterrupt as error:
            message = _("Stopped; run it again to go on.")
            raise CommandError(message) from error
        finally:
            pagecache.renew()
        self.stdout.write(
            _("The archive holds %(count)s articles.") % {"count": Article.objects.count()}
        )
