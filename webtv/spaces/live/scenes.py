"""What is to be seen in a live programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from webtv.config.channel import Channel
from webtv.prompts.fitting import fit
from webtv.writers.writer import Brief, Record

PROFILE = "wan"
"""Helios was made from Wan, and reads as it does."""


async def scenes(ident: str, channel: Channel, now: datetime) -> Sequence[str]:
    """What is seen, one prompt after the other: a programme of the channel's theme, by the offline
    writer, which needs nobody. Another time, another programme.

    Raises `RefusedError` where the theme leaves nothing that may be filmed.
    """
    from webtv.writers.offline.template import TemplateWriter  # large, and seldom needed

    brief = Brief(ident, channel, int(now.timestamp()), now, profile=PROFILE)
    plan = await TemplateWriter().write(brief, Record())
    return [fit(shot, PROFILE) for shot in plan.shots]
