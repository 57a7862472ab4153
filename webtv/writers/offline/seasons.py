"""The season of a theme: one sentence in winter makes no winter of the others."""

from __future__ import annotations

from webtv.writers.offline.stops import SENTENCE
from webtv.writers.offline.timewords import SEASONS, season_in
from webtv.writers.offline.wordsets import has

_MANY = 3
"""Sentences of which one says what holds for all."""

SEASON_WORDS = " ".join(SEASONS)
"""Words of all seasons."""

SNOWY = (
    "winter winters wintry snow snowy ice icy christmas invierno nieve hiver neige winter schnee "
    "inverno neve 冬 雪 الشتاء ثلج glacier arctic polar"
)
"""Words of winter and ice."""


def season_of(theme: str) -> int | None:
    """The season that holds for a whole theme, spring being 0; None for none, and for several."""
    if season_in(theme) is None:
        return None
    return next((at for at, words in enumerate(SEASONS) if holds(theme, words)), None)


def holds(theme: str, words: str) -> bool:
    """Whether one of `words` is said of a whole theme: at its beginning, or again and again."""
    parts = [part for part in SENTENCE.split(theme) if part.strip()]
    return has(theme, words) and (
        has(parts[0], words) or _MANY * sum(has(part, words) for part in parts) >= len(parts)
    )
