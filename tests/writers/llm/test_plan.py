"""The plan that is made of a language model's answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.writers.briefs import brief
from tests.writers.llm.rich import OPEN, PACO, RICH, ROSA, STORY, planned, read_short, rich
from tests.writers.sample import SCENES
from webtv.config.story import CastMember
from webtv.model.programme import Thread
from webtv.prompts.fitting import fit
from webtv.writers.llm import english
from webtv.writers.llm.english import English
from webtv.writers.speech import most_narration
from webtv.writers.story import LONGEST, carried, continued, episode_of
from webtv.writers.writer import Recent


def test_style_and_camera_are_never_what_is_cut() -> None:
    long = " ".join(SCENES[:2])
    found = read_short(shots=[{"prompt": long, "camera": "slow dolly in", "motion": 2}] * 3)
    shot = planned(found, rich()).shots[0]
    said = fit(shot, "zeroscope")
    assert "storybook illustration, warm light" in said
    assert "very slow, almost still movement" in said
    assert "slow dolly in" in said.lower()
    assert "thin mist" not in said


def test_the_plan_has_cast_style_sounds_lines_and_lengths() -> None:
    found = read_short(
        shots=[
            {"prompt": "@Rosa pours soup for @Paco on a platform", "camera": "pan", "motion": 99},
            {"prompt": "Drone shot of a lake, 8K, no boats", "camera": "tilt", "motion": -3},
            {
                "prompt": SCENES[2],
                "camera": "pan",
                "sound": "a bell",
                "negative": "people",
                "speaker": "Rosa",
                "seconds": 6,
            },
        ]
    )
    plan = planned(found, rich())
    first, second, third = plan.shots
    assert first.prompt == (
        "Rosa, a brown llama, wearing round glasses, pours soup for Paco, a tall white llama, "
        "wearing a red scarf, on a platform"
    )
    assert second.prompt == "high wide shot of a lake"
    assert third.prompt == SCENES[2]
    assert {shot.style for shot in plan.shots} == {RICH.style}
    assert [shot.motion for shot in plan.shots] == [10, 1, 5]
    assert sum(shot.seconds for shot in plan.shots) == pytest.approx(12)
    assert third.seconds > first.seconds
    assert [s.negative for s in plan.shots] == ["crash", "boats, crash", "people, crash"]
    assert (third.sound, third.speaker, third.line) == ("a bell", "Rosa", "Nobody minds.")
    assert plan.narration == "The lake is quiet. A bell rings. Nobody minds."
    bare = planned(read_short(), brief())
    assert (bare.narration, bare.story, bare.threads) == ("", "", ())


def test_looks_stay_within_what_the_model_reads() -> None:
    long = CastMember(name="Paco", look="a llama " + "with hand-embroidered ch'ullu " * 9)
    found = read_short(shots=[{"prompt": "Paco waits", "camera": "pan"}] * 3)
    assert planned(found, rich(cast=(long,))).shots[0].prompt == "Paco waits"
    ltx = replace(rich(cast=(long,)), profile="ltx")
    assert planned(found, ltx).shots[0].prompt.startswith("Paco, a llama with hand-embroidered")


def test_a_series_carries_closes_and_opens() -> None:
    found = read_short(
        closes=["1.", 77], opens=["The fox has the key", {"kind": "Promise", "what": "a song"}]
    )
    plan = planned(found, rich())
    assert plan.story == "Episode 5. Paco found his whistle."
    assert plan.threads == (
        OPEN[1],
        Thread(kind="thread", what="The fox has the key", opened=5),
        Thread(kind="promise", what="a song", opened=5),
    )
    assert Recent.of(plan).threads == plan.threads
    many = [Thread(what=f"thing {number}", opened=number) for number in range(1, 40)]
    assert [each.opened for each in carried((), (), many)] == list(range(28, 40))
    assert carried(OPEN, (), OPEN) == OPEN


def test_style_and_looks_are_said_in_english_once_it_is_known() -> None:
    channel = rich(language="es").channel
    assert english.is_needed(channel)
    assert not english.is_needed(RICH)
    looks = [{"look": "a tall white llama", "clothes": None}, {"look": "", "clothes": "glasses"}]
    found = English.model_validate({"style": "ink", "cast": looks})
    said = english.said_in(channel, found)
    assert said.style == "ink"
    assert [member.look for member in said.cast] == [PACO.look, ROSA.look]
    with pytest.raises(ValueError, match="looks of 0"):
        english.said_in(channel, English(cast=[]))


def test_a_story_is_numbered_and_bounded() -> None:
    assert episode_of("") == 1
    assert episode_of(STORY) == 5
    assert episode_of("Once upon a time.") == 2
    story = ""
    for number in range(1, 40):
        told = f"{story} In part {number} the train stopped at yet another station by the lake."
        assert episode_of(story) == number
        story = continued(number, told)
        assert story.startswith(f"Episode {number}. ")
        assert len(story) <= LONGEST
        assert f"In part {number} " in story
    assert "In part 1 " not in story
    assert len(continued(2, "x" * 5000)) == LONGEST


def test_narration_fits_into_the_programme() -> None:
    assert most_narration(RICH) == 22
