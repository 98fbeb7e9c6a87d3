"""How the machine is, for whoever answers for the paper."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Sum
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..models import Incident
from ..operation import failures, findings
from ..reading import pagecache

MOST_SHOWN = 50
MOST_SLOW = 10


@require_safe
def machine(request, context):
    """Show a publisher what the operator should know: findings, errors, slow requests, kept pages."""
    if not request.user.is_superuser:
        raise PermissionDenied
    now = timezone.now()
    lately = Incident.objects.since(now - timedelta(days=1))
    found = findings.findings(now)
    slow = lately.slow().values("what").annotate(times=Sum("count"), longest=Max("slowest"))
    return TemplateResponse(
        request,
        "admin/machine.html",
        {
            **context,
            "findings": found,
            "wrong_count": sum(finding.is_wrong for finding in found),
            "troubles": [
                (trouble, failures.in_words(trouble.what))
                for trouble in lately.troubles().order_by("-last_at")[:MOST_SHOWN]
            ],
            "slow": [
                (row["what"], row["times"], row["longest"] / 1000)
                for row in slow.order_by("-longest")[:MOST_SLOW]
            ],
            "pages": pagecache.statistics(),
        },
    )
