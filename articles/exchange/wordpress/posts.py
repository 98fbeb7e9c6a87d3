"""One post of WordPress as a line of the importer."""

import html
import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext as _

from ...pure import names, text
from ..figures import OLD_IMAGE, words_of
from ..record import CUT, GUESSED, IGNORED, LEFT_OUT, MAX_DETAIL, undated
from . import categories
from .body import Body
from .words import plain

SUBTITLES = ("subtitle", "_subtitle", "wps_subtitle", "kia_subtitle", "secondary_title")
VIEWS = ("views", "post_views_count", "wpb_post_views_count")
PRIMARY = "_yoast_wpseo_primary_category"
OLD_SLUG = "_wp_old_slug"
# Custom fields of WordPress itself, in which nobody wrote anything.
OWN = (
    *("_edit_", "_wp_", "_thumbnail_id", "_pingme", "_encloseme", "_trackbackme", "_oembed_"),
    *("_menu_item_", "_starter_", "_customize_"),
)
# Posts that had a public address; whatever else is in the export had none.
HAD_ADDRESS = ("publish", "future")
UNTOLD_OF_COMMENTS = ("_", "akismet")
# Taxonomies that say nothing of an article.
UNTOLD = frozenset("category post_tag author post_format nav_menu".split())


class Notes(list):
    """[kind, subject, detail] of one post, as a line of the importer has them."""

    def add(self, kind, subject, detail=""):
        self.append([kind, str(subject), text.excerpt(str(detail), MAX_DETAIL)])


