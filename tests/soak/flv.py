"""FLV as it comes: the head of every tag, without keeping anything.

Source: Adobe Flash Video File Format Specification 10.1, annex E.
"""

from __future__ import annotations

from dataclasses import dataclass

from webtv.errors import MediaError

AUDIO, VIDEO = 8, 9
_HEAD = 11
_TRAILER = 4


@dataclass(frozen=True, slots=True)
class Tag:
    """One picture or one sound. Times in milliseconds."""

    kind: int
    dts: int
    pts: int
    keyframe: bool
    header: bool
    """A sequence header (parameter sets) rather than media."""


class FlvReader:
    """Cuts bytes of any length into tags."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._begun = False

    def feed(self, data: bytes) -> list[Tag]:
        """The tags that these bytes complete. Raises `MediaError` when it is not FLV."""
        self._buffer += data
        buffer, at = self._buffer, 0
        if not self._begun:
            if len(buffer) < 13:
                return []
            if buffer[:3] != b"FLV":
                raise MediaError("it does not begin like FLV")
            self._begun, at = True, 13
        tags = []
        while len(buffer) - at >= _HEAD:
            size = int.from_bytes(buffer[at + 1 : at + 4], "big")
            whole = _HEAD + size + _TRAILER
            if len(buffer) - at < whole:
                break
            if int.from_bytes(buffer[at + whole - 4 : at + whole], "big") != _HEAD + size:
                raise MediaError("a tag's size does not match its trailer")
            tag = _tag(buffer, at, size)
            if tag is not None:
                tags.append(tag)
            at += whole
        del buffer[:at]
        return tags


def _tag(buffer: bytearray, at: int, size: int) -> Tag | None:
    kind = buffer[at] & 0x1F
    dts = int.from_bytes(buffer[at + 4 : at + 7], "big") | buffer[at + 7] << 24
    body = at + _HEAD
    if kind == AUDIO and size >= 2:
        return Tag(kind, dts, dts, False, buffer[body + 1] == 0)
    if kind == VIDEO and size >= 5:
        shift = int.from_bytes(buffer[body + 2 : body + 5], "big", signed=True)
        return Tag(kind, dts, dts + shift, buffer[body] >> 4 == 1, buffer[body + 1] != 1)
    return None
