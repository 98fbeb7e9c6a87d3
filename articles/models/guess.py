from django.db import models
from django.utils import timezone


class Guess(models.Model):
    """A wrong password or code, or a request for a new password; soon forgotten."""

    class Kind(models.TextChoices):
        PASSWORD = "password"  # noqa: S105  (the word)
        CODE = "code"
        RESET = "reset"

    # The digest of the name that was typed: sometimes it is a password.
    account = models.CharField(max_length=64)
    network = models.CharField(max_length=45)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    made_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "made_at"], name="guesses_at_an_account"),
            models.Index(fields=["network", "made_at"], name="guesses_from_a_network"),
        ]

    def __str__(self):
        return f"{self.kind} {self.network} {self.made_at}"
