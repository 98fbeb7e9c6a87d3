"""The attachments and reusable blocks of an export, kept in a file of their own: posts name them."""

import re
import sqlite3
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ...pure import text
from ..fetching import Unfetched
from ..files import SIZE
from ..picture_files import below, present

PICTURES = frozenset(".jpg .jpeg .jpe .png .gif .webp .heic .heif .avif .bmp .tif .tiff".split())
CREDITS = ("_wp_attachment_credit", "_media_credit", "media_credit", "credit", "photo_credit")
# In what PHP keeps of a picture: its metadata, of which the cameras' credit is one.
CREDIT = re.compile(r's:6:"credit";s:\d+:"([^"]*)"')
UPLOADS = re.compile(r".*?/(?:wp-content/)?(?:uploads|files)/", re.DOTALL)
# A cache of WordPress.com in front of the address of a picture, and the host of pictures there.
PHOTON = re.compile(r"(?<=//)i\d\.wp\.com/", re.IGNORECASE)
HOSTED = re.compile(r"//[^/]+\.files\.wordpress\.com/", re.IGNORECASE)
TABLES = """
    CREATE TABLE attachment (
        id TEXT PRIMARY KEY, parent TEXT, file TEXT, url TEXT, link TEXT,
        title TEXT, caption TEXT, alt TEXT, credit TEXT, line INTEGER, is_used INTEGER DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX of_post ON attachment (parent);
    CREATE INDEX at_file ON attachment (file);
    CREATE TABLE post (id TEXT PRIMARY KEY, line INTEGER) WITHOUT ROWID;
    CREATE TABLE block (id TEXT PRIMARY KEY, content TEXT) WITHOUT ROWID;
"""


class Attachment(NamedTuple):
    id: str
    parent: str  # the post it was put into
    file: str  # below the folder of uploads
    url: str
    link: str  # its page
    title: str
    caption: str
    alt: str
    credit: str
    line: int  # of the export

    @property
    def is_picture(self):
        return PurePosixPath(self.file).suffix.lower() in PICTURES


COLUMNS = ", ".join(Attachment._fields)


class Library:
    """What the posts of an export may name. The file is a context's: it goes with it."""

    def __init__(self, path):
        self.path = path
        path.unlink(missing_ok=True)
        self.rows = sqlite3.connect(path, isolation_level=None)
        self.rows.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000; {TABLES}"
        )

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.rows.close()
        self.path.unlink(missing_ok=True)

    def add(self, item):
        """Take in an Item that posts may name."""
        number = item.text("wp:post_id")
        if item.text("wp:post_type") in ("", "post"):
            self.rows.execute("INSERT OR IGNORE INTO post VALUES (?, ?)", (number, item.line))
        if item.text("wp:post_type") == "wp_block":
            block = (number, item.text("content:encoded"))
            self.rows.execute("INSERT OR REPLACE INTO block VALUES (?, ?)", block)
        elif item.text("wp:post_type") == "attachment":
            row = attachment(item)
            if self.numbered(row.id):  # several exports in one file
                row = row._replace(id=f"{row.id}~{row.line}")
            marks = ", ".join("?" * len(row))
            self.rows.execute(
                f"INSERT OR REPLACE INTO attachment ({COLUMNS}) VALUES ({marks})",  # noqa: S608
                row,
            )

    def select(self, condition, *values):
        """Return the Attachments of an SQL condition, in the order of their numbers."""
        found = self.rows.execute(
            f"SELECT {COLUMNS} FROM attachment WHERE {condition} ORDER BY CAST(id AS INTEGER)",  # noqa: S608
            values,
        )
        return [Attachment(*row) for row in found]

    def numbered(self, number):
        """Return the Attachment of that number, else None."""
        return next(iter(self.select("id = ?", str(number).strip())), None)

    def at(self, url):
        """Return the Attachment whose file, in whatever size, has that address, else None."""
        file = file_of(url)
        for name in dict.fromkeys((file, unsized(file), scaled(unsized(file)))):
            if name and (found := self.select("file = ?", name)):
                return found[0]
        return None

    def of_post(self, number):
        """Return the Attachments that were put into a post."""
        return self.select("parent = ?", number)

    def block(self, number):
        """Return the content of a reusable block, "" of one that is not there."""
        found = self.rows.execute("SELECT content FROM block WHERE id = ?", (str(number),))
        return next((content for (content,) in found), "")

    def first_line(self, number):
        """Return the line in which the first post of that number begins, None where there is none."""
        found = self.rows.execute("SELECT line FROM post WHERE id = ?", (number,))
        return next((line for (line,) in found), None)

    def use(self, number):
        """Note that an article has this attachment."""
        self.rows.execute("UPDATE attachment SET is_used = 1 WHERE id = ?", (number,))

    def unused(self):
        """Yield the Attachments that no article has, however many."""
        rows = self.rows.execute(f"SELECT {COLUMNS} FROM attachment WHERE is_used = 0")  # noqa: S608
        yield from map(Attachment._make, rows)


def attachment(item):
    """Return the Attachment of an Item."""
    url = item.text("wp:attachment_url") or item.text("guid")
    said = CREDIT.search(item.meta.get("_wp_attachment_metadata", ""))
    credits = [item.meta.get(name, "") for name in CREDITS] + [said[1] if said else ""]
    return Attachment(
        id=item.text("wp:post_id"),
        parent=item.text("wp:post_parent"),
        file=item.meta.get("_wp_attached_file") or file_of(url),
        url=url,
        link=item.text("link"),
        title=item.text("title"),
        caption=item.text("excerpt:encoded"),
        alt=item.meta.get("_wp_attachment_image_alt", ""),
        credit=text.tidy_line(next(filter(None, credits), "")),
        line=item.line,
    )


def file_of(url):
    """Return the path of an uploaded file below the folder of uploads, by its address."""
    try:
        path = unquote(urlsplit(PHOTON.sub("", url)).path)
    except ValueError:
        return ""
    return UPLOADS.sub("", path, count=1).lstrip("/")


def unsized(file):
    """Return the path of the picture of which the file is another size."""
    return SIZE.sub("", file)


def scaled(file):
    """Return the path of what WordPress shows instead of a very large picture."""
    return re.sub(r"(\.\w+)$", r"-scaled\1", file)


class Uploads:
    """The folder of uploaded files, into which the files of named hosts are fetched when missing."""

    def __init__(self, folder, fetcher=None):
        self.folder, self.fetcher = folder, fetcher
        for inner in ("wp-content/uploads", "uploads"):
            if folder and (folder / inner).is_dir():
                self.folder = folder / inner
                break

    def file(self, name, url, note=lambda url, reason: None):
        """Return the path of the best size of a file that is there below the folder, else the name.

        `note(url, reason)` is told why a file could not be fetched.
        """
        if self.folder is None:
            return name
        for wanted in dict.fromkeys((unsized(name), scaled(unsized(name)), name)):
            if spelled := present(self.folder, wanted):
                return spelled
        place = below(self.folder, name)
        if self.fetcher and url and place:
            try:
                put(place, self.fetcher.fetch(url))
            except (Unfetched, OSError) as error:
                note(url, str(error))
        return name


def put(place, content):
    """Write a file under its name when it is whole."""
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_name(place.name[:100] + ".half")
    half.write_bytes(content)
    half.replace(place)
