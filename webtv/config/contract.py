"""Contracts: what an endpoint of a Space or a vendor takes and gives, for operators to correct."""

from __future__ import annotations

from math import isfinite
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from webtv.config.price import Price
from webtv.config.url import with_host
from webtv.model.stage import Stage
from webtv.model.value import Value

_MOST_PIXELS = 65_536
"""Pixels of a side, by default; there are no larger pictures."""

Scalar = str | int | float | bool | None
Place = Annotated[str, AfterValidator(with_host)]
"""Where a Space is: its id on Hugging Face, or a URL."""


class Input(Value):
    """One input of the endpoint."""

    name: str = Field(title="Name", description="The endpoint's own name of the input.")
    source: Literal[
        "prompt",
        "negative",
        "text",
        "voice",
        "seed",
        "motion",
        "image",
        "references",
        "video",
        "audio",
        "seconds",
        "frames",
        "width",
        "height",
        "ratio",
        "param",
    ] = Field(
        "param",
        title="Source",
        description="Where its value comes from: the shot's prompt, what it must not show, words "
        "to be spoken and by whom, a seed, its motion (1 to 10), media of the stage before or a "
        "reference, pictures of all cast that the shot names (`maximum` at most), the wanted "
        "length in seconds or in frames at `native_fps`, the width and height of a picture in the "
        "house's shape (or its ratio, of `choices` such as 16:9), or a parameter that operators "
        "may set.",
    )
    kind: Literal["str", "int", "float", "bool", "file", "video"] = Field(
        "str", title="Kind", description="Type of the value."
    )
    default: Scalar = Field(None, title="Default", description="Value when nobody sets one.")
    required: bool = Field(
        False, title="Required", description="Whether a call without it makes no sense."
    )
    minimum: float | None = Field(None, title="Minimum", description="Least value allowed.")
    maximum: float | None = Field(None, title="Maximum", description="Greatest value allowed.")
    choices: tuple[Scalar, ...] | None = Field(
        None, title="Choices", description="The only values allowed."
    )
    step: int | None = Field(
        None,
        ge=1,
        title="Step",
        description="Numbers of frames are a multiple of this, plus `offset`; widths and heights "
        "are multiples of it, or of 8.",
    )
    offset: int = Field(0, ge=0, title="Offset", description="See `step`.")

    @model_validator(mode="after")
    def _in_order(self) -> Input:
        least, most = self.minimum, self.maximum
        if least is not None and most is not None and least > most:
            raise ValueError("the minimum must not be above the maximum")
        return self

    def problem_with(self, value: object) -> str | None:
        """Say what this input expects, if `value` does not fit; else None."""
        if self.kind in ("int", "float"):
            if isinstance(value, bool) or not isinstance(value, (int, float)):
                return "a number"
            if isinstance(value, float) and not isfinite(value):
                return "a number"
            if self.kind == "int" and isinstance(value, float) and not value.is_integer():
                return "a whole number"
            if self.minimum is not None and value < self.minimum:
                return f"at least {self.minimum:g}"
            if self.maximum is not None and value > self.maximum:
                return f"at most {self.maximum:g}"
        if self.kind == "bool" and not isinstance(value, bool):
            return "true or false"
        if self.kind == "str" and not isinstance(value, str):
            return "a text"
        if self.choices is not None and value not in self.choices:
            return "one of " + ", ".join(str(c) for c in self.choices)
        return None


