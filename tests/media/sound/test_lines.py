"""Narration in lines: found in speech, and laid where their pictures are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from webtv.media.sound.lines import GAP_S, lay_lines, parted
from webtv.media.sound.loudness import RATE, Sound
from webtv.media.sound.speech import EARLIEST_S, SPARE_S, spoken
from webtv.studio.voice import speak

LINES = (
    "The old cock looks in at the door.",
    "Rosa cooks soup, and sells it, hot, at the mountain station.",
    "Well!",
    "Who has eaten the flowers? The sheep says nothing.",
)


def tone(seconds: float) -> Sound:
    wave = 0.2 * np.sin(2 * np.pi * 500 * np.arange(round(seconds * RATE)) / RATE)
    return np.column_stack([wave, wave]).astype(np.float32)


def silence(seconds: float) -> Sound:
    return np.zeros((round(seconds * RATE), 2), np.float32)


def seconds_of(pieces: list[Sound] | None) -> list[float]:
    return [round(len(piece) / RATE, 1) for piece in pieces or ()]


def test_the_stations_voice_is_cut_into_the_lines_that_it_was_given(tmp_path: Path) -> None:
    """Each piece is as long as its line spoken alone; question marks inside a line do not part."""
    speak(tmp_path / "all.wav", text=" ".join(LINES), voice="af_heart", speed=1.0)
    pieces = parted(spoken(tmp_path / "all.wav", seconds=60), [len(line) for line in LINES])
    assert pieces is not None
    for line, piece in zip(LINES, pieces, strict=True):
        speak(tmp_path / "one.wav", text=line, voice="af_heart", speed=1.0)
        alone = spoken(tmp_path / "one.wav", seconds=60)
        assert len(piece) / RATE == pytest.approx(len(alone) / RATE, abs=0.5), line


def test_speech_without_pauses_where_they_should_be_stays_whole() -> None:
    assert parted(tone(9), [30, 30, 30]) is None
    uneven = np.concatenate([tone(1), silence(0.8), tone(9)])
    assert parted(uneven, [30, 30]) is None
    comma = [tone(3), silence(0.8), tone(2), silence(0.15), tone(1)]
    assert seconds_of(parted(np.concatenate(comma), [30, 32])) == [3.0, 3.2]
    assert parted(tone(9), []) is None
    assert seconds_of(parted(tone(9), [30])) == [9.0]


def starts(lengths: list[float], shots: list[float | None], whole: float) -> list[float] | None:
    speech = lay_lines([tone(s) for s in lengths], shots, round(whole * RATE), after_s=4)
    if speech is None:
        return None
    assert speech.sound.shape == (round(whole * RATE), 2)
    for (_, ends), (begins, _) in zip(speech.lines, speech.lines[1:], strict=False):
        assert begins - ends >= GAP_S - 0.01
    assert speech.lines[0][0] >= EARLIEST_S - 0.01
    assert speech.lines[-1][1] <= whole - SPARE_S + 0.01
    for begins, ends in speech.lines:
        heard = np.abs(speech.sound[round(begins * RATE) : round(ends * RATE)]).mean()
        assert heard > 0.1
    return [begins for begins, _ in speech.lines]


@pytest.mark.parametrize(
    ("lengths", "shots", "begins"),
    [
        ([2, 2, 2], [0, 8, 16], [4, 8, 16]),
        ([3, 2, 2], [0, 5, 16], [1.65, 5, 16]),
        ([2, 2], [9, 16], [9, 16]),
        ([2, 6, 2, 2], [0, 6, 10, 18], [3.65, 6, 12.35, 18]),
        ([2, 2, 2], [0, None, 16], [4, 6.35, 16]),
        ([2, 2, 6], [0, 8, 19], [4, 8, 17]),
        ([2, 9, 9], [0, 8, 12], [2.3, 4.65, 14]),
    ],
    ids=[
        "after the title",
        "the first need not wait",
        "nothing is said in the first shots",
        "one is longer than its picture",
        "a picture is lost",
        "over before the end",
        "all of the room is needed",
    ],
)
def test_each_line_begins_with_its_picture_where_there_is_room(
    lengths: list[float], shots: list[float | None], begins: list[float]
) -> None:
    assert starts(lengths, shots, 24) == pytest.approx(begins, abs=0.05)


def test_more_than_there_is_room_for_is_not_laid() -> None:
    assert starts([9, 9, 9], [0, 8, 16], 24) is None
    assert starts([], [], 24) is None
