"""Who stands at which place of a slot: what follows from its picks alone, of now and of then."""

from datetime import UTC, datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def order(pick):
    """Return by what picks are ordered, as Pick.Meta orders them."""
    return (pick.position, EPOCH - pick.starts_at, -pick.pk)


def placed(picks, may_stand):
    """Return {place: pick} of picks in their order whose articles, by number, may stand there."""
    places, place = {}, 0
    for pick in picks:
        if may_stand(pick.article_id):
            # Two chosen for the same place: the one that started later, and then the other.
            place = max(pick.position, place + 1)
            places[place] = pick
    return places


def make_room(picked, places, step):
    """Let the pick stand at its position among {place: pick}, each as it stood before.

    Whoever stands there goes on by `step`, and so does whoever stands in that way. A stored
    position changes only where the order needs it, so that after a short pick has ended
    the others stand where they stood. Returns the picks whose position has changed.
    """
    wanted = {place: other for place, other in places.items() if other.pk != picked.pk}
    place, moving = picked.position, picked
    while moving:
        wanted[place], moving = moving, wanted.get(place)
        place += step
    moved, last, taken = [], (0,), 0
    for place, other in sorted(wanted.items()):
        if order(other) < last or max(other.position, taken + 1) != place:
            other.position = place
            moved.append(other)
        last, taken = order(other), place
    return moved
