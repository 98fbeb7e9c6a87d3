"""Where readers pass an article on to: plain links, so nobody is asked for anything before a click."""

from urllib.parse import quote

from django.utils.translation import gettext as _


def share_links(headline, address):
    """Return (name, address) of where to share an article with its headline and absolute address."""
    title, link = quote(headline, safe=""), quote(address, safe="")
    return (
        ("X", f"https://twitter.com/intent/tweet?text={title}&url={link}"),
        (_("Facebook"), f"https://www.facebook.com/sharer/sharer.php?u={link}"),
        (_("Naver Band"), f"https://band.us/plugin/share?body={title}%0A{link}&route={link}"),
        # The line break is that of RFC 6068 §5.
        (_("Email"), f"mailto:?subject={title}&body={title}%0D%0A{link}"),
    )
