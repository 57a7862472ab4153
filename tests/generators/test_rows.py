"""Every shipped contract against real Gradio servers of every major version."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.generators.gradios import VERSIONS, RowServer
from tests.generators.spaceserver import ROOT
from tests.playout.tap import Tap
from tests.production.station import environment_in
from tests.slack import slack
from webtv.config.contract import Contract, Input
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.backends import Backend, Backends
from webtv.generators.call import Request
from webtv.generators.transport import Unrecorded
from webtv.model.house import HouseFormat
from webtv.model.programme import Generation
from webtv.store.library import Library

CHANNEL = """\
title: Llamas
theme: Paco, a tall white llama with a red scarf, drives a small train across the high Andes.
programme: {{shots: 2, shot_s: 4}}
narration: off
clock: {{ident_every: 0, trails: false}}
house: {{width: 256, height: 144}}
qc: {{similar: null}}
pipeline:
  video: {{space: zeroscope-v2, source: "{url}/zeroscope-v2"}}
  upscale: {{space: zeroscope-xl, source: "{url}/zeroscope-xl"}}
  interpolate: {{space: film, source: "{url}/film"}}
  music: {{space: musicgen, source: "{url}/musicgen"}}
"""
CONTRACTS = {c.id: c for c in load_contracts().values() if c.transport == "gradio"}
# These share one endpoint with cogvideox-text.
COGVIDEOX = ("cogvideox-image", "cogvideox-video")
ROWS = [name for name in CONTRACTS if name not in COGVIDEOX]


def own(name: str, **changed: object) -> Contract:
    """A contract for one of the apps that misbehave."""
    values = {
        "id": name,
        "title": name,
        "stage": "video",
        "source": "me/it",
        "api_name": "/run",
        "inputs": (Input(name="prompt", source="prompt"),),
    }
    return Contract.model_validate({**values, **changed})


def backend_of(
    server: RowServer, contract: Contract, *, url: str | None = None, **changed: object
) -> Backend:
    contract = contract.model_copy(update=changed)
    backends = Backends(
        {contract.id: contract}, local_url=lambda: url or server.url, local_concurrency=2
    )
    return backends.serving(BackendConfig(space=contract.id))[0]


async def call(backend: Backend, request: Request, target: Path) -> Generation:
    try:
        return await backend.run({}, request, target, ticket=Unrecorded())
    finally:
        backend.close()


async def test_every_row(gradio: RowServer, tmp_path: Path) -> None:
    media = {"video": "clip.mp4", "audio": "music.wav", "image": "still.png"}
    request = Request(
        "a llama walks",
        text="Hello there.",
        seed=5,
        image=gradio.folder / "still.png",
        video=gradio.folder / "clip.mp4",
        seconds=4.0,
        aspect=HouseFormat(width=720, height=1280).aspect,
    )
    generations = await asyncio.gather(
        *(call(backend_of(gradio, CONTRACTS[name]), request, tmp_path / name) for name in ROWS)
    )
    asked = dict(gradio.calls())
    for name, generation in zip(ROWS, generations, strict=True):
        contract = CONTRACTS[name]
        came = (tmp_path / name).read_bytes()
        assert came == (gradio.folder / media[contract.output_kind]).read_bytes(), name
        assert len(asked[name]) == len(contract.inputs)
        words = "Hello there." if contract.stage == "narration" else "a llama walks"
        if name != "film":
            assert any(words in value for value in asked[name]), name
        files = [i for i, given in enumerate(contract.inputs) if given.source in ("video", "image")]
        assert all(asked[name][i].startswith("file of ") for i in files) or gradio.major == 3
        for given, got in zip(contract.inputs, asked[name], strict=True):
            upright = {"width": 576, "height": 1024}.get(given.source)
            assert upright is None or float(got) == upright, f"{name} {given.name}"
        assert generation.cost.gpu_s == 0  # a local one costs nobody a GPU
    assert [float(v) for v in asked["film"][1:]] == [2, 24]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(ROWS)  # no parts left


@pytest.mark.parametrize("name", COGVIDEOX)
async def test_one_endpoint_behind_several_contracts(
    gradio: RowServer, tmp_path: Path, name: str
) -> None:
    contract = CONTRACTS[name].model_copy(update={"id": "cogvideox-text"})
    image, video = gradio.folder / "still.png", gradio.folder / "clip.mp4"
    request = Request("a llama", image=image, video=video)
    await call(backend_of(gradio, contract), request, tmp_path / "out")
    _, asked = [line for line in gradio.calls() if line[0] == "cogvideox-text"][-1]
    given, left_out = (1, 2) if name == "cogvideox-image" else (2, 1)
    assert asked[given] != "None"
    assert asked[left_out] == "None"


async def test_a_gallery_gives_its_first_picture(gradio: RowServer, tmp_path: Path) -> None:
    contract = CONTRACTS["flux-schnell"].model_copy(update={"id": "gallery"})
    await call(backend_of(gradio, contract), Request("a llama"), tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == (gradio.folder / "still.png").read_bytes()


@pytest.mark.parametrize(
    ("word", "kind", "told"),
    [
        ("refuse", RefusedError, "NSFW content was found"),
        ("quota", UnavailableError, "exceeded your Pro GPU quota .* 0:02:05. Join$"),
        ("nogpu", UnavailableError, "is busy: No GPU was available"),
        ("crash", UnavailableError, "failed: .* device-side assert triggered"),
        ("limits", MisconfiguredError, "greater than maximum value 50"),
        ("empty", RefusedError, "answered without a file"),
        ("slow", UnavailableError, "took longer than 1 s"),
    ],
)
async def test_apps_that_do_not_do_their_work(
    gradio: RowServer, tmp_path: Path, word: str, kind: type[BackendError], told: str
) -> None:
    backend = backend_of(gradio, CONTRACTS["zeroscope-v2"], timeout_s=1.0 if word == "slow" else 60)
    started = time.monotonic()
    with pytest.raises(kind, match=told) as raised:
        await call(backend, Request(f"{word} llama"), tmp_path / "out")
    assert type(raised.value) is kind
    if word == "quota":
        assert isinstance(raised.value, UnavailableError)
        assert raised.value.retry_after_s == 125
    if word == "slow":
        assert time.monotonic() - started < 15 * slack()
    assert not any(tmp_path.iterdir())


async def test_a_value_that_is_no_file(gradio: RowServer, tmp_path: Path) -> None:
    with pytest.raises(MisconfiguredError, match="something else, where the contract"):
        await call(backend_of(gradio, own("json")), Request("a"), tmp_path / "out")


async def test_a_file_that_is_no_media(gradio: RowServer, tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="a file that is no media"):
        await call(backend_of(gradio, own("note")), Request("a"), tmp_path / "out")
    assert not any(tmp_path.iterdir())


async def test_media_of_another_kind_is_the_contracts_fault(
    gradio: RowServer, tmp_path: Path
) -> None:
    backend = backend_of(gradio, CONTRACTS["flux-schnell"], output_kind="video")
    with pytest.raises(MisconfiguredError, match=r"sent an image, but .* correct its `output`"):
        await call(backend, Request("a llama"), tmp_path / "out")
    assert not any(tmp_path.iterdir())


async def test_a_full_queue(gradio: RowServer, tmp_path: Path) -> None:
    if gradio.major == 3:
        pytest.skip("calls of Gradio 3's REST interface do not queue")
    backend = backend_of(gradio, own("json"), timeout_s=2)
    requests = [Request("slow")] * 4
    results = await asyncio.gather(
        *(backend.run({}, each, tmp_path / "out", ticket=Unrecorded()) for each in requests),
        return_exceptions=True,
    )
    backend.close()
    assert all(isinstance(result, UnavailableError) for result in results)
    assert any("is busy: Queue is full" in str(result) for result in results)


async def test_a_connection_that_breaks_in_the_middle(gradio: RowServer, tmp_path: Path) -> None:
    async with Tap(gradio.port) as tap:
        url = f"http://127.0.0.1:{tap.port}"
        backend = backend_of(gradio, CONTRACTS["wan-2-2-5b"], url=url, timeout_s=30)
        before = len(gradio.calls())
        running = asyncio.create_task(call(backend, Request("slow llama"), tmp_path / "out"))
        async with asyncio.timeout(20):
            while len(gradio.calls()) == before:
                assert not running.done()
                await asyncio.sleep(0.05)
        await tap.cut()
        async with asyncio.timeout(10):
            with pytest.raises(UnavailableError):
                await running


def test_a_whole_programme(gradios: dict[str, RowServer], tmp_path: Path) -> None:
    """Of the oldest, which differs most; `tests/production` makes them with the newest."""
    gradio = gradios[VERSIONS[0]]
    (tmp_path / "channels").mkdir()
    (tmp_path / "channels" / "llamas.yaml").write_text(CHANNEL.format(url=gradio.url))
    made = subprocess.run(
        [sys.executable, "-m", "webtv", "produce", "--once", "llamas"],
        cwd=ROOT,
        env=environment_in(tmp_path),
        capture_output=True,
        text=True,
        timeout=120 * slack(),
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (programme,) = Library(tmp_path / "home" / "library").programmes("llamas")
    stages = [[generation.stage for generation in shot.generations] for shot in programme.shots]
    assert stages == [["video", "upscale", "interpolate"]] * 2
    assert [generation.stage for generation in programme.music_generations] == ["music"]
