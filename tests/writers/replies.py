"""What a chat server may reply, and a writer that falls back on the offline one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any

from structlog.testing import capture_logs

from tests.jsonserver import Reply
from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, streamed
from webtv.writers.fallback import FallbackWriter
from webtv.writers.llm.openai import OpenAIWriter

Replies = Callable[[dict[str, Any]], Reply]


PROSE = "Of course! Octopuses are fascinating animals. They have three hearts and blue blood."


def formats(**replies: Reply) -> Replies:
    """Another reply for each form that is asked for."""

    def reply(request: dict[str, Any]) -> Reply:
        return replies[request.get("response_format", {}).get("type", "text")]

    return reply


def in_turn(*replies: Reply) -> Replies:
    """The replies one after another, the last one for ever."""
    left: Iterator[Reply] = iter(replies)
    last = replies[-1]
    return lambda _: next(left, last)


def lines_of(*data: bytes, done: bool = True) -> Replies:
    """The same events for every request."""
    return lambda _: streamed(iter(data), done=done)


def endless(part: bytes) -> Replies:
    """A body without an end."""
    return lambda _: (200, {}, repeat(part))


async def room_writes(
    replies: Replies, *, silence_s: float = 20, timeout_s: float = 60, streams: bool = True
) -> tuple[str, list[str]]:
    with ChatServer(replies, streams=streams) as server, capture_logs() as logs:
        writer = OpenAIWriter(
            form="short",
            model="test",
            api_key=None,
            base_url=server.url,
            first_s=silence_s,
            silence_s=silence_s,
            timeout_s=timeout_s,
        )
        written = await FallbackWriter(writer).write(brief())
    assert len(written.plan.shots) == 3
    return written.writer, [json.dumps(line) for line in logs]
