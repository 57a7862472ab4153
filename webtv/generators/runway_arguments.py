"""The arguments of a method of Runway's SDK, made of a contract's inputs.

Names and shapes are those of `runwayml.resources`; how files go in and their limits:
https://docs.dev.runwayml.com/assets/inputs.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from webtv.config.contract import Contract
from webtv.errors import MisconfiguredError, RefusedError
from webtv.generators.call import Value

LONGEST_WORDS = 1000
"""UTF-16 code units that `prompt_text` may have."""

INLINE_BYTES = 3_500_000
"""A file up to this size goes into the request itself: as base64 it stays below the 5 MB that are
allowed of every kind of media. Larger ones are uploaded first."""

UPLOAD_BYTES = 200_000_000
"""Most that an upload may have."""

_SENTENCE_END = re.compile("[.!?\u2026]+(?=\\s|$)|[\u3002\uff01\uff1f]+")

Upload = Callable[[Path, str], Awaitable[str]]
"""Uploads a file under a name, and gives the address Runway knows it by."""

_SIGNATURES = (
    (0, b"\x89PNG", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (8, b"WAVE", "audio/wav"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"fLaC", "audio/flac"),
)
"""Where a file says what it is, and how. Results are kept under names that tell nothing."""


async def arguments(
    contract: Contract, inputs: Mapping[str, Value], *, upload: Upload, backend: str
) -> dict[str, object]:
    """Return `inputs` as keyword arguments, without those that nobody gave.

    Raises `MisconfiguredError` for a file that the pipeline should have made or that is not
    there, `RefusedError` for one that Runway does not take.
    """
    made: dict[str, object] = {}
    for given in contract.inputs:
        value = inputs[given.name]
        if isinstance(value, Path):
            made[given.name] = await _file(given.name, value, upload=upload, backend=backend)
        elif isinstance(value, tuple):
            sent = [await _file("", each, upload=upload, backend=backend) for each in value]
            made[given.name] = [{"uri": uri} for uri in sent]
        elif value is None or value == "":
            continue
        elif given.source in ("prompt", "text"):
            made[given.name] = fitting(str(value))
        elif given.name == "voice":
            made[given.name] = {"type": "runway-preset", "preset_id": value}
        else:
            made[given.name] = value
    return made


def fitting(words: str, limit: int = LONGEST_WORDS) -> str:
    """Return `words` within `limit` UTF-16 code units, cut after a sentence, else a word."""
    if len(words.encode("utf-16-le")) <= 2 * limit:
        return words
    kept = words.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore")
    ends = [match.end() for match in _SENTENCE_END.finditer(kept)]
    if ends and ends[-1] > len(kept) / 2:
        return kept[: ends[-1]]
    return kept.rpartition(" ")[0] or kept


def media_type(path: Path) -> str | None:
    """Return the MIME type of a media file by its first bytes; None if Runway takes none such."""
    with path.open("rb") as file:
        head = file.read(16)
    return next((kind for at, mark, kind in _SIGNATURES if head[at:].startswith(mark)), None)


async def _file(name: str, path: Path, *, upload: Upload, backend: str) -> object:
    """Return a file in the form that the argument `name` has."""
    try:
        size = path.stat().st_size
        kind = media_type(path)
        if kind is None:
            raise RefusedError(
                f"{backend} takes pictures, video and sound; {path.name} is none of them",
                backend=backend,
            )
        if size > UPLOAD_BYTES:
            raise RefusedError(
                f"{backend} takes files up to {UPLOAD_BYTES // 1_000_000} MB, "
                f"{path.name} has {size // 1_000_000} MB",
                backend=backend,
            )
        if size <= INLINE_BYTES:
            uri = f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"
        else:
            uri = await upload(path, f"{name}.{kind.rpartition('/')[2]}")
    except OSError as error:
        raise MisconfiguredError(
            f"{path} cannot be read: {error.strerror}", backend=backend
        ) from None
    match name:
        case "character":
            return {"type": kind.partition("/")[0], "uri": uri}
        case "reference":
            return {"type": "video", "uri": uri}
        case _:
            return uri
