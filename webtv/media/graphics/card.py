"""A card: a text in the house's look, as a clip, for announcements without a presenter.

It has no sound of its own: narration is laid over it at ingest, or the station's chord.
"""

from __future__ import annotations

import threading
from pathlib import Path

import ffmpeg
import numpy as np

from webtv.media.graphics.backdrop import gradient, small_size, titled
from webtv.media.graphics.captions import card_script
from webtv.media.graphics.lettering import fonts_folder
from webtv.media.process.ffmpeg import run_ffmpeg
from webtv.media.sound.chord import seed_of
from webtv.model.house import HouseFormat

_CRF = 12  # it is encoded once more at ingest
_LOOP_S = 8.0
_DEADLINE_S = 120


def make_card(
    ffmpeg_path: Path,
    house: HouseFormat,
    *,
    title: str,
    text: str,
    channel: str,
    seconds: float,
    out: Path,
    stop: threading.Event | None = None,
) -> Path:
    """Draw a card of `seconds` for the channel of that name to `out`, an MP4 file.

    Its colours follow from the channel's name, as those of its slate do. Raises `MediaError`.
    """
    frames = max(1, round(seconds * house.rate))
    out.parent.mkdir(parents=True, exist_ok=True)
    script = out.with_name(f".{out.stem}.ass")
    loop = gradient(seed_of(channel), small_size(house), round(_LOOP_S * house.rate))
    lights = loop[np.arange(frames) % len(loop)]
    try:
        script.write_text(
            card_script(house, title=title, text=text, kicker=channel, seconds=seconds),
            encoding="utf-8",
        )
        options = {"c:v": "libx264", "preset": "veryfast", "crf": _CRF, "f": "mp4"}
        output = ffmpeg.output(
            titled(house, script), str(out.absolute()), map_metadata=-1, **options
        )
        run_ffmpeg(
            ffmpeg_path,
            output.get_args(),
            out=out,
            reads=[script, fonts_folder()],
            what=f"drawing the card {title!r}",
            deadline_s=_DEADLINE_S,
            stdin=lights.tobytes(),
            stop=stop,
        )
    finally:
        script.unlink(missing_ok=True)
    return out
