"""The paper as it is seen from outside: whether SITE_URL answers, its certificate, its clock."""

import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .findings import Finding
from .health import in_one_line

WITHIN = 5  # seconds for each step
ENDS_SOON = timedelta(days=14)
APART = timedelta(minutes=1)  # clocks may differ by so much

NAMES = {
    "address": gettext_lazy("SITE_URL"),
    "certificate": gettext_lazy("Certificate"),
    "clock": gettext_lazy("Clock"),
}


def outside():
    """Return the Findings of one request to SITE_URL: what does not come in time is wrong."""
    site = settings.SITE
    kind = HTTPSConnection if settings.IS_HTTPS else HTTPConnection
    connection = kind(site.hostname, site.port, timeout=WITHIN)
    try:
        connection.connect()
        ends_at = certificate_end(connection.sock)
        connection.request("HEAD", "/", headers={"User-Agent": "newsstep doctor"})
        answer = connection.getresponse()
    except ssl.SSLCertVerificationError as error:
        return [Finding(NAMES["certificate"], error.verify_message, True)]
    except (OSError, HTTPException) as error:
        words = _("%(address)s does not answer: %(reason)s")
        reason = in_one_line(error) or type(error).__name__
        return [
            Finding(
                NAMES["address"], words % {"address": settings.SITE_URL, "reason": reason}, True
            )
        ]
    finally:
        connection.close()
    status = _("%(address)s answers %(status)s")
    said = status % {"address": settings.SITE_URL, "status": answer.status}
    found = [Finding(NAMES["address"], said, answer.status >= 400)]
    if ends_at:
        found.append(certificate(ends_at))
    return [*found, *clock(answer.headers.get("Date"))]


def certificate_end(sock):
    """Return until when the certificate of the other side is good, None where there is none."""
    if not isinstance(sock, ssl.SSLSocket):
        return None
    seconds = ssl.cert_time_to_seconds(sock.getpeercert()["notAfter"])
    return datetime.fromtimestamp(seconds, UTC)


def certificate(ends_at):
    """Return what there is to say of a certificate that is good until then."""
    left = ends_at - timezone.now()
    words = _("good until %(day)s, days left: %(days)s")
    said = words % {"day": f"{timezone.localtime(ends_at):%Y-%m-%d}", "days": left.days}
    return Finding(NAMES["certificate"], said, left < ENDS_SOON)


def clock(date):
    """Return what there is to say of our clock beside the Date that a server told, nothing without one."""
    try:
        apart = timezone.now() - parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return []
    seconds = round(apart.total_seconds())
    said = _("seconds apart from what SITE_URL says: %(seconds)s") % {"seconds": seconds}
    return [Finding(NAMES["clock"], said, abs(apart) > APART)]
