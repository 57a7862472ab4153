"""What a writer is told of the programme that it is to write."""

from __future__ import annotations

from datetime import datetime, timedelta

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.feasible.lengths import lengths_s
from webtv.model.audience import Suggestion
from webtv.model.value import LONGEST_S
from webtv.writers.writer import Brief, Recent


def brief_of(
    channel_id: str,
    channel: Channel,
    contract: Contract,
    *,
    seed: int,
    now: datetime,
    recent: tuple[Recent, ...],
    pace: float = 0.0,
    suggestion: Suggestion | None = None,
) -> Brief:
    """Make the brief of a programme that the video backend of `contract` will film.

    `pace` is how many new programmes an hour the channel makes; 0 where that is not known. One
    scene may be a viewer's `suggestion`.
    """
    shape = channel.programme
    each_s = min(max(3600 / pace, shape.shots * shape.shot_s), LONGEST_S) if pace > 0 else None
    return Brief(
        channel_id,
        channel,
        seed=seed,
        now=now,
        recent=recent,
        profile=contract.profile,
        lengths_s=lengths_s(channel, contract),
        next_after=timedelta(seconds=each_s) if each_s else None,
        suggestion=suggestion,
    )
