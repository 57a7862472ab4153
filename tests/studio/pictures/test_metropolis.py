from __future__ import annotations

import numpy as np
import pytest

from webtv.studio.pictures import render
from webtv.studio.pictures.canvas import Frame
from webtv.studio.pictures.families.city import City
from webtv.studio.pictures.families.metropolis import metropolis
from webtv.studio.pictures.families.riverside import Riverside
from webtv.studio.pictures.families.rooftops import Rooftops
from webtv.studio.pictures.light import light_of
from webtv.studio.pictures.noise import generator
from webtv.studio.pictures.scene import read_scene

VIEWS = {
    "yellow trams in a narrow city street at night": City,
    "an elevated train crosses the river bridge, city night": Riverside,
    "a robot sweeps a rooftop garden, city night": Rooftops,
}


def view_of(prompt: str, seed: int = 1) -> type[City | Riverside | Rooftops]:
    scene, rng = read_scene(prompt, seed=seed), generator(prompt, seed)
    return type(metropolis(scene, light_of(scene, rng), Frame(144, 80), rng))


@pytest.mark.parametrize("prompt", VIEWS)
def test_words_choose_the_view_of_a_city(prompt: str) -> None:
    assert view_of(prompt) is VIEWS[prompt]


def test_seeds_choose_where_words_do_not() -> None:
    assert {view_of("city night", seed) for seed in range(12)} == set(VIEWS.values())


@pytest.mark.parametrize("prompt", VIEWS)
def test_each_view_moves_and_repeats_itself_exactly(prompt: str) -> None:
    first, second = (
        list(render(f"{prompt}, static camera", seed=2, frames=3, width=288, height=160))
        for _ in range(2)
    )
    assert np.array_equal(first, second)
    assert float(np.abs(first[0].astype(int) - first[2].astype(int)).mean()) > 0.8
