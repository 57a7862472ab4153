"""What drives a programme: an event of the theme itself, or now and then a small story of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from webtv.writers.offline.beats import Beat
from webtv.writers.offline.mood import kinds_of
from webtv.writers.offline.setting import is_snowy
from webtv.writers.offline.stories import Event, Plot
from webtv.writers.offline.turns import filmed_ago, prompt_key, told_ago

if TYPE_CHECKING:
    from webtv.writers.offline.draft import Draft

_EVERY = 3
"""Programmes of which one at most has a small story that is not the theme's."""

_RESTS = 12
"""Programmes within which no small story comes again."""

_EVENT_RESTS = 2
"""Programmes between two with an event of one kind."""


_OF_SUMMER = frozenset({"hat", "kite", "umbrella"})
"""Small stories that need a day without snow."""


def plot_of(draft: Draft, known: Sequence[Beat]) -> Plot | None:
    """The small story of a programme; None where the theme has, or is, a story of its own."""
    recent, channel = draft.brief.recent, draft.channel
    if draft.things_only or any(beat.choice for beat in known):
        return None
    ago = {plot.begins: told_ago(plot.begins, recent) for plot in draft.stories.plots}
    if not ago or min(ago.values()) < _EVERY - 1:
        return None
    if event_of(draft, known):
        return None
    kinds = kinds_of(channel, draft.mood, draft.hours, draft.theme.avoid)
    theme = prompt_key(channel.theme)
    fitting = [
        plot
        for plot in draft.stories.plots
        if plot.kind in kinds
        and ago[plot.begins] >= _RESTS
        and not (plot.key in _OF_SUMMER and is_snowy(channel.theme))
        and prompt_key(plot.noun.split(" ")[-1]) not in theme
    ]
    return draft.longest_ago(fitting, lambda plot: ago[plot.begins]) if fitting else None


def event_of(draft: Draft, known: Sequence[Beat]) -> Beat | None:
    """The sentence of the theme in which somebody wants, misses, finds or takes something."""
    if draft.mood == "scary" or draft.channel.series or draft.ordered or draft.day:
        return None
    recent = draft.brief.recent
    told = [
        beat
        for beat in known
        if not (beat.choice or beat.portrait or _is_title(draft, beat))
        and (kind := draft.stories.event_in(beat.text))
        and min(told_ago(line, recent) for line in _lines(draft, kind)) >= _EVENT_RESTS
    ]
    return (
        draft.longest_ago(told, lambda beat: filmed_ago(draft.key(beat), recent)) if told else None
    )


def _is_title(draft: Draft, beat: Beat) -> bool:
    """Whether an English beat only names something; in other languages a short one may act."""
    return draft.channel.language[:2] == "en" and draft.is_thing(beat)


def tells_event(draft: Draft, line: str) -> bool:
    """Whether a line goes on from what happens in the theme, and fits no other programme."""
    kind = draft.stories.event_in(draft.event.text) if draft.event else None
    return kind is not None and line in _lines(draft, kind)


def _lines(draft: Draft, kind: Event) -> tuple[str, ...]:
    return draft.stories.lines("grows", kind) + draft.stories.lines("ends", kind)
