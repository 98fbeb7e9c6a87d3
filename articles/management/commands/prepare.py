from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.demo import logins
from articles.desk import photos, source_files
from articles.models import Article


class Command(BaseCommand):
    help = _(
        "Makes the paper ready to be served: migrates, and fills an empty database with the demo."
    )

    def handle(self, **options):
        call_command("migrate", verbosity=0)
        if not Article.objects.exists():
            call_command("demo")
        photos.sweep(seconds=2)
        source_files.sweep()
        self.stdout.write(f"\n  {settings.SITE_URL}/")
        self.stdout.write(f"  {settings.SITE_URL}{reverse('admin:index')}\n")
        for name, password in logins.passwords().items():
            self.stdout.write(f"    {name:<10} {password}")
        self.stdout.write(_("\nCtrl+C stops the server.") + "\n")
