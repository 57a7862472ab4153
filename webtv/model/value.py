"""The base of every value in the model."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value that serialises to JSON. Unknown keys are an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class StoredValue(BaseModel):
    """A value read back from disk: keys written by a newer version are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")
