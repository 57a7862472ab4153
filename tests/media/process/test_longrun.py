"""A program that runs as long as it is fed: why it ended is told, and nothing of it is left."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import psutil
import pytest

from webtv.media.process.longrun import run_long, stalled
from webtv.media.process.spawn import Child


async def _nothing(process: Child) -> None:
    assert process.stdin is not None


def _shell(script: str) -> Sequence[str]:
    return "/bin/sh", "-c", script


def _children() -> set[int]:
    return {child.pid for child in psutil.Process().children(recursive=True)}


async def test_a_program_that_exits_says_why_in_its_last_words() -> None:
    error = await run_long(_shell("echo first >&2; echo last >&2; exit 3"), feed=_nothing)

    assert error == "ffmpeg ended with code 3: first | last"


async def test_what_it_is_fed_comes_out_to_the_last_byte() -> None:
    got = bytearray()

    async def feed(process: Child) -> None:
        assert process.stdin is not None
        for _ in range(100):
            process.stdin.write(b"x" * 10_000)
            await process.stdin.drain()
        process.stdin.close()

    async def read(process: Child) -> None:
        assert process.stdout is not None
        while chunk := await process.stdout.read(1 << 16):
            got.extend(chunk)

    error = await run_long(_shell("cat"), feed=feed, read=[read])

    assert error == "ffmpeg ended with code 0: it said nothing"
    assert len(got) == 1_000_000


async def test_a_watch_ends_it_and_gives_the_reason() -> None:
    before = _children()

    error = await run_long(
        _shell("echo stuck >&2; exec sleep 600"),
        feed=_nothing,
        watch=[lambda: stalled(lambda: 9.0, limit_s=9.0, what="nothing was sent")],
    )

    assert error.startswith("nothing was sent for 9 s: ")
    assert _children() == before


async def test_it_may_finish_what_it_was_fed() -> None:
    got = bytearray()

    async def feed(process: Child) -> None:
        assert process.stdin is not None
        process.stdin.write(b"the last words\n")
        await process.stdin.drain()
        fed.set()

    async def read(process: Child) -> None:
        assert process.stdout is not None
        got.extend(await process.stdout.read())

    async def leave() -> str:
        await fed.wait()
        return "it was time"

    fed = asyncio.Event()
    script = 'words=$(cat); echo "$words"'

    error = await run_long(_shell(script), feed=feed, read=[read], watch=[leave], farewell_s=10)

    assert error.startswith("it was time")
    assert bytes(got) == b"the last words\n"


async def test_a_reader_that_fails_ends_it() -> None:
    before = _children()

    async def read(process: Child) -> None:
        raise KeyError("not media")

    with pytest.raises(KeyError):
        await run_long(_shell("exec sleep 600"), feed=_nothing, read=[read])

    assert _children() == before


async def test_what_cannot_be_run_is_told() -> None:
    error = await run_long(["/nowhere/ffmpeg"], feed=_nothing)

    assert error == "/nowhere/ffmpeg cannot be run: No such file or directory"
