"""Fills an empty paper with a synthetic archive of fifteen years: python -m tests.bench.fill N.

Can be stopped at any time and run again.
"""

import argparse
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsstep.settings")
django.setup()

from tqdm import tqdm  # noqa: E402

from articles.models import Article  # noqa: E402
from articles.reading import pagecache, search  # noqa: E402

from . import synthetic  # noqa: E402


def number(typed):
    """Return the number of articles that the command line names."""
    if not (typed.isascii() and typed.isdecimal()) or int(typed) < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return int(typed)


def main(*arguments):
    """Fill the paper of the settings; exits with 1 where it holds something else, or is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=number)
    parser.add_argument("--seed", type=int, default=1, help="the same one makes the same words")
    wanted = parser.parse_args(arguments or None)
    try:
        with tqdm(total=wanted.articles, unit=" articles", disable=None) as bar:
            for more in synthetic.fill(wanted.articles, wanted.seed):
                bar.update(more)
        for index in (search.ARTICLES, search.PHOTOS):
            if search.differences(index):
                search.rebuild(index)
    except synthetic.NotEmpty:
        raise SystemExit(
            "The database holds what no archive with this seed has put there."
        ) from None
    except KeyboardInterrupt:
        raise SystemExit("Stopped; run it again to go on.") from None
    finally:
        pagecache.renew()
    print(f"The archive holds {Article.objects.count():,} articles.")


if __name__ == "__main__":
    main()
