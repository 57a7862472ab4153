"""What Runway refuses, and what is told of it: its own SDK against a server of its protocol."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.generators.runwaycalls import FILM, answer, backend, film
from tests.generators.runwayserver import CREDITS, RunwayServer
from tests.jsonserver import Reply
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (answer(401, {"error": "no"}), MisconfiguredError, "RUNWAYML_API_SECRET"),
        (answer(403, {"error": "no"}), MisconfiguredError, "RUNWAYML_API_SECRET"),
        (
            answer(400, {"error": "You do not have enough credits to run this task."}),
            MisconfiguredError,
            "buy credits",
        ),
        (
            answer(400, {"error": "bad", "issues": [{"path": ["ratio"], "message": "no"}]}),
            MisconfiguredError,
            "ratio: no",
        ),
        (
            answer(400, {"error": "bad", "issues": [{"path": ["promptText"], "message": "long"}]}),
            RefusedError,
            "promptText: long",
        ),
        (answer(400, {"error": "Invalid asset aspect ratio"}), RefusedError, "asset aspect"),
        (answer(404, {"error": "Not found"}), MisconfiguredError, "contract"),
        (answer(429, {"error": "slow down"}), UnavailableError, "patience"),
        (answer(500, {"error": "oh"}), UnavailableError, "HTTP 500"),
        (answer(503, "<html>"), UnavailableError, "HTTP 503"),
        (answer(200, {"unexpected": 1}), UnavailableError, "without the name of a task"),
    ],
)
async def test_a_request_that_fails_says_what_to_do(
    tmp_path: Path, reply: Callable[[dict[str, Any]], Reply], kind: type, says: str
) -> None:
    tries: list[int] = []

    def count(request: dict[str, Any]) -> Reply:
        tries.append(1)
        return reply(request)

    with RunwayServer(lambda method: FILM, on_create=count) as server:
        with pytest.raises(BackendError, match=says) as caught:
            await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert type(caught.value) is kind
    assert len(tries) == 1
    assert "key_test" not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "low", "high"),
    [
        (answer(429, {"error": "slow down"}, retry_after="17"), 17, 17),
        (
            answer(
                429,
                {
                    "error": "slow",
                },
                retry_after="Wed, 21 Oct 2099 07:28:00 GMT",
            ),
            3600,
            86_400,
        ),
        (
            answer(
                429,
                {
                    "error": "slow",
                },
                retry_after="soon",
            ),
            60,
            60,
        ),
        (answer(429, {"error": "daily task limit reached"}), 3600, 3600),
    ],
)
async def test_how_long_to_leave_runway_alone(
    tmp_path: Path, reply: Callable[[dict[str, Any]], Reply], low: float, high: float
) -> None:
    with RunwayServer(lambda method: FILM, on_create=reply) as server:
        with pytest.raises(UnavailableError) as caught:
            await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert caught.value.retry_after_s is not None
    assert low <= caught.value.retry_after_s <= high


@pytest.mark.parametrize(
    ("end", "kind", "credits"),
    [
        (
            {"status": "FAILED", "failure": "no", "failureCode": "SAFETY.INPUT.TEXT"},
            RefusedError,
            CREDITS,
        ),
        (
            {
                "status": "FAILED",
                "failure": "no",
                "failureCode": "INTERNAL.BAD_OUTPUT.CODE01",
                "cost": {"credits": 0},
            },
            RefusedError,
            0,
        ),
        (
            {"status": "FAILED", "failure": "no", "failureCode": "ASSET.INVALID"},
            RefusedError,
            CREDITS,
        ),
        (
            {
                "status": "FAILED",
                "failure": "no",
                "failureCode": "INTERNAL",
                "cost": {"credits": 0},
            },
            UnavailableError,
            0,
        ),
        ({"status": "FAILED", "failure": "no"}, UnavailableError, CREDITS),
        ({"status": "CANCELLED", "cost": {"credits": 3}}, RefusedError, 3),
        ({"status": "SUCCEEDED", "output": []}, RefusedError, CREDITS),
        ({"status": "SUCCEEDED", "output": None}, RefusedError, CREDITS),
        ({"status": "COMPLETED", "output": []}, RefusedError, CREDITS),
        ({"status": "ERROR", "failure": "no"}, UnavailableError, CREDITS),
    ],
)
async def test_a_task_that_fails_says_why_and_what_it_took(
    tmp_path: Path, end: dict[str, Any], kind: type, credits: float
) -> None:
    with RunwayServer(lambda method: FILM, ends=lambda request: end) as server:
        used = backend(server, "runway-text-to-video")
        with pytest.raises(BackendError) as caught:
            await film(used, tmp_path / "a")
    assert type(caught.value) is kind
    assert not caught.value.collectable
    charged = used.charged(caught.value)
    assert charged is not None
    assert charged.credits == credits
    assert not (tmp_path / "a").exists()
