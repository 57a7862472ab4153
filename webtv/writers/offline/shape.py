"""How long the parts of a programme are: what of its theme is told in it, a tale, the rest."""

from __future__ import annotations

TALE = 5
"""Shots of a tale, which follow each other."""

ENOUGH = 8
"""Shots of a programme at least, where there is anything that belongs to its theme."""

ARC = 3
"""Sentences of a theme of which a programme is made that tells no tale, at least."""

_DEALS = 3
"""Programmes over which the beats of a theme are dealt out."""

_FEW = 4
"""Beats of a theme of which each has a programme of its own."""

_MOST = 5
"""Beats of a programme at most, where a world is seen around them."""

PLAIN = 5
"""Shots of a programme at least that shows nothing but its theme."""

_PHRASES = 2
"""Bare phrases of such a programme, where it has nothing else."""

_OPENS, _OPENS_TALE, _LASTS = 5, 8, 9
"""Shots of a programme that shows first where all is, of one with a tale, and of one that has
something of its theme as its last image.
"""


def opens(shots: int, *, tale: bool) -> bool:
    """Whether a programme has room for a shot of where all is."""
    return shots >= (_OPENS_TALE if tale else _OPENS)


def lasts(shots: int) -> bool:
    """Whether it has room for a last image."""
    return shots >= _LASTS


def dealt(beats: int, shots: int) -> int:
    """How many of a theme's beats a programme of so many shots has: about a third, so that each
    comes back after two others.
    """
    share = min(_MOST, -(-(beats - 1) // _DEALS) if beats <= _FEW else -(-beats // _DEALS))
    return min(max(1, min(beats, share)), shots)


def dealt_alone(beats: int, shots: int, *, phrases: bool) -> int:
    """How many it has at least where it has no tale: half of them, fewer of bare `phrases`."""
    least, most = (_PHRASES, ARC) if phrases else (ARC, ARC + 1)
    return min(max(least, min(most, beats // 2)), shots)
