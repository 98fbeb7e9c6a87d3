"""The logins of the demo newspaper, kept where only the operator can read them."""

from django.conf import settings


def path():
    """Return the path of the file."""
    return settings.VAR / "demo-logins.txt"


def keep(passwords):
    """Keep {user name: password} in a file that only its owner can read."""
    path().touch(mode=0o600)
    path().write_text("".join(f"{name} {password}\n" for name, password in passwords.items()))


def passwords():
    """Return {user name: password}, {} when there is no demo newspaper."""
    if not path().exists():
        return {}
    return dict(line.split() for line in path().read_text().splitlines())
