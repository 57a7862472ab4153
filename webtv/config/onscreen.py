"""The fields of `bug:` and `titles:`: what is written over programmes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from webtv.model.value import Value


class BugConfig(Value):
    """The mark in a corner that says the pictures are made by AI."""

    enabled: bool = Field(True, title="On", description="Whether the mark is shown.")
    text: str = Field("AI generated", max_length=40, title="Text", description="What it says.")
    position: Literal["top-left", "top-right", "bottom-left", "bottom-right"] = Field(
        "top-right", title="Position", description="The corner it stands in."
    )


class TitleConfig(Value):
    """The programme's title on screen."""

    enabled: bool = Field(True, title="On", description="Whether the title is shown.")
    seconds: float = Field(
        4.0, ge=1, le=20, title="Seconds", description="How long, from the first frame."
    )
