"""Forms of the desk as a browser sends them when nobody has touched them."""

import re
from html.parser import HTMLParser

import pytest
from django.apps import apps

from articles.admin import newsroom

# What is written whenever somebody does anything.
UNWATCHED = {
    "auth.permission",
    "contenttypes.contenttype",
    "sessions.session",
    "admin.logentry",
    "articles.sentform",
    "articles.presence",
}
NEVER_SENT = ("submit", "button", "image", "reset", "file")


class Form(HTMLParser):
    """Reads the fields of the form with this id: `fields` is [(name, value)]."""

    def __init__(self, page, form_id):
        super().__init__()
        self.form_id, self.is_inside, self.fields = form_id, False, []
        self.text = self.select = self.option = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.is_inside = told.get("id") == self.form_id
        if not self.is_inside or "disabled" in told:
            return
        if tag == "input" and told.get("name"):
            self.take_input(told)
        elif tag == "textarea":
            self.text = [told["name"], ""]
        elif tag == "select":
            self.select = (told["name"], "multiple" in told, [])
        elif tag == "option" and self.select:
            self.select[2].append((told.get("value", ""), "selected" in told))

    def take_input(self, told):
        kind = told.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in told:
                self.fields.append((told["name"], told.get("value", "on")))
        elif kind not in NEVER_SENT:
            value = told.get("value") or ""
            if kind != "hidden":
                value = re.sub("[\r\n]", "", value)
            self.fields.append((told["name"], value))

    def handle_data(self, data):
        if self.text:
            self.text[1] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea" and self.text:
            name, value = self.text
            self.fields.append((name, re.sub("^\n", "", value)))
            self.text = None
        elif tag == "select" and self.select:
            name, is_multiple, options = self.select
            chosen = [value for value, is_selected in options if is_selected]
            if not is_multiple:
                chosen = chosen[-1:] or [value for value, _is_selected in options[:1]]
            self.fields += [(name, value) for value in chosen]
            self.select = None


def untouched(client, url):
    """Return what a browser sends from the form of the page: {name: value or values}."""
    response = client.get(url)
    assert response.status_code == 200, url
    form_id = next(
        found
        for found in re.findall(r'<form[^>]* id="([\w-]+)"', response.text)
        if found in ("changelist-form",) or found.endswith("_form")
    )
    sent = {}
    for name, value in Form(response.text, form_id).fields:
        sent.setdefault(name, []).append(re.sub("\r\n|\r|\n", "\r\n", value))
    return {name: values if len(values) > 1 else values[0] for name, values in sent.items()}


def rows():
    """Return all that the paper keeps: {model: rows}."""
    return {
        model._meta.label_lower: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models()
        if model._meta.label_lower not in UNWATCHED
    }


def forms():
    """Yield the address of the change form of every row that has one."""
    for model, screen in newsroom._registry.items():
        if model._meta.model_name in ("pick", "decision", "comment"):  # they have none
            continue
        for pk in model._base_manager.values_list("pk", flat=True):
            yield f"/admin/articles/{model._meta.model_name}/{pk}/change/"
        if screen.list_editable:
            yield f"/admin/articles/{model._meta.model_name}/"


def assert_untouched(client, addresses):
    """Save each form as it came: no row of the paper may become another, nor its pages stale."""
    before = rows()
    for url in addresses:
        sent = untouched(client, url) | {"_save": "저장"}
        response = client.post(url, sent)
        if response.status_code != 302:
            context = response.context
            shown = context["errors"] if "errors" in context else context["cl"].formset.errors
            pytest.fail(f"{url}: {shown}")
    after = rows()
    different = {
        name: [pair for pair in zip(before[name], after[name], strict=False) if pair[0] != pair[1]]
        for name in before
        if before[name] != after[name]
    }
    assert different == {}
