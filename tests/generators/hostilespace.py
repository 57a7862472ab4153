"""A Space that speaks Gradio's protocol, and says whatever a test wants in place of any answer.

What it says by itself is what Gradio 6 says of one endpoint that takes a text and gives a video.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.rawserver import RawServer, head
from webtv.config.contract import Contract
from webtv.config.contracts import load_contracts
from webtv.generators.address import Address
from webtv.generators.call import Value
from webtv.generators.gradio import GradioSpace
from webtv.generators.transport import Answer, Unrecorded

CONTRACT: Contract = load_contracts()["zeroscope-v2"]

FILM = b"\x00\x00\x00\x18ftypisom" + bytes(2000)

KEY = "not-for-others"
TIMEOUT_S = 10.0

INPUTS: dict[str, Value] = {
    "prompt": "a pond",
    "seed": 1,
    "num_frames": 24,
    "num_inference_steps": 25,
}

Answers = Mapping[str, Iterable[bytes]]
"""By the end of the path, or the folder in it: the pieces of an answer, head and all."""


def config(**changes: object) -> dict[str, Any]:
    """The /config of such a Space."""
    kinds = ["textbox", "number", "slider", "slider", "video"]
    said: dict[str, Any] = {
        "version": "6.31.0",
        "app_id": 7,
        "protocol": "sse_v3",
        "api_prefix": "/gradio_api",
        "connect_heartbeat": False,
        "components": [{"id": i, "type": kind, "props": {}} for i, kind in enumerate(kinds)],
        "dependencies": [{"id": 0, "api_name": "run", "inputs": [0, 1, 2, 3], "outputs": [4]}],
    }
    return {**said, **changes}


def info(**changes: object) -> dict[str, Any]:
    """Its /info: how the endpoint is called."""
    named = [
        ("prompt", "Textbox", "str"),
        ("seed", "Number", "float"),
        ("frames", "Slider", "float"),
        ("steps", "Slider", "float"),
    ]
    parameters = [
        {
            "label": name,
            "parameter_name": name,
            "component": component,
            "python_type": {"type": kind},
        }
        for name, component, kind in named
    ]
    video = {"label": "video", "component": "Video", "python_type": {"type": "filepath"}}
    endpoint = {"parameters": parameters, "returns": [video]}
    return {"named_endpoints": {"/run": endpoint}, "unnamed_endpoints": {}, **changes}


def completed(output: object = None) -> dict[str, Any]:
    """The last event of a call."""
    made = {"data": [{"path": "/tmp/a.mp4"}], "duration": 1.5}
    return {
        "msg": "process_completed",
        "event_id": "e",
        "success": True,
        "output": made if output is None else output,
    }


def events(*told: object) -> list[bytes]:
    """A stream of events, as an answer."""
    lines = [b"data: " + json.dumps(each).encode() + b"\n\n" for each in told]
    return [head("Content-Type: text/event-stream"), *lines]


def as_json(value: object) -> list[bytes]:
    """JSON, as an answer."""
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return [head("Content-Type: application/json"), body]


def hostile_space(answers: Answers) -> RawServer:
    """The Space, with some answers replaced."""
    said: dict[str, Iterable[bytes]] = {
        "/config": as_json(config()),
        "/info": as_json(info()),
        "/queue/join": as_json({"event_id": "e"}),
        "/queue/data": events(completed(), {"msg": "close_stream"}),
        "a.mp4": [head("Content-Type: video/mp4"), FILM],
        **answers,
    }

    def script(path: str) -> Iterable[bytes]:
        plain = path.split("?")[0]
        # What a test says has precedence, whatever else the path ends with.
        found = next((said[end] for end in [*answers, *said] if _is(plain, end)), None)
        return [head(status="404 Not Found")] if found is None else found

    return RawServer(script)


def _is(path: str, end: str) -> bool:
    return end in path if end.endswith("/") else path.endswith(end)


async def called(space: RawServer, target: Path, *, timeout_s: float = TIMEOUT_S) -> Answer:
    """One call of the endpoint, by a caller with a key."""
    address = Address(space.url, "hostile", local=False, trusted=False, key=KEY)
    transport = GradioSpace(CONTRACT.model_copy(update={"timeout_s": timeout_s}), address)
    try:
        return await transport.call(INPUTS, target, ticket=Unrecorded())
    finally:
        transport.close()
