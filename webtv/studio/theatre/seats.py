"""What sits upon, in or under something else: both are brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webtv.studio.theatre.blocking import Actor
from webtv.studio.theatre.figures import Figure, How
from webtv.studio.theatre.traits import ALIVE, FACES, HEADS, OPEN, ROLLING, height, stance

_TOPS = {
    "sailboat": 0.3, "canoe": 0.3, "houses": 0.72, "church": 0.5, "chair": 0.5, "bed": 0.4,
    "paper-branch": 0.52, "paper-carpet": 0.5, "paper-lily-pad": 0.4,
    "paper-fence": 0.94, "deciduous-tree": 0.55, "evergreen-tree": 0.6,
    "couch-and-lamp": 0.4, "automobile": 0.8,
}  # fmt: skip
"""How high one sits on a thing, in shares of its height, where that is not near its top."""

_BUILT = frozenset("houses house church lighthouse castle office-building mountain".split())
_FRAMES = frozenset("door window houses house house-with-garden tent hut".split())
"""In these one stands before the picture, at its foot."""

_WITHIN = 0.52
"""Share of a container's height that hides what is in it."""

_MOVING = frozenset({"fly", "float", "swim", "leap", "sail", "walk", "run"})


def seated(actors: Sequence[Actor], figures: Sequence[Figure], *, close: bool) -> None:
    """Bring together all that one of the `figures`, which are `opened`, is on, in or under."""
    for figure in figures:
        if figure.on is None or figure.on >= len(figures):
            continue
        other = figures[figure.on]
        riders = [actor for actor in actors if actor.figure.icon == figure.icon]
        seat = next((actor for actor in actors if actor.figure.icon == other.icon), None)
        if seat is None or not riders or other.icon == figure.icon:
            continue
        if figure is figures[0] and seat not in riders and stance(other.icon) != "sky":
            seat.x = riders[0].x  # the hero stays in the picture's middle
        _settle(riders, seat, figure.how, close=close)


def opened(figures: Sequence[Figure]) -> list[Figure]:
    """The figures; a box in which something is stands open."""
    within = {figure.on for figure in figures if figure.how == "in"}
    return [
        replace(figure, icon="paper-box") if at in within and figure.icon == "package" else figure
        for at, figure in enumerate(figures)
    ]


def _settle(riders: Sequence[Actor], seat: Actor, how: How, *, close: bool) -> None:
    icon = seat.figure.icon
    if how == "under":
        _under(riders, seat, close=close)
    elif how == "below":
        _hang(riders, seat)
    elif how == "in" and icon in OPEN:
        _within(riders, seat, close=close)
    elif how == "in" and icon in _FRAMES:
        seat.tall = max(seat.tall, 0.62)
        for rider in riders:
            rider.x, rider.y, rider.before = seat.x, seat.y - 0.02 * seat.tall, True
            rider.tall, rider.travel = min(rider.tall, max(0.16, seat.tall * 0.58)), 0.0
            _still(rider)
    elif (how == "on" and riders[0].figure.icon not in ROLLING) or icon.endswith("-tree"):
        _perch(riders, seat, close=close)


def _still(rider: Actor) -> None:
    if rider.act in _MOVING and not set(rider.figure.acts) & _MOVING:
        rider.act = "look" if rider.figure.icon in ALIVE else "thing"


def _centred(riders: Sequence[Actor], seat: Actor, *, close: bool) -> None:
    """In a close shot both are large, in the middle."""
    if close:
        seat.x, seat.y, seat.tall = riders[0].x, 0.97, 0.5
    if stance(seat.figure.icon) == "air":
        seat.y, seat.tall, seat.act = 0.72, max(seat.tall, 0.42), "house"


