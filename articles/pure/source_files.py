"""The papers that articles are written from: which are taken, and how their files lie in a folder."""

import io
import os
import tempfile
import zipfile
from contextlib import suppress

from . import imaging, sweeping
from .media import folder as disk

MAX_BYTES = imaging.MAX_BYTES  # what is dropped together has one limit
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HWP = b"HWP Document File"  # the head of the stream FileHeader, which no other OLE file has
HWPX = b"application/hwp+zip"
ZIP = b"PK\x03\x04"
PDF = b"%PDF-"


def kind_of(data):
    """Return `hwp`, `hwpx` or `pdf` by the bytes of a file. Raises imaging.Unusable for all else."""
    if len(data) > MAX_BYTES:
        raise imaging.Unusable("too_large")
    if data.startswith(PDF):
        return "pdf"
    if data.startswith(OLE) and HWP in data:
        return "hwp"
    if data.startswith(ZIP) and mimetype_in(data) == HWPX:
        return "hwpx"
    raise imaging.Unusable("wrong_type")


def mimetype_in(data):
    """Return what a zip file says it is, as OpenDocument, EPUB and HWPX do; b"" when it says nothing."""
    # The reader raises what it likes: KeyError, BadZipFile, NotImplementedError, RuntimeError …
    with (
        suppress(Exception),
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        archive.open("mimetype") as file,
    ):
        return file.read(100).strip()
    return b""


def write(path, data):
    """Write a file that only the program reads, so that it is there whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # NamedTemporaryFile makes it 0600.
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
    disk.sync(path.parent)


def sweep(folder, known, before):
    """Remove the files that are older than the moment and have no row; returns how many.

    `known` returns which of some names have one.
    """
    old = {file.name: file for file in sweeping.children(folder) if sweeping.is_older(file, before)}
    lost = old.keys() - known(list(old)) if old else set()
    for name in lost:
        old[name].unlink(missing_ok=True)
    return len(lost)
