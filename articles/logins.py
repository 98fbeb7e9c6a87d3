"""The logins of the demo newspaper, kept where only the operator can read them."""

from django.conf import settings

PATH = settings.VAR / "demo-logins.txt"


def write(passwords):
    """Keep {user name: password} in a file that only its owner can read."""
    PATH.touch(mode=0o600)
    PATH.write_text("".join(f"{name} {password}\n" for name, password in passwords.items()))


def read():
    """Return {user name: password}, {} when there is no demo newspaper."""
    if not PATH.exists():
        return {}
    return dict(line.split() for line in PATH.read_text().splitlines())
