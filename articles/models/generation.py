from django.db import models


class Generation(models.Model):
    """The one row that every editorial change raises; what was kept under an older one is stale."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="generation_is_one_row", condition=models.Q(id=1))
        ]

    def __str__(self):
        return str(self.number)
