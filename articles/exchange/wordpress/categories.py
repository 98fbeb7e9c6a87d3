"""What becomes of the categories of an export: section, region, tag or nothing, by a file one can edit."""

import csv
import html

from django.utils.translation import gettext as _

from ...pure import korea, names, text

SECTION, REGION, TAG, DROP = "section", "region", "tag", "drop"
BECOMES = (SECTION, REGION, TAG, DROP)
COLUMNS = ("slug", "category", "becomes", "name")
MAX_ROOTS = 20  # parents of parents


class Unmapped(ValueError):
    """The file of the map can't be used; the message says where and why."""


def proposal(categories):
    """Return {slug: (becomes, name)}: 시·도 and 시·군·구 are regions, what has no parent is a section.

    `categories` are those of a wxr.Channel.
    """
    found = {}
    for slug, texts in categories.items():
        name = name_of(texts)
        parent = categories.get(texts.get("wp:category_parent", ""), {})
        if place := place_of(name, name_of(parent)):
            found[slug] = (REGION, place)
        elif parent:
            found[slug] = (TAG, name)
        else:
            found[slug] = (SECTION, name)
    return found


def name_of(texts):
    return names.tidy_name(html.unescape(texts.get("wp:cat_name", "")))


def place_of(name, parent):
    """Return the name of a region as the importer reads it, "" of what is none or could be several."""
    for province in korea.provinces():
        if name in (province.name, province.full_name):
            return province.name
    found = [
        (province, place)
        for province in korea.provinces()
        for place in province.places
        if name in (place.name, f"{province.name} {place.name}")
        or (len(name) > 1 and name == place.name[:-1] and len(place.name) > 2)
    ]
    inside = [pair for pair in found if parent in (pair[0].name, pair[0].full_name)]
    found = inside or found
    return f"{found[0][0].name}/{found[0][1].name}" if len(found) == 1 else ""


def path_of(slug, categories):
    """Return the names from the top down to the category, with › between."""
    path = []
    while slug in categories and len(path) < MAX_ROOTS:
        path.append(name_of(categories[slug]))
        slug = categories[slug].get("wp:category_parent", "")
    return " › ".join(reversed(path))


def write(file, categories):
    """Write the proposal as a CSV file that an operator edits."""
    with file.open("w", newline="", encoding="utf-8-sig") as opened:
        writer = csv.writer(opened)
        writer.writerow(COLUMNS)
        for slug, (becomes, name) in proposal(categories).items():
            told = [slug, path_of(slug, categories), becomes, name]
            writer.writerow(map(text.cell, told))


def read(file):
    """Return {slug: (becomes, name)} of a file that `write` wrote. Raises Unmapped."""
    found = {}
    try:
        lines = decoded(file.read_bytes()).splitlines()
        for number, row in enumerate(csv.reader(lines), 1):
            if number == 1 or not any(cell.strip() for cell in row):
                continue
            cells = [text.from_cell(cell.strip()) for cell in [*row, "", "", ""][:4]]
            slug, _path, becomes, name = cells
            if becomes not in BECOMES:
                message = _("line %(number)s: “%(word)s” is none of section, region, tag, drop")
                raise Unmapped(message % {"number": number, "word": becomes})
            if becomes != DROP and not name:
                raise Unmapped(_("line %(number)s: the name is missing") % {"number": number})
            found[slug] = (becomes, name)
    except (OSError, csv.Error) as error:
        raise Unmapped(str(error)) from error
    return found


def decoded(content):
    """Return a file's text as spreadsheets write it: in UTF-8, or in the Korean of Windows."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp949", "replace")


def sorted_out(slugs, rules, categories):
    """Return (sections, regions, tags) of a post's [(slug, name)] by the rules, each in their order.

    A post that is only in a category below a section is in that section; of what the map does not
    know, a tag is made.
    """
    sections, regions, tags, above = [], [], [], []
    kept = {SECTION: sections, REGION: regions, TAG: tags}
    for slug, name in slugs:
        becomes, known = rules.get(slug, (TAG, name))
        if becomes != DROP:
            kept[becomes].append(known)
        parent = categories.get(slug, {}).get("wp:category_parent", "")
        for _round in range(MAX_ROOTS):
            if rules.get(parent, ("",))[0] == SECTION:
                above.append(rules[parent][1])
            parent = categories.get(parent, {}).get("wp:category_parent", "")
    regions.sort(key=lambda path: -path.count("/"))
    return [names.distinct(found) for found in (sections or above, regions, tags)]
