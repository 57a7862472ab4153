"""What an operator writes about one destination of a channel."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, SecretStr, field_validator

from webtv.model.value import Value

_RTMP_URL = re.compile(r"^rtmps?://[^/\s]+/[^/\s]+/\S+$")


class DestinationConfig(Value):
    """One more place the channel is sent to, besides the station's own RTMP server and HLS."""

    id: str = Field(
        pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", title="Id", description="Name in the API and log."
    )
    kind: Literal["rtmp"] = Field("rtmp", title="Kind", description="Protocol: rtmp or rtmps.")
    url: SecretStr = Field(
        title="URL", description="Address with its key; write the key as ${NAME}."
    )
    probe_url: str | None = Field(
        None,
        pattern=r"^(https?|rtmps?)://\S+$",
        title="Probe URL",
        description="Where the public watches it, HLS or RTMP; the probe then watches it too.",
    )

    @field_validator("url")
    @classmethod
    def _rtmp(cls, value: SecretStr) -> SecretStr:
        if not _RTMP_URL.match(value.get_secret_value()):
            raise ValueError("must be rtmp://HOST/APP/KEY or rtmps://HOST/APP/KEY")
        return value
