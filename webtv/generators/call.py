"""One call of a Space as plain values: its address, its inputs, its output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

from webtv.config.contract import Contract, Input, Scalar
from webtv.config.pipeline import StageConfig
from webtv.errors import UnavailableError

_HUGGING_FACE = ("huggingface.co", "hf.space", "hf.co")

Value = Scalar | Path
"""An input as the transport gets it; a `Path` is a file to upload."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted from a stage: the shot's prompt, and media of the stage before.

    `prompt` is as this backend reads it. `text` is to be spoken by `voice`. `image` is the first
    picture, or a reference. `motion` goes from 1 (almost still) to 10.
    """

    prompt: str = ""
    negative: str = ""
    text: str = ""
    voice: str = ""
    seed: int = 0
    motion: int = 5
    image: Path | None = None
    video: Path | None = None
    audio: Path | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """Where a Space is. `trusted` says that the operator's Hugging Face token may go there."""

    source: str
    local: bool
    trusted: bool


def resolve(config: StageConfig, contract: Contract, *, local_url: str) -> Address:
    """The address that a stage's `source` stands for.

    The token is for Hugging Face alone: Space ids and https addresses of its hosts.
    """
    if config.source == "local":
        return Address(f"{local_url}/{contract.id}", local=True, trusted=False)
    source = contract.source if config.source == "public" else config.source
    parts = urlsplit(source)
    if not parts.scheme:
        return Address(source, local=False, trusted=True)
    host = (parts.hostname or "").lower()
    ours = any(host == known or host.endswith(f".{known}") for known in _HUGGING_FACE)
    return Address(source, local=False, trusted=ours and parts.scheme == "https")


def build_inputs(contract: Contract, params: Mapping[str, Scalar], order: Order) -> list[Value]:
    """The positional inputs of the endpoint, in the contract's order."""
    return [_value(given, params, order) for given in contract.inputs]


def recorded(contract: Contract, params: Mapping[str, Scalar], order: Order) -> dict[str, Scalar]:
    """The inputs worth keeping as provenance: all but prompt, seed and files, by name."""
    values = zip(contract.inputs, build_inputs(contract, params, order), strict=True)
    return {
        given.name: value
        for given, value in values
        if given.source in ("param", "seconds") and not isinstance(value, Path)
    }


def pick_output(contract: Contract, result: object, *, backend: str) -> str:
    """The file in an endpoint's result, as the Space's own path or URL of it.

    Gradio gives a file as `{"path": ...}`, Gradio 4 and 5 a video as `{"video": {"path": ...}}`.
    An `UnavailableError` says that the Space answered without one.
    """
    picked = result
    if contract.output is not None and isinstance(result, (list, tuple)):
        picked = result[contract.output] if contract.output < len(result) else None
    if isinstance(picked, Mapping) and isinstance(picked.get("video"), Mapping):
        picked = picked["video"]
    if isinstance(picked, Mapping):
        picked = picked.get("path") or picked.get("url")
    if not isinstance(picked, str) or not picked:
        raise UnavailableError(f"{backend} answered without a file", backend=backend)
    return picked


def _value(given: Input, params: Mapping[str, Scalar], order: Order) -> Value:
    match given.source:
        case "prompt":
            return order.prompt
        case "seed":
            return _seed_within(given, order.seed)
        case "video":
            return order.video
        case "audio":
            return order.audio
        case "seconds" if given.name not in params and order.seconds is not None:
            return _within(given, order.seconds)
        case _:
            return params.get(given.name, given.default)


def _seed_within(given: Input, seed: int) -> int:
    low = int(given.minimum or 0)
    high = int(given.maximum) if given.maximum is not None else 2**31 - 1
    return low + seed % (high - low + 1)


def _within(given: Input, seconds: float) -> float:
    """`seconds` inside the input's limits; a whole number, rounded up, where that is wanted."""
    value: float = ceil(seconds) if given.kind == "int" else seconds
    if given.minimum is not None:
        value = max(value, given.minimum)
    if given.maximum is not None:
        value = min(value, given.maximum)
    return int(value) if given.kind == "int" else value
