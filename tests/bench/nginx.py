"""nginx with the sample of deploy/, on ports and in folders of one's own."""

import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "deploy" / "nginx.conf"
# What stands around the sample on Debian: its gzip would compress every answer anew.
AROUND = """
{user}
daemon off;
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    gzip on;
    gzip_types text/plain text/css application/javascript;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {sample}
    {more}
}}
"""


def write(folder, sample, more=""):
    """Write a whole configuration around the sample into the folder; returns its path."""
    path = Path(folder) / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    path.write_text(AROUND.format(folder=folder, user=user, sample=sample, more=more))
    return path


def sample(folder, var):
    """Return the sample with the folders of this machine."""
    text = SAMPLE.read_text()
    for written, meant in (
        ("/var/lib/nginx/newsstep", f"{folder}/cache"),
        ("/srv/newsstep/var", str(var)),
        ("/var/www/html", str(folder)),
        ("/etc/ssl/news.example.com", f"{folder}/certificate"),
    ):
        assert written in text
        text = text.replace(written, meant)
    return text


def plain(text, port, plain_port, upstream):
    """Return the sample as one without TLS on a port of the loopback address."""
    text = re.sub(r"^\s*(ssl_\w+|listen \[::\]).*;\n", "", text, flags=re.MULTILINE)
    for written, meant in (
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{port};"),
        ("listen 80;", f"listen 127.0.0.1:{plain_port};"),
        ("server 127.0.0.1:8000;", f"server 127.0.0.1:{upstream};"),
        ("news.example.com", "127.0.0.1"),
    ):
        assert written in text
        text = text.replace(written, meant)
    return text
