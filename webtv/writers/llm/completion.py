"""Reads a chat completion while a server sends it, and stops where it makes no sense any more."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from webtv.http.json import read_json
from webtv.plaintext import plain_text

MOST_BYTES = 16_000_000
"""Bytes of one response. Streamed, a word of an answer takes about 250."""

_MOST_THOUGHT = 200_000
"""Characters that a model may think before it answers."""

_TAIL, _TIMES = 40, 4
"""Characters by which an answer is known to repeat itself, and how often it may say them in a row:
an answer in which shots are alike says the same three times at most.
"""

_LONGEST_LOOP = 400
"""Characters of what is said again and again, at most."""

_THINKS, _HAS_THOUGHT = "<think", "</think"


class EndlessAnswerError(Exception):
    """The model writes on and on."""


class LoopingAnswerError(EndlessAnswerError):
    """The model writes the same again and again."""


class UnreadableAnswerError(Exception):
    """What the server sends is no chat completion."""


class BrokenAnswerError(Exception):
    """The server says in the middle of an answer that it failed."""


class SilentServerError(Exception):
    """Nothing came for too long."""


class Response(Protocol):
    """What the SDK gives for a response that is read as it comes in."""

    @property
    def headers(self) -> Any:
        """Names and values."""

    async def read(self) -> bytes:
        """The whole body."""

    def iter_bytes(self) -> AsyncIterator[bytes]:
        """The body, piece by piece."""


@dataclass(slots=True)
class Completion:
    """What has come of an answer so far.

    `longest` is the number of characters it may have. `heard` is told how many there are.
    """

    longest: int
    heard: Callable[[int], None] = lambda characters: None
    refusal: str = ""
    tokens_read: int | None = None
    tokens_written: int | None = None
    characters: int = 0
    """Of the answer and the thoughts before it."""

    alive: Callable[[], None] = lambda: None
    """Is told whenever a piece of the answer or of the thoughts has come."""

    _first_at: float = 0.0
    _last_at: float = 0.0
    _parts: list[str] = field(default_factory=list)
    _answered: int = 0
    _thinking: bool | None = None
    _tail: str = ""
    _recent: str = ""
    _looked_at: int = 0

    @property
    def characters_per_s(self) -> float:
        """How fast they came, from the first on; infinite where all came at once."""
        seconds = self._last_at - self._first_at
        return self.characters / seconds if seconds > 0 else float("inf")

    @property
    def text(self) -> str:
        """The answer, in characters that can be sent on."""
        return plain_text("".join(self._parts))

    async def read(self, response: Response) -> None:
        """Take in all of a response, whether the server streams or ignores that it was asked to."""
        if "event-stream" not in response.headers.get("content-type", ""):
            self._add(_json(await response.read()), whole=True)
            return
        async for line in _lines(response.iter_bytes()):
            if not line.startswith(b"data:"):
                continue  # names of events, and comments that keep the line open
            data = line[5:].decode("utf-8", "replace").strip()
            if data == "[DONE]":
                return
            if data:
                self._add(_json(data.encode()), whole=False)

    def _add(self, data: object, *, whole: bool) -> None:
        if not isinstance(data, dict):
            raise UnreadableAnswerError("sends what is no chat completion")
        if data.get("error"):
            raise BrokenAnswerError(f"failed while it wrote: {_message(data['error'])}")
        choices = data.get("choices")
        usage = data.get("usage")
        if not isinstance(choices, list) and not isinstance(usage, dict):
            raise UnreadableAnswerError("sends what is no chat completion")
        self._count(usage)
        first = choices[0] if isinstance(choices, list) and choices else None
        said = first.get("message" if whole else "delta") if isinstance(first, dict) else None
        if not isinstance(said, dict):
            return
        if isinstance(said.get("refusal"), str):
            self.refusal = plain_text((self.refusal + said["refusal"])[:300])
        for name in ("reasoning_content", "reasoning"):
            if isinstance(said.get(name), str):
                self._think(len(said[name]))
        if isinstance(said.get("content"), str):
            self._say(said["content"])

    def _count(self, usage: object) -> None:
        if not isinstance(usage, dict):
            return
        read, wrote = usage.get("prompt_tokens"), usage.get("completion_tokens")
        if _is_count(read) and _is_count(wrote):
            self.tokens_read, self.tokens_written = read, wrote

    def _say(self, part: str) -> None:
        self._parts.append(part)
        self._seen(len(part))
        if self._thinking is None:
            head = "".join(self._parts).lstrip()
            if len(head) >= len(_THINKS) or self.characters > self.longest:
                self._thinking = head.startswith(_THINKS)
        if self._thinking:
            seen = self._tail + part
            self._thinking = _HAS_THOUGHT not in seen
            self._tail = seen[-len(_HAS_THOUGHT) :]
            self._think(0)
            return
        self._answered += len(part)
        self._recent = (self._recent + part)[-_TIMES * _LONGEST_LOOP :]
        if self._answered - self._looked_at >= _TAIL:
            self._looked_at = self._answered
            if loops(self._recent):
                raise LoopingAnswerError("wrote the same again and again")
        if self._answered > self.longest:
            raise EndlessAnswerError(
                f"wrote on after {self.longest:,} characters, more than any programme needs"
            )

    def _think(self, characters: int) -> None:
        self._seen(characters)
        if self.characters > _MOST_THOUGHT:
            raise EndlessAnswerError(f"thought on after {_MOST_THOUGHT:,} characters")

    def _seen(self, characters: int) -> None:
        self._last_at = time.monotonic()
        self._first_at = self._first_at or self._last_at
        self.characters += characters
        self.heard(self.characters)
        if characters:
            self.alive()


def loops(text: str) -> bool:
    """Whether a text ends in the same words several times in a row."""
    tail = text[-_TAIL:]
    before = text.rfind(tail, 0, len(text) - 1)
    if len(tail) < _TAIL or before < 0:
        return False
    period = len(text) - _TAIL - before
    # What comes again soon, such as "la la la", does so for longer.
    length = max(_TIMES * period, _TIMES * _TAIL)
    seen = text[-length:]
    return len(seen) == length and seen[period:] == seen[:-period]


async def _lines(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The lines of a stream of events. Text may hold other breaks, such as U+2028, at which httpx
    would cut it.
    """
    kept: list[bytes] = []
    async for piece in pieces:
        first, *others = piece.replace(b"\r", b"\n").split(b"\n")
        kept.append(first)
        for begun in others:
            yield b"".join(kept)
            kept = [begun]
    yield b"".join(kept)


def _json(content: bytes) -> object:
    try:
        return read_json(content)
    except ValueError:
        raise UnreadableAnswerError("sends what is no JSON") from None


def _message(error: object) -> str:
    said = error.get("message") if isinstance(error, dict) else error
    return plain_text(str(said)[:200]) if isinstance(said, str) else "it does not say why"


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9
