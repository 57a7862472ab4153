"""Who is seen doing what happens in a world: nobody of another trade, no child with a blade."""

from __future__ import annotations

import re

from webtv.writers.offline.atlas import Moment
from webtv.writers.offline.worlds import is_anybody, worlds_in, worlds_tagged

SOMEBODY = "a person"
"""Whoever does it, in an English picture."""

_CHILD = re.compile(
    r"\b(?:child|children|boys?|girls?|kids?|toddlers?|bab(?:y|ies)|pupils?|schoolchildren)\b",
    re.IGNORECASE,
)
_SHARP = re.compile(
    r"\b(?:blade|knife|knives|axe|saw|sawing|chisel|razor|scissors|shears|sickle|scythe|shaving"
    r"|oven|boiling|frying|slicing|welding|hot|stove|grindstone|wine|beer)\b",
    re.IGNORECASE,
)
"""What is in no child's hand."""

_PLAYED = frozenset(
    "play party school ballgame boardgame exercise festival family_table village_square swimming "
    "football toys old_things kitchen bakery sweets model_making painting garden".split()
)
"""Worlds of people in which children do what is done."""

_GUEST = "guest"
"""The tag of tales in which a guest or a customer acts."""


def doer_in(who: str, moment: Moment) -> str:
    """Return who is seen doing what a moment shows, if `who` of a theme without cast would.

    A shepherd does not bake, and a baker is no customer of a bakery: there, somebody is seen.
    """
    if _CHILD.search(who):
        works = moment.world in worlds_tagged("people") - _PLAYED
        return SOMEBODY if works or _SHARP.search(moment.picture) else who
    trades = {*worlds_in("en").found(who)} - worlds_tagged("ground")
    if not trades or is_anybody(who):
        return who
    near = {*trades, *worlds_in("en").near([*trades])} | worlds_tagged("ground")
    stranger = moment.world not in near
    at_work = _GUEST in moment.tags and moment.world in trades
    return SOMEBODY if stranger or at_work else who
