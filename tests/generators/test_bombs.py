"""However little a Space sends to become how much, production's memory stays where it is."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from tests.bombs import brotli_bomb, gzip_bomb
from tests.generators.hostilespace import as_json, completed, config, events, hostile_space
from tests.generators.spaceserver import ROOT
from tests.rawserver import head
from tests.slack import slack

MOST_MB = 300
BECOMES_MB = 700
"""More than is allowed, and quickly made."""

MANY = b"[" + b"[]," * 2_600_000 + b"[]]"
"""8 MB of JSON of which Python makes 170 MB of lists."""

GENERATED = {"msg": "process_generating", "event_id": "e"}


def endless(*before: bytes) -> Iterable[bytes]:
    yield from before
    while True:
        yield b"x" * (1 << 16)


def test_no_bomb_goes_off(tmp_path: Path) -> None:
    brotli, gzip = brotli_bomb(BECOMES_MB), gzip_bomb(BECOMES_MB)
    packed = [head("Content-Encoding: br"), brotli]
    zipped = [head("Content-Encoding: gzip"), gzip]
    whole = {**GENERATED, "output": {"data": ["x" * 1_000_000]}}
    added = {**GENERATED, "output": {"data": [[["append", [], "x"]]]}}
    film = head("Content-Type: video/mp4", "Content-Encoding: br")
    old = config(version="3.50.2", protocol="ws")
    bombs: dict[str, dict[str, Iterable[bytes]]] = {
        "configuration in Brotli": {"/config": packed},
        "configuration in gzip": {"/config": zipped},
        "configuration without end": {"/config": endless(head())},
        "configuration of many lists": {"/config": as_json(MANY)},
        "configuration nested deeply": {"/config": as_json(b"[" * 4_000_000)},
        "description in Brotli": {"/info": packed},
        "description in gzip": {"/info": zipped},
        "description without end": {"/info": endless(head())},
        "event without end": {"/queue/data": endless(head(), b"data: ")},
        "event of many lists": {"/queue/data": [head(), b"data: " + MANY + b"\n\n"]},
        "previews that add to one another": {
            "/queue/data": events(whole, *[added] * 2000, completed())
        },
        "events in Brotli": {"/queue/data": packed},
        "heartbeat in one line without end": {
            "/config": as_json(config(connect_heartbeat=True)),
            "/heartbeat/": endless(head("Content-Type: text/event-stream")),
            "/queue/data": [*[b""] * 40, *events(completed(), {"msg": "close_stream"})],
        },
        "film in Brotli": {"a.mp4": [film, brotli]},
        "answer of Gradio 3 without end": {"/config": as_json(old), "/run/run": endless(head())},
        "answer of Gradio 3 in gzip": {"/config": as_json(old), "/run/run": zipped},
        "answer of Gradio 3 of many lists": {"/config": as_json(old), "/run/run": as_json(MANY)},
    }
    with ExitStack() as stack:
        spaces = [stack.enter_context(hostile_space(answers)) for answers in bombs.values()]
        caller = subprocess.run(
            [
                *(sys.executable, "-m", "tests.generators.bombtarget", str(tmp_path)),
                *(space.url for space in spaces),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=150 * slack(),
            check=False,
        )
    ends = [json.loads(line) for line in caller.stdout.splitlines()]
    grown = dict(zip(bombs, ends, strict=False))
    assert caller.returncode == 0, caller.stderr[-2000:]
    assert len(ends) == len(bombs)
    assert {what: end for what, end in grown.items() if end[0] >= MOST_MB} == {}
