from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.reading import search


class Command(BaseCommand):
    help = _(
        "Brings the search indexes up to date with articles and photos. "
        "Can be stopped and run again at any time."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--from-nothing",
            action="store_true",
            help=_("forget all that the indexes know first, as for one that is damaged"),
        )

    def handle(self, from_nothing, **options):
        for index in (search.ARTICLES, search.PHOTOS):
            if from_nothing:
                with transaction.atomic():
                    search.clear(index)
            with tqdm(total=index.model.objects.count(), desc=index.table, disable=None) as bar:
                count = search.rebuild(index, progress=bar.update)
            self.stdout.write(
                _("%(table)s: %(count)s rows written.") % {"table": index.table, "count": count}
            )