def _under(riders: Sequence[Actor], seat: Actor, *, close: bool) -> None:
    """A tree or a table is moved to where its guests are."""
    icon = seat.figure.icon
    if icon not in ("umbrella", "paper-table", "bed") and height(icon) < 0.9:
        return
    seat.x = sum(rider.x for rider in riders) / len(riders)
    if icon == "umbrella":
        seat.y, seat.tall = riders[0].y - riders[0].tall * 0.7, max(0.3, riders[0].tall * 0.7)
        seat.act, riders[0].before = "thing", True  # its stick is behind the head
        return
    if close:
        seat.y, seat.tall = 0.98, 0.95
    for rider in riders:
        rider.y = seat.y + 0.01 if close else rider.y
        rider.before, rider.tall = True, max(0.14, min(rider.tall, seat.tall * 0.55))
        rider.travel = 0.0


def _hang(riders: Sequence[Actor], seat: Actor) -> None:
    """What hangs from a lamp, a branch or a balloon is under it, high up."""
    tree = seat.figure.icon.endswith("-tree")
    if tree or stance(seat.figure.icon) in ("hang", "air"):
        seat.tall = max(seat.tall, 0.3)
        seat.y = seat.y if tree else 0.1 + seat.tall
        for rider in riders:
            rider.tall = min(rider.tall, 0.42)
            rider.x, rider.y = seat.x, seat.y - 0.12 * seat.tall + rider.tall
            rider.act, rider.travel, rider.before = "hang", 0.0, True


def _within(riders: Sequence[Actor], seat: Actor, *, close: bool) -> None:
    """Riders look out of a container that is drawn before them."""
    _centred(riders, seat, close=close)
    seat.tall, seat.before = min(max(seat.tall, 0.34), 0.5), True
    _row(riders, seat)
    for rider in riders:
        flat = seat.figure.icon in ("paper-puddle", "bed")
        rider.y = seat.y - seat.tall * (0.16 if flat else _WITHIN)
        most = 1.3 if rider.figure.icon in HEADS else 1.1
        rider.tall = seat.tall * min(most, max(0.95, rider.tall / seat.tall))
        rider.travel = 0.0
        _still(rider)


def _perch(riders: Sequence[Actor], seat: Actor, *, close: bool) -> None:
    """Set puppets upon a thing or a creature, side by side."""
    icon = seat.figure.icon
    alive = icon in ALIVE
    if not alive and icon not in _BUILT:
        _centred(riders, seat, close=close)
        seat.tall = min(max(seat.tall, 0.3), 0.46)
    _row(riders, seat)
    share = 0.5 if alive else 0.7 if icon in _BUILT else 0.95
    for rider in riders:
        rider.y = seat.y - seat.tall * _TOPS.get(icon, 0.9)
        if alive:
            right, top = (
                FACES.get(icon, (0, 0, 0.5, 0.03))[2:4] if icon not in HEADS else (0.5, 0.0)
            )
            rider.x = seat.x + (right - 0.5) * seat.tall * (-1 if seat.facing > 0 else 1)
            rider.y = seat.y - seat.tall * (1 - top) + 0.01
        rider.tall = max(0.12, min(rider.tall, rider.y - 0.06, seat.tall * share))
        rider.travel, rider.before = seat.travel, True
        if alive:
            rider.act = seat.act
        else:
            _still(rider)


def _row(riders: Sequence[Actor], seat: Actor) -> None:
    wide = seat.tall * 0.6
    for rider in riders:
        row = rider.number - (len(riders) - 1) / 2
        rider.x = seat.x + row * wide / max(1, len(riders) - 1) if len(riders) > 1 else seat.x


def dreams(sleeper: Actor) -> Actor:
    """What shows that somebody sleeps, over the head."""
    x = sleeper.x + 0.28 * sleeper.tall * sleeper.facing
    y = sleeper.y - 0.86 * sleeper.tall
    tall = min(0.2, max(0.09, sleeper.tall * 0.3))
    return Actor(Figure("zzz", "zzz"), x, max(y, tall + 0.03), tall, "float", -1, before=True)
