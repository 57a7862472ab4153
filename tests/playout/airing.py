"""A playout reduced to its as-run log: airs pictures of one item after another until killed.

    python -m tests.playout.airing FOLDER PICTURES_PER_ITEM

Before each picture it writes `<item> <pictures of it so far>` to its standard output, so whoever
kills it knows what it had on air.
"""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import structlog

from webtv.model.status import DestinationStatus
from webtv.playout.asrun.channel_log import ChannelLog
from webtv.playout.asrun.sync_thread import SyncThread
from webtv.playout.players.item import Item
from webtv.store.asrun import AsRunLog

FPS = 24
PICTURE_S = 0.01
"""Four times faster than on air, so that a test meets as many moments in less time."""


def make_item(number: int, pictures: int) -> Item:
    return Item(
        kind="programme",
        title=f"Item {number}",
        playlist=Path("none"),
        frames=pictures,
        rate=Fraction(FPS),
        programme=f"20260101T000000-{number:06x}",
        number=number,
    )


def statuses() -> tuple[DestinationStatus, ...]:
    return (DestinationStatus(id="rtmp", kind="rtmp", url="", state="sending"),)


async def air(folder: Path, pictures: int) -> None:
    asrun = AsRunLog(folder)
    airings = ChannelLog("llamas", asrun=asrun, thread=SyncThread(asrun, kept_days=9))
    await airings.recover()
    number = max((e.playlist or 0 for e in asrun.entries("llamas", since=_ages_ago())), default=0)
    while True:
        number += 1
        airings.begin(make_item(number, pictures), started_at=datetime.now(UTC), statuses=statuses)
        for picture in range(1, pictures + 1):
            time.sleep(PICTURE_S)  # noqa: ASYNC251  (as a busy loop would)
            os.write(1, b"%d %d\n" % (number, picture))
            airings.advance(picture / FPS)
        airings.end(ended_at=datetime.now(UTC), outcome="complete", detail="")
        await asyncio.sleep(0)


def _ages_ago() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(air(Path(sys.argv[1]), int(sys.argv[2])))
