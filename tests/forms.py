"""A form of the desk as a browser sends it when nobody has touched it."""

import re
from html.parser import HTMLParser

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
