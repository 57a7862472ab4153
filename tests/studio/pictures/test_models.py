from __future__ import annotations

import numpy as np
import pytest

from webtv.studio.pictures.light import light_of
from webtv.studio.pictures.models import sketch_of
from webtv.studio.pictures.noise import fbm, generator
from webtv.studio.pictures.scene import Subject, read_scene
from webtv.studio.pictures.words import SUBJECTS


@pytest.mark.parametrize("name", sorted(set(SUBJECTS.values())))
def test_every_subject_has_a_silhouette(name: str) -> None:
    scene = read_scene("meadow at noon", seed=1)
    light = light_of(scene, generator(1))
    for phase in (0.0, 2.0):
        sketch = sketch_of(Subject(name), scene, light, phase, 0.3)
        layer, x, y = sketch.paint(60.0, shade=light.ambient, rim=light.sun)
        cover = layer[..., 3]
        assert cover.max() == pytest.approx(1.0)
        assert cover.sum() > 150
        assert 0 <= x <= layer.shape[1]
        assert y > 0


def test_noise_tiles_without_a_seam() -> None:
    field = fbm(generator("seam"), 256)
    inside = float(np.abs(np.diff(field, axis=0)).mean())
    across = float(np.abs(field[0] - field[-1]).mean())
    assert across < 2 * inside
    assert field.min() == 0
    assert field.max() == 1
