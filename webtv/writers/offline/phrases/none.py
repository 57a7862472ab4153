"""A language without phrases: beats go out alone."""

from __future__ import annotations

from webtv.writers.offline.phrases.en import ENGLISH
from webtv.writers.offline.phrases.language import Phrases

BARE = Phrases(
    hours={},
    skies={},
    scales=ENGLISH.scales,  # models and the studio know these, and no viewer reads them
    details=(),
)
