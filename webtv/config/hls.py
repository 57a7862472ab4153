"""What an operator writes about a channel's HLS."""

from __future__ import annotations

from pydantic import Field

from webtv.model.value import Value


class HlsConfig(Value):
    """What viewers of the web page, phones and CDNs get."""

    window_s: float = Field(
        1800,
        ge=30,
        le=6 * 3600,
        title="Window",
        description="Seconds a viewer can go back.",
    )
