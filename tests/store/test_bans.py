"""Bans: kept, lifted, and never mistaken for none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.values import make_programme
from webtv.errors import ConfigError
from webtv.model.programme import FilmedShot, Generation, Programme
from webtv.store.bans import Bans, read_bans, write_bans


def made_with(seed: int) -> Programme:
    generation = Generation(stage="video", backend="zeroscope-v2", seed=seed)
    shot = FilmedShot(prompt="a llama walks", start_s=0, duration_s=8, generations=(generation,))
    return make_programme().model_copy(update={"shots": (shot,)})


def test_bans_are_kept_and_lifted(tmp_path: Path) -> None:
    path = tmp_path / "bans.json"
    assert read_bans(path) == Bans()
    write_bans(path, Bans().adding(seeds=(7, 7), programmes=("a",)).adding(seeds=(8,)))
    assert read_bans(path) == Bans(seeds=(7, 8), programmes=("a",))
    assert read_bans(path).lifting(seeds=(7,), programmes=("a", "b")) == Bans(seeds=(8,))


def test_a_ban_covers_a_programme_and_all_that_was_made_with_a_seed() -> None:
    programme = made_with(7)
    assert not Bans(seeds=(8,)).covers(programme)
    assert Bans(seeds=(7,)).covers(programme)
    assert Bans(programmes=(programme.id,)).covers(programme)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("{", "Invalid JSON"), ('{"seeds": ["x"]}', "seeds.0: "), ("[]", "should be an object")],
)
def test_a_damaged_file_is_not_taken_for_none(tmp_path: Path, text: str, expected: str) -> None:
    path = tmp_path / "bans.json"
    path.write_text(text)
    with pytest.raises(ConfigError, match=expected) as error:
        read_bans(path)
    assert str(path) in str(error.value)
