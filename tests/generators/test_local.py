"""Where production finds the station's own Spaces, and that it follows when they change."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.generators.gradios import RowServer
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.config.settings import Settings
from webtv.generators.backends import Backends
from webtv.generators.call import Request
from webtv.generators.local import LocalSpaces, local_spaces, tell_of_spaces
from webtv.generators.transport import Unrecorded
from webtv.model.status import SPACES_HELD_S
from webtv.store.status import write_spaces

CPU, GPU = "http://spaces:7860", "http://spaces-gpu:7860"


@pytest.fixture
def station(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home")


def tell(station: Settings, url: str, *, models: bool) -> None:
    tell_of_spaces(station.model_copy(update={"spaces_url": url}), models=models)


def fall_silent(station: Settings) -> None:
    """The Spaces in use have said nothing for too long."""
    told = local_spaces(station)
    assert told is not None
    silent_since = told.written_at - timedelta(seconds=SPACES_HELD_S + 1)
    write_spaces(station.status_dir, told.model_copy(update={"written_at": silent_since}))


def test_models_are_used_while_they_are_there_and_each_change_is_logged(station: Settings) -> None:
    spaces = LocalSpaces(station)
    with capture_logs() as log:
        assert spaces.url() == "http://127.0.0.1:7860"
        tell(station, CPU, models=False)
        assert spaces.url() == CPU
        assert log == []
        tell(station, GPU, models=True)
        assert spaces.url() == spaces.url() == GPU
        fall_silent(station)
        assert spaces.url() == spaces.url() == CPU
        tell(station, GPU, models=True)
        assert spaces.url() == GPU
    films, paper = "models film for channels", "the paper theatre films, since models are away"
    assert [(each["event"], each["address"]) for each in log] == [
        (films, GPU),
        (paper, CPU),
        (films, GPU),
    ]
    assert log[1]["lost"] == GPU


def test_spaces_that_say_nothing_are_where_they_were(station: Settings) -> None:
    spaces = LocalSpaces(station)
    tell(station, GPU, models=True)
    assert spaces.url() == GPU
    fall_silent(station)
    assert spaces.url() == GPU


def test_an_address_that_is_set_is_used_whatever_spaces_tell(station: Settings) -> None:
    tell(station, GPU, models=True)
    given = station.model_copy(update={"spaces_url": "http://elsewhere:7860/"})
    assert LocalSpaces(given).url() == "http://elsewhere:7860"
    assert local_spaces(given) is None


async def test_the_next_call_goes_to_the_spaces_of_now(
    station: Settings, gradios: dict[str, RowServer], tmp_path: Path
) -> None:
    paper, models = gradios["5.49.1"], gradios["6.31.0"]
    config = BackendConfig(space="zeroscope-v2")
    backends = Backends(load_contracts(), local_url=LocalSpaces(station).url, local_concurrency=1)
    (backend,) = backends.serving(config)

    async def film(prompt: str) -> list[int]:
        """How many calls each server got."""
        before = [len(server.calls()) for server in (paper, models)]
        target = tmp_path / f"{prompt}.mp4"
        await backend.run({}, Request(prompt, seed=1), target, ticket=Unrecorded())
        return [len(s.calls()) - n for s, n in zip((paper, models), before, strict=True)]

    try:
        tell(station, paper.url, models=False)
        assert await film("one") == [1, 0]
        tell(station, models.url, models=True)
        assert await film("two") == [0, 1]
        fall_silent(station)
        assert await film("three") == [1, 0]
        assert backends.serving(config) == (backend,)
    finally:
        backends.close()
