from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from webtv.media.graphics.card import make_card
from webtv.media.probe import probe
from webtv.media.quality import Thresholds, check_media
from webtv.model.house import HouseFormat


@pytest.mark.parametrize("text", ["", "The moon dance. " * 37])
def test_a_card_shows_its_text_and_never_stands_still(
    text: str, ffmpeg: Path, house: HouseFormat, tmp_path: Path
) -> None:
    card = make_card(
        ffmpeg,
        house,
        title="Tonight at eight",
        text=text,
        channel="Llama Theatre",
        language="en",
        seconds=4.5,
        out=tmp_path / "card.mp4",
    )
    info = probe(card)
    assert info.video is not None
    assert info.audio is None
    assert (info.video.width, info.video.height) == (house.width, house.height)
    assert info.video.duration_s == 4.5
    check_media(card, thresholds=Thresholds())
    with av.open(str(card)) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="gray").astype(int)
    white = picture > 180
    rows = np.flatnonzero(white.any(axis=1))
    assert rows.min() > house.height * 0.03
    assert rows.max() < house.height * 0.97
    assert np.flatnonzero(white.any(axis=0)).max() < house.width * 0.97
    assert (np.ptp(rows) > house.height / 2) == bool(text)
    assert list(tmp_path.iterdir()) == [card]
