"""Looks for marks in a recording. Anybody may have made it: it is decoded in a confined child."""

from __future__ import annotations

from dataclasses import dataclass, field
from errno import ENOMEM
from functools import partial
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray
from pydantic import TypeAdapter

from webtv.errors import MediaError, RejectedError
from webtv.media.process.container import MEDIA_ONLY
from webtv.media.process.decoder import confined
from webtv.media.tracks import picture_track
from webtv.media.watermark.code import CHIPS, Chips
from webtv.media.watermark.find import CLEAR, Plane, Reader, find, flattened, plane_size
from webtv.media.watermark.spans import Span, spans

LOOKS_PER_S = 4
"""Pictures of each second that are looked at."""

_CHUNK_S, _PART_S = 64, 16
_MOST_PENDING = 24
"""Chunks kept until a place is found: 25 minutes of a recording that begins without a mark."""

_LONGEST_S = 100_000
_STILL_CLEAR = 4.5


@dataclass(frozen=True, slots=True)
class Looked:
    """What a recording shows: its length and size, and the marks in it.

    `crop` are the shares of its width and height that are missing; None where no mark was found.
    """

    seconds: float
    width: int
    height: int
    marks: tuple[Span, ...] = ()
    crop: tuple[float, float] | None = None


_LOOKED = TypeAdapter(Looked)


def look(path: Path, *, deadline_s: float) -> Looked:
    """Find the marks in a recording. Raises `MediaError` where it has no picture that decodes."""
    if not path.is_file():
        raise MediaError(f"{path} is not there, or no file")
    look_into = partial(_look, path, path.name)
    answer = confined(look_into, reads=[path], name=path.name, deadline_s=deadline_s)
    return _LOOKED.validate_json(answer)


def _look(path: Path, name: str) -> bytes:
    """`look`, in the child."""
    marks = Marks()
    first_s: float | None = None
    at_s = 0.0
    try:
        with av.open(str(path), options=MEDIA_ONLY) as container:
            track = picture_track(container)
            if track is None:
                raise RejectedError(f"{name} has no picture", check="decodable")
            track.thread_type = "AUTO"
            width, height = track.codec_context.width, track.codec_context.height
            for frame in container.decode(track):
                at_s = frame.time if frame.time is not None else at_s
                first_s = at_s if first_s is None else first_s
                if not 0 <= at_s - first_s < _LONGEST_S:
                    break
                marks.add(frame, at_s - first_s)
    except (FFmpegError, OSError, ValueError) as error:
        if isinstance(error, FFmpegError) and error.errno == ENOMEM:
            raise MemoryError from error
        if first_s is None:  # what is cut short has been seen up to there
            raise MediaError(f"{name} is not a readable recording: {error}") from error
    if first_s is None:
        raise RejectedError(f"{name} has no picture", check="decodable")
    found = marks.found()
    looked = Looked(round(at_s - first_s, 3), width, height, tuple(found), marks.crop)
    return _LOOKED.dump_json(looked)


@dataclass
class Marks:
    """Marks in the pictures of one recording, given in order."""

    _scaler: VideoReformatter = field(default_factory=VideoReformatter)
    _looked_s: float = -1.0
    _second: int = 0
    _levels: list[NDArray[np.uint16]] = field(default_factory=list)
    _chunk: list[NDArray[np.float16]] = field(default_factory=list)
    _begun: int = 0
    _pending: dict[int, list[NDArray[np.float16]]] = field(default_factory=dict)
    _reader: Reader | None = None
    _read: dict[int, Chips] = field(default_factory=dict)

    @property
    def crop(self) -> tuple[float, float] | None:
        """The shares of width and height that are missing."""
        if self._reader is None:
            return None
        return self._reader.place.missing

    def add(self, frame: av.VideoFrame, at_s: float) -> None:
        """Look at the picture of a time."""
        if at_s - self._looked_s < 1 / LOOKS_PER_S - 1e-3 and self._looked_s >= 0:
            return
        self._looked_s = at_s
        while int(at_s) > self._second:
            self._end_second()
        size = plane_size(frame.width, frame.height)
        if self._levels and self._levels[0].shape != size[::-1]:
            return  # a change of shape amid a second
        small = self._scaler.reformat(frame, *size, "gray16le", interpolation=Interpolation.AREA)
        self._levels.append(np.asarray(small.to_ndarray(), np.uint16))

    def found(self) -> list[Span]:
        """All that was found."""
        self._end_second()
        self._end_chunk()
        self._read_pending()
        count = max(self._read, default=-1) + 1
        nothing = np.zeros(CHIPS, np.float32)
        return spans([self._read.get(second, nothing) for second in range(count)])

    def _end_second(self) -> None:
        if self._levels:
            mean = np.asarray(np.mean(self._levels, axis=0, dtype=np.float32) / 257, np.float32)
            plane = flattened(mean)
            if self._chunk and self._chunk[0].shape != plane.shape:
                self._end_chunk()
            if not self._chunk:
                self._begun = self._second
            gap = self._second - self._begun - len(self._chunk)
            self._chunk += [np.zeros_like(self._chunk[0])] * min(gap, _CHUNK_S) if gap else []
            self._chunk.append(plane.astype(np.float16))
            self._levels = []
            if len(self._chunk) >= _CHUNK_S:
                self._end_chunk()
        self._second += 1

    def _end_chunk(self) -> None:
        chunk, self._chunk = self._chunk, []
        if not chunk:
            return
        if self._locate(chunk):
            self._read_all(self._begun, chunk)
            return
        self._pending[self._begun] = chunk
        if len(self._pending) > _MOST_PENDING:
            del self._pending[min(self._pending)]

    def _locate(self, chunk: list[NDArray[np.float16]]) -> bool:
        """Whether it is known where the pattern lies in a chunk, if anywhere."""
        whole = _sum(chunk)
        known = self._reader
        if known is not None and known.fits(whole) and known.clear(whole) >= _STILL_CLEAR:
            return True
        parts = [chunk[at : at + _PART_S] for at in range(0, len(chunk), _PART_S)]
        for plane in (whole, *(map(_sum, parts) if len(parts) > 1 else ())):
            place = find(plane)
            if place.clear >= CLEAR:
                self._reader = Reader(place, *whole.shape)
                return True
        return False

    def _read_pending(self) -> None:
        for begun, chunk in self._pending.items():
            self._read_all(begun, chunk)

    def _read_all(self, begun: int, chunk: list[NDArray[np.float16]]) -> None:
        if self._reader is None or not self._reader.fits(chunk[0]):
            return
        for second, plane in enumerate(chunk, start=begun):
            self._read[second] = self._reader.chips(plane.astype(np.float32))


def _sum(planes: list[NDArray[np.float16]]) -> Plane:
    return np.asarray(np.sum(planes, axis=0, dtype=np.float32), np.float32)
