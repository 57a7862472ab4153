"""What of a programme is said, and what is left out rather than shown without its words."""

from __future__ import annotations

import random

from tests.writers.briefs import NOON
from tests.writers.offline.made import channel
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.shots import Step
from webtv.writers.offline.voice import quiet
from webtv.writers.writer import Brief

SAID = [Step("medium", f"picture {number}", f"Line {number}.") for number in range(6)]


def told(steps: list[Step]) -> list[str]:
    made = channel("A gull sits on the quay.")
    draft = Draft(Brief("any", made, 1, NOON, ()), read_theme(made.theme), random.Random(1))
    return [f"{step.seen}: {step.line}" for step in quiet(steps, draft)]


def test_a_sentence_that_nobody_can_read_in_time_is_left_out_with_its_picture() -> None:
    long = Step("medium", "a quay", "The gull sits on the quay and waits " * 9)
    assert told([*SAID, long]) == told(SAID)
    assert told([*SAID[:2], long])[-1] == "a quay: "  # there is nothing else


def test_a_picture_does_not_come_again_without_the_words_that_it_had() -> None:
    assert told([*SAID, SAID[2]]) == told(SAID)
    other = Step("wide", "another picture", SAID[2].line)
    assert told([*SAID, other])[-1] == "another picture: "
