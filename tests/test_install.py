"""The README's chapters for operators, followed to the letter on a machine that is a folder.

What needs root or the network is not run but noted, and stands in NOTED: packages, accounts, owners, pip,
certificates, the server in front. `systemctl` and `pkill` start and end what they would.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from articles.operation import upgrading
from tests import buckets
from tests.bench import servers

pytestmark = pytest.mark.one_database
ROOT = servers.ROOT
README = (ROOT / "README.md").read_text()
SITE = "news.example.com"
NOTED = ("apt", "adduser", "usermod", "chown", "certbot", "nginx")
STAND_IN = r"""#!/bin/bash
# Stands for programs of the machine, each by its name.
name=${0##*/}
echo "$name $*" >> "$MACHINE/calls"
here="$MACHINE/bin/stand-in"
end() { [ ! -s "$MACHINE/pid" ] || { kill "$(<"$MACHINE/pid")"; tail --pid="$(<"$MACHINE/pid")" -s 0.1 -f /dev/null; }; : > "$MACHINE/pid"; }
case "$name $1" in
"runuser -u") shift 3; exec "$@" ;;
"python3 -m") mkdir -p "$3/bin"; for each in python pip gunicorn; do ln -sf "$here" "$3/bin/$each"; done ;;
"python manage.py")
    [ "$2" != createsuperuser ] || set -- "$@" --noinput
    [ "$2" != doctor ] || set -- "$@" --offline
    # It takes half a minute; the tests of static files run it.
    [ "$2" != collectstatic ] || exec cp -r "$COLLECTED" var/static
    exec "$PYTHON" "$@" ;;
"gunicorn -c") echo $$ > "$MACHINE/pid"; exec "$PYTHON" -m gunicorn "$@" ;;
"systemctl enable" | "systemctl start" | "systemctl restart")
    case "${!#}" in newsstep) ;; *) exit 0 ;; esac
    end
    line=$(sed -n s/^ExecStart=//p "$MACHINE/etc/systemd/system/newsstep.service")
    cd "$(sed -n s/^WorkingDirectory=//p "$MACHINE/etc/systemd/system/newsstep.service")" || exit 1
    nohup $line >> "$MACHINE/journal" 2>&1 &
    for _ in {1..600}; do curl -so /dev/null "127.0.0.1:$PORT/healthz" && break; sleep 0.1; done ;;
"systemctl stop" | "pkill -TERM") end ;;
"install -d") mkdir -p "${!#}" ;;
esac
"""


def chapter(name):
    """Return the blocks of the README's chapter, as they stand there."""
    [text] = re.findall(rf"^##+ {name}\n(.*?)(?=^##)", README, re.M | re.S)
    return re.findall(r"^ *```\n(.*?)^ *```", text, re.M | re.S)


def begins(block):
    """Return the lines of a block that every shell begins with."""
    return "\n".join(line for line in block.splitlines() if line.startswith(("cd ", "as() ")))


