"""Pictures that go with a theme without being in it, as few as its own things allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webtv.writers.offline.cutaways import cutaways_for
from webtv.writers.offline.mood import kinds_of
from webtv.writers.offline.setting import is_indoors, is_snowy
from webtv.writers.offline.stories import stories_in
from webtv.writers.offline.things import things_in
from webtv.writers.offline.turns import filmed_ago

if TYPE_CHECKING:
    from webtv.writers.offline.draft import Draft

FEW = 6
"""Beats below which pictures that go with the theme are added."""

_OWN = 3
"""Things that a theme names, from which it is filmed by these."""

_ASIDES = 2
"""Pictures that go with a theme which names things of its own."""

_BORROWED = 4
"""The same, of a theme that names hardly a thing and whose topic is unknown."""


def asides_of(draft: Draft) -> tuple[str, ...]:
    """Pictures that go with the theme of a draft, those filmed longest ago first."""
    beats, language = draft.theme.beats, draft.language
    few = len(beats) < FEW and not draft.channel.cast
    topic: tuple[str, ...] = ()
    if few and language[:2] == "en":
        topic = cutaways_for(f"{draft.channel.theme_en or draft.channel.theme}")
    known = topic or _glimpses(draft)
    own = {thing for beat in beats for thing in things_in(beat.english or beat.text, language)}
    most = _ASIDES if len(own) >= _OWN or not few else len(known) if topic else _BORROWED
    shuffled = draft.rng.sample(known, min(most, len(known)))
    return tuple(sorted(shuffled, key=lambda seen: -filmed_ago(seen, draft.brief.recent)))


def _glimpses(draft: Draft) -> tuple[str, ...]:
    """Small pictures that go with any place under a sky without snow."""
    theme = draft.channel.theme
    if draft.bare or draft.mood not in ("calm", "comic") or is_indoors(theme) or is_snowy(theme):
        return ()
    known = stories_in(draft.language)
    if "home" not in kinds_of(draft.channel, draft.mood, draft.hours, draft.theme.avoid):
        return known.pictures("wild") if len(draft.theme.beats) < FEW else ()
    dark = all(hour in ("dusk", "night", "midnight", "before dawn") for hour in draft.hours)
    return known.pictures("night" if dark else "day")