class Posts:
    """Makes lines of Items, by what the whole export says."""

    def __init__(self, channel, library, uploads, rules, hosts, subtitle_key=""):
        self.channel, self.library, self.uploads = channel, library, uploads
        self.rules, self.hosts = rules, hosts
        self.subtitles = (subtitle_key,) if subtitle_key else SUBTITLES
        site = channel.texts.get("wp:base_blog_url") or channel.texts.get("link", "")
        self.site = site.strip().rstrip("/")
        self.name = re.sub(r"^https?://(?:www\.)?", "", self.site)[:80]

    def line(self, item):
        """Return the fields of a line of the importer."""
        notes = Notes()
        if item.is_cut:
            notes.add(CUT, "content:encoded", _("is longer than this import reads"))
        body = Body(item, self.library, self.uploads, self.hosts, notes.add)
        line = {
            "source": item.line,
            "id": self.identity(item, notes),
            "urls": self.urls(item, body),
            "headline": headline(item, body, notes),
            "subheading": self.subheading(item, notes),
            "body": body.html,
            "reporters": self.reporters(item, notes),
            "photos": list(body.photos.values()),
            "comments": [comment(told) for told in item.comments],
            **({"comments_open": False} if item.text("wp:comment_status") == "closed" else {}),
            "status": item.text("wp:status") or _("unknown"),  # nobody knows whether it was public
            **({"password": "yes"} if item.text("wp:post_password") else {}),
            **times(item, notes),  # the status, too, of one that has no time
            **self.places(item, notes),
            **views(item),
        }
        self.tell_rest(item, notes, body.read)
        return {**line, "notes": notes}

    def identity(self, item, notes):
        """Return what no other post has, on this site or another: its number there, or its address."""
        number, address = item.text("wp:post_id"), item.text("guid") or item.text("link")
        first = self.library.first_line(number)
        if number and first == item.line:
            return f"{self.name}?p={number}"[:100]
        if number:  # several exports in one file
            said = {"number": number, "line": first}
            notes.add(GUESSED, "wp:post_id", _("%(number)s, as in line %(line)s") % said)
        return (
            f"{address}#{text.digest(item.text('title'))[:8]}"[-100:] if number else address[:100]
        )

    def urls(self, item, body):
        """Return all addresses at which readers may ask for the post."""
        if item.text("wp:status") not in HAD_ADDRESS:
            return []
        number = item.text("wp:post_id")
        told = [item.text("link"), item.text("guid"), f"{self.site}/?p={number}", *body.pages]
        told += renamed(item)
        of_post = self.library.of_post(number)
        told += [attached.link for attached in of_post]
        told += [f"{self.site}/?attachment_id={attached.id}" for attached in of_post]
        urls = (url.strip() for url in told)
        is_front = (self.site, f"{self.site}/", "")
        return [
            url for url in names.distinct(urls) if url.startswith("http") and url not in is_front
        ]

    def subheading(self, item, notes):
        excerpt = item.text("excerpt:encoded").strip()
        for key in self.subtitles:
            found = excerpt if key == "excerpt" else item.meta.get(key, "")
            if found.strip():
                break
        else:
            found = ""
        if excerpt and found != excerpt:
            notes.add(IGNORED, _("excerpt"), excerpt)
        return plain(found)

    def reporters(self, item, notes):
        """Return the authors of the post: those of Co-Authors Plus, else the one who owns it."""
        several = [(slug, name) for of, slug, name in item.terms if of == "author"]
        logins = [slug.removeprefix("cap-") for slug, _name in several] or [item.text("dc:creator")]
        found = []
        for number, login in enumerate(filter(None, logins)):
            told = self.channel.authors.get(login)
            if told is None:
                name = several[number][1] if several else login
                if not several:
                    notes.add(GUESSED, _("author"), login)
                found.append({"name": html.unescape(name)})
                continue
            whole = " ".join(
                filter(None, (told.get(f"wp:author_{part}_name") for part in ("last", "first")))
            )
            name = told.get("wp:author_display_name") or whole or login
            email = told.get("wp:author_email", "")
            found.append({"name": html.unescape(name), "email": email})
        return found

    def places(self, item, notes):
        """Return the section, region and tags of the post."""
        known = self.channel.categories
        wanted = [(slug, html.unescape(name)) for of, slug, name in item.terms if of == "category"]
        primary = item.meta.get(PRIMARY, "")
        wanted.sort(key=lambda told: known.get(told[0], {}).get("wp:term_id", "-") != primary)
        sections, regions, tags = categories.sorted_out(wanted, self.rules, known)
        if not sections:
            sections = [_("Uncategorized")]
            notes.add(GUESSED, _("section"), f"→ {sections[0]}")
        for rest in (*sections[1:], *regions[1:]):
            notes.add(GUESSED, _("category"), f"{rest} → {_('tag')}")
            tags.append(rest.rpartition("/")[2])
        for taxonomy, _slug, name in item.terms:
            if taxonomy == "post_format":
                notes.add(IGNORED, "post_format", name)
            if taxonomy == "post_tag" or taxonomy not in UNTOLD:
                tags.append(html.unescape(name))
        section = names.tidy_name(sections[0])
        if len(section) > 40:
            notes.add(CUT, _("section"), section)
        return {
            "section": section[: text.whole(section, 40)].rstrip()
            if len(section) > 40
            else section,
            "region": regions[0] if regions else "",
            "tags": names.distinct(tags),
        }

    def tell_rest(self, item, notes, read):
        """Note what the paper has no place for, but the fields that were read."""
        if item.text("wp:is_sticky") == "1":
            notes.add(IGNORED, "is_sticky")
        # What they hold may be of readers, and is written nowhere.
        for key in item.comment_meta:
            if key and not key.startswith(UNTOLD_OF_COMMENTS):
                notes.add(IGNORED, f"commentmeta {key}"[:100])
        for note in notes_on_meta(item, {*self.subtitles, *VIEWS, PRIMARY, *read}):
            notes.add(*note)


def notes_on_meta(item, read):
    """Yield the parts of Notes on the fields of plugins but those that were read; what they say, people wrote."""
    for key, value in (*item.meta.items(), *item.more_meta):
        is_own = key.startswith(OWN) or (key.startswith("_") and value.startswith("field_"))
        if key and not is_own and key not in read and value.strip():
            yield IGNORED, f"postmeta {key}"[:100], value


def renamed(item):
    """Return the addresses that a post had under former names: WordPress leads on from them."""
    link, name = item.text("link").rstrip("/"), item.text("wp:post_name")
    if not name or not link.endswith(f"/{name}"):
        return []
    fields = (*item.meta.items(), *item.more_meta)
    return [f"{link.removesuffix(name)}{old}/" for key, old in fields if key == OLD_SLUG and old]


