"""Exports of WordPress in the form in which it writes them."""

from html import escape

SPACES = {
    "excerpt": "http://wordpress.org/export/{}/excerpt/",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "wp": "http://wordpress.org/export/{}/",
    "media": "http://search.yahoo.com/mrss/",
}
SITE = "https://old.example"


def cdata(words):
    return "<![CDATA[{}]]>".format(str(words).replace("]]>", "]]]]><![CDATA[>"))


def element(name, words):
    return f"<{name}>{cdata(words)}</{name}>"


def term(taxonomy, slug, name):
    return f'<category domain="{taxonomy}" nicename="{slug}">{cdata(name)}</category>'


def comment(number, words, **fields):
    told = {
        "id": number,
        "author": f"독자{number}",
        "author_email": "secret@reader.example",
        "author_IP": "203.0.113.9",
        "date_gmt": f"2024-05-02 00:{number:02}:00",
        "content": words,
        "approved": "1",
        "type": "comment",
        "parent": 0,
    } | fields
    inner = "".join(element(f"wp:comment_{name}", value) for name, value in told.items())
    return f"<wp:comment>{inner}</wp:comment>"


def item(number, title="제목", body="", more="", meta=(), **fields):
    """Return an item; `fields` are those of wp:, `more` is XML behind them."""
    told = {
        "post_id": number,
        "post_date": "2024-05-01 18:00:00",
        "post_date_gmt": "2024-05-01 09:00:00",
        "status": "publish",
        "post_type": "post",
        "post_parent": 0,
        "is_sticky": 0,
        "post_password": "",
    } | fields
    parts = [
        f"<title>{escape(title)}</title><link>{SITE}/2024/05/post-{number}/</link>",
        f'<guid isPermaLink="false">{SITE}/?p={number}</guid>',
        element("dc:creator", "haneul"),
        element("content:encoded", body),
        element("excerpt:encoded", told.pop("excerpt", "")),
        *(element(f"wp:{name}", value) for name, value in told.items()),
        *(
            f"<wp:postmeta>{element('wp:meta_key', key)}{element('wp:meta_value', value)}</wp:postmeta>"
            for key, value in dict(meta).items()
        ),
    ]
    return f"<item>{''.join(parts)}{more}</item>"


def attachment(number, file, parent=0, caption="", alt="", **fields):
    meta = {"_wp_attached_file": file, "_wp_attachment_image_alt": alt}
    fields |= {"post_type": "attachment", "status": "inherit", "post_parent": parent}
    url = f"{SITE}/wp-content/uploads/{file}"
    return item(number, file, meta=meta, excerpt=caption, attachment_url=url, **fields)


def category(number, slug, name, parent=""):
    told = {
        "term_id": number,
        "category_nicename": slug,
        "category_parent": parent,
        "cat_name": name,
    }
    inner = "".join(element(f"wp:{key}", value) for key, value in told.items())
    return f"<wp:category>{inner}</wp:category>"


CATEGORIES = (
    category(1, "economy", "경제"),
    category(2, "market", "시장", "economy"),
    category(3, "chungbuk", "충북"),
    category(4, "jp", "증평군", "chungbuk"),
    category(5, "ads", "광고"),
)
ECONOMY = term("category", "economy", "경제")


def export(*items, categories=CATEGORIES, version="1.2", head=""):
    """Return an export of these items."""
    spaces = " ".join(f'xmlns:{name}="{at.format(version)}"' for name, at in SPACES.items())
    author = {
        "author_login": "haneul",
        "author_email": "haneul@example.com",
        "author_display_name": "김하늘",
    }
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
{head}<!-- generator="WordPress/6.5" created="2024-06-01 00:00" -->
<rss version="2.0" {spaces}>
<channel><title>옛 신문</title><link>{SITE}</link>
<image><url>{SITE}/icon.png</url><title>옛 신문</title></image>
<wp:wxr_version>{version}</wp:wxr_version><wp:base_blog_url>{SITE}</wp:base_blog_url>
<wp:author>{"".join(element(f"wp:{key}", value) for key, value in author.items())}</wp:author>
{"".join(categories)}
{chr(10).join(items)}
</channel></rss>"""
