"""What the front page shows, read from its HTML."""

import re


def lead(html):
    """Return the numbers of its top stories, in their order."""
    return linked(html, '<section class="lead"')


def photos(html):
    """Return the numbers of its photo news, in their order."""
    return linked(html, '<section class="photo-band"')


def linked(html, start):
    [_before, part] = html.split(start)
    return [
        int(number)
        for number in re.findall(r'href="/articles/(\d+)/"', part.split("</section>")[0])
    ]
