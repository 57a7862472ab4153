"""What Runway says of a task, in any words and shapes: nothing paid is lost or bought twice."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generators.runwaycalls import FILM, Ticket, backend, film
from tests.generators.runwayserver import CREDITS, Bought, RunwayServer
from tests.jsonserver import Reply
from webtv.errors import MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.runway_task import outcome_of, outputs_of

EXAMPLES = int(os.environ.get("WEBTV_FUZZ_EXAMPLES", "10"))

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("status", ["SUCCEEDED", "success", "COMPLETED", "done", "SOMETHING_NEW"])
@pytest.mark.parametrize(
    "shape",
    ["{url}", ["{url}"], [{"url": "{url}"}], {"uri": "{url}"}],
    ids=["text", "list", "objects", "object"],
)
async def test_a_finished_task_is_fetched_and_charged(
    tmp_path: Path, status: str, shape: Any
) -> None:
    def looked(task: Bought) -> Reply:
        url = f"{server.url}/result/{task.id}"
        output = _filled(shape, url)
        state = {"id": task.id, "createdAt": task.created.isoformat(), "status": status}
        return 200, {}, {**state, "output": output, "cost": {"credits": CREDITS}}

    with RunwayServer(lambda method: FILM, on_look=looked) as server:
        generation = await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == FILM
    assert generation.cost.credits == CREDITS
    assert server.created.total() == 1


async def test_a_word_that_nobody_knows_keeps_the_task(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    end = {"status": "\x1b[31mHIBERNATING"}
    with RunwayServer(lambda method: FILM, ends=lambda request: end) as server:
        old = server.create("text_to_video", {"promptText": "a llama"}, age=timedelta(days=2))
        used = backend(server, "runway-text-to-video", timeout_s=1)
        with pytest.raises(UnavailableError) as caught:
            await film(used, tmp_path / "a", ticket=Ticket(old.id))
    assert caught.value.collectable
    assert server.deleted == []
    said = capfd.readouterr().out
    assert said.count("a status that is not known") == 1
    assert "HIBERNATING" in said
    assert "\x1b[31mHIBERNATING" not in said


@pytest.mark.parametrize("cost", [None, {"credits": 1e300}, {"credits": -1}])
async def test_what_a_vendor_does_not_price_stays_charged_as_it_was_bought(
    tmp_path: Path, cost: Any
) -> None:
    def looked(task: Bought) -> Reply:
        state = {"id": task.id, "createdAt": task.created.isoformat()}
        return 200, {}, {**state, "status": "SUCCEEDED", "output": None, "cost": cost}

    with RunwayServer(lambda method: FILM, on_look=looked) as server:
        used = backend(server, "runway-text-to-video")
        with pytest.raises(RefusedError) as caught:
            await film(used, tmp_path / "a")
    assert used.charged(caught.value) is None


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=JSON | st.fixed_dictionaries({"status": JSON, "output": JSON, "cost": JSON}))
async def test_any_answer_ends_as_it_may(tmp_path: Path, told: object) -> None:
    with RunwayServer(lambda method: FILM, on_look=lambda task: (200, {}, told)) as server:
        used = backend(server, "runway-text-to-video", timeout_s=1)
        with pytest.raises((UnavailableError, RefusedError, MisconfiguredError)):
            await film(used, tmp_path / "a")
    assert not (tmp_path / "a").exists()


class _Task:
    def __init__(self, status: object, output: object) -> None:
        self.status, self.output = status, output


@given(status=JSON, output=JSON)
def test_any_task_has_an_outcome(status: object, output: object) -> None:
    assert outcome_of(_Task(status, output)) in ("pending", "done", "failed", "unknown")
    assert all(isinstance(address, str) for address in outputs_of(output))


def _filled(shape: Any, url: str) -> Any:
    if isinstance(shape, str):
        return shape.replace("{url}", url)
    if isinstance(shape, dict):
        return {key: _filled(value, url) for key, value in shape.items()}
    return [_filled(value, url) for value in shape]
