"""What an operator writes about a channel's HLS."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from webtv.model.value import Value


class HlsConfig(Value):
    """What viewers of the web page, phones and CDNs get."""

    window_s: float = Field(
        1800,
        ge=30,
        le=6 * 3600,
        title="Window",
        description="Seconds a viewer can go back. Files stay on disk for twice as long: about "
        "1.2 GB for half an hour at 2600 kbit/s.",
    )
    container: Literal["ts", "fmp4"] = Field(
        "ts",
        title="Container",
        description="ts: MPEG-TS, as it is sent; every player reads it. fmp4: fragmented MP4, "
        "a fifth smaller at low bitrates, for a little processor time.",
    )