def headline(item, body, notes):
    """Return the title, or the first words of a post that has none."""
    title = plain(item.text("title")).replace("\n", " ")
    if text.is_blank(title):
        words = words_of(body.html) or _("(without a title)")
        title = text.excerpt(words, 60)
        notes.add(GUESSED, _("headline"), title)
    if len(title) > 200:
        notes.add(CUT, _("headline"), title)
        title = text.excerpt(title, 200)
    return title


def times(item, notes):
    """Return when the post appeared, was begun and was changed; what says no time, comes in as a draft."""
    at = moment(item, "wp:post_date_gmt", "wp:post_date")
    status = item.text("wp:status")
    if not at and status in HAD_ADDRESS and (at := rfc_time(item.text("pubDate"))):
        notes.add(GUESSED, _("time"), item.text("pubDate"))
    changed = moment(item, "wp:post_modified_gmt", "wp:post_modified")
    found = {"published_at": at, "created_at": at}
    if not at and status in HAD_ADDRESS:
        found["status"] = undated(status)
    return found | ({"revised_at": changed} if changed and changed > at else {})


def moment(item, universal, local):
    """Return a time in ISO 8601 by the field in UTC, else by that in the paper's own time, else ""."""
    if at := time_of(item.text(universal)):
        return f"{at}+00:00"
    return time_of(item.text(local))


def time_of(told):
    """Return a time as WordPress writes it, "" of what is none, such as those of the years 0 and -1."""
    try:
        at = datetime.strptime(told.strip(), "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return ""
    return told.strip() if text.FIRST_YEAR <= at.year <= text.LAST_YEAR else ""


def rfc_time(value):
    """Return the time of a feed in ISO 8601, "" for what is none."""
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return ""
    return at.isoformat() if text.FIRST_YEAR <= at.year <= text.LAST_YEAR else ""


def views(item):
    """Return how often the post was read, where a plugin counted."""
    counted = [item.meta.get(name, "").strip() for name in VIEWS]
    count = next((value for value in counted if value.isdecimal()), "")
    return {"views": int(count[:10])} if count else {}


def comment(told):
    """Return a comment without what WordPress knew of people besides their names."""
    line = {
        "id": told.get("wp:comment_id", ""),
        "parent": told.get("wp:comment_parent", "0").strip(),
        "name": html.unescape(told.get("wp:comment_author", "")),
        "text": plain(OLD_IMAGE.sub(address_of, told.get("wp:comment_content", ""))),
        "made_at": made_at(told),
        "status": {"0": "waiting"}.get(told.get("wp:comment_approved", ""), told.get("wp:comment_approved", "")),
        "type": told.get("wp:comment_type", ""),
    }  # fmt: skip
    personal = ("wp:comment_author_email", "wp:comment_author_IP", "wp:comment_author_url")
    # That there were some is told; they themselves are written nowhere.
    return line | ({"email": None} if any(map(told.get, personal)) else {})


def address_of(image):
    """Return what stands for a picture in a comment: its address."""
    return f" {image[1] or image[2] or image[3] or ''} "


def made_at(told):
    """Return when a comment was written, "" where nothing says it."""
    at = time_of(told.get("wp:comment_date_gmt", ""))
    return f"{at}+00:00" if at else time_of(told.get("wp:comment_date", ""))


def unwanted(item):
    """Return a Note's (kind, subject, detail) of an Item that is no article, None of one that is."""
    kind, status = item.text("wp:post_type") or "post", item.text("wp:status")
    title = plain(item.text("title")) or item.text("wp:post_id")
    if kind == "nav_menu_item":
        return (IGNORED, "nav_menu_item", "")
    if kind != "post":
        return (IGNORED, f"post_type {kind}"[:100], title)
    if status in ("trash", "auto-draft", "inherit"):
        return (LEFT_OUT, f"status {status}", title)
    return None


def held_page(item):
    """Return the Note's parts of a page that readers did not get, None of one that they got."""
    status = "password" if item.text("wp:post_password") else item.text("wp:status")
    if status == "publish":
        return None
    title = plain(item.text("title"))
    return (LEFT_OUT, f"{_('page of fixed text')}: {status}", title)
