"""What differs between two texts: by paragraph and sentence, then by word. Knows no models.

Every step takes about as many operations as the texts have words, whatever they hold: the finest
comparison, whose cost is a product, is done between short stretches only.
"""

import re
from bisect import bisect_left, insort
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, zip_longest

from .matching import matches

SAME, REMOVED, ADDED = "same", "removed", "added"
BREAK = "¶\n"  # a paragraph's end that was put in or taken out

CLOSING = "”’\"'」』)\\]"
SENTENCE_END = re.compile(
    rf"(?<=[.?!…。])\s+|(?<=[.?!…。][{CLOSING}])\s+|(?<=[.?!…。][{CLOSING}][{CLOSING}])\s+"
    r"|(?<=[다요죠까]\.)(?=[가-힣“‘「『])"
)
# A number or a Latin word is not cut: 3억2000만 → 3억5000만 would be read as two new numbers.
ATOM = re.compile(r"[0-9A-Za-z]+(?:[.,][0-9]+)*|.", re.DOTALL)

REACH = 8  # how far from its old place a changed sentence is looked for
FOLDED = 3  # rows
ALIKE = 0.4  # of the pairs of characters, for two sentences to count as one that was changed


@dataclass(frozen=True)
class Segment:
    """A stretch of text that is the same in both, or was removed or added."""

    kind: str
    text: str


@dataclass(frozen=True)
class Row:
    """A paragraph, or what became of it, as segments in reading order."""

    inline: tuple

    @property
    def old(self):
        """The segments of the old text."""
        return [segment for segment in self.inline if segment.kind != ADDED]

    @property
    def new(self):
        """The segments of the new text."""
        return [segment for segment in self.inline if segment.kind != REMOVED]

    @property
    def is_same(self):
        return all(segment.kind == SAME for segment in self.inline)


@dataclass(frozen=True)
class Group:
    """Rows that follow each other; folded ones are the same and far from every change."""

    is_folded: bool
    rows: tuple


@dataclass(frozen=True)
class Sentence:
    text: str
    begins: bool  # a paragraph


def rows(old, new):
    """Return the Rows of two texts, each a string or a list of paragraphs."""
    old, new = sentences(old), sentences(new)
    done, row = [], RowMaker()
    next_old = next_new = 0
    for i, j in steps(old, new):
        if at_start(old, next_old) and at_start(new, next_new):
            done.append(row.row())
            row = RowMaker()
        if i is None:
            row.add_one(ADDED, new[j])
        elif j is None:
            row.add_one(REMOVED, old[i])
        else:
            row.add_both(old[i], new[j])
        next_old, next_new = next_old + (i is not None), next_new + (j is not None)
    return side_by_side([row for row in [*done, row.row()] if row.inline])


def sentences(source):
    """Return the Sentences of a text or of a list of paragraphs, with single spaces."""
    paragraphs = source.split("\n") if isinstance(source, str) else source
    return [
        Sentence(part, begins=not number)
        for paragraph in paragraphs
        for number, part in enumerate(filter(None, SENTENCE_END.split(" ".join(paragraph.split()))))
    ]


def at_start(sentences, place):
    """Return whether a paragraph begins at that place, or the text has ended."""
    return place == len(sentences) or sentences[place].begins


class RowMaker:
    """Collects the sentences of a row and keeps both sides readable."""

    def __init__(self):
        self.segments = []
        self.has_text = {REMOVED: False, ADDED: False}

    def add_one(self, kind, sentence):
        """Add a sentence that stands on one side only."""
        separator = BREAK if sentence.begins and self.has_text[kind] else " " * bool(self.segments)
        self.segments.append(Segment(kind, separator + sentence.text))
        self.has_text[kind] = True

    def add_both(self, old, new):
        """Add a sentence that stands on both sides, changed or not."""
        if self.segments:
            breaks = {
                kind: sentence.begins and self.has_text[kind]
                for kind, sentence in ((REMOVED, old), (ADDED, new))
            }
            if breaks[REMOVED] != breaks[ADDED]:
                kind = REMOVED if breaks[REMOVED] else ADDED
                self.segments.append(Segment(kind, BREAK))
            self.segments.append(Segment(SAME, " "))
        self.segments += marked(old.text, new.text)
        self.has_text = {REMOVED: True, ADDED: True}

    def row(self):
        return Row(joined(self.segments))


def joined(segments):
    """Return the segments, those of one kind that follow each other as one."""
    return tuple(
        Segment(kind, "".join(segment.text for segment in run))
        for kind, run in groupby(segments, key=lambda segment: segment.kind)
    )


def side_by_side(rows):
    """Return the rows, removed paragraphs beside the added ones that stand in their place."""

    def only(row):
        kinds = {segment.kind for segment in row.inline}
        return kinds.pop() if len(kinds) == 1 else None

    paired, removed = [], []
    for kind, run in groupby(rows, key=only):
        run = list(run)
        if kind == REMOVED:
            removed = run
            continue
        if kind == ADDED:
            pairs = zip_longest(removed, run, fillvalue=Row(()))
            run = [Row(joined(old.inline + new.inline)) for old, new in pairs]
            removed = []
        paired += removed + run
        removed = []
    return paired + removed


def folded(rows, context=1):
    """Return the rows in Groups; same ones with more than `context` to a change are folded.

    Fewer than FOLDED are not: what says that they are there would take as much room.
    """
    near = set()
    for place, row in enumerate(rows):
        if not row.is_same:
            near.update(range(place - context, place + context + 1))
    runs = groupby(enumerate(rows), key=lambda numbered: numbered[0] not in near)
    groups = [(is_far, tuple(row for _place, row in run)) for is_far, run in runs]
    return [Group(is_far and len(run) >= FOLDED, run) for is_far, run in groups]


