from __future__ import annotations

import numpy as np
import pytest

from webtv.media.sound.level import level
from webtv.media.sound.loudness import RATE, STEP, Sound, measure

TIME = np.arange(24 * RATE) / RATE


def tone(envelope: np.ndarray) -> Sound:
    """A steady tone at the level that `envelope` gives each sample."""
    sound = 0.2 * np.sin(2 * np.pi * 330 * TIME) * envelope
    return np.column_stack([sound, sound]).astype(np.float32)


def gain_db(sound: Sound) -> np.ndarray:
    """What was done to `sound`, in dB, for every tenth of a second."""
    done = level(sound, target_lufs=-16, ceiling_dbtp=-2)
    assert done is not None
    size = RATE // 10
    powers = [np.square(x[:, 0]).reshape(-1, size).mean(axis=1) for x in (done, sound)]
    return np.asarray(10 * np.log10(powers[0] / powers[1]))


def test_the_fader_moves_slowly() -> None:
    for envelope in (
        np.where(TIME < 4, 0.25, 1.0),  # a quiet beginning, 12 dB below
        np.where(TIME > 20, 0.25, 1.0),
        np.where(abs(TIME - 12) < 1, 3.0, 1.0),
    ):
        steps = np.abs(np.diff(gain_db(tone(envelope))))
        assert steps.max() < 0.6  # dB in a tenth of a second


def test_music_keeps_its_dynamics_away_from_the_ends() -> None:
    quiet = abs(TIME - 12) < 2
    gain = gain_db(tone(np.where(quiet, 0.6, 1.0)))
    assert np.ptp(gain[100:140]) < 1.0


def test_what_is_loud_enough_is_left_alone() -> None:
    gain = gain_db(tone(np.ones_like(TIME)))
    assert np.ptp(gain) < 0.05


def test_no_peak_passes_the_ceiling() -> None:
    beats = np.exp(-60 * (TIME % 0.5)) * 5 + 0.05
    done = level(tone(beats), target_lufs=-12, ceiling_dbtp=-3)
    assert done is not None
    loudness = measure(done)
    assert loudness.true_peak_dbtp <= -2.9
    assert loudness.integrated_lufs == pytest.approx(-12, abs=0.4)


def test_a_rest_at_an_end_cannot_be_raised() -> None:
    assert level(tone((TIME > 4).astype(float)), target_lufs=-16, ceiling_dbtp=-2) is None


def test_a_length_between_two_steps() -> None:
    sound = tone(np.ones_like(TIME))[: 8 * RATE + STEP // 3]
    done = level(sound, target_lufs=-20, ceiling_dbtp=-2)
    assert done is not None
    assert len(done) == len(sound)
    assert measure(done).last_lufs == pytest.approx(-20, abs=0.1)
