from datetime import UTC, datetime

from django.core.validators import MaxValueValidator, MinValueValidator

from ..pure import text

FRACTION = (MinValueValidator(0), MaxValueValidator(1))
NEWSROOM_TIME = (
    MinValueValidator(datetime(text.FIRST_YEAR, 1, 1, tzinfo=UTC)),
    MaxValueValidator(datetime(text.LAST_YEAR, 1, 1, tzinfo=UTC)),
)
