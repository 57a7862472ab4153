"""A language without phrases: beats go out alone."""

from __future__ import annotations

from dataclasses import replace

from webtv.writers.offline.phrases.en import ENGLISH
from webtv.writers.offline.phrases.language import Phrases

BARE = Phrases(
    hours={},
    skies={},
    scales=ENGLISH.scales,  # models and the studio know these, and no viewer reads them
    details=(),
)

_ENDS = {
    **dict.fromkeys(("hi", "mr", "ne", "bn", "pa", "as", "or", "sa"), "।"),
    **dict.fromkeys(("ur", "sd"), "۔"),
    **dict.fromkeys(("th", "lo"), ""),
    "hy": "։",
    "my": "။",
    "km": "។",
    "am": "።",
}
"""What ends a sentence where that is no full stop."""


def bare_in(language: str) -> Phrases:
    """Return the phrases for a language that has none of its own: the stop that it writes."""
    comma = "، " if language[:2] in ("ur", "fa", "ps", "sd", "ku") else BARE.comma
    return replace(BARE, end=_ENDS.get(language[:2], BARE.end), comma=comma)
