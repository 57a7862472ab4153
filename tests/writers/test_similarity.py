from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.writers.programmes import LIGHTHOUSE, RETOLD, STORIES
from webtv.config.channel import Channel
from webtv.writers.similarity import Past, same_title
from webtv.writers.writer import Recent

BARE = LIGHTHOUSE.model_copy(update={"cast": (), "style": ""})
"""The same channel, whose operator says neither who plays in it nor how it looks."""


@pytest.mark.parametrize("channel", [LIGHTHOUSE, BARE], ids=["declared", "bare"])
@pytest.mark.parametrize("story", RETOLD)
def test_a_story_told_again_is_known_whatever_came_between(story: str, channel: Channel) -> None:
    again = RETOLD[story]
    for past in (tuple(STORIES.values()), (STORIES[story],)):
        assert Past(past, channel).repeated(again) is STORIES[story]


@pytest.mark.parametrize("channel", [LIGHTHOUSE, BARE], ids=["declared", "bare"])
@pytest.mark.parametrize("story", STORIES)
def test_another_story_of_the_same_cast_is_welcome(story: str, channel: Channel) -> None:
    others = tuple(told for name, told in STORIES.items() if name != story)
    for past in (others, *((each,) for each in others), ()):
        assert Past(past, channel).repeated(STORIES[story]) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Lamp Keeper", "Lamp Keeper", True),
        ("The Lamp Keeper", "The Lamp-Keepers", True),
        ("Paco Waits", "PACO WAITS!", True),
        ("Good Wind for Kites", "Good Wind for Ships", False),
        ("Episode 3: Paco Waits", "Episode 4: Paco Waits", False),
        ("Somebody at the Door", "Nobody at the Shore", False),
    ],
)
def test_titles(one: str, other: str, *, same: bool) -> None:
    assert same_title(one, other) is same


def test_a_used_title_is_a_repeat_whatever_it_tells() -> None:
    new = Recent("A letter, by gull", "Something else entirely.", ("A train in the desert",))
    assert Past(tuple(STORIES.values()), LIGHTHOUSE).repeated(new) is STORIES["letter"]


def test_a_channel_without_a_past_repeats_nothing() -> None:
    assert Past((), LIGHTHOUSE).likest(STORIES["lamp"]) is None


SCORES = """\
from webtv.config.channel import Channel
from webtv.writers.similarity import Past
from webtv.writers.writer import Recent

told = [Recent(f"Title {n}", prompts=tuple(f"word{n * k}x{k} of k{k}y" for k in range(40)))
        for n in range(1, 9)]
past = Past(tuple(told[1:]), Channel(title="Any", theme="any words at all"))
print([repr(each.score) for known in told if (each := past.likest(known))])
"""


def test_likeness_is_the_same_to_the_last_digit_in_every_process() -> None:
    """Of two drafts that are nearly as new, one is chosen: a set's order must not decide."""
    found = {
        subprocess.run(
            [sys.executable, "-c", SCORES],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in (1, 2, 3)
    }
    assert len(found) == 1
