"""A card: a text in the house's look, as a clip, for announcements without a presenter.

It has no sound of its own: narration is laid over it at ingest, or the station's chord.
"""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np

from webtv.media.graphics.backdrop import gradient, small_size
from webtv.media.graphics.captions import card_script
from webtv.media.graphics.clip import draw_clip
from webtv.media.sound.chord import seed_of
from webtv.model.house import HouseFormat

_LOOP_S = 8.0


def make_card(
    ffmpeg_path: Path,
    house: HouseFormat,
    *,
    title: str,
    text: str,
    channel: str,
    language: str,
    seconds: float,
    out: Path,
    stop: threading.Event | None = None,
) -> Path:
    """Draw a card of `seconds` for the channel of that name and `language` to `out`, an MP4 file.

    Its colours follow from the channel's name, as those of its slate do. Raises `MediaError`.
    """
    frames = max(1, round(seconds * house.rate))
    loop = gradient(seed_of(channel), small_size(house), round(_LOOP_S * house.rate))
    return draw_clip(
        ffmpeg_path,
        house,
        loop[np.arange(frames) % len(loop)],
        card_script(
            house, title=title, text=text, kicker=channel, language=language, seconds=seconds
        ),
        preset="veryfast",
        what=f"the card {title!r}",
        out=out,
        stop=stop,
    )
