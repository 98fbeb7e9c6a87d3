from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Login(models.Model):
    """A session of somebody who has logged in: where, since when and when it was last in use."""

    session = models.OneToOneField("sessions.Session", models.CASCADE, related_name="login")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="logins")
    network = models.CharField(max_length=45, blank=True)
    device = models.CharField(max_length=40, blank=True)  # browser and system, in words
    begun_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("login")
        verbose_name_plural = _("logins")

    def __str__(self):
        return f"{self.user} · {self.device}"
