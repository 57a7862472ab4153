"""A sentence that leans on another is told right behind it, or not at all."""

from __future__ import annotations

import pytest

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.following import followed
from webtv.writers.offline.shots import Step

BEATS = (
    Beat("A woman mends nets"),
    Beat("She sings", after="A woman mends nets"),
    Beat("It rains"),
)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["A woman mends nets.", "She sings."], ["A woman mends nets.", "She sings."]),
        (["A woman mends nets.", "", "She sings."], ["A woman mends nets.", "", "She sings."]),
        (["A woman mends nets.", "It rains.", "She sings."],
         ["A woman mends nets.", "It rains.", ""]),
        (["She sings.", "A woman mends nets."], ["", "A woman mends nets."]),
    ],
)  # fmt: skip
def test_it_has_words_only_right_behind_the_other(lines: list[str], told: list[str]) -> None:
    steps = [Step("wide", line, line) for line in lines]
    assert [step.line for step in followed(steps, BEATS)] == told
