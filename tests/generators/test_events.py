from __future__ import annotations

import httpx

from webtv.generators.events import EventStream


def test_a_heartbeat_of_nobody_is_left_out_and_breaks_nothing() -> None:
    """Gradio sends one after 15 s without news, with the id null: slow work must not look lost."""
    told = [
        b'data: {"msg":"heartbeat","event_id":null}\n\n',
        b'data: {"msg":"process_completed","event_id":"a","output":{"data":[1]}}\n\n',
    ]
    stream = EventStream(httpx.ByteStream(b"".join(told)), failed=lambda _: None)
    assert list(stream) == told[1:]
