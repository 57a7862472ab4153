"""A Space says what it likes: it gets no token, leads nowhere, and no call ends but as it may."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generators.hostilespace import (
    CONTRACT,
    FILM,
    INPUTS,
    KEY,
    TIMEOUT_S,
    as_json,
    called,
    completed,
    config,
    events,
    hostile_space,
    info,
)
from tests.rawserver import RawServer, head
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.address import Address
from webtv.generators.app_config import believed
from webtv.generators.connection import Site
from webtv.generators.gradio import GradioSpace
from webtv.generators.gradio4 import Gradio4
from webtv.generators.transport import Unrecorded
from webtv.http.limits import ForbiddenHostError

EXAMPLES = int(os.environ.get("WEBTV_FUZZ_EXAMPLES", "10"))
"""Examples of each property; thousands by hand."""

FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


async def test_the_space_of_these_tests_makes_a_film(tmp_path: Path) -> None:
    with hostile_space({}) as space:
        answer = await called(space, tmp_path / "a")
        assert any(f"x-hf-authorization: Bearer {KEY}" in told for told in space.heads)
    assert (tmp_path / "a").read_bytes() == FILM
    assert answer.gpu_s == 1.5


@pytest.mark.parametrize(
    "prefix",
    [
        "{evil}",
        "{evil}/x",
        "//{host}/x",
        "/../x",
        "x/../../y",
        "https:x",
        "@evil",
        "/a?b",
        7,
    ],
)
async def test_a_space_cannot_send_its_callers_elsewhere(tmp_path: Path, prefix: object) -> None:
    with RawServer(lambda _path: as_json(info())) as evil:
        if isinstance(prefix, str):
            host = evil.url.removeprefix("http://")
            prefix = prefix.replace("{evil}", evil.url).replace("{host}", host)
        told = as_json(config(api_prefix=prefix))
        with hostile_space({"/config": told}) as space:
            with pytest.raises(MisconfiguredError, match="api_prefix"):
                await called(space, tmp_path / "a")
        assert evil.connections == 0


@pytest.mark.parametrize("field", ["root", "space_id", "api_url", "src", "heartbeat_url"])
async def test_other_addresses_in_the_configuration_are_not_believed(
    tmp_path: Path, field: str
) -> None:
    with RawServer(lambda _path: as_json(info())) as evil:
        told = as_json(config(**{field: evil.url, "version": "6.31.0"}))
        with hostile_space({"/config": told}) as space:
            await called(space, tmp_path / "a")
        assert evil.connections == 0


def test_the_client_itself_is_held_back_too() -> None:
    """Whatever a later gradio_client makes of a configuration, its requests go to one place."""
    with hostile_space({}) as space, RawServer(lambda _path: as_json(info())) as evil:
        site = Site(space.url, config(api_prefix=evil.url), KEY, "127.0.0.1")
        with pytest.raises(ForbiddenHostError):
            Gradio4(site)
        assert evil.connections == 0


async def test_a_space_that_redirects_gets_no_token_to_another(tmp_path: Path) -> None:
    with RawServer(lambda _path: as_json(info())) as evil:
        there = [head(f"Location: {evil.url}/info", status="302 Found")]
        with hostile_space({"/info": there}) as space:
            with pytest.raises(BackendError):
                await called(space, tmp_path / "a")
        assert evil.connections == 0


async def test_previews_of_any_number_and_size_are_not_kept(tmp_path: Path) -> None:
    """Each difference made a copy of the whole in gradio_client's memory."""
    start = {"msg": "process_generating", "event_id": "e", "output": {"data": ["x" * 1_000_000]}}
    more = {
        "msg": "process_generating",
        "event_id": "e",
        "output": {"data": [[["append", [], "x"]]]},
    }
    stream = events(start, *[more] * 3000, completed())
    with hostile_space({"/queue/data": stream}) as space:
        await called(space, tmp_path / "a")
    assert (tmp_path / "a").exists()


@pytest.mark.parametrize(
    "output",
    [
        {"data": [None]},
        {"data": [[]]},
        {"data": [""]},
    ],
)
async def test_an_answer_without_a_film_is_a_refusal(tmp_path: Path, output: object) -> None:
    with hostile_space({"/queue/data": events(completed(output))}) as space:
        with pytest.raises(RefusedError, match="without a file"):
            await called(space, tmp_path / "a")