def steps(old, new):
    """Yield (i, j), (i, None) or (None, j) for every sentence, in an order that both texts have."""
    kept = matches([sentence.text for sentence in old], [sentence.text for sentence in new])
    i = j = 0
    for to_i, to_j in [*kept, (len(old), len(new))]:
        inner = pairs(old[i:to_i], new[j:to_j])
        for pair_i, pair_j in [*((i + x, j + y) for x, y in inner), (to_i, to_j)]:
            yield from ((place, None) for place in range(i, pair_i))
            yield from ((None, place) for place in range(j, pair_j))
            if pair_i < len(old) and pair_j < len(new):
                yield pair_i, pair_j
            i, j = pair_i + 1, pair_j + 1


def pairs(old, new):
    """Return the places (i, j) of sentences that were changed into each other, in order."""
    if not old or not new:
        return []
    shapes = [shape(sentence.text) for sentence in new]
    candidates = []
    for i, sentence in enumerate(old):
        mine = shape(sentence.text)
        place = i * len(new) // len(old)
        for j in range(max(place - REACH, 0), min(place + REACH + 1, len(new))):
            likeness = 2 * len(mine & shapes[j]) / (len(mine) + len(shapes[j]))
            if likeness >= ALIKE:
                candidates.append((-likeness, i, j))
    return in_order(sorted(candidates))


def shape(sentence):
    """Return the pairs of neighbouring characters, by which sentences are compared.

    Korean words change by a syllable, so whole words would hide how alike two sentences are.
    """
    return {sentence[place : place + 2] for place in range(max(len(sentence) - 1, 1))}


def in_order(candidates):
    """Return of (_, i, j), the best first, those that don't cross a better one."""
    chosen = []
    for _likeness, i, j in candidates:
        place = bisect_left(chosen, (i, j))
        before, after = chosen[:place][-1:], chosen[place : place + 1]
        if all(x < i and y < j for x, y in before) and all(x > i and y > j for x, y in after):
            insort(chosen, (i, j))
    return chosen


def marked(old, new):
    """Return the segments of one sentence, of which the changed words are marked."""
    if old == new:
        return [Segment(SAME, new)]
    old, new = old.split(), new.split()
    segments = []
    i = j = 0
    for to_i, to_j in [*matches(old, new), (len(old), len(new))]:
        for changed in changed_words(old[i:to_i], new[j:to_j]):
            segments += [Segment(SAME, " ")] * bool(segments) + changed
        if to_j < len(new):
            segments += [Segment(SAME, " ")] * bool(segments) + [Segment(SAME, new[to_j])]
        i, j = to_i + 1, to_j + 1
    return segments


def changed_words(old, new):
    """Yield the segments of words that became others: word by word when they are as many."""
    if len(old) == len(new):
        whole = [[], []]
        for pair in zip(old, new, strict=True):
            parts = ending(*pair)
            if parts is None:
                whole[0].append(pair[0])
                whole[1].append(pair[1])
                continue
            yield from whole_words(*whole)
            yield parts
            whole = [[], []]
        old, new = whole
    yield from whole_words(old, new)


def whole_words(old, new):
    """Yield the segments of words that have nothing in common."""
    sides = ((REMOVED, old), (ADDED, new))
    segments = [Segment(kind, " ".join(words)) for kind, words in sides if words]
    if segments:
        yield segments


def ending(old, new):
    """Return the segments of a word of which the smaller part changed, such as its particle.

    None when more changed, because what is left would be harder to read than two words.
    """
    old, new = ATOM.findall(old), ATOM.findall(new)
    limit = min(len(old), len(new))
    head = next((n for n in range(limit) if old[n] != new[n]), limit)
    limit -= head
    tail = next((n for n in range(limit) if old[-1 - n] != new[-1 - n]), limit)
    parts = (
        Segment(SAME, "".join(new[:head])),
        Segment(REMOVED, "".join(old[head : len(old) - tail])),
        Segment(ADDED, "".join(new[head : len(new) - tail])),
        Segment(SAME, "".join(new[len(new) - tail :])),
    )
    kept = len(parts[0].text) + len(parts[3].text)
    changed = max(len(parts[1].text), len(parts[2].text))
    return [part for part in parts if part.text] if kept > changed else None


# How much of a text is gone


def share_replaced(old, new):
    """Return which share (0–1) of the old text's characters, without spaces, no longer stands.

    Sentences count as kept wherever they stand now. Of the others, words are kept that still stand
    near a word that they stood near; a word alone would be found in every text.
    """
    before = [sentence.text for sentence in sentences(old)]
    left = Counter(sentence.text for sentence in sentences(new))
    gone = []
    for sentence in before:
        if left[sentence] > 0:
            left[sentence] -= 1
        else:
            gone.append(sentence.split())
    near = Counter()
    for sentence, count in left.items():
        for _places, pair in neighbours(sentence.split() if count > 0 else []):
            near[pair] += count
    total = sum(map(letters, before))
    lost = sum(letters(word) for words in gone for word in without_kept(words, near))
    return lost / total if total else 0.0


def letters(sentence):
    """Return the number of characters that are not spaces."""
    return len(sentence) - sentence.count(" ")


def neighbours(words):
    """Yield the places and the words of two that stand side by side or with one between them."""
    for place, word in enumerate(words):
        for other in range(place + 1, min(place + 3, len(words))):
            yield (place, other), (word, words[other])


def without_kept(words, near):
    """Return the words that are near none that they were near; uses up the pairs of `near`."""
    kept = set()
    for places, pair in neighbours(words):
        if near[pair] > 0:
            near[pair] -= 1
            kept.update(places)
    return [word for place, word in enumerate(words) if place not in kept]
