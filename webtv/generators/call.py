"""One call as plain values: what is wanted, and the inputs that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

from webtv.config.contract import Contract, Input, Scalar
from webtv.generators.picture_size import nearest_ratio, picture_size

Value = Scalar | Path | tuple[Path, ...]
"""An input as the transport gets it; a `Path` is a file to upload."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a stage: the shot's prompt, and media of the stage before.

    `prompt` is as this backend reads it. `references` are pictures of all whom the shot names.
    `text` is to be spoken by `voice`. `image` is the first picture, or a reference. `motion` goes
    from 1 (almost still) to 10. `aspect` is the width of the picture that airs, divided by its
    height.
    """

    prompt: str = ""
    negative: str = ""
    text: str = ""
    voice: str = ""
    seed: int = 0
    motion: int = 5
    image: Path | None = None
    references: tuple[Path, ...] = ()
    video: Path | None = None
    audio: Path | None = None
    seconds: float | None = None
    aspect: float | None = None


def build_inputs(
    contract: Contract, params: Mapping[str, Scalar], request: Request
) -> dict[str, Value]:
    """The inputs of the endpoint by name, in the contract's order.

    What an operator has set (`params`) goes before what the request says.
    """
    inputs = {given.name: _value(contract, given, params, request) for given in contract.inputs}
    if request.aspect is not None:
        inputs |= picture_size(contract, params, request.aspect)
    return inputs


def missing_input(contract: Contract, inputs: Mapping[str, Value]) -> Input | None:
    """The first input without which a call makes no sense and that has no value."""
    needed = (given for given in contract.inputs if given.required)
    return next((given for given in needed if inputs[given.name] in (None, "")), None)


def recorded(contract: Contract, inputs: Mapping[str, Value]) -> dict[str, Scalar]:
    """The inputs worth keeping as provenance: all but words, seed and files, by name."""
    return {
        name: value
        for name, value in inputs.items()
        if name in contract.params and not isinstance(value, (Path, tuple))
    }


def _value(
    contract: Contract, given: Input, params: Mapping[str, Scalar], request: Request
) -> Value:
    if given.name in params:
        return params[given.name]
    match given.source:
        case "prompt":
            return request.prompt
        case "text":
            return request.text
        case "negative":
            return request.negative or given.default or ""
        case "voice":
            return _voice(given, request.voice)
        case "seed":
            return _seed(given, request.seed)
        case "motion":
            return _motion(given, request.motion)
        case "image":
            return request.image
        case "references":
            most = None if given.maximum is None else int(given.maximum)
            return request.references[:most] or None
        case "video":
            return request.video
        case "audio":
            return request.audio
        case "seconds" if request.seconds is not None:
            return _seconds(given, request.seconds)
        case "frames" if request.seconds is not None and contract.native_fps:
            return _frames(given, request.seconds * contract.native_fps)
        case "ratio" if request.aspect is not None:
            return nearest_ratio(given, request.aspect)
        case _:
            return given.default


def _voice(given: Input, voice: str) -> Scalar:
    """The wanted voice, if this backend has it."""
    known = not given.choices or voice in given.choices
    return voice if voice and known else given.default


def _seed(given: Input, seed: int) -> int:
    low = int(given.minimum or 0)
    high = int(given.maximum) if given.maximum is not None else 2**31 - 1
    return low + seed % (high - low + 1)


def _motion(given: Input, motion: int) -> Scalar:
    """Motion from 1 to 10 on the backend's own scale: its limits, or its choices in order."""
    share = (min(max(motion, 1), 10) - 1) / 9
    if given.choices:
        return given.choices[round(share * (len(given.choices) - 1))]
    if given.minimum is None or given.maximum is None:
        return motion
    value = given.minimum + share * (given.maximum - given.minimum)
    return round(value) if given.kind == "int" else round(value, 3)


def _seconds(given: Input, seconds: float) -> Scalar:
    """`seconds` inside the input's limits; a whole number, rounded up, where that is wanted.

    Of choices the nearest, the longer one of two as near.
    """
    numbers = [c for c in given.choices or () if isinstance(c, (int, float))]
    if numbers:
        return min(numbers, key=lambda choice: (abs(choice - seconds), -choice))
    # A step of a millisecond: the same shot must ask for the same value after a restart.
    value: float = ceil(round(seconds, 3)) if given.kind == "int" else round(seconds, 3)
    if given.minimum is not None:
        value = max(value, given.minimum)
    if given.maximum is not None:
        value = min(value, given.maximum)
    return int(value) if given.kind == "int" else value


def _frames(given: Input, wanted: float) -> int:
    """The least allowed number of frames that reaches `wanted`, else the greatest allowed."""
    numbers = sorted(c for c in given.choices or () if isinstance(c, int))
    if numbers:
        return next((n for n in numbers if n >= wanted), numbers[-1])
    step, offset = given.step or 1, given.offset
    steps = ceil(round((wanted - offset) / step, 6))
    if given.minimum is not None:
        steps = max(steps, ceil((given.minimum - offset) / step))
    if given.maximum is not None:
        steps = min(steps, floor((given.maximum - offset) / step))
    return offset + step * steps


def filmed_s(contract: Contract, params: Mapping[str, Scalar], seconds: float) -> float | None:
    """Seconds that a backend films when it is asked for `seconds`; None if that is not known."""
    for given in contract.inputs:
        value = _value(contract, given, params, Request(seconds=seconds))
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            continue
        if given.source == "seconds":
            return float(value)
        counts = given.source == "frames" or (given.kind == "int" and given.name == "num_frames")
        if counts and contract.native_fps:
            return value / contract.native_fps
    return contract.films_s
