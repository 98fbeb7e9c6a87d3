from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.desk.media import Move
from articles.pure.media import Folder
from articles.pure.sweeping import SHARDS

SHOWN = 20  # photos whose files miss that are named


class Command(BaseCommand):
    help = _(
        "Copies all photos from MEDIA_ROOT into the bucket of MEDIA_S3_…, or back. Nothing is removed; "
        "when it is called again it goes on, and brings what has come meanwhile."
    )

    def add_arguments(self, parser):
        parser.add_argument("where", choices=["bucket", "folder"], help=_("where the photos go"))
        parser.add_argument(
            "--thoroughly",
            action="store_true",
            help=_("compare the bytes of what is there already too"),
        )

    def handle(self, where, thoroughly, **options):
        if not settings.MEDIA_S3:
            raise CommandError(_("Set MEDIA_S3_BUCKET, MEDIA_S3_KEY and MEDIA_S3_SECRET first."))
        from articles.pure.media.bucket import Bucket

        bucket, folder = Bucket(**settings.MEDIA_S3), Folder(settings.MEDIA_ROOT)
        if trouble := bucket.trouble():
            raise CommandError(trouble)
        source, target = (folder, bucket) if where == "bucket" else (bucket, folder)
        move = Move(source, target, thoroughly)
        try:
            with tqdm(total=len(SHARDS), desc=_("photos"), disable=None) as bar:
                move.run(bar.update)
        except OSError as error:
            raise CommandError(" ".join(str(error).split())) from error
        finally:
            told = _("%(moved)s files were copied, %(kept)s were there already.")
            self.stdout.write(told % {"moved": move.moved, "kept": move.kept})
        if move.missing:
            for number, count in sorted(move.missing.items())[:SHOWN]:
                told = _("Photo no. %(number)s: %(count)s files are missing.")
                self.stderr.write(told % {"number": number, "count": count})
            raise CommandError(
                _("Files of %(count)s photos are at neither place.") % {"count": len(move.missing)}
            )
