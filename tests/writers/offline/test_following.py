"""Shots stand as their sentences need it: steps in order, what leans on another behind it."""

from __future__ import annotations

import pytest

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.following import followed
from webtv.writers.offline.shots import Step

BEATS = (
    Beat("A woman mends nets"),
    Beat("She sings", after="A woman mends nets"),
    Beat("They laugh", after="She sings"),
    Beat("Find the hole", head="How to mend", step=True),
    Beat("Wait", head="How to mend", step=True),
    Beat("At last a boat comes", ending=True),
)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("A woman mends nets|She sings", "A woman mends nets|She sings"),
        ("A woman mends nets|It rains|She sings|They laugh",
         "A woman mends nets|She sings|They laugh|It rains"),
        ("She sings|A woman mends nets", "A woman mends nets|She sings"),
        ("It rains|She sings", "It rains|"),
        ("a|b|c|d|e|f|g|h|She sings", "a|b|c|d|e|f|g|h"),
        ("Wait|It rains|Find the hole", "Find the hole|It rains|Wait"),
        ("Wait|It rains|How to mend", "How to mend|It rains|Wait"),
        ("At last a boat comes|It rains|A woman mends nets|",
         "It rains|A woman mends nets|At last a boat comes|"),
    ],
)  # fmt: skip
def test_shots_stand_as_their_sentences_need_it(lines: str, told: str) -> None:
    steps = [Step("wide", line, line) for line in lines.split("|")]
    assert [step.line for step in followed(steps, BEATS)] == told.split("|")
