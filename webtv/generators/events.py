"""A stream of events of Gradio's queue, of which only those pass that make or break a result.

gradio_client keeps every preview of a result, and each may be as large as the result itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx

from webtv.http.json import read_json
from webtv.http.limits import TooLargeError

EVENT_BYTES = 16_000_000
"""An event larger than this breaks the stream off."""

PASSED_BYTES = 32_000_000
"""What all events that pass may have together; and how many there may be."""

PASSED_EVENTS = 10_000

_LONGEST_REASON = 200
_END = b"\n\n"
_NOT_NEEDED = (
    "estimation",
    "heartbeat",
    "log",
    "process_generating",
    "process_streaming",
    "progress",
)


class EventStream(httpx.SyncByteStream):
    """A filter of `stream`, an answer of Server-Sent Events, that leaves out what is not needed.

    `failed` is told what broke it off; the reader only sees that the connection is gone.
    """

    def __init__(
        self, stream: httpx.SyncByteStream, *, failed: Callable[[httpx.TransportError], None]
    ) -> None:
        self._stream = stream
        self._failed = failed

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._needed()
        except httpx.TransportError as error:
            self._failed(error)
            # The one error that gradio_client does not print with a traceback.
            raise httpx.RemoteProtocolError(str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def _needed(self) -> Iterator[bytes]:
        size = events = 0
        for event in self._events():
            if not _is_needed(event):
                continue
            size, events = size + len(event), events + 1
            if size > PASSED_BYTES or events > PASSED_EVENTS:
                raise TooLargeError("it sends more events than a call can have")
            yield event + _END

    def _events(self) -> Iterator[bytes]:
        buffer = bytearray()
        for chunk in self._stream:
            looked = max(0, len(buffer) - 1)
            buffer += chunk
            while (end := buffer.find(_END, looked)) >= 0:
                yield bytes(buffer[:end])
                del buffer[: end + len(_END)]
                looked = 0
            if len(buffer) > EVENT_BYTES:
                raise TooLargeError(f"an event has more than {EVENT_BYTES // 1_000_000} MB")


def _is_needed(event: bytes) -> bool:
    if not event.startswith(b"data:"):
        # A comment or another field of the format, of which Gradio's clients know nothing.
        return False
    try:
        told = read_json(event[5:])
    except ValueError as error:
        raise httpx.RemoteProtocolError(f"an event cannot be read: {error}") from None
    message = told.get("msg") if isinstance(told, dict) else None
    if not isinstance(told, dict) or not isinstance(message, str):
        raise httpx.RemoteProtocolError("an event is none of Gradio's")
    if message in _NOT_NEEDED:
        return False  # whatever else is in it: the id of a heartbeat is null
    if message == "close_stream":
        return True  # the app has nothing left to tell anybody, so it names no event
    if message == "unexpected_error" and told.get("event_id") is None:
        reason = told.get("message")
        said = reason[:_LONGEST_REASON] if isinstance(reason, str) else "an error"
        raise httpx.RemoteProtocolError(f"it ended the stream: {said}")
    event, output = told.get("event_id", ""), told.get("output", {})
    if not isinstance(event, str) or not isinstance(output, dict):
        raise httpx.RemoteProtocolError(f"the event {message[:40]} is not as Gradio writes it")
    return True
