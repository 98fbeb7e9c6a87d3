from django.db import models
from django.utils import timezone


class SentForm(models.Model):
    """A form of the newsroom that was sent and what came of it, so that sending it again does nothing."""

    digest = models.CharField(max_length=64, primary_key=True)
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)
    location = models.TextField(blank=True)  # where it led; empty while it is being carried out

    def __str__(self):
        return f"{self.digest[:8]} {self.location}"
