from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import numpy as np

from webtv.media.graphics.colours import colours_of
from webtv.media.graphics.ident import Words, make_ident
from webtv.model.house import HouseFormat


def test_a_trail_has_all_its_frames_and_is_drawn_on_twos_once_its_card_is_there(
    ffmpeg: Path, tmp_path: Path
) -> None:
    trail = make_ident(
        ffmpeg,
        HouseFormat(width=256, height=144),
        Words("The Tide", kicker="Next"),
        colours_of("teal and amber", name="Tides"),
        name="Tides",
        rises=False,
        seconds=3.0,
        out=tmp_path / "trail.mp4",
    )
    with av.open(str(trail)) as container:
        frames = [f.to_ndarray(format="gray").astype(int) for f in container.decode(video=0)]
    assert len(frames) == 72
    steps = np.array([abs(b - a).mean() for a, b in pairwise(frames)])
    # A picture that stands is only coded a little finer. The last one is always drawn.
    standing, moving = steps[36:-1:2], steps[37:-1:2]
    assert (standing < 0.6 * moving).all()
    assert (steps[6:12] > moving.mean()).all()  # the card fades in at full rate
