from django.conf import settings
from django.contrib.auth.management.commands import createsuperuser
from django.urls import reverse
from django.utils.translation import gettext as _


class Command(createsuperuser.Command):
    """Django's own, which says at the end what has been made and where to log in."""

    help = _("Makes the account of a publisher, who may do everything.")

    def handle(self, *args, **options):
        accounts = self.UserModel.objects.using(options["database"])
        before = accounts.count()
        super().handle(*args, **options | {"verbosity": 0})
        if options["verbosity"] and accounts.count() > before:
            told = _("There is a publisher now. Log in at %(address)s")
            self.stdout.write(told % {"address": settings.SITE_URL + reverse("admin:index")})
