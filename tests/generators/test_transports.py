"""What every transport keeps to; a new one without a case here fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

import pytest

from tests.generators.hostilespace import FILM, hostile_space
from tests.generators.runwayserver import RunwayServer
from webtv.config.contract import Contract
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.errors import BackendError, UnavailableError
from webtv.generators.backends import Backend, Backends
from webtv.generators.call import Request
from webtv.generators.runway import RunwayAccount
from webtv.generators.transport import Unrecorded

Opened = Iterator[Callable[[], Backend]]


def _backend(contract_id: str, source: str, runway: str = "http://127.0.0.1:9") -> Backend:
    backends = Backends(
        load_contracts(),
        local_url=lambda: "http://127.0.0.1:9",
        local_concurrency=1,
        runway=RunwayAccount(key="key_test", url=runway, poll_s=0.02),
    )
    return backends.serving(BackendConfig(space=contract_id, source=source))[0]


@contextmanager
def _gradio() -> Opened:
    with hostile_space({}) as space:
        yield lambda: _backend("zeroscope-v2", space.url)


@contextmanager
def _runway() -> Opened:
    with RunwayServer(lambda method: FILM) as server:
        yield lambda: _backend("runway-text-to-video", "local", server.url)


CASES = {"gradio": _gradio, "runway": _runway}
KINDS = get_args(Contract.model_fields["transport"].annotation)


def test_each_transport_has_a_case() -> None:
    assert set(CASES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_call_puts_one_file_and_says_what_it_took(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "work" / "film"
    with CASES[kind]() as opened:
        backend = opened()
        generation = await backend.run(
            {}, Request("a pond", seconds=5), target, ticket=Unrecorded()
        )
        backend.close()
        backend.close()
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == FILM
    assert generation.cost.gpu_s + generation.cost.credits > 0
    assert backend.health.successes == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_a_server_that_is_gone_is_unavailable(kind: str, tmp_path: Path) -> None:
    with CASES[kind]() as opened:
        backend = opened()
    with pytest.raises(BackendError) as caught:
        await backend.run({}, Request("a pond", seconds=5), tmp_path / "film", ticket=Unrecorded())
    assert type(caught.value) is UnavailableError
    assert backend.health.error is caught.value
    assert list(tmp_path.iterdir()) == []
