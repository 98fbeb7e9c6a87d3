"""What pages tell search engines of themselves, in the words of schema.org as JSON-LD."""

import json

from django.utils.html import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..models import Correction, Page
from ..pure import text
from ..pure.imaging import SHARE_SIZE
from ..pure.paths import path_to
from ..reading import pagecache
from .blocks import publication
from .share import card_path, photo_of
from .words import absolute, iso

# What would end the data in HTML, or a line in JavaScript.
ESCAPES = [(sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029"]
HEADLINE = 110  # characters, beyond which Google took none for years
MAX_IMAGES = 10  # of an article
WIDE = 1200  # pixels of a picture that Google shows large
# Pages of fixed text that say by which rules the paper is made, by their addresses.
POLICIES = {"ethics": "ethicsPolicy", "corrections-policy": "correctionsPolicy"}


def script(*nodes):
    """Return what the nodes (dicts) tell as an element of the page; what is empty is left out."""
    told = {"@context": "https://schema.org", "@graph": [filled(node) for node in nodes]}
    data = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in ESCAPES:  # faster than one `translate` of so much Korean
        data = data.replace(sign, escape)
    return mark_safe(f'<script type="application/ld+json">{data}</script>')


def filled(value):
    """Return plain data without what is empty in it."""
    if isinstance(value, dict):
        kept = {name: filled(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in ("", None, [], {})}
    return [filled(inner) for inner in value] if isinstance(value, list) else value


# The paper


def publisher():
    """Return who publishes the paper, as little as every article says."""
    return pagecache.keep(
        "publisher",
        lambda: {
            "@type": "NewsMediaOrganization",
            "@id": absolute("/#publisher"),
            "name": publication().name,
            "url": absolute("/"),
            "logo": image(path_to("icon", publication().icon, "512"), 512, 512),
        },
    )


def organization():
    """Return who publishes the paper with its imprint."""
    paper = publication()
    return publisher() | {
        "legalName": paper.legal_name,
        "slogan": paper.slogan,
        "foundingDate": paper.founded_on and paper.founded_on.isoformat(),
        "telephone": paper.phone,
        "email": paper.email,
        "address": paper.address
        and {
            "@type": "PostalAddress",
            "streetAddress": paper.address,
            "addressCountry": "KR",
        },
        "publishingPrinciples": absolute(paper.get_absolute_url()),
        "correctionsPolicy": absolute(path_to("corrections")),
        **pagecache.keep("policies", policies),
    }


def policies():
    """Return {what of the paper a page of fixed text is: its address}."""
    pages = Page.objects.filter(slug__in=POLICIES).only("slug")
    return {POLICIES[page.slug]: absolute(page.get_absolute_url()) for page in pages}


def website():
    """Return the paper as a site that can be searched."""
    search = f"{absolute(path_to('search'))}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": absolute("/#website"),
        "name": publication().name,
        "url": absolute("/"),
        "inLanguage": get_language(),
        "publisher": {"@id": absolute("/#publisher")},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


# Where a page belongs


def trail(*steps):
    """Return the way to a page from the front, by (name, path or address) of each step."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": str(name), "item": address(path)}
            for place, (name, path) in enumerate([(publication().name, "/"), *steps], start=1)
        ],
    }


def address(path):
    """Return an address from a path or an address."""
    return absolute(path) if path.startswith("/") else path


def region_trail(region):
    """Return the way to what is about a region."""
    places = [place for place in (region.parent, region) if place]
    steps = [(place.name, place.get_absolute_url()) for place in places]
    return trail((_("By region"), path_to("regions")), *steps)


def article_trails(article):
    """Tell the ways to an article, by its section and by its region; kept for all of both."""
    section, region = article.section, article.region

    def trails():
        by_section = trail((section.name, section.get_absolute_url()))
        return script(by_section, *([region_trail(region)] if region else []))

    return pagecache.keep(("trails", section.pk, region and region.pk), trails)


# What a page shows


def collection(name, url, description, rows, start=1):
    """Return a list of articles or of corrections, the first of which has the number `start`."""
    return {
        "@type": "CollectionPage",
        "name": name,
        "url": url,
        "description": description,
        "inLanguage": get_language(),
        "isPartOf": {"@id": absolute("/#website")},
        "mainEntity": {
            "@type": "ItemList",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": place,
                    "url": absolute(row.get_absolute_url()),
                    "name": row.article.headline if isinstance(row, Correction) else row.headline,
                }
                for place, row in enumerate(rows, start)
            ],
        },
    }


def profile(reporter):
    """Return the page of a reporter."""
    return {
        "@type": "ProfilePage",
        "url": absolute(reporter.get_absolute_url()),
        "inLanguage": get_language(),
        "mainEntity": person(reporter, reporter.title)
        | {
            "description": reporter.biography,
            "email": reporter.email,
            "image": reporter.photo and photo_image(reporter.photo),
            "worksFor": publisher(),
        },
    }


def person(reporter, title):
    return {
        "@type": "Person",
        "name": reporter.name,
        "jobTitle": title,
        "url": absolute(reporter.get_absolute_url()),
    }


def news_article(article):
    """Return an article whose page is complete, as its readers see it."""
    url = absolute(article.get_absolute_url())
    headline = article.headline
    sort = "AdvertiserContentArticle" if article.is_sponsored else "NewsArticle"
    return {
        "@type": sort,
        "@id": f"{url}#article",
        "url": url,
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "headline": headline if len(headline) <= HEADLINE else text.excerpt(headline, HEADLINE),
        "description": article.excerpt,
        "image": images(article),
        "datePublished": iso(article.published_at),
        "dateModified": iso(article.revised_at or article.published_at),
        "author": [
            person(byline.reporter, byline.title or byline.reporter.title)
            for byline in article.bylines.all()
        ]
        or publisher(),
        "publisher": publisher(),
        "articleSection": article.section.name,
        "keywords": [tagging.tag.name for tagging in article.taggings.all()],
        "contentLocation": article.region and {"@type": "Place", "name": str(article.region)},
        "isAccessibleForFree": True,
        "isBasedOn": article.original,
        "inLanguage": get_language(),
        "correction": [
            comment(correction)
            for correction in article.standing_corrections
            if correction.kind == Correction.Kind.CORRECTION
        ],
    }


def comment(correction):
    return {
        "@type": "CorrectionComment",
        "text": correction.text,
        "datePublished": iso(correction.made_at),
        "url": absolute(correction.get_absolute_url()),
    }


def images(article):
    """Return the pictures of an article; without a photo the one of its words."""
    items = list(article.article_photos.all())[:MAX_IMAGES]
    shown = [photo_image(item.photo, item.words) for item in items]
    photo = photo_of(article)
    if photo:  # cut as those want it who show no other shape
        shown.insert(0, image(photo.share_url, *SHARE_SIZE, article.leading.words))
    return shown or [image(card_path(article), *SHARE_SIZE)]


def photo_image(photo, words=None):
    """Return a photo as wide as Google wants it, with its PhotoWords."""
    path = photo.path
    width = next((width for width in path.widths if width >= WIDE), path.width)
    height = path.height if width == path.width else round(path.height * width / path.width)
    return image(path.url(width), width, height, words)


def image(path, width, height, words=None):
    """Return the picture at a path, with its size in pixels and its PhotoWords."""
    said = {"caption": words.caption, "creditText": words.credit} if words else {}
    return {
        "@type": "ImageObject",
        "url": absolute(path),
        "width": width,
        "height": height,
    } | said
