"""How a text leads its readers elsewhere: addresses of the web, names in messengers, telephone numbers."""

import re

ENDS = (
    "ac app bet biz blog cafe cam casino cc click club cn co com fun gg gl in info io jp kr link live ly "
    "me mobi money name net online org page pe pro ru sale shop site space store stream tel to today "
    "top tv tw us vip web win work xyz 한국"
).replace(" ", "|")
POINT = r"\s?(?:\.|\[\.]|\(\.\)|[\[(]?dot[\])]?|(?<![가-힣])점(?![가-힣]))\s?"
ADDRESS = re.compile(
    rf"h\s?t\s?t\s?p\s?s?\s?:\s?/\s?/\s?\S*|www\s?\.\S*"
    rf"|(?<![a-z0-9가-힣-])(?:[a-z0-9가-힣-]{{1,63}}\.){{0,4}}[a-z0-9가-힣-]{{1,63}}{POINT}(?:{ENDS})(?![a-z0-9])\S*"
)
MESSENGER = "카톡|카카오톡|카카오|오픈채팅|텔레그램|텔레|텔그|(?<!온)라인|위챗|디스코드|kakao(?:talk)?|telegram|line|wechat"
CONTACT = re.compile(
    rf"(?:{MESSENGER})\s*(?:아이디|id|주소|문의|친추|추가)?\s*[:;=>@-]*\s*(?=[a-z0-9_.]*\d)[a-z0-9_.]{{4,}}"
    rf"|(?:{MESSENGER})\s*(?:아이디|id)\s*[:;=>@-]*\s*[a-z0-9_.]{{4,}}"
    # Mobile and relayed numbers; those of a town hall or a hospital lead nobody astray.
    r"|(?<!\d)0(?:1[016-9]|70|50\d)[-.\s]?\d{3,4}[-.\s]?\d{4}(?!\d)|공[일1]공[-\s]?\S{4}"
)


def addresses(text):
    """Return the addresses of the web in a text in its plain form."""
    return ADDRESS.findall(text)


def has_contact(text):
    """Return whether a text in its plain form says how to reach somebody past this page."""
    return bool(CONTACT.search(text))
