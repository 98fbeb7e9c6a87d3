"""What lies beside the articles of an export of this program: what they stand in, and the library."""

import json
from itertools import islice

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import (
    CommentRules,
    FormerTag,
    Page,
    Photo,
    Publication,
    Region,
    Reporter,
    Section,
    Tag,
    Template,
)
from ..pure import icons, imaging, nameplates, renditions
from . import addresses, jsonl
from .export.folder import ABOUT, FORM
from .export.nouns import NOUNS
from .files import read_picture
from .record import Broken

# In this order, for later ones point to earlier ones.
TAKEN = (
    *(Publication, CommentRules, Section, Region, Photo, Reporter),
    *(Tag, FormerTag, Page, Template),
)
CLEANED = (Publication, CommentRules, Page, Template)  # by their `save`
STAMPED = {Photo: "uploaded_at", Page: "updated_at"}  # times that each writing sets anew
BATCH = 1000  # rows of one statement


def is_ours(folder):
    """Return whether a folder is an export of this program that this version reads."""
    try:
        told = json.loads((folder / ABOUT).read_text())
        return told["made_by"] == "newsstep" and told["form"] == FORM and told
    except (OSError, ValueError, KeyError, TypeError):
        return None


def take(folder):
    """Take from an export what the paper has none of yet, with its numbers: sections, tags, photos …

    Does nothing with any other folder. The files of photos come with the articles, or by `take_files`.
    """
    told = is_ours(folder)
    if not told:
        return
    addresses.remember(str(told.get("old_forms", "")).split())
    with transaction.atomic():
        for model in TAKEN:
            if not model._base_manager.exists():
                take_rows(model, folder)
    for path in sorted(folder.glob("marks/*.png")):
        if Publication.objects.filter(mark=path.stem).exists():
            take_mark(path)
    for path in sorted(folder.glob("marks/*-*.*")):
        named = Q(nameplate=path.name) | Q(dark_nameplate=path.name)
        if Publication.objects.filter(named).exists():
            take_nameplate(path)


def take_mark(path):
    """Write the picture of the paper's icons anew, if it is the one that its name tells."""
    try:
        square = icons.squared(imaging.decode(path.read_bytes(), ground=None).image)
    except imaging.Unusable:
        return
    if icons.digest(square) == path.stem:
        data = renditions.encoded(square, "PNG", optimize=True)
        default_storage.put(f"marks/{path.name}", data)


def take_nameplate(path):
    """Write the paper's name as a picture anew, if it is the one that its file name tells."""
    data = path.read_bytes()
    try:
        read = nameplates.read(data)
    except imaging.Unusable:
        return
    if read.name == path.name:
        default_storage.put(f"marks/{path.name}", read.data)


def take_rows(model, folder):
    """Write the rows of a model, of which there are none."""
    [noun] = [noun for noun in NOUNS if noun.model is model]
    waiting = rows(folder / f"{noun.name}.jsonl")
    if model is Region:  # provinces first
        waiting = iter(sorted(waiting, key=lambda row: row.get("parent") is not None))
    while batch := list(islice(waiting, BATCH)):
        made = [row for told in batch if (row := row_of(noun, told))]
        if model in CLEANED:
            for row in made:
                row.save()
        else:
            model.objects.bulk_create(made)
        if name := STAMPED.get(model):
            times = {told["number"]: told[name] for told in batch}
            for row in made:
                setattr(row, name, model._meta.get_field(name).to_python(times[row.pk]))
            model.objects.bulk_update(made, [name])
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def rows(file):
    """Yield the dicts of a file of lines of JSON, none where it is not there. Raises Broken."""
    if not file.is_file():
        return
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield jsonl.parsed(line)
            except Broken as error:  # copied halfway, for instance
                told = _("line %(number)s: %(reason)s") % {"number": number, "reason": error}
                raise Broken(f"{file.name}: {told}") from error


def row_of(noun, told):
    """Return the unsaved row of a line, None where it can't be one. What it points to must be there."""
    values = {}
    for lookup in noun.lookups:
        name, _double, of = lookup.partition("__")
        field, value = noun.model._meta.get_field(name), told.get(name)
        if of == "username":
            continue
        if field.related_model is noun.model:  # it is among these
            name = field.attname
        elif field.remote_field and value is not None:
            key = of or "pk"
            value = field.related_model.objects.filter(**{key: value}).first()
            if value is None and not field.null:
                return None
        values[name] = value
    row = noun.model(pk=told.get("number"), **values)
    try:
        row.clean_fields(exclude={field.name for field in row._meta.fields if field.remote_field})
    except ValidationError:
        return None
    return row


def take_files(folder, source):
    """Write the files of photos that no article brought, from where a jsonl.Source has them."""
    if source.photos is None or not is_ours(folder):
        return
    for told in rows(folder / "photos.jsonl"):
        photo = Photo.objects.in_use().filter(sha256=told.get("sha256")).first()
        if photo is None or source.storage.exists(renditions.largest(photo.path)):
            continue
        own = {"sha256": photo.sha256, "focal": (photo.focal_x, photo.focal_y)}
        name = f"{photo.sha256[:2]}/{photo.sha256[:32]}.webp"
        try:
            picture = read_picture(name, source, own)
        except Broken:  # it had none when it went out
            continue
        renditions.write(picture, source.storage)
