"""What is to be seen in live programmes."""

from __future__ import annotations

from datetime import UTC, datetime

from webtv.config.channel import Channel
from webtv.spaces.live.scenes import scenes


async def test_the_theme_is_what_is_seen() -> None:
    theme = "A red fox walks through deep snow. An owl reads a book by candlelight."
    channel = Channel(title="Foxes", theme=theme)
    seen = await scenes("foxes", channel, datetime(2026, 7, 4, 12, tzinfo=UTC))
    assert len(seen) > 1
    assert "fox" in " ".join(seen).lower()
