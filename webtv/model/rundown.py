"""What airs next: the rundown's rules, as functions on values.

The rundown is the ordered list of what is planned for air. Fresh programmes come first; then
reruns, least recently aired first; the same programme never twice in a row while there are two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

NEVER = datetime.min.replace(tzinfo=UTC)


def plan_ahead(
    programmes: Sequence[str],
    *,
    aired: Mapping[str, datetime],
    planned: Sequence[str],
    on_air: str | None,
    depth: int,
) -> list[str]:
    """Programme ids to add after `planned`, so that the rundown is `depth` long.

    `programmes` are the ids in the library, oldest first; `aired` says when each last aired;
    `planned` stands in the rundown already and is not touched. Fresh programmes are all added,
    even beyond `depth`, since nothing may overtake them.
    """
    rundown = list(planned)
    fresh = [p for p in programmes if p not in aired and p not in rundown and p != on_air]
    added = list(fresh)
    rundown += fresh
    rank = {p: (aired.get(p, NEVER), i) for i, p in enumerate(programmes)}
    while len(rundown) < depth and programmes:
        previous = rundown[-1] if rundown else on_air
        choices = [p for p in programmes if p != previous] or list(programmes)
        pick = min(choices, key=lambda p: (_last_place(rundown, p, on_air), rank[p]))
        rundown.append(pick)
        added.append(pick)
    return added


def _last_place(rundown: Sequence[str], programme: str, on_air: str | None) -> int:
    """How late `programme` stands in the rundown; -1 for on air now, -2 for nowhere."""
    for place in range(len(rundown) - 1, -1, -1):
        if rundown[place] == programme:
            return place
    return -1 if programme == on_air else -2
