"""What waits for a destination that is away, slow or back."""

import asyncio

from webtv.playout.destinations.backlog import CHUNK_BYTES, LIMIT_S, Backlog
from webtv.playout.mpegts.reader import TICKS_PER_S, Unit

GOP = 48


def _unit(number: int) -> Unit:
    dts = number * TICKS_PER_S // 24
    return Unit(b"%d " % number, dts, dts, number % GOP == 0, b"")


async def _taken(backlog: Backlog) -> list[int]:
    async with asyncio.timeout(1):
        return [int(word) for word in (await backlog.take()).split()]


async def test_a_new_connection_starts_with_the_last_keyframe() -> None:
    backlog = Backlog()
    for number in range(GOP + 5):
        backlog.push(_unit(number))
    backlog.connect()
    assert await _taken(backlog) == list(range(GOP, GOP + 5))
    backlog.push(_unit(GOP + 5))
    assert await _taken(backlog) == [GOP + 5]
    assert backlog.drops == 0


async def test_nothing_is_given_before_a_keyframe() -> None:
    backlog = Backlog()
    backlog.connect()
    for number in range(5, GOP + 2):
        backlog.push(_unit(number))
    assert await _taken(backlog) == [GOP, GOP + 1]


async def test_a_slow_destination_loses_units_and_goes_on_at_a_keyframe() -> None:
    backlog = Backlog()
    backlog.connect()
    count = int(LIMIT_S * 24) + 2
    for number in range(count + GOP):
        backlog.push(_unit(number))
    first = await _taken(backlog)
    assert first[0] % GOP == 0
    assert first[0] >= count
    assert first[-1] == count + GOP - 1
    assert backlog.drops == first[0]


async def test_after_a_disconnect_what_waits_is_kept_from_its_keyframe() -> None:
    backlog = Backlog()
    backlog.connect()
    for number in range(10):
        backlog.push(_unit(number))
    await _taken(backlog)
    for number in range(10, GOP + 3):
        backlog.push(_unit(number))
    backlog.disconnect()
    waiting = asyncio.create_task(_taken(backlog))
    await asyncio.sleep(0)
    assert not waiting.done()
    backlog.connect()
    assert await waiting == [GOP, GOP + 1, GOP + 2]


async def test_what_came_too_late_is_counted_until_the_next_keyframe() -> None:
    backlog = Backlog()
    backlog.connect()
    count = int(LIMIT_S * 24) + 2
    for number in range(count + 5):
        backlog.push(_unit(number))
    assert backlog.drops == count + 5


async def test_a_finished_backlog_gives_what_it_has_and_then_nothing() -> None:
    backlog = Backlog()
    backlog.connect()
    backlog.push(_unit(0))
    backlog.finish()
    assert await _taken(backlog) == [0]
    assert await _taken(backlog) == []


async def test_no_more_is_taken_than_can_be_regretted() -> None:
    backlog = Backlog()
    backlog.connect()
    size = CHUNK_BYTES // 2 + 1
    for number in range(4):
        backlog.push(Unit(bytes(size), number, number, number == 0, b""))
    assert len(await backlog.take()) == 2 * size
    assert len(await backlog.take()) == 2 * size
