"""What airs next: the rundown's rules, as functions on values.

The rundown is the ordered list of what is planned for air. Fresh programmes come first; then
reruns, least recently aired first, of which the better ones come round a little sooner; the same
programme never twice in a row while there are two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import inf

NEVER = datetime.min.replace(tzinfo=UTC)

ON_AIR = datetime.max.replace(tzinfo=UTC)
"""When something aired last that is on air or cued: later than all else."""

_SOONER = 1.15
"""The best programmes rest by so much less than the mean ones, and the worst by so much more."""


def plan_ahead(
    programmes: Sequence[str],
    *,
    aired: Mapping[str, datetime],
    planned: Sequence[str],
    on_air: str | None,
    depth: int,
    scores: Mapping[str, float] | None = None,
) -> list[str]:
    """Programme ids to add after `planned`, so that the rundown is `depth` long.

    `programmes` are the ids in the library, oldest first; `aired` says when each last aired;
    `planned` stands in the rundown already and is not touched. Fresh programmes are all added,
    even beyond `depth`, since nothing may overtake them. `scores` are house scores, as far as there
    are any.
    """
    rundown = list(planned)
    fresh = [p for p in programmes if p not in aired and p not in rundown and p != on_air]
    added = list(fresh)
    rundown += fresh
    rests = rested(programmes, aired, scores or {})
    rank = {p: (-rests[p], i) for i, p in enumerate(programmes)}
    while len(rundown) < depth and programmes:
        previous = rundown[-1] if rundown else on_air
        choices = [p for p in programmes if p != previous] or list(programmes)
        pick = min(choices, key=lambda p: (_last_place(rundown, p, on_air), rank[p]))
        rundown.append(pick)
        added.append(pick)
    return added


def rested(
    programmes: Sequence[str], aired: Mapping[str, datetime], scores: Mapping[str, float]
) -> dict[str, float]:
    """How long each programme has rested, in seconds, weighed by its score.

    A better one than the mean counts as if it had rested longer, so that it airs more often; never
    by so much that another would not have its turn. What never aired has rested for ever.
    """
    times = [at for p in programmes if (at := aired.get(p)) is not None and at < ON_AIR]
    newest = max(times, default=NEVER)
    known = [scores[p] for p in programmes if scores.get(p)]
    mean = sum(known) / len(known) if known else 0.0
    return {p: _rested_s(aired.get(p), newest) * _weight(scores.get(p), mean) for p in programmes}


def _rested_s(aired: datetime | None, newest: datetime) -> float:
    if aired is None:
        return inf
    # One second more than none, so that the score decides between those that aired together.
    return -1.0 if aired >= ON_AIR else (newest - aired).total_seconds() + 1


def _weight(score: float | None, mean: float) -> float:
    # Squared, since scores of what may air at all are near to one another.
    return min(_SOONER, max(1 / _SOONER, (score / mean) ** 2)) if score and mean else 1.0


def _last_place(rundown: Sequence[str], programme: str, on_air: str | None) -> int:
    """How late `programme` stands in the rundown; -1 for on air now, -2 for nowhere."""
    for place in range(len(rundown) - 1, -1, -1):
        if rundown[place] == programme:
            return place
    return -1 if programme == on_air else -2
