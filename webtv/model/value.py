"""The base of every value in the model."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, cast

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
)
from pydantic_core import CoreSchema, PydanticKnownError
from pydantic_core.core_schema import no_info_before_validator_function

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


Amount = Annotated[float, Field(ge=0, le=1e9)]
"""A price: sums of many calls at such prices are numbers still."""


_OF_NO_SCHEMA = ("default", "metadata", "serialization", "config")
"""Keys of a core schema below which no field is described."""


def _without_booleans(schema: Any) -> Any:
    """A schema of pydantic's in which no number is made of true or false, as it is by default:
    https://docs.pydantic.dev/latest/concepts/conversion_table/.
    """
    if isinstance(schema, list):
        return [_without_booleans(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if (error := _error(schema)) is not None:

        def check(value: object) -> object:
            if isinstance(value, bool):
                raise error
            return value

        return no_info_before_validator_function(check, cast("CoreSchema", schema))
    return {
        name: value if name in _OF_NO_SCHEMA else _without_booleans(value)
        for name, value in schema.items()
    }


def _error(schema: dict[str, Any]) -> PydanticKnownError | None:
    """What true and false are told where a schema wants a number."""
    if schema.get("type") == "int":
        return PydanticKnownError("int_type")
    if schema.get("type") == "float":
        return PydanticKnownError("float_type")
    if schema.get("type") == "literal" and {int} == set(map(type, schema["expected"])):
        told = " or ".join(map(str, schema["expected"]))
        return PydanticKnownError("literal_error", {"expected": told})
    return None


class Value(BaseModel):
    """An immutable value that serialises to JSON.

    Unknown keys are an error, and so is true or false where a number is wanted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        schema: CoreSchema = _without_booleans(handler(source))
        return schema


class StoredValue(BaseModel):
    """A value read back from disk: keys written by a newer version are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)
