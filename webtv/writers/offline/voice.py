"""Keeps a programme from falling silent: rather is it shorter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from webtv.writers.offline.draft import Draft
from webtv.writers.offline.shots import Step
from webtv.writers.offline.turns import prompt_key
from webtv.writers.offline.wording import spoken_s

_SILENT = 1 / 6
"""Share of the shots without a line at most."""

_SPARE = 5
"""Shots of a programme, of which one whose sentence is too long for it may be left out."""

_RUN = 2
"""Silent shots that are never seen one after the other."""

_LONGEST_S, _LONGER = 8.0, 2.0
"""Seconds of a shot that is made longer, and how many times as long it may be."""


def most_silent(shots: int) -> int:
    """Return how many of so many shots are silent at most."""
    return max(1, round(_SILENT * shots))


def voiced(steps: Sequence[Step], *, fewest: int, fixed: bool) -> list[Step]:
    """Return the steps without some of the silent ones, where these are many; never under `fewest`.

    The first, the last, what tells a story and all beats of a theme whose order is `fixed` stay.
    """
    kept = list(steps)
    while len(kept) > fewest:
        spare = [at for at in _too_many(kept) if _may_go(kept[at], fixed=fixed)]
        if not spare:
            break
        seen = [step.seen for step in kept]
        del kept[max(spare, key=lambda at: seen.count(seen[at]))]
    return kept


def _too_many(steps: Sequence[Step]) -> list[int]:
    """The silent steps of which one should go: those of a long run, then any of too many."""
    inner = range(1, len(steps) - 1)
    silent = [not step.line for step in steps]
    for start in range(len(steps) - _RUN + 1):
        if all(silent[start : start + _RUN]):
            return [at for at in range(start, start + _RUN) if at in inner]
    return [at for at in inner if silent[at]] if sum(silent) > most_silent(len(steps)) else []


def _may_go(step: Step, *, fixed: bool) -> bool:
    return not step.kept and (step.moment is not None or not fixed)


def quiet(steps: Sequence[Step], draft: Draft) -> list[Step]:
    """The shots without lines that were said, or for which there is no time.

    A picture does not come again without the words that it had.
    """
    said: set[str] = set()
    seen: set[str] = set()
    told: list[Step] = []
    for step in steps:
        again = prompt_key(step.line) in said
        if again and step.line and step.seen in seen:
            continue
        line = "" if again else step.line
        said.add(prompt_key(line))
        seen.add(step.seen)
        if not draft.has_time_for(line):
            if told and len(steps) > _SPARE and not (draft.ordered or draft.day):
                continue  # a sentence that nobody can read in time
            line = ""
        needed = spoken_s(line)
        seconds = needed if needed > draft.channel.programme.shot_s else 0.0
        told.append(replace(step, line=line, seconds=seconds))
    return told


def paced(steps: Sequence[Step], draft: Draft) -> tuple[Step, ...]:
    """The shots, longer where they are few, so that a programme is as long as others."""
    usual = draft.channel.programme.shot_s
    longest = min(_LONGEST_S, _LONGER * usual, draft.brief.lengths_s[1])
    even = max(usual, min(longest, round(draft.count * usual / len(steps), 1)))
    if even == usual:
        return tuple(steps)
    return tuple(replace(step, seconds=max(step.seconds, even)) for step in steps)
