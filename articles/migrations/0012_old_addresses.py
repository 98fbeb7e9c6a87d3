import re
from collections import defaultdict
from itertools import islice

from django.db import migrations, models

# How addresses are compared from this step on, as it was then.
USUAL = "idxno document_srl wr_id newsid articleid aid idx no p id uid seq num".split()
INDEX = re.compile(r"/(?:index|default)\.(?:php\d?|html?|aspx?|jsp|do)$")
ENDING = re.compile(r"\.(?:php\d?|html?|aspx?|jsp|do|amp)$")
TWINS = {"m", "mobile", "amp", "print", "feed"}
VARIANT = re.compile(r"_?(?:view|read|print|amp|mobile)+$")
DAY = re.compile(r"/archive/\d{4}/\d{2}/\d{2}$")
OURS = {"/", "/latest", "/photos", "/regions", "/most-viewed", "/archive", "/corrections", "/about"}
LEARNED_FROM = 200_000
BATCH = 2000


def has_digit(value):
    return any(map(str.isdecimal, value))


def parsed(stored):
    path, _, query = stored.lower().partition("?")
    path = INDEX.sub("", "/" + path.strip("/")).rstrip("/") or "/"
    pairs = (field.partition("=")[::2] for field in query.split("&"))
    return path, {name: value for name, value in pairs if name and value}


def joined(path, pairs):
    query = "&".join(f"{name}={value}" for name, value in pairs)
    return f"{path}?{query}" if query else path


def key_and_twin(path, parameters, names):
    chosen = [pair for pair in sorted(parameters.items()) if pair[0] in names]
    if not chosen and path == "/":
        chosen = sorted(parameters.items())
    key = joined(path, chosen)
    parts = [part for part in path.split("/") if part]
    while parts and parts[0] in TWINS:
        del parts[0]
    while parts and parts[-1] in TWINS:
        del parts[-1]
    last = ENDING.sub("", parts[-1]) if parts else ""
    if [name for name, _value in chosen if name in names]:
        return key, joined(VARIANT.sub("", last), chosen)
    return key, "/".join([*parts[:-1], last])


def likeness(name, rows):
    usual = -USUAL.index(name) if name in USUAL else -len(USUAL)
    values = [row[name] for row in rows if name in row]
    digits = sum(map(has_digit, values)) / len(values)
    return usual, digits, sum(map(len, values)) / len(values), name


def differing(rows):
    chosen, apart = [], 0
    candidates = {name for row in rows for name in row}
    while candidates and apart < len(rows) * 0.98:
        counts = {
            name: len({tuple(row.get(n) for n in (*chosen, name)) for row in rows})
            for name in candidates
        }
        best = max(candidates, key=lambda name: (counts[name], *likeness(name, rows)))
        if chosen and counts[best] - apart < len(rows) * 0.02:
            break
        chosen.append(best)
        candidates.remove(best)
        apart = counts[best]
    return chosen


def identifying(stored):
    by_path = defaultdict(list)
    for path, parameters in stored:
        if parameters:
            by_path[path].append(parameters)
    names, alone = set(), []
    for rows in by_path.values():
        if len(rows) > 1:
            names.update(differing(rows))
        else:
            alone += rows
    for name in differing(alone)[:1] if alone else ():
        values = [row.get(name, "") for row in alone]
        if len(set(values)) > len(alone) * 0.98 and (name in USUAL or any(map(has_digit, values))):
            names.add(name)
    return names


def compare_anew(apps, schema_editor):
    """Write the addresses that are stored as they are compared now, and what they have in common."""
    Redirect = apps.get_model("articles", "Redirect")
    rows = list(Redirect.objects.order_by("pk").values_list("path", "article_id"))
    if not rows:
        return
    names = identifying(parsed(stored) for stored, _article in rows[:LEARNED_FROM])
    new, words = {}, set(names)
    for stored, article in rows:
        path, parameters = parsed(stored)
        key, twin = key_and_twin(path, parameters, names)
        if key not in OURS and len(key) <= 500:
            new.setdefault(key, (twin[:500], article))
        if DAY.match(key):
            words.add("/archive")
    Redirect.objects.all().delete()
    made = (Redirect(path=key, twin=t, article_id=article) for key, (t, article) in new.items())
    while batch := list(islice(made, BATCH)):
        Redirect.objects.bulk_create(batch)
    row, _made = apps.get_model("articles", "Generation").objects.get_or_create(pk=1)
    row.old_forms = " ".join(sorted(words)[:30])
    row.save()


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0011_words_of_photos_in_articles"),
    ]

    operations = [
        migrations.AddField(
            model_name="generation",
            name="old_forms",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="redirect",
            name="twin",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddIndex(
            model_name="redirect",
            index=models.Index(fields=["twin"], name="old_address_by_twin"),
        ),
        migrations.RunPython(compare_anew, migrations.RunPython.noop),
    ]
