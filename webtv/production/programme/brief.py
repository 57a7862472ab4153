"""What a writer is told of the programme that it is to write."""

from __future__ import annotations

from datetime import datetime

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.feasible import lengths_s
from webtv.writers.writer import Brief, Recent


def brief_of(
    channel_id: str,
    channel: Channel,
    contract: Contract,
    *,
    seed: int,
    now: datetime,
    recent: tuple[Recent, ...],
) -> Brief:
    """What a writer is told of a programme that the video backend of `contract` will film."""
    return Brief(
        channel_id,
        channel,
        seed=seed,
        now=now,
        recent=recent,
        profile=contract.profile,
        lengths_s=lengths_s(channel, contract),
    )
