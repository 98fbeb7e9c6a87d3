"""The servers that are measured, as processes of this one: started, watched, stopped."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 90  # seconds to start or to stop, on a machine that does other work beside it
GUNICORN = ("-m", "gunicorn", "-c", "newsstep/gunicorn.py")
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    """A server on a port of the loopback address, with its workers."""

    def __init__(self, command, port, log, ready, env=None, pass_fds=()):
        self.address = f"http://127.0.0.1:{port}"
        began = time.monotonic()
        with Path(log).open("ab") as output:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=env,
                stdout=output,
                stderr=output,
                start_new_session=True,
                pass_fds=pass_fds,
            )
        try:
            self.wait(ready, log)
        except BaseException:
            self.stop()
            raise
        self.started_in = time.monotonic() - began

    def wait(self, ready, log):
        """Return once the path is answered."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                return urllib.request.urlopen(self.address + ready, timeout=5).close()
            except urllib.error.HTTPError:
                return None
            except OSError:
                time.sleep(0.01)
        raise SystemExit(f"bench: a server did not start; see {log}")

    def stop(self):
        """End the server and its workers, by force when it does not end by itself."""
        for kind in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                os.killpg(self.process.pid, kind)
                try:
                    self.process.wait(PATIENCE)
                except subprocess.TimeoutExpired:
                    continue

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.stop()

    @property
    def workers(self):
        """The numbers of its worker processes."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(number) for number in children.read_text().split()]

    def cpu(self):
        """Return the seconds of processor time that its workers have used."""
        return sum(used(number) for number in self.workers)

    def memory(self):
        """Return the memory of the master and its workers in MB, what they share counted once."""
        return sum(share(number) for number in (self.process.pid, *self.workers))


def used(number):
    # The name of a program may hold spaces; what follows it can't.
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def share(number):
    for line in Path(f"/proc/{number}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1000
    return 0


def gunicorn(application, var, log, ready="/healthz", **settings):
    """Start the application as the product is started, with a paper in the folder `var`."""
    port = free_port()
    env = environment(var, port) | {name: str(value) for name, value in settings.items()}
    return Server([sys.executable, *GUNICORN, application], port, log, ready, env)


def environment(var, port):
    """Return the environment of a paper in the folder `var`, without settings of one's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "VAR": str(var),
        "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "WORKERS": "2",
        "DJANGO_SETTINGS_MODULE": "newsstep.settings",
    }
