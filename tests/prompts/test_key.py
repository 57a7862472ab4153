from __future__ import annotations

from datetime import UTC, datetime, timedelta

from webtv.prompts.key import MOST, in_key

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_key_holds_for_an_hour_and_comes_back_after_twelve() -> None:
    said = [in_key("slow piano", "tides", NOON + timedelta(minutes=20 * n)) for n in range(37)]
    assert len(set(said[:3])) == 1
    assert len({*said[::3][:12]}) == 12
    assert said[36] == said[0]
    assert said[0].startswith("slow piano, ")
    assert said[0].endswith(" major")


def test_a_key_that_is_named_stays() -> None:
    for words in ("piano in A minor", "Waltz, D-flat Major, 90 bpm", "strings in a minor key"):
        assert in_key(words, "tides", NOON) == words


def test_words_stay_within_their_limit() -> None:
    assert in_key("a" * MOST, "tides", NOON) == "a" * MOST
