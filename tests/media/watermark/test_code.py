from __future__ import annotations

import numpy as np

from webtv.media.watermark.code import CHIPS, chips_of, decode, is_markable

ID = "20261130T202500-abc123"


def test_an_id_is_read_in_noise_as_loud_as_its_chips() -> None:
    chips = chips_of(ID)
    assert chips is not None
    assert set(chips.tolist()) == {1.0, -1.0}
    noise = np.random.default_rng(1)
    for _ in range(5):
        found = decode((chips + noise.standard_normal(CHIPS)).astype(np.float32))
        assert found is not None
        assert found.programme == ID
        assert 0.5 < found.likeness < 0.9


def test_noise_is_no_id() -> None:
    noise = np.random.default_rng(2)
    assert not any(decode(noise.standard_normal(CHIPS).astype(np.float32)) for _ in range(50))
    assert decode(np.zeros(CHIPS, np.float32)) is None


def test_an_id_with_an_impossible_time_is_not_marked() -> None:
    assert not is_markable("20269999T202500-abc123")
    assert is_markable(ID)
