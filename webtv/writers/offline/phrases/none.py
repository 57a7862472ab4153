"""A language without phrases: beats go out alone."""

from __future__ import annotations

from webtv.writers.offline.phrases.language import Phrases

BARE = Phrases(
    hours={},
    skies={},
    sky_titles={},
    scales={},
    details=(),
    acts=(),
    beat_titles=("{Beat}",),
    name_titles=("{Name}",),
    noun_titles=(),
    thing_titles=(),
)
