"""Says as JSON {path: digest of its answer} of every public page of one paper; run inside it."""

import hashlib
import json
import re

from newsstep.wsgi import application  # isort: skip  (sets Django up)

from articles.operation.backups import asking

LISTS = re.compile(r"/(sections|tags|reporters)/[^/]+/")
FEEDS = ("/feeds/rss.xml", "/feeds/comments/rss.xml", "/site.webmanifest", "/ads.txt")
# The moment at which a form for a comment was shown is signed into it.
SHOWN_AT = re.compile(rb'(name="shown_at" value=")[^"]*')


def paths():
    """Return the path of every page that readers can get to."""
    found = {*asking.STANDING, *FEEDS, *asking.addresses(application)}
    for path in list(found):
        if re.fullmatch(r"/articles/\d+/", path):
            found |= {f"{path[:-1]}.json", f"{path}comments/"}
        if LISTS.fullmatch(path):
            found |= {f"{path[:-1]}.json", f"/feeds{path}rss.xml"}
    found.update(asking.told_by(application, "/sitemap.xml"))
    return sorted(found)


def digest(path):
    status, body = asking.answer(application, path)
    told = hashlib.sha256(SHOWN_AT.sub(rb"\1", body)).hexdigest()
    return f"{status} {told}"


if __name__ == "__main__":
    print(json.dumps({path: digest(path) for path in paths()}))
