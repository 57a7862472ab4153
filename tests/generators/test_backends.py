from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.generators.gradios import RowServer
from tests.playout.tap import Tap
from tests.slack import slack
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.errors import MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.backends import Backend, Backends
from webtv.generators.call import Request
from webtv.generators.transport import Unrecorded
from webtv.model.programme import Generation

CONTRACTS = load_contracts()
RECORD = Unrecorded()
VIDEO = BackendConfig(space="zeroscope-v2", params={"num_inference_steps": 12})


def spaces_of(server: RowServer | Tap, **changed: object) -> Backends:
    contracts = {name: contract.model_copy(update=changed) for name, contract in CONTRACTS.items()}
    return Backends(
        contracts,
        local_url=lambda: f"http://127.0.0.1:{server.port}",
        local_concurrency=2,
        token="hf_secret",
    )


def of(spaces: Backends, config: BackendConfig) -> Backend:
    return spaces.serving(config)[0]


async def make(
    spaces: Backends, config: BackendConfig, request: Request, target: Path
) -> Generation:
    return await of(spaces, config).run(config.params, request, target, ticket=RECORD)


async def test_every_stage_of_a_shot(server: RowServer, tmp_path: Path) -> None:
    spaces = spaces_of(server)
    try:
        first = tmp_path / "a.mp4"
        generation = await make(spaces, VIDEO, Request("a llama", seed=42), first)
        assert server.calls()[-1] == ("zeroscope-v2", ["a llama", "42", "24", "12"])
        assert (generation.stage, generation.seed) == ("video", 42)
        # The local studio has no weights.
        assert (generation.licence, generation.trained) == ("", False)
        assert generation.params == {"num_frames": 24, "num_inference_steps": 12}
        assert "zeroscope-v2" in generation.backend
        assert generation.seconds_taken > 0
        video = first
        for stage, space in (("upscale", "zeroscope-xl"), ("interpolate", "film")):
            target = tmp_path / f"{stage}.mp4"
            request = Request("a llama", seed=42, video=video)
            generation = await make(spaces, BackendConfig(space=space), request, target)
            assert generation.seed is None
            video = target
        assert video.read_bytes() == (server.folder / "clip.mp4").read_bytes()
        music = tmp_path / "music.wav"
        score = BackendConfig(space="musicgen")
        generation = await make(spaces, score, Request("calm piano", seconds=200), music)
        assert generation.params["duration"] == 120  # the contract's longest
        assert music.read_bytes()[:4] == b"RIFF"
        assert {p.suffix for p in tmp_path.iterdir()} == {".mp4", ".wav"}  # no parts left
    finally:
        spaces.close()


async def test_a_refused_prompt_drops_the_shot_and_not_the_space(
    server: RowServer, tmp_path: Path
) -> None:
    spaces = spaces_of(server)
    try:
        with pytest.raises(RefusedError, match="NSFW"):
            await make(spaces, VIDEO, Request("refuse this"), tmp_path / "a.mp4")
        assert of(spaces, VIDEO).health.error is None
        assert not (tmp_path / "a.mp4").exists()
    finally:
        spaces.close()


async def test_quota_says_when_to_come_back(server: RowServer, tmp_path: Path) -> None:
    spaces = spaces_of(server)
    try:
        with pytest.raises(UnavailableError) as raised:
            await make(spaces, VIDEO, Request("quota"), tmp_path / "a.mp4")
        assert raised.value.retry_after_s == 125
        assert 120 < of(spaces, VIDEO).health.wait_s < 160  # with jitter
        assert (
            "zeroscope-v2 at local unavailable, trying again in 1" in of(spaces, VIDEO).health.note
        )
    finally:
        spaces.close()


async def test_a_slow_space_is_left_at_the_deadline(server: RowServer, tmp_path: Path) -> None:
    spaces = spaces_of(server, timeout_s=1.5)
    started = time.monotonic()
    try:
        with pytest.raises(UnavailableError, match=r"longer than 1\.5 s"):
            await make(spaces, VIDEO, Request("slow"), tmp_path / "a.mp4")
        assert time.monotonic() - started < 10 * slack()
    finally:
        spaces.close()


async def test_a_contract_that_is_not_the_spaces_own(server: RowServer, tmp_path: Path) -> None:
    wrong = CONTRACTS["zeroscope-v2"].inputs[:2]
    spaces = spaces_of(server, inputs=(wrong[1], wrong[0]))
    try:
        with pytest.raises(MisconfiguredError, match="declared seed: int, is param_0: str"):
            await make(spaces, VIDEO.model_copy(update={"params": {}}), Request("a"), tmp_path)
        assert of(spaces, VIDEO).health.wait_s > 60
    finally:
        spaces.close()


async def test_an_endpoint_that_is_not_there(server: RowServer, tmp_path: Path) -> None:
    spaces = spaces_of(server, api_name="/gone")
    try:
        with pytest.raises(MisconfiguredError, match="no endpoint /gone"):
            await make(spaces, VIDEO, Request("a"), tmp_path / "a.mp4")
    finally:
        spaces.close()


async def test_a_server_that_dies(server: RowServer, tmp_path: Path) -> None:
    # That production goes on after such a loss is tested there.
    async with Tap(server.port) as tap:
        spaces = spaces_of(tap)
        await make(spaces, VIDEO, Request("a llama"), tmp_path / "a.mp4")
        await tap.cut()
    try:
        with pytest.raises(UnavailableError):
            await make(spaces, VIDEO, Request("a llama"), tmp_path / "b.mp4")
        assert of(spaces, VIDEO).health.error is not None
        assert 0 < of(spaces, VIDEO).health.wait_s < 2  # with jitter
    finally:
        spaces.close()
