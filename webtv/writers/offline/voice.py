"""Keeps a programme from falling silent: rather is it shorter."""

from __future__ import annotations

from collections.abc import Sequence

from webtv.writers.offline.shots import Step

_SILENT = 0.25
"""Share of the shots without a line at most."""

_RUN = 3
"""Silent shots that are never seen one after the other."""


def voiced(steps: Sequence[Step], *, fewest: int, fixed: bool) -> list[Step]:
    """The steps without some of the silent ones, where these are many; never under `fewest`.

    The first, the last and whoever reacts to something stay, and all beats of a theme whose
    order is `fixed`.
    """
    kept = list(steps)
    while len(kept) > fewest:
        spare = [at for at in _too_many(kept) if _may_go(kept[at], fixed=fixed)]
        if not spare:
            break
        seen = [step.seen for step in kept]
        del kept[max(spare, key=lambda at: (seen.count(seen[at]), bool(kept[at].moment)))]
    return kept


def _too_many(steps: Sequence[Step]) -> list[int]:
    """The silent steps of which one should go: those of a long run, then any of too many."""
    inner = range(1, len(steps) - 1)
    silent = [not step.line for step in steps]
    for start in range(len(steps) - _RUN + 1):
        if all(silent[start : start + _RUN]):
            return [at for at in range(start, start + _RUN) if at in inner]
    return [at for at in inner if silent[at]] if sum(silent) > _SILENT * len(steps) else []


def _may_go(step: Step, *, fixed: bool) -> bool:
    if step.moment:
        return step.seen == step.moment.picture
    return not fixed
