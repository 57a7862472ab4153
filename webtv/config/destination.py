"""What an operator writes about one destination of a channel."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator

from webtv.model.value import Value

Kind = Literal["rtmp", "srt", "file"]

INGEST = {
    # The secure template of ingest.twitch.tv/ingests for the nearest server.
    "twitch": "rtmps://ingest.global-contribute.live-video.net:443/app",
    # developers.google.com/youtube/v3/live/docs/liveStreams, rtmpsIngestionAddress.
    "youtube": "rtmps://a.rtmps.youtube.com:443/live2",
}
"""Where platforms take streams in. Kick gives everyone an address of their own."""

_RTMP = re.compile(r"^rtmps?://[^/?#@\s]+/[^/?#\s]+(/\S*)?\Z")
_SRT = re.compile(r"^srt://[^/?#@\s]+:\d+/?\Z")
_KEY = re.compile(r"^\S{1,900}\Z")
_FIELDS: dict[str, Kind] = {
    "passphrase": "srt",
    "streamid": "srt",
    "latency_ms": "srt",
    "folder": "file",
    "minutes": "file",
    "keep_hours": "file",
    "keep_gb": "file",
}
"""Fields of one kind only."""


class EncodeConfig(Value):
    """A rate of its own: the picture is scaled and padded, and encoded at a constant bitrate."""

    width: int = Field(
        1920, ge=128, le=3840, multiple_of=2, title="Width", description="Picture width, pixels."
    )
    height: int = Field(
        1080, ge=128, le=2160, multiple_of=2, title="Height", description="Picture height, pixels."
    )
    fps: Literal[24, 25, 30, 50, 60] | None = Field(
        None, title="Frame rate", description="Frames per second; as on the channel if left out."
    )
    video_kbps: int = Field(
        6000, ge=200, le=50_000, title="Video bitrate", description="Constant, in kbit/s."
    )
    audio_kbps: int = Field(
        160, ge=64, le=320, title="Audio bitrate", description="AAC-LC bitrate in kbit/s."
    )
    sample_rate: Literal[44100, 48000] = Field(
        48000, title="Sample rate", description="Audio samples per second."
    )
    preset: Literal["ultrafast", "superfast", "veryfast", "faster", "fast", "medium"] = Field(
        "veryfast", title="Effort", description="x264's preset: slower ones look better."
    )


class DestinationConfig(Value):
    """One more place the channel is sent to, besides the station's own RTMP server and HLS."""

    id: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", title="Id", description="Name in the API and log."
    )
    kind: Kind = Field(
        "rtmp",
        title="Kind",
        description="rtmp (and rtmps), srt, or file for a recording; seen from the other fields.",
    )
    preset: Literal["twitch", "youtube", "kick"] | None = Field(
        None, title="Preset", description="A platform whose address and limits are known."
    )
    url: SecretStr = Field(
        SecretStr(""),
        validate_default=True,
        title="URL",
        description="rtmp://HOST/APP/KEY, rtmps://HOST/APP/KEY or srt://HOST:PORT; "
        "twitch and youtube have one.",
    )
    key: SecretStr = Field(
        SecretStr(""),
        validate_default=True,
        title="Key",
        description="Stream key, if the URL has none; write it as ${NAME}.",
    )
    passphrase: SecretStr = Field(
        SecretStr(""), title="Passphrase", description="srt: encrypts; 10 to 64 characters."
    )
    streamid: SecretStr = Field(
        SecretStr(""), title="Stream id", description="srt: what the listener asks for."
    )
    latency_ms: int = Field(
        200, ge=20, le=8000, title="Latency", description="srt: milliseconds for lost packets."
    )
    folder: str = Field(
        "",
        max_length=400,
        title="Folder",
        description="file: below HOME/recordings, by default one per channel; or an absolute path.",
    )
    minutes: float = Field(
        60, ge=0.05, le=1440, title="Minutes", description="file: length of one file."
    )
    keep_hours: float | None = Field(
        None, gt=0, le=87_600, title="Hours kept", description="file: older ones are deleted."
    )
    keep_gb: float | None = Field(
        None, gt=0, le=1e6, title="Gigabytes kept", description="file: above, the oldest go."
    )
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
    probe_url: str | None = Field(
        None,
        pattern=r"^(https?|rtmps?)://\S+$",
        title="Probe URL",
        description="Where the public watches it, HLS or RTMP; the probe then watches it too.",
    )

    @model_validator(mode="before")
    @classmethod
    def _seen_kind(cls, values: Any) -> Any:
        """The kind as the other fields show it, where it is not written."""
        if not isinstance(values, dict) or "kind" in values:
            return values
        url = values.get("url")
        if isinstance(url, str) and url.startswith("srt://"):
            return {**values, "kind": "srt"}
        if any(kind == "file" and name in values for name, kind in _FIELDS.items()):
            return {**values, "kind": "file"}
        return values

    @field_validator(*_FIELDS)
    @classmethod
    def _of_its_kind(cls, value: Any, info: ValidationInfo) -> Any:
        wanted = _FIELDS[info.field_name or ""]
        if info.data.get("kind", wanted) != wanted:
            raise ValueError(f"is for kind {wanted} only")
        return value

    @field_validator("preset")
    @classmethod
    def _of_rtmp(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value and info.data.get("kind", "rtmp") != "rtmp":
            raise ValueError("is for kind rtmp only")
        return value

    @field_validator("url")
    @classmethod
    def _address(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        url, kind, preset = value.get_secret_value(), info.data.get("kind"), info.data.get("preset")
        if kind == "file":
            if url:
                raise ValueError("is not for kind file; give a folder")
            return value
        if not url and preset in INGEST:
            return value
        if not url and preset:
            raise ValueError(f"is required: {preset} shows you yours beside the stream key")
        if kind == "srt":
            wanted = "srt://HOST:PORT; passphrase, streamid and latency_ms are fields of their own"
            _fit(url, _SRT, wanted)
        elif kind == "rtmp":
            _fit(url, _RTMP, "rtmp://HOST/APP/KEY or rtmps://HOST/APP/KEY")
        return value

    @field_validator("key")
    @classmethod
    def _stream_key(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        key, url = value.get_secret_value(), info.data.get("url")
        if info.data.get("kind", "rtmp") != "rtmp":
            if key:
                raise ValueError("is for kind rtmp only")
            return value
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

    @field_validator("folder")
    @classmethod
    def _inside(cls, value: str) -> str:
        if "\0" in value or (".." in PurePath(value).parts and not PurePath(value).is_absolute()):
            raise ValueError("must lie below HOME/recordings, or be an absolute path")
        return value


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