@pytest.mark.parametrize(("told_s", "believed_s"), [(2.5, 2.5), (1e300, TIMEOUT_S)])
async def test_the_seconds_of_a_call_that_failed_are_told_as_far_as_they_can_be_true(
    tmp_path: Path, told_s: float, believed_s: float
) -> None:
    failed = {**completed({"error": "no", "duration": told_s}), "success": False}
    with hostile_space({"/queue/data": events(failed)}) as space:
        with pytest.raises(BackendError) as caught:
            await called(space, tmp_path / "a")
    assert caught.value.gpu_s == believed_s


OTHER = [
    {"id": 0, "api_name": "draft_preview", "inputs": [0, 1, 2, 3], "outputs": [4]},
    {"id": 1, "api_name": "run", "inputs": [0, 1, 2, 3], "outputs": [4]},
]


async def test_an_app_that_was_started_anew_is_connected_to_anew(tmp_path: Path) -> None:
    """The numbers of its functions are others now, and gradio_client calls by number."""
    told = [*as_json(config())]
    with hostile_space({"/config": told}) as space:
        address = Address(space.url, "hostile", local=False, trusted=False)
        transport = GradioSpace(CONTRACT, address)
        await transport.call(INPUTS, tmp_path / "a", ticket=Unrecorded())
        told[:] = as_json(config(app_id=8, dependencies=OTHER))
        await transport.call(INPUTS, tmp_path / "b", ticket=Unrecorded())
        transport.close()
        joined = [json.loads(body)["fn_index"] for body in space.bodies if b"fn_index" in body]
    assert joined == [0, 1]


async def test_a_result_of_an_app_that_changed_meanwhile_is_not_used(tmp_path: Path) -> None:
    told = [*as_json(config())]

    def changing() -> Any:
        told[:] = as_json(config(dependencies=OTHER))
        yield from events(completed())

    with hostile_space({"/config": told, "/queue/data": changing()}) as space:
        with pytest.raises(UnavailableError, match="changed during the call"):
            await called(space, tmp_path / "a")
    assert not (tmp_path / "a").exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=8,
)


def swapped(document: dict[str, Any]) -> st.SearchStrategy[Any]:
    """`document`, with anything at all in the place of one of its parts."""
    places = list(_places(document))
    return st.builds(_put, st.just(json.dumps(document)), st.sampled_from(places), JSON)


def _places(value: object, at: tuple[object, ...] = ()) -> Any:
    yield at
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*at, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*at, index))


def _put(document: str, at: tuple[Any, ...], value: object) -> object:
    found = json.loads(document)
    if not at:
        return value
    inner = found
    for step in at[:-1]:
        inner = inner[step]
    inner[at[-1]] = value
    return found


async def _ends_as_it_may(answers: dict[str, list[bytes]], target: Path) -> None:
    error: BackendError | None = None
    with hostile_space(answers) as space:
        try:
            await called(space, target)
        except (UnavailableError, RefusedError, MisconfiguredError) as raised:
            error = raised
    assert len(str(error)) < 900
    assert "\x1b" not in str(error)


@FUZZ
@given(told=JSON | swapped(config()))
async def test_any_configuration_ends_as_it_may(tmp_path: Path, told: object) -> None:
    await _ends_as_it_may({"/config": as_json(told)}, tmp_path / "a")


@FUZZ
@given(told=JSON | swapped(info()))
async def test_any_description_ends_as_it_may(tmp_path: Path, told: object) -> None:
    await _ends_as_it_may({"/info": as_json(told)}, tmp_path / "a")


@FUZZ
@given(told=JSON | swapped(completed()))
async def test_any_result_ends_as_it_may(tmp_path: Path, told: object) -> None:
    await _ends_as_it_may({"/queue/data": events(told)}, tmp_path / "a")


@FUZZ
@given(
    told=st.binary(max_size=100),
    place=st.sampled_from(["/config", "/info", "/queue/join", "/queue/data"]),
)
async def test_any_bytes_end_as_they_may(tmp_path: Path, told: bytes, place: str) -> None:
    await _ends_as_it_may({place: [head(), told]}, tmp_path / "a")


@given(told=JSON | swapped(config()))
def test_a_configuration_is_believed_or_an_operators_matter(told: object) -> None:
    with suppress(MisconfiguredError):
        believed(told, backend="b")
