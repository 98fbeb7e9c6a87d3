from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.models import Article
from articles.reading import search

BATCH = 1000  # articles that are read and indexed in one transaction


class Command(BaseCommand):
    help = "Builds the search index anew. Can be stopped and run again at any time."

    def handle(self, **options):
        last = done = 0
        with tqdm(total=Article.objects.count(), disable=None) as bar:
            while batch := index_after(last):
                last = batch[-1][0]
                done += len(batch)
                bar.update(len(batch))
        with transaction.atomic():
            search.remove_deleted()
        self.stdout.write(_("%(count)s articles indexed.") % {"count": done})


@transaction.atomic
def index_after(number):
    """Index the next articles above the number; returns their numbers and texts."""
    # Locked, so that nobody's newer headline is overwritten by the one read here.
    articles = Article.objects.select_for_update().filter(pk__gt=number).order_by("pk")
    batch = list(articles.values_list("pk", *search.INDEXED)[:BATCH])
    search.index(batch)
    return batch
