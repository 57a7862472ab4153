"""Film without an end: chunks as they are made are what one long call of the pipeline makes."""

from __future__ import annotations

from typing import Any


def test_chunks_are_those_of_one_long_film_and_words_may_change(reckoned: dict[str, Any]) -> None:
    seen = reckoned["helios"]
    assert seen["shapes"] == [[33, 64, 64, 3]] * 3
    assert seen["apart"] <= 1
    assert seen["varies"] > 3
    assert seen["anew"], "another film of the same seed and words is the same"
    assert seen["words"] > 0, "other words, other pictures"
    # The first chunk takes twice as many steps.
    assert seen["told"] == [[step, 12] for step in range(1, 13)] + [[6, 6]]
    # Of the four pixels of a block: (1 + g) I - g J, for g = 1/3.
    assert seen["covariance"] == [
        [1.0 if row == column else -0.3 for column in range(4)] for row in range(4)
    ]
