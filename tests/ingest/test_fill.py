from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webtv.ingest.fill import Fill, fill, rest_s
from webtv.media.sound.clipsound import MOST_OWN

LENGTHS = st.floats(min_value=0.2, max_value=3600)
GRIDS = st.sampled_from([8.0, 21.355])


@given(LENGTHS, GRIDS, st.booleans())
def test_the_grid_is_filled_and_nothing_is_cut(length_s: float, grid_s: float, loops: bool) -> None:
    filled = fill(length_s, grid_s, longest_s=4000, loops=loops)
    steps = (filled.repeats * filled.seconds + filled.card_s) / grid_s
    assert steps == pytest.approx(round(steps), abs=1e-6)
    assert round(steps) >= 1
    if not loops or length_s >= grid_s:
        assert filled.seconds >= length_s / MOST_OWN - 1e-6
        assert filled.seconds <= length_s * MOST_OWN + 1e-6
        assert filled.card_s < grid_s


@given(LENGTHS, GRIDS)
def test_the_card_after_a_film_is_that_of_its_length(length_s: float, grid_s: float) -> None:
    filled = fill(length_s, grid_s, longest_s=4000)
    assert rest_s(filled.repeats * filled.seconds, grid_s) == pytest.approx(filled.card_s, abs=1e-6)


@pytest.mark.parametrize(
    ("length_s", "filled"),
    [
        (12, Fill(1, 12, 4)),
        (5, Fill(1, 5, 3)),
        (8.3, Fill(1, 8)),
        (7.5, Fill(1, 8)),
        (2, Fill(4, 2)),
        (3, Fill(2, 3, 2)),
        (130, Fill(1, 120)),
    ],
)
def test_examples(length_s: float, filled: Fill) -> None:
    assert fill(length_s, 8, longest_s=120) == filled


def test_an_animation_is_repeated() -> None:
    assert fill(3, 8, longest_s=120, loops=True) == Fill(5, 16 / 5)
