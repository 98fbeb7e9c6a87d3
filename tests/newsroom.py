"""What somebody does at the desk in a browser: logs in, writes, pastes, saves, leaves."""

import json
import time

from django.conf import settings
from django.test import Client
from django_otp.oath import TOTP

from .factories import picture_bytes

ADD = "/admin/articles/article/add/"
OFFER = "section.kept"
KEPT_SOON = 3500  # milliseconds in which what was typed is kept for certain


def let_in(page, site, user):
    """Give the browser of the page a session of the user's, as if there had been a login."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site}])


def log_in(page, site, user):
    """Log in by the form."""
    page.goto(site + "/admin/login/?next=/admin/")
    page.fill("#id_username", user.username)
    page.fill("#id_password", "비밀번호-1234")
    page.click("[type=submit]")
    page.wait_for_url(site + "/admin/")


def code_of(key, later=0):
    """Return the code that a phone with the key, in hexadecimal, shows so many half minutes later."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * later
    return f"{totp.token():06}"


def change(article):
    return f"/admin/articles/article/{article.pk}/change/"


def body(page):
    return page.locator("#id_body").input_value()


def write(page, headline, text=""):
    page.fill("#id_headline", headline)
    if text:
        page.locator(".ProseMirror").click()
        page.keyboard.press("Control+End")
        page.keyboard.type(text)


def save(page):
    with page.expect_navigation():
        page.click("[name=_save]")


def kept(page):
    """Return what the browser keeps, as {key: record}."""
    return {
        key: json.loads(value)
        for key, value in page.evaluate("Object.entries(localStorage)")
        if key.startswith("newsstep:kept:")
    }


def wait_until_kept(page, number):
    """Wait until the browser keeps the texts of so many windows, within the time in which it must."""
    page.wait_for_function(
        "n => Object.keys(localStorage).filter((k) => k.startsWith('newsstep:kept:')).length === n",
        arg=number,
        timeout=KEPT_SOON,
    )


def leave(page, address="about:blank"):
    """Leave as somebody does who answers the question of the browser with yes."""

    def accept(dialog):
        dialog.accept()

    page.on("dialog", accept)
    page.goto(address)
    page.remove_listener("dialog", accept)


def offers(page):
    page.wait_for_timeout(600)
    return page.locator(OFFER).count()


def paste(page, html):
    page.locator(".ProseMirror").click()
    page.evaluate(
        """([html]) => { const data = new DataTransfer(); data.setData('text/html', html);
        data.setData('text/plain', '글');
        document.querySelector('.ProseMirror').dispatchEvent(
          new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})) }""",
        [html],
    )


def choose_photos(page, count):
    """Choose the newest photos of the library for the article."""
    page.click(".photo-choose")
    page.locator("dialog li button").first.wait_for()
    for number in range(count):
        page.locator("dialog li button").nth(number).click()
    page.click(".dialog-take")


def files(*names, **contents):
    made = [{"name": name, "mimeType": "image/jpeg", "buffer": picture_bytes()} for name in names]
    return made + [
        {"name": name, "mimeType": "image/jpeg", "buffer": content}
        for name, content in contents.items()
    ]


def drop(page, selector, *given, event="drop"):
    """Drop or paste files, each (name, type, bytes), or one picture, as one gesture."""
    given = given or (("놓은.jpg", "image/jpeg", picture_bytes()),)
    page.evaluate(
        """([selector, given, event]) => {
        const data = new DataTransfer();
        for (const [name, type, bytes] of given) data.items.add(new File([new Uint8Array(bytes)], name, {type}));
        const target = document.querySelector(selector);
        const box = target.getBoundingClientRect();
        const at = {clientX: box.left + 20, clientY: box.top + 20, bubbles: true, cancelable: true};
        target.dispatchEvent(event === 'drop' ? new DragEvent('drop', {...at, dataTransfer: data})
          : new ClipboardEvent('paste', {...at, clipboardData: data})) }""",
        [selector, [(name, kind, list(content)) for name, kind, content in given], event],
    )
