"""A viewer's suggestion in a programme of the offline writer: one shot, amid the theme's own."""

from __future__ import annotations

from collections.abc import Sequence

from webtv.model.audience import Suggestion
from webtv.writers.offline.beat import Beat
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.shots import Shots, Step


def with_suggestion(
    draft: Draft, shots: Shots, steps: Sequence[Step], suggestion: Suggestion | None
) -> Sequence[Step]:
    """The steps, with a shot of the suggestion amid them.

    It takes the place of one that tells least: of a silent one, else of one of a world. Where there
    is none it is one more, if there is room, else it takes the middle, but none of a tale. A
    programme of one shot is the suggestion.
    """
    if suggestion is None or not steps:
        return steps
    step = shots.shown(_beat(draft, suggestion))
    middle = range(1, len(steps) - 1)
    silent = [n for n in middle if not (steps[n].line or steps[n].kept)]
    spare = silent or [n for n in middle if steps[n].moment and not steps[n].kept]
    tale = [n for n in middle if steps[n].kept]
    if not spare and len(steps) < draft.count:
        half = tale[0] if tale else (len(steps) + 1) // 2
        return (*steps[:half], step, *steps[half:])
    spare = spare or [n for n in middle if n not in tale] or [len(steps) - 1]
    chosen = min(spare, key=lambda n: abs(n - len(steps) / 2))
    return (*steps[:chosen], step, *steps[chosen + 1 :])


def _beat(draft: Draft, suggestion: Suggestion) -> Beat:
    """The first thing to be filmed in a suggestion, read as a theme is."""
    channel = draft.channel
    return read_theme(suggestion.text, language=channel.language, cast=channel.cast).beats[0]