class Contract(Value):
    """One endpoint of a Space or of a vendor."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", title="Id", description="File name.")
    title: str = Field(title="Title", description="Name on screens.")
    stage: Stage = Field(title="Stage", description="The stage this backend serves.")
    transport: Literal["gradio", "runway"] = Field(
        "gradio", title="Transport", description="How it is called."
    )
    source: Place = Field(title="Source", description="Space id on Hugging Face, or a URL.")
    pool: tuple[Place, ...] = Field(
        (), title="Pool", description="More Spaces with this very endpoint."
    )
    local: bool = Field(
        True, title="Local", description="Whether `webtv spaces` serves this contract too."
    )
    local_engine: Literal["any", "models"] = Field(
        "any",
        title="Local engine",
        description="models: served by `webtv spaces --engine models` alone.",
    )
    local_is_trained: bool = Field(
        False,
        title="Local is trained",
        description="Whether a trained model serves it here; else rules do, without weights.",
    )
    api_name: str | None = Field(
        None, title="API name", description="Such as /run; of Runway, a method of its SDK."
    )
    fn_index: int | None = Field(
        None, ge=0, title="Function index", description="For endpoints without a name."
    )
    inputs: tuple[Input, ...] = Field(title="Inputs", description="In the endpoint's order.")
    output: int | None = Field(
        None, ge=0, title="Output", description="Place in the result, if it returns several."
    )
    output_kind: Literal["video", "audio", "image"] = Field(
        "video", title="Output kind", description="What the picked output is."
    )
    native_fps: int | None = Field(
        None,
        ge=1,
        le=1000,
        title="Native rate",
        description="Frames per second of what it returns.",
    )
    films_s: float | None = Field(
        None, gt=0, title="Length", description="Seconds it films where no input says how long."
    )
    voices: dict[str, str] = Field(
        default_factory=dict,
        title="Voices",
        description="Language of its voices by the first letter of their names.",
    )
    local_voices: tuple[str, ...] = Field(
        (),
        title="Local voices",
        description="First letters of those that the station's own Space has; all if none.",
    )
    max_input_s: float | None = Field(
        None, gt=0, title="Longest input", description="Seconds of input video it uses."
    )
    timeout_s: float = Field(
        300, gt=0, le=86_400, title="Timeout", description="Seconds for one call."
    )
    concurrency: int = Field(
        1, ge=1, le=64, title="Concurrency", description="Calls it works on at the same time."
    )
    ahead: int = Field(
        1,
        ge=0,
        le=16,
        title="Ahead",
        description="Calls that wait in its own queue, so that it never waits for files.",
    )
    profile: str = Field(
        "plain",
        pattern=r"^[a-z][a-z0-9-]*$",
        title="Profile",
        description="How prompts are written for it: see `webtv/prompts/profile.py`.",
    )
    price: Price = Field(Price(), title="Price", description="What a call costs.")
    licence: str = Field("", title="Licence", description="Licence of the model's weights.")
    note: str = Field("", title="Note", description="What an operator should know.")

    @model_validator(mode="after")
    def _endpoint(self) -> Contract:
        if (self.api_name is None) == (self.fn_index is None):
            raise ValueError("exactly one of api_name and fn_index is needed")
        names = [given.name for given in self.inputs]
        if len(set(names)) < len(names):
            raise ValueError("inputs need names of their own")
        if any(i.source == "frames" for i in self.inputs) and not self.native_fps:
            raise ValueError("an input of source frames needs native_fps")
        sides = [i for i in self.inputs if i.source in ("width", "height")]
        if sides and sorted(i.source for i in sides) != ["height", "width"]:
            raise ValueError("inputs of source width and height are needed both, and each once")
        if not all(_is_side(given.default) for given in sides):
            raise ValueError("inputs of source width and height need a default, in pixels")
        return self

    @property
    def params(self) -> dict[str, Input]:
        """The inputs that operators may set, by name."""
        settable = (
            *("param", "seconds", "frames", "motion", "voice"),
            *("width", "height", "ratio"),
        )
        return {i.name: i for i in self.inputs if i.source in settable}

    def takes(self, source: str) -> bool:
        """Whether it has an input that is filled from `source`, such as `image` or `seed`."""
        return any(given.source == source for given in self.inputs)

    @property
    def sources(self) -> tuple[str, ...]:
        """Every place that serves this endpoint, each once."""
        return tuple(dict.fromkeys((self.source, *self.pool)))


def _is_side(value: Scalar) -> bool:
    return isinstance(value, (int, float)) and 0 < value <= _MOST_PIXELS
