"""What house encoding yields on this machine, to hold every new programme against."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import ffmpeg

from webtv.media.encode import TO_BT709, house_options, in_house_colours, samples
from webtv.media.probe import MediaInfo, probe
from webtv.media.process.ffmpeg import run_ffmpeg
from webtv.model.house import HouseFormat


def reference(ffmpeg_path: Path, house: HouseFormat) -> MediaInfo:
    """What two grey frames in house format are, encoded once for each house format and ffmpeg.

    Their headers are those of every programme and slate of the same house format and ffmpeg.
    """
    return _encoded(ffmpeg_path, ffmpeg_path.stat().st_mtime_ns, house)


@lru_cache(maxsize=64)
def _encoded(ffmpeg_path: Path, _changed_ns: int, house: HouseFormat) -> MediaInfo:
    size = f"{house.width}x{house.height}"
    grey = ffmpeg.input(f"color=gray:s={size}:r={house.rate}", f="lavfi")
    picture = in_house_colours(grey.filter("scale", **TO_BT709))
    sound = ffmpeg.input(f"anullsrc=r={house.sample_rate}:cl=stereo", f="lavfi").filter(
        "atrim", end_sample=samples(house, 2)
    )
    with TemporaryDirectory(prefix="webtv-") as folder:
        out = Path(folder).absolute() / "reference.mp4"
        run_ffmpeg(
            ffmpeg_path,
            ffmpeg.output(picture, sound, str(out), **house_options(house, frames=2)).get_args(),
            out=out,
            what="encoding the reference of the house format",
            deadline_s=30,
        )
        return probe(out)
