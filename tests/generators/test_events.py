from __future__ import annotations

import httpx
import pytest

from webtv.generators.events import EventStream


def test_a_heartbeat_of_nobody_is_left_out_and_breaks_nothing() -> None:
    """Gradio sends one after 15 s without news, with the id null: slow work must not look lost."""
    told = [
        b'data: {"msg":"heartbeat","event_id":null}\n\n',
        b'data: {"msg":"process_completed","event_id":"a","output":{"data":[1]}}\n\n',
    ]
    stream = EventStream(httpx.ByteStream(b"".join(told)), failed=lambda _: None)
    assert list(stream) == told[1:]


def test_a_stream_that_is_closed_or_fails_for_all_names_no_event() -> None:
    told = [
        b'data: {"msg":"process_completed","event_id":"a","output":{"data":[1]}}\n\n',
        b'data: {"msg":"close_stream","event_id":null}\n\n',
    ]
    faults: list[httpx.TransportError] = []
    assert list(EventStream(httpx.ByteStream(b"".join(told)), failed=faults.append)) == told
    assert not faults
    error = b'data: {"msg":"unexpected_error","event_id":null,"message":"Server stopped."}\n\n'
    with pytest.raises(httpx.RemoteProtocolError, match="ended the stream: Server stopped"):
        list(EventStream(httpx.ByteStream(error), failed=faults.append))
    assert len(faults) == 1
