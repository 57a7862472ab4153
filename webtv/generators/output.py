"""The result of a Space: the file in its answer, and whether that is what it should be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from webtv.config.contract import Contract
from webtv.errors import MisconfiguredError, RefusedError, UnavailableError

Kind = Literal["video", "audio", "image"]

_KEYS = ("video", "image", "file", "value", "name", "url", "data")
"""Where a description of a file has it, apart from `path`."""

_BEGINNINGS = ("/", "http://", "https://", "data:")
HEAD_BYTES = 16
"""Bytes that tell what a file is."""


def pick_output(contract: Contract, result: object, *, backend: str) -> str:
    """Find the file in an endpoint's result: the Space's own path, a URL or a `data:` URL.

    Gradio 3 gives a file as `{"name": ...}` or a `data:` URL, a video as (file, subtitles). Later
    ones give `{"path": ...}`, Gradio 4 and 5 a video as `{"video": file}`, all of them a gallery
    as a list. `MisconfiguredError` where the contract picks something else than a file,
    `RefusedError` where the Space gave nothing in its place: that is how filters answer.
    """
    picked = result
    if contract.output is not None:
        several = isinstance(result, (list, tuple))
        if not several or contract.output >= len(result):  # type: ignore[arg-type]
            raise _wrong(contract, backend, _described(result))
        picked = result[contract.output]  # type: ignore[index]
    if picked is None or picked == "" or picked == [] or picked == ():
        raise RefusedError(f"{backend} answered without a file", backend=backend)
    place = _file_in(picked)
    if place is None:
        raise _wrong(contract, backend, _described(picked))
    return place


def check_kind(contract: Contract, head: bytes, *, backend: str) -> None:
    """Compare the first bytes of what came with the contract's `output_kind`.

    `MisconfiguredError` for media of another kind, `UnavailableError` for no media at all.
    """
    kinds = media_kinds(head)
    if contract.output_kind in kinds:
        return
    if kinds:
        raise MisconfiguredError(
            f"{backend} sent {_a(kinds[0])}, but the contract {contract.id} promises "
            f"{_a(contract.output_kind)}; correct its `output` or `output_kind`",
            backend=backend,
        )
    what = "an empty file" if not head else "a file that is no media"
    raise UnavailableError(f"{backend} sent {what}", backend=backend)


def media_kinds(head: bytes) -> tuple[Kind, ...]:
    """Return the kinds that a file with these first 16 bytes may be; none if it is no usual media.

    Containers of both pictures and sound count as either.
    """
    if head[4:8] == b"ftyp":
        still = head[8:12] in (b"avif", b"heic", b"mif1")
        return ("image",) if still else ("video", "audio")
    if head.startswith((b"\x1a\x45\xdf\xa3", b"OggS")):
        return ("video", "audio")
    if head.startswith(b"RIFF"):
        forms: dict[bytes, Kind] = {b"WAVE": "audio", b"WEBP": "image", b"AVI ": "video"}
        return (forms[head[8:12]],) if head[8:12] in forms else ()
    if head.startswith((b"ID3", b"fLaC")) or (head[:1] == b"\xff" and head[1:2] >= b"\xe0"):
        # JPEG begins with FF D8, so it is not taken for MP3 here.
        return ("audio",)
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        return ("image",)
    if head.startswith(b"GIF8"):
        return ("image", "video")
    return ()


def _file_in(value: object) -> str | None:
    if isinstance(value, str):
        return value if value.startswith(_BEGINNINGS) else None
    if isinstance(value, Mapping):
        path = value.get("path")
        if isinstance(path, str) and path:
            return path
        return next(filter(None, (_file_in(value.get(key)) for key in _KEYS)), None)
    if isinstance(value, (list, tuple)):
        return next(filter(None, map(_file_in, value)), None)
    return None


def _wrong(contract: Contract, backend: str, what: str) -> MisconfiguredError:
    place = "its answer" if contract.output is None else f"value number {contract.output} of it"
    return MisconfiguredError(
        f"{backend} answered with {what}, where the contract {contract.id} expects a file as "
        f"{place}; correct its `output`",
        backend=backend,
    )


def _described(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return f"{len(value)} values"
    if isinstance(value, bool) or value is None:
        return "nothing of use"
    if isinstance(value, (int, float)):
        return "a number"
    return "a text" if isinstance(value, str) else "something else"


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "ai" else f"a {kind}"
