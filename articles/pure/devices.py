"""What a user agent says of a browser, in the few words that its owner knows it by."""

# What an agent names first in this order is what it is: every browser also names older ones.
BROWSERS = {
    "KAKAOTALK": "KakaoTalk",
    "NAVER(": "NAVER",
    "Whale/": "Whale",
    "SamsungBrowser/": "Samsung Internet",
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def name_of(agent):
    """Return browser and system, such as “Whale · Windows”; empty when neither is known."""
    found = (
        next((name for mark, name in marks.items() if mark in agent), "")
        for marks in (BROWSERS, SYSTEMS)
    )
    return " · ".join(filter(None, found))
