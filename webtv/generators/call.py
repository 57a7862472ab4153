"""One call as plain values: what is wanted, the inputs that say so, and its output."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from webtv.config.contract import Contract, Input, Scalar
from webtv.errors import UnavailableError

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


def build_inputs(
    contract: Contract, params: Mapping[str, Scalar], order: Order
) -> dict[str, Value]:
    """The inputs of the endpoint by name, in the contract's order."""
    return {given.name: _value(given, params, order) for given in contract.inputs}


def recorded(contract: Contract, inputs: Mapping[str, Value]) -> dict[str, Scalar]:
    """The inputs worth keeping as provenance: all but words, seed and files, by name."""
    return {
        name: value
        for name, value in inputs.items()
        if name in contract.params and not isinstance(value, Path)
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
