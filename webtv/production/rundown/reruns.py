"""What may come back: the rules of reruns, on values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from webtv.config.channel import Channel
from webtv.model.programme import Programme
from webtv.model.rundown import NEVER
from webtv.production.rundown.publisher import airable
from webtv.writers.daypart import daypart

_HELPS_OUT = timedelta(hours=1)
"""How long other themes help out a new one that has too little to show."""

_ENOUGH_S = 60.0
"""Seconds of programmes on the theme in force without which all themes help out."""


def fitting(
    listed: Sequence[Programme],
    channel: Channel,
    now: datetime,
    *,
    aired: Collection[str],
) -> list[Programme]:
    """What may be planned of `listed`: all that never aired, and reruns of the theme in force.

    After an edit, or when another daypart begins, programmes on other themes help out while there
    is too little on this one to keep `no_repeat_within_s`, for an hour: themes that the channel
    has at other hours, and last those that it has no more. Films that people gave fit always.
    """
    able = airable(listed, channel.house)
    theme = theme_in_force(channel, now)
    own = [p for p in able if is_on(p, theme) or p.id not in aired]
    own_s = sum(p.duration_s for p in own)
    if own_s >= channel.clock.no_repeat_within_s:
        return own
    since = min((p.created_at for p in own if p.kind == "programme"), default=None)
    if own_s >= _ENOUGH_S and since is not None and now - since >= _HELPS_OUT:
        return own
    themes = {channel.theme, *(part.theme for part in channel.dayparts)}
    known = [p for p in able if is_on(p, theme) or p.id not in aired or p.theme in themes]
    enough = sum(p.duration_s for p in known) >= channel.clock.no_repeat_within_s
    return known if enough else able


def is_on(programme: Programme, theme: str) -> bool:
    """Whether a programme is on a theme; films that people gave are on any."""
    return programme.theme in (theme, "") or programme.kind != "programme"


def theme_in_force(channel: Channel, now: datetime) -> str:
    """The theme of a channel at an hour; its own where none is known."""
    return (daypart(channel, now) if now != NEVER else channel).theme
