"""The tag in a clip of the theatre: what was filmed, so that it can be staged again.

A larger picture and the poses between two frames are drawn, where the clip that comes in is the
theatre's own; anything else is enlarged and interpolated as footage.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import av
import numpy as np

from webtv.studio import raster
from webtv.studio.raster import Grey

KEY = "comment"
"""The metadata field, which MP4 keeps."""

_MOST_DIFFERENT = 9.0
"""Mean luma difference, of 255, up to which a first frame is the one that was drawn: coding at
crf 12 to 14 and a change of size make 1 to 4."""


@dataclass(frozen=True)
class Tag:
    """A filmed prompt: `frames` at `fps` frames a second; `seconds` is the whole shot's length."""

    prompt: str
    seed: int
    frames: int
    fps: float
    seconds: float

    def times(self, *, parts: int = 1) -> list[float]:
        """The moments of the frames, each gap in so many parts."""
        return [n / (self.fps * parts) for n in range((self.frames - 1) * parts + 1)]

    def text(self) -> str:
        """The tag as it is written into a clip."""
        return json.dumps({"paper_theatre": asdict(self)}, ensure_ascii=False)


def tag_of(path: Path) -> Tag | None:
    """The tag of a clip that still has all its frames; None for any other clip."""
    try:
        with av.open(str(path)) as container:
            tag = Tag(**json.loads(container.metadata[KEY])["paper_theatre"])
            stream = container.streams.video[0]
            whole = stream.frames == tag.frames and float(stream.average_rate or 0) == tag.fps
            return tag if whole and tag.frames > 0 else None
    except (av.FFmpegError, KeyError, IndexError, TypeError, ValueError):
        return None


def is_same(drawn: Grey, filmed: Grey) -> bool:
    """Whether the first frame of a clip shows what its tag says: a clip may have been edited.

    Both are luma in limited range (16 to 235).
    """
    first, second = (raster.shrink(plane, 128, 72).astype(np.int16) for plane in (drawn, filmed))
    return float(np.abs(first - second).mean()) * (255 / 219) < _MOST_DIFFERENT
