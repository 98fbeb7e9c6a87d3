import logging
from pathlib import Path

from django.core.management.base import BaseCommand
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from articles.operation import backups
from articles.operation.backups import manifest

from ..failing import failures_in_one_line

logger = logging.getLogger("newsstep.backup")


class Command(BaseCommand):
    help = _(
        "Makes a backup of the whole paper in a folder, while it is served, and checks it. Keeps those of "
        "the last 7 days, 4 weeks and 12 months that have any."
    )
    requires_system_checks = ()  # a paper of which something is wrong needs its backup all the more

    def add_arguments(self, parser):
        parser.add_argument("target", type=Path, metavar="TARGET", help=_("best on another disk"))
        parser.add_argument(
            "--with-bucket", action="store_true", help=_("copy the photos of a bucket, too")
        )

    def handle(self, target, with_bucket, **options):
        with failures_in_one_line("BACKUP"):
            path, made, gone = backups.make(target, with_bucket)
        self.stdout.write(f"{path}")
        words = _(
            "database %(size)s, articles %(articles)s, files of photos %(photos)s, papers %(sources)s"
        )
        self.stdout.write(
            words
            % {
                "size": filesizeformat(made["database"]["bytes"]),
                "articles": f"{made['counts'].get('articles_article', 0):,}",
                "photos": f"{made['photos']['files']:,}",
                "sources": f"{made['sources']['files']:,}",
            }
        )
        if gone:
            self.stdout.write(_("No longer kept: %s") % ", ".join(gone))
        if not manifest.is_whole(made):
            self.warn(made)

    def warn(self, made):
        """Tell what of the paper is not in the backup."""
        if not made["photos"]["included"]:
            self.stderr.write(
                _("The photos are not in it: they lie in the bucket. --with-bucket copies them.")
            )
        for names in made["missing"].values():
            if names:
                logger.warning("BACKUP NOT WHOLE: files that the paper has lost: %s", len(names))
                words = _("Files that the paper itself has lost (%(count)s): %(names)s")
                self.stderr.write(words % {"count": len(names), "names": ", ".join(names[:5])})
