"""What the front page shows, read from its HTML."""

import re


def lead(html):
    """Return the numbers of its top stories, in their order."""
    return linked(html, '<section class="lead"')


def photos(html):
    """Return the numbers of its photo news, in their order."""
    return linked(html, '<section class="photo-band"')


def everything(html):
    """Return the numbers of all that its page links to, the most viewed excepted, in their order."""
    [_before, main] = html.split("<main")
    without = re.sub(r'<section class="block most-viewed".*?</section>', "", main, flags=re.S)
    return numbers(without)


def linked(html, start):
    [_before, part] = html.split(start)
    return numbers(part.split("</section>")[0])


def numbers(html):
    return [int(number) for number in re.findall(r'href="/articles/(\d+)/"', html)]
