"""The base of every value in the model."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

LONGEST_S = 1e8
"""Seconds that anything on record may last: three years. Times stay times when it is added."""


def _in_calendar(at: datetime) -> datetime:
    if not 1900 <= at.year < 9000:
        raise ValueError("must be in the years 1900 to 8999")
    return at


Timestamp = Annotated[AwareDatetime, AfterValidator(_in_calendar)]
"""A time with its zone, far enough from both ends of Python's calendar to be calculated with."""

Seconds = Annotated[float, Field(ge=0, le=LONGEST_S)]
"""A length of time, in seconds."""


class Value(BaseModel):
    """An immutable value that serialises to JSON. Unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class StoredValue(BaseModel):
    """A value read back from disk: keys written by a newer version are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)
