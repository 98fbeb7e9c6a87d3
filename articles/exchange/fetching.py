"""Files from hosts that the operator named, and from no other place, whatever a name leads to."""

import ipaddress
import socket
import ssl
import threading
import time
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT = 20  # seconds without a byte
MAX_SECONDS = 120  # of one file
CHUNK = 1 << 16  # bytes
PORTS = {"http": 80, "https": 443}
GLOBAL = ipaddress.ip_network("2000::/3")  # https://www.iana.org/assignments/ipv6-address-space


class Unfetched(ValueError):
    """The file did not come; the message says why."""


def is_public(address):
    """Return whether an IP address belongs to the public internet, also one wrapped in another."""
    address = ipaddress.ip_address(address.partition("%")[0])
    if address.version == 6 and (address.sixtofour or address.teredo or address not in GLOBAL):
        return False
    return address.is_global and not address.is_multicast


class Fetcher:
    """Fetches from `hosts`, written as in the addresses: with the port where that is not the usual one.

    `resolve` is socket.getaddrinfo, `is_allowed` says whether an IP address may be asked.
    """

    def __init__(self, hosts, max_bytes, resolve=socket.getaddrinfo, is_allowed=is_public):
        self.hosts = frozenset(host.lower() for host in hosts)
        self.max_bytes, self.resolve, self.is_allowed = max_bytes, resolve, is_allowed

    def fetch(self, url):
        """Return the bytes at the address. Raises Unfetched.

        Nobody's proxy is asked and no redirect is followed, for either leads elsewhere.
        """
        try:
            parts = urlsplit(url)
            if parts.scheme not in PORTS or parts.netloc.lower() not in self.hosts:
                raise Unfetched(_("is on no host that --fetch names"))
            return self.answer(parts)
        except (OSError, HTTPException, ValueError) as error:
            if isinstance(error, Unfetched):
                raise
            raise Unfetched(str(error) or type(error).__name__) from error

    def answer(self, parts):
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
        connection = HTTPConnection(parts.netloc, timeout=TIMEOUT)
        connection.sock = self.connected(parts)
        watch = threading.Timer(MAX_SECONDS, shut, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            if parts.scheme == "https":
                context = ssl.create_default_context()
                connection.sock = context.wrap_socket(
                    connection.sock, server_hostname=parts.hostname
                )
            headers = {"User-Agent": f"newsstep/{settings.VERSION}", "Accept-Encoding": "identity"}
            connection.request("GET", path + query, headers=headers)
            return self.read(connection.getresponse())
        finally:
            watch.cancel()
            connection.close()

    def connected(self, parts):
        """Return a socket to an address of the host that was looked at; it is not resolved again."""
        port = parts.port or PORTS[parts.scheme]
        found = self.resolve(parts.hostname, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(told[4][:2] for told in found))
        if not addresses or not all(self.is_allowed(address[0]) for address in addresses):
            raise Unfetched(_("leads to an address that is not of the public internet"))
        opened = socket.create_connection(addresses[0], TIMEOUT)
        try:
            if not self.is_allowed(opened.getpeername()[0]):
                raise Unfetched(_("leads to an address that is not of the public internet"))
        except BaseException:
            opened.close()
            raise
        return opened

    def read(self, response):
        if response.status != 200:
            raise Unfetched(_("was answered with %(status)s") % {"status": response.status})
        ends_at, read = time.monotonic() + MAX_SECONDS, []
        while chunk := response.read(CHUNK):
            read.append(chunk)
            if sum(map(len, read)) > self.max_bytes:
                raise Unfetched(_("is too large"))
            if time.monotonic() > ends_at:
                raise Unfetched(_("took too long"))
        if response.length:  # it promised more
            raise Unfetched(_("broke off"))
        return b"".join(read)


def shut(opened):
    """End a connection that some other thread waits for."""
    with suppress(OSError):
        opened.shutdown(socket.SHUT_RDWR)
