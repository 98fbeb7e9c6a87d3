"""Where collected static files go."""

import os
import posixpath
import re
import time
from pathlib import Path

from django.core.files.base import ContentFile
from rcssmin import cssmin
from rjsmin import jsmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(r'^@import "([^":]+)";$', re.MULTILINE)
# An address that begins at the file it stands in.
ADDRESS = re.compile(r"""(url\(\s*+["']?+)(?![\w-]+:|[/#])""")

KEPT_FOR = (
    30 * 86_400
)  # seconds; pages of search engines and closed laptops name old files for a while


class Joined:
    """A storage whose style sheets have the parts that they import in them, and nothing to spare."""

    def __init__(self, storage):
        self.storage = storage

    def read(self, path):
        with self.storage.open(path) as file:
            return file.read().decode()

    def open(self, path):
        def part(match):
            folder, _name = posixpath.split(match[1])
            css = self.read(posixpath.join(posixpath.dirname(path), match[1]))
            return ADDRESS.sub(rf"\g<1>{folder}/", css) if folder else css

        return ContentFile(cssmin(IMPORT.sub(part, self.read(path))).encode())


class Shortened:
    """A storage whose scripts have nothing to spare."""

    def __init__(self, storage):
        self.storage = storage

    def open(self, path):
        with self.storage.open(path) as file:
            return ContentFile(jsmin(file.read().decode()).encode())


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Hashed names and gzip and brotli forms, also for modules that import each other.

    A style sheet and its parts are one file: parts are for those who write them, and would cost
    readers a request each, as their comments and indents would a fifth of its weight. The scripts
    of readers go without theirs, too; the desk's come as they are written.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        if dry_run:
            return
        sheets = {
            name: (Joined(storage), path)
            for name, (storage, path) in paths.items()
            if name.endswith(".css")
        }
        for name, (storage, path) in sheets.items():
            if IMPORT.search(storage.read(path)):
                # The page for failures links it without a hash.
                self.delete(name)
                self.save(name, storage.open(path))
        scripts = {
            name: (Shortened(storage), path)
            for name, (storage, path) in paths.items()
            if name.startswith("js/")
        }
        left = set(self.hashed_files.values())  # in use until now
        yield from super().post_process(paths | sheets | scripts, **options)
        self.tidy(left)

    def tidy(self, left):
        """Remove old versions that have been out of use for KEPT_FOR; those that `left` now begin to age."""
        used = {*self.hashed_files, *self.hashed_files.values(), self.manifest_name}
        root = Path(self.location)
        for path in [path for path in root.rglob("*") if path.is_file()]:
            name = str(path.relative_to(root)).removesuffix(".gz").removesuffix(".br")
            if name in used:
                continue
            if name in left:
                os.utime(path)
            elif path.stat().st_mtime < time.time() - KEPT_FOR:
                path.unlink()

    def compress_files(self, paths):
        """Compress what pages ask for, which is by its hash."""
        return super().compress_files(set(paths) & set(self.hashed_files.values()))