class Machine:
    """A folder with an /etc and a /srv/newsstep, in which shells run."""

    def __init__(self, folder, collected):
        self.folder, self.paper, self.port = folder, folder / "srv/newsstep", servers.free_port()
        (folder / "bin").mkdir()
        (folder / "bin/stand-in").write_text(STAND_IN)
        (folder / "bin/stand-in").chmod(0o755)
        for name in (*NOTED, "install", "runuser", "python3", "systemctl", "pkill"):
            (folder / "bin" / name).symlink_to("stand-in")
        for path in ("etc/systemd/system", "etc/caddy", "etc/nginx/sites-enabled"):
            (folder / path).mkdir(parents=True)
        self.unpack()
        self.env = servers.environment(self.paper / "var", self.port) | {
            "PATH": f"{folder}/bin:{os.environ['PATH']}",
            "MACHINE": str(folder),
            "PYTHON": sys.executable,
            "COLLECTED": str(collected),
            "WORKERS": "1",
            "ACCESS_LOG": "json",
            "DJANGO_SUPERUSER_USERNAME": "dami",
            "DJANGO_SUPERUSER_EMAIL": "dami@news.example.com",
            "DJANGO_SUPERUSER_PASSWORD": "산너머남촌에는2026",
        }
        for name in ("VAR", "SITE_URL", "DJANGO_SETTINGS_MODULE"):
            del self.env[name]

    def unpack(self):
        """Put the program's files where the README says."""
        for name in ("articles", "newsstep", "static", "templates", "deploy"):
            shutil.copytree(ROOT / name, self.paper / name, dirs_exist_ok=True)
        for path in (ROOT / "manage.py", ROOT / "pyproject.toml", *ROOT.glob("requirements*.txt")):
            shutil.copy(path, self.paper)
        for path in (self.paper / "deploy").iterdir():
            path.write_text(self.here(path.read_text()))

    def here(self, text):
        """Return the text with the folders and the address of this machine."""
        for place in ("/srv/newsstep", "/etc/", "/var/backups/"):
            text = text.replace(place, f"{self.folder}{place}")
        return text.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")

    def run(self, *blocks, status=0):
        """Run the blocks in a shell of their own, which ends at the first line that fails; returns what it says."""
        told = subprocess.run(
            ["bash", "-e", "-c", self.here("\n".join(blocks))],
            env=self.env,
            cwd="/",
            capture_output=True,
            text=True,
            timeout=200,
        )
        assert told.returncode == status, told.stdout + told.stderr
        return told.stdout

    def ask(self, path):
        """Return the answer and its text, as a server in front asks for a page."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": SITE, "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def lines(self, name):
        """Return the lines of a file."""
        return (self.folder / name).read_text().splitlines()


@pytest.fixture(scope="module")
def machine(tmp_path_factory, collected):
    """A machine with a new paper that is served; what its installation said is `said`."""
    machine = Machine(tmp_path_factory.mktemp("machine"), collected)
    packages, paper, start, *_more = chapter("On a server")
    machine.said = machine.run(packages, paper, start)
    yield machine
    machine.run("systemctl stop newsstep.socket newsstep")


def test_a_paper_is_made_updated_and_looked_at_by_the_lines_of_the_readme(machine):
    assert f"https://{SITE}/admin/" in machine.said
    assert "HTTP/1.1 200" in machine.said
    front, page = machine.ask("/")
    assert front.status == 200
    [sheet] = re.findall(r'href="(/static/css/paper\.\w+\.css)"', page)
    assert [machine.ask(path)[0].status for path in (sheet, "/admin/login/")] == [200, 200]
    private = ("newsstep.env", "secret_key", "newsstep.sqlite3")
    assert {(machine.paper / "var" / name).stat().st_mode & 0o777 for name in private} == {0o600}
    # The same program without systemd, which writes its access log, too.
    _packages, paper, _start, alone, caddy, nginx = chapter("On a server")
    machine.run("systemctl stop newsstep.socket newsstep")
    assert "HTTP/1.1 200" in machine.run(begins(paper), alone)
    [line] = [
        line for line in machine.lines("srv/newsstep/var/newsstep.log") if line.startswith("{")
    ]
    line = json.loads(line)
    assert (line["path"], line["status"], line["agent"][:4]) == ("/healthz", 200, "curl")
    machine.run(begins(paper), caddy.replace("THE NAME OF YOUR PAPER", SITE), nginx)
    assert f"{SITE} {{" in machine.lines("etc/caddy/Caddyfile")
    assert f"    server_name {SITE};" in machine.lines("etc/nginx/sites-enabled/newsstep.conf")
    installed = [line for line in machine.lines("calls") if line.split()[0] in (*NOTED, "pip")]
    assert installed[3:] == [
        f"chown -R newsstep:newsstep {machine.paper}",
        "pip install --require-hashes -r requirements.txt",
        "apt install nginx certbot",
        "usermod -aG newsstep www-data",
        f"certbot certonly --webroot -w /var/www/html -d {SITE} --deploy-hook systemctl reload nginx",
        "nginx -t",
    ]
    # The next version comes, and is looked at.
    machine.unpack()
    (machine.paper / "var" / upgrading.COLLECTED).write_text(upgrading.static_digest())
    upgrade, start_again, *_backup = chapter("Update")
    machine.run("systemctl stop newsstep.socket newsstep", upgrade, start_again)
    assert machine.ask("/")[0].status == 200
    told = machine.run(*chapter("The operator's view"), status=1)
    assert wrong_in(told) == {"확인 필요  백업", "확인 필요  설정과 색인"}, told


def wrong_in(told):
    """Return what doctor says is wrong; whether a time server keeps the clock is the machine's own."""
    wrong = {line[2:].split(":")[0] for line in told.splitlines() if line.startswith("✘")}
    return wrong - {"확인 필요  시간 서버"}


def test_a_paper_is_backed_up_and_restored_by_the_lines_of_the_readme(machine):
    back_up, _nightly = chapter("Back up")
    machine.run(back_up)
    told = machine.run(*chapter("The operator's view"), status=1)
    assert wrong_in(told) == {"확인 필요  설정과 색인"}, told
    _front, before = machine.ask("/")
    [backup] = (machine.folder / "var/backups/newsstep").iterdir()
    [restore] = chapter("Restore")
    named = "newsstep-20261128T032000Z"
    assert named in restore
    assert "복구했습니다" in machine.run(restore.replace(named, backup.name))
    assert machine.ask("/")[1] == before
    assert (machine.paper / "var/damaged/newsstep.sqlite3").exists()


def test_photos_move_into_a_bucket_by_the_lines_of_the_readme(machine):
    program, settings, move = chapter("Photos in a bucket")
    with buckets.server() as endpoint:
        buckets.emptied(endpoint)
        given = settings.replace("https://s3.example.com", endpoint).replace("…", "key")
        with (machine.paper / "var/newsstep.env").open("a") as env:
            env.write(given)
        told = machine.run(program, move)
        assert "WARNINGS" not in told
        front, _page = machine.ask("/")
        assert front.status == 200
        assert "https://media.example.com" in front.headers["Content-Security-Policy"]


def test_each_chapter_says_who_does_it_and_where_before_its_first_command():
    """Without it `as` is the assembler, and the commands would be the superuser's."""
    shells = [
        "\n".join(re.findall(r"^ *```\n(.*?)^ *```", text, re.M | re.S))
        for text in re.split(r"^##+ ", README, flags=re.M)
    ]
    shells = [shell for shell in shells if re.search(r"^as ", shell, re.M)]
    assert len(shells) > 4
    for shell in shells:
        before = shell[: re.search(r"^as ", shell, re.M).start()]
        assert "cd /srv/newsstep\n" in before, shell
        assert 'as() { runuser -u newsstep -- "$@"; }\n' in before, shell


def test_all_that_pip_is_told_to_install_has_its_hash():
    named = set(re.findall(r"-r (\S+\.txt)", README))
    assert named == {"requirements.txt", "requirements-s3.txt"}
    for name in named:
        lines = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
        wanted = [line for line in lines if not line.lstrip().startswith("#")]
        assert wanted
        assert [line for line in wanted if " --hash=sha256:" not in line] == []
