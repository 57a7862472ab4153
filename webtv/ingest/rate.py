"""The house score of a programme: what was measured of it, and how new it is on its channel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from webtv.media.quality.measures import Measures
from webtv.media.quality.novelty import new_pictures, new_words
from webtv.media.quality.score import parts_of
from webtv.model.programme import Programme
from webtv.model.score import score_of

REMEMBERED = timedelta(days=3)
"""Programmes that were made longer ago are no repeats any more."""


def scored(programme: Programme, measures: Measures, earlier: Iterable[Programme]) -> Programme:
    """`programme` with its score; `measures` are those of its file.

    `earlier` are programmes of its channel. Announcements and films that people gave are not
    scored: a card stands still, and what people film is theirs.
    """
    if programme.kind != "programme":
        return programme
    parts = parts_of(measures, joins_s=[shot.start_s for shot in programme.shots[1:]])
    recent = [
        other
        for other in earlier
        if other.id != programme.id
        and other.kind == "programme"
        and abs(programme.created_at - other.created_at) <= REMEMBERED
    ]
    prints = [each for other in recent for each in other.fingerprints]
    new = (
        new_pictures(programme.fingerprints, prints),
        new_words(programme.words, [other.words for other in recent]),
    )
    known = [share for share in new if share is not None]
    if known:
        parts["new"] = min(known)
    return programme.model_copy(update={"score": score_of(parts)})
