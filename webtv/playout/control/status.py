"""The status of one channel, as playout tells it to the rest of the station."""

from __future__ import annotations

from datetime import datetime, timedelta

from webtv.model.status import NextUp, OnAir, PlayoutStatus
from webtv.playout.channel import ChannelPlayout


def report(air: ChannelPlayout, now: datetime) -> PlayoutStatus:
    """Make the status of one channel. Reads disk to see what comes next."""
    player, started_at = air.player, air.started_at
    if player is None or started_at is None:
        return PlayoutStatus(
            channel=air.id,
            written_at=now,
            destinations=air.fan_out.statuses(),
            playlist=air.taken,
            control=air.control.orders,
            note=air.note,
        )
    item = player.item
    ends_at = started_at + timedelta(seconds=item.planned_s)
    upcoming = air.director.upcoming()
    return PlayoutStatus(
        channel=air.id,
        written_at=now,
        on_air=OnAir(
            kind=item.kind,
            programme=item.programme,
            title=item.title,
            logline=item.logline,
            started_at=started_at,
            ends_at=ends_at,
            shots=item.shots,
            ai_generated=item.ai_generated,
        ),
        next=NextUp(
            kind=upcoming.kind if upcoming else "slate",
            programme=upcoming.programme if upcoming else None,
            title=upcoming.title if upcoming else air.channel.title,
            starts_at=ends_at,
        ),
        destinations=air.fan_out.statuses(),
        playlist=air.taken,
        cued=upcoming.number if upcoming else None,
        control=air.control.orders,
        note=air.note,
    )
