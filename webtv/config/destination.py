"""The fields of one destination of a channel: one model for each kind.

`README.md` in `webtv/playout/destinations` tells how to add a kind or a platform.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
    field_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from webtv.config.encode import EncodeConfig
from webtv.config.platform import PLATFORMS, Platform
from webtv.config.url import with_host
from webtv.config.wording import one_of
from webtv.model.value import Value

_RTMP = re.compile(r"^rtmps?://[^/?#@\s]+/[^/?#\s]+(/\S*)?\Z")
_SRT = re.compile(r"^srt://[^/?#@\s]+:\d+/?\Z")
_KEY = re.compile(r"^\S{1,900}\Z")


def _known_platform(name: Any) -> Any:
    if name not in tuple(PLATFORMS):
        raise ValueError(f"must be {one_of(PLATFORMS)}")
    return name


_Watched = Annotated[str, Field(pattern=r"^(https?|rtmps?)://\S+$"), AfterValidator(with_host)]

Preset = Annotated[
    str,
    BeforeValidator(_known_platform),
    WithJsonSchema({"type": "string", "enum": list(PLATFORMS)}),
]
"""The name of a platform."""


class AnyDestination(Value):
    """The fields that destinations of all kinds have."""

    id: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", title="Id", description="Name in the API and log."
    )
    kind: str = Field("", title="Kind", description="Seen from the other fields.")
    session_h: float | None = Field(
        None,
        gt=0,
        le=480,
        title="Session",
        description="Hours after which the connection is renewed, at a join; presets know theirs.",
    )
    encode: EncodeConfig | None = Field(
        None, title="Encode", description="A rate of its own; else a copy of what airs."
    )
    probe_url: _Watched | None = Field(
        None,
        title="Probe URL",
        description="Where the public watches it, HLS or RTMP; the probe then watches it too.",
    )

    @property
    def platform(self) -> Platform | None:
        """The platform that it is on, if that is known."""
        return None


class RtmpDestination(AnyDestination):
    """An RTMP or RTMPS server elsewhere, such as a platform's."""

    kind: Literal["rtmp"] = Field("rtmp", title="Kind", description="Seen from the other fields.")
    preset: Preset | None = Field(
        None, title="Preset", description="A platform whose address and limits are known."
    )
    url: SecretStr = Field(
        SecretStr(""),
        validate_default=True,
        title="URL",
        description="rtmp://HOST/APP/KEY or rtmps://HOST/APP/KEY; "
        + " and ".join(name for name, known in PLATFORMS.items() if known.ingest)
        + " have one.",
    )
    key: SecretStr = Field(
        SecretStr(""),
        validate_default=True,
        title="Key",
        description="Stream key, if the URL has none; write it as ${NAME}.",
    )

    @property
    def platform(self) -> Platform | None:
        """The platform of its preset."""
        return PLATFORMS[self.preset] if self.preset else None

    @property
    def address(self) -> str:
        """The address that the channel is sent to: its URL, or the platform's."""
        return self.url.get_secret_value() or (self.platform.ingest if self.platform else "")

    @field_validator("url")
    @classmethod
    def _address(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        url, preset = value.get_secret_value(), info.data.get("preset")
        if not url and preset:
            if not PLATFORMS[preset].ingest:
                raise ValueError(f"is required: {preset} shows you yours beside the stream key")
            return value
        _fit(url, _RTMP, "rtmp://HOST/APP/KEY or rtmps://HOST/APP/KEY")
        return value

    @field_validator("key")
    @classmethod
    def _stream_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        key, url = value.get_secret_value(), info.data.get("url")
        if url is None:  # it is wrong, which is said already
            return value
        path = url.get_secret_value().partition("://")[2].strip("/")
        if not key and path.count("/") < 2:
            raise ValueError("is required: the stream key, as ${NAME}")
        if key and "?" in path:
            raise ValueError("must not be given twice: the URL has one")
        if key and not _KEY.match(key):
            raise ValueError("must be 1 to 900 characters without spaces")
        return value


class SrtDestination(AnyDestination):
    """An SRT listener that is called."""

    kind: Literal["srt"] = Field("srt", title="Kind", description="Seen from the other fields.")
    url: SecretStr = Field(
        SecretStr(""), validate_default=True, title="URL", description="srt://HOST:PORT."
    )
    passphrase: SecretStr = Field(
        SecretStr(""), title="Passphrase", description="Encrypts; 10 to 64 characters."
    )
    streamid: SecretStr = Field(
        SecretStr(""), title="Stream id", description="What the listener asks for."
    )
    latency_ms: int = Field(
        200, ge=20, le=8000, title="Latency", description="Milliseconds for lost packets."
    )

    @field_validator("url")
    @classmethod
    def _address(cls, value: SecretStr) -> SecretStr:
        wanted = "srt://HOST:PORT; passphrase, streamid and latency_ms are fields of their own"
        _fit(value.get_secret_value(), _SRT, wanted)
        return value

    @field_validator("passphrase")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and not 10 <= len(value.get_secret_value().encode()) <= 64:
            raise ValueError("must be 10 to 64 characters")
        return value

    @field_validator("streamid")
    @classmethod
    def _short_enough(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value().encode()) > 512:
            raise ValueError("must be at most 512 characters")
        return value


class FileDestination(AnyDestination):
    """A recording on disk."""

    kind: Literal["file"] = Field("file", title="Kind", description="Seen from the other fields.")
    folder: str = Field(
        "",
        max_length=400,
        title="Folder",
        description="Below HOME/recordings, by default one per channel; or an absolute path.",
    )
    minutes: float = Field(60, ge=0.05, le=1440, title="Minutes", description="Length of one file.")
    keep_hours: float | None = Field(
        None, gt=0, le=87_600, title="Hours kept", description="Older ones are deleted."
    )
    keep_gb: float | None = Field(
        None,
        gt=0,
        le=1e6,
        title="Gigabytes kept",
        description="Above, the oldest go; by default, above what is free on their disk.",
    )

    @field_validator("folder")
    @classmethod
    def _inside(cls, value: str) -> str:
        if "\0" in value or (".." in PurePath(value).parts and not PurePath(value).is_absolute()):
            raise ValueError("must lie below HOME/recordings, or be an absolute path")
        return value


_Kinds = RtmpDestination | SrtDestination | FileDestination
_BY_KIND = {kind.model_fields["kind"].default: kind for kind in get_args(_Kinds)}


def _owner(field: str) -> str:
    """The kind that alone has a field; empty if there is none."""
    owners = [kind for kind, model in _BY_KIND.items() if field in model.model_fields]
    return owners[0] if len(owners) == 1 else ""


def _with_kind(values: dict[str, Any]) -> dict[str, Any]:
    """The fields with their kind, seen from the others where it is not written."""
    if "kind" in values:
        kind = values["kind"]
    elif str(values.get("url", "")).startswith("srt://"):
        kind = "srt"
    else:
        kind = "file" if any(_owner(name) == "file" for name in values) else "rtmp"
    if kind not in tuple(_BY_KIND):
        expected = {"expected": one_of(_BY_KIND)}
        wrong = InitErrorDetails(type="literal_error", loc=("kind",), input=kind, ctx=expected)
        raise ValidationError.from_exception_data("destination", [wrong])
    known = _BY_KIND[kind].model_fields
    empty = {name for name in ("preset", "url", "key") if values.get(name, 0) in (None, "")}
    return {**{n: v for n, v in values.items() if n in known or n not in empty}, "kind": kind}


def _validated(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """The destination of its kind; its errors name fields, without the kind before them."""
    if isinstance(value, AnyDestination):
        return handler(value)
    if not isinstance(value, dict):
        wrong = InitErrorDetails(type="model_type", input=value, ctx={"class_name": "destination"})
        raise ValidationError.from_exception_data("destination", [wrong])
    values = _with_kind(value)
    try:
        return handler(values)
    except ValidationError as error:
        told = [_told(details, values["kind"]) for details in error.errors()]
        raise ValidationError.from_exception_data("destination", told) from None


def _told(details: ErrorDetails, kind: str) -> InitErrorDetails:
    loc, given = details["loc"][1:], details["input"]
    field = str(loc[0]) if loc else ""
    foreign = any(field in model.model_fields for model in _BY_KIND.values())
    if details["type"] == "extra_forbidden" and len(loc) == 1 and foreign:
        owner = _owner(field)
        said = f"is for kind {owner} only" if owner else f"is not for kind {kind}; give a folder"
        wrong = PydanticCustomError("value_error", "{error}", {"error": said})
        return InitErrorDetails(type=wrong, loc=loc, input=given)
    return InitErrorDetails(type=details["type"], loc=loc, input=given, ctx=details.get("ctx", {}))


DestinationConfig = Annotated[_Kinds, Field(discriminator="kind"), WrapValidator(_validated)]
"""One more place the channel is sent to, besides the station's own RTMP server and HLS."""


def _fit(url: str, pattern: re.Pattern[str], wanted: str) -> None:
    if "@" in url.partition("://")[2].partition("/")[0]:
        raise ValueError("must not hold a user name or password")
    if not pattern.match(url):
        raise ValueError(f"must be {wanted}")
    try:
        port = urlsplit(url).port
    except ValueError:
        port = 0
    if port == 0:
        raise ValueError("must have a port from 1 to 65535")
