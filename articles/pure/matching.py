"""Which items two lists have in common. Knows no texts."""

from bisect import bisect_right
from collections import Counter

FINE = 1_024  # the product of the lengths of two stretches that are compared one by one
LEVELS = 8  # how often a stretch is cut at what stands once in both texts


def matches(old, new):
    """Return the places (i, j) of equal items, growing in both; hashes each a bounded number of times.

    Cut at the items that stand once in both, as they are the surest; where none does, the first of
    an item answers to the first, the second to the second, and so on.
    """
    pairs = []
    stretches = [(0, len(old), 0, len(new), LEVELS)]
    while stretches:
        a, b, c, d, level = stretches.pop()
        while a < b and c < d and old[a] == new[c]:
            pairs.append((a, c))
            a, c = a + 1, c + 1
        while a < b and c < d and old[b - 1] == new[d - 1]:
            b, d = b - 1, d - 1
            pairs.append((b, d))
        if a == b or c == d:
            continue
        if (b - a) * (d - c) <= FINE:
            pairs += [(a + i, c + j) for i, j in longest_common(old[a:b], new[c:d])]
        elif level >= 0:
            anchors = once_in_both(old[a:b], new[c:d]) if level else []
            level = level - 1 if anchors else -1
            anchors = anchors or by_turn(old[a:b], new[c:d])
            ends = [*((a + i, c + j) for i, j in anchors), (b, d)]
            for i, j in ends:
                stretches.append((a, i, c, j, level))
                a, c = i + 1, j + 1
            pairs += ends[:-1]
    return sorted(pairs)


def once_in_both(old, new):
    """Return the places (i, j) of items that stand once in each list, growing in both."""
    counts, others = Counter(old), Counter(new)
    places = {item: j for j, item in enumerate(new) if others[item] == 1 == counts.get(item)}
    return growing([(i, places[item]) for i, item in enumerate(old) if item in places])


def by_turn(old, new):
    """Return the places (i, j) of equal items, the first with the first, growing in both."""

    def turns(items):
        seen = Counter()
        for item in items:
            seen[item] += 1
            yield item, seen[item]

    places = {turn: j for j, turn in enumerate(turns(new))}
    return growing([(i, places[turn]) for i, turn in enumerate(turns(old)) if turn in places])


def growing(pairs):
    """Return the longest part of the pairs, which are in order of i, whose j grows too."""
    ends, last, before = [], [], []  # by length: the smallest last j, and which pair that is
    for number, (_i, j) in enumerate(pairs):
        length = bisect_right(ends, j)
        before.append(last[length - 1] if length else None)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [number]
    chosen, number = [], last[-1] if last else None
    while number is not None:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]


def longest_common(old, new):
    """Return the places (i, j) of a longest common part; takes the product of the lengths."""
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            lengths[i][j] = (
                lengths[i + 1][j + 1] + 1
                if old[i] == new[j]
                else max(lengths[i + 1][j], lengths[i][j + 1])
            )
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
