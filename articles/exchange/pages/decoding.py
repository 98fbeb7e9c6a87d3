"""The text of saved pages, whatever their labels say of how it is written."""

from ..record import GUESSED, Note

HANGUL = range(0xAC00, 0xD7A4)


def decoded(content):
    """Return (text, [Note]) of the bytes of a page.

    What their label says is not asked: the text of pages of Korean papers is UTF-8 or cp949, which is
    called euc-kr, and what is not one of them whole is the one in which it has fewer gaps.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), []
    text = content.decode("utf-8-sig", "replace")
    if "\ufffd" in text:
        text = min(text, content.decode("cp949", "replace"), key=lambda t: t.count("\ufffd"))
    gaps = text.count("\ufffd")
    notes = [Note(GUESSED, "encoding", f"{gaps} × \ufffd")] if gaps else []
    repaired = misread(text)
    if repaired is not None:
        return repaired, [Note(GUESSED, "encoding", "latin-1 → cp949")]
    return text, notes


def misread(text):
    """Return a text of cp949 that somebody saved as if it were Latin-1, None of any other."""
    foreign = sum("\xa1" <= character <= "\xfe" for character in text)
    if foreign < 20 or any(ord(character) in HANGUL for character in text):
        return None
    try:
        return text.encode("latin-1").decode("cp949")
    except UnicodeError:
        return None
