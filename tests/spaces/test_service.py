"""The local Spaces as production sees them: over HTTP, through gradio_client."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np
import psutil
import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError

from tests.slack import slack
from tests.spaces.conftest import ROOT
from tests.strays import python_path
from webtv.config.contract import Contract
from webtv.config.contracts import SHIPPED, load_contracts
from webtv.store.status import read_spaces
from webtv.studio.video import write

CONTRACTS = {name: c for name, c in load_contracts().items() if c.local and c.local_engine == "any"}
PROMPT = "snowy mountains above a valley, sunset, slow pan to the right"
COMPONENTS = {
    "str": {"textbox", "radio"},
    "int": {"slider", "number", "radio"},
    "float": {"slider", "number"},
    "bool": {"checkbox"},
    "file": {"audio", "file", "image", "gallery"},
    "video": {"video"},
}


@pytest.fixture(scope="module")
def clients(server: Any) -> dict[str, Client]:
    return {name: server.connect(name) for name in CONTRACTS}


@pytest.fixture(scope="module")
def first_pass(clients: dict[str, Client]) -> str:
    path: str = clients["zeroscope-v2"].predict(PROMPT, 7, 24, 25, api_name="/run")
    return path


def shape(path: str) -> tuple[int, int, float, int]:
    """Width, height, rate and decoded frames of a video."""
    with av.open(path) as container:
        stream = container.streams.video[0]
        frames = sum(1 for _ in container.decode(stream))
        return stream.width, stream.height, float(stream.average_rate or 0), frames


def pictures(path: str) -> list[bytes]:
    with av.open(path) as container:
        return [f.to_ndarray(format="rgb24").tobytes() for f in container.decode(video=0)]


def plain_clip(path: Path, *, frames: int) -> str:
    """A bar that moves over a grey ground, 576x320 at 8 frames per second."""
    drawn = np.full((frames, 320, 576, 3), 90, np.uint8)
    for number in range(frames):
        drawn[number, :, 8 * number : 8 * number + 60] = (220, 160, 60)
    write(path, drawn, fps=8)
    return str(path)


def test_all_local_contracts_are_served(server: Any) -> None:
    spaces = httpx.get(f"{server.url}/healthz").json()["spaces"]
    assert spaces == sorted(CONTRACTS)


def test_production_is_told_where_they_are(server: Any) -> None:
    told = read_spaces(server.home / "status", now=datetime.now(UTC))
    assert told is not None
    assert (told.url, told.models) == (server.url, False)


@pytest.mark.parametrize("name", sorted(path.stem for path in SHIPPED.glob("*.yaml")))
def test_endpoint_is_what_the_contract_says(name: str, clients: dict[str, Client]) -> None:
    if name not in CONTRACTS:
        pytest.skip("not a Space that the station serves itself")
    contract, client = CONTRACTS[name], clients[name]
    api: Any = client.view_api(return_format="dict", print_info=False)
    if contract.api_name is None:
        assert api["named_endpoints"] == {}
        index = contract.fn_index
    else:
        parameters = api["named_endpoints"][contract.api_name]["parameters"]
        assert [p["parameter_name"] for p in parameters] == [i.name for i in contract.inputs]
        index = next(
            number for number, e in client.endpoints.items() if e.api_name == contract.api_name
        )
    check_components(contract, client, index)


def check_components(contract: Contract, client: Client, index: int | None) -> None:
    """Kinds, limits and choices of the inputs, and the kind of the output, agree."""
    components = {c["id"]: c for c in client.config["components"]}
    call = next(d for d in client.config["dependencies"] if d["id"] == index)
    inputs = [components[number] for number in call["inputs"]]
    assert len(inputs) == len(contract.inputs)
    for wanted, found in zip(contract.inputs, inputs, strict=True):
        assert found["type"] in COMPONENTS[wanted.kind], wanted.name
        if found["type"] == "slider":
            assert (found["props"]["minimum"], found["props"]["maximum"]) == (
                wanted.minimum,
                wanted.maximum,
            ), wanted.name
        if wanted.choices is not None:
            offered = [value for _label, value in found["props"]["choices"]]
            assert offered == list(wanted.choices), wanted.name
    output = components[call["outputs"][contract.output or 0]]
    assert output["type"] == contract.output_kind


def test_film_and_its_way_to_air(clients: dict[str, Client], first_pass: str) -> None:
    """Zeroscope, XL and FILM in a row give the sizes, frames and rates of the real ones."""
    assert shape(first_pass) == (576, 320, 8.0, 24)
    large = clients["zeroscope-xl"].predict(PROMPT, handle_file(first_pass), 0.7, api_name="/infer")
    assert Path(large).name == "xl_result.mp4"
    assert shape(large) == (1024, 576, 8.0, 24)
    video, file = clients["film"].predict(handle_file(large), 2, 24, fn_index=1)
    assert shape(video) == (910, 512, 24.0, (24 - 1) * 2**2 + 1)
    assert Path(file).read_bytes() == Path(video).read_bytes()


def test_xl_uses_only_the_first_three_seconds(clients: dict[str, Client], tmp_path: Path) -> None:
    long = plain_clip(tmp_path / "long.mp4", frames=30)
    assert shape(long)[3] == 30
    large = clients["zeroscope-xl"].predict(PROMPT, handle_file(long), 0.7, api_name="/infer")
    assert shape(large) == (1024, 576, 8.0, 24)


@pytest.mark.parametrize(("doublings", "fps"), [(1, 8), (3, 12)])
def test_film_doubles_and_plays_as_asked(
    clients: dict[str, Client], tmp_path: Path, doublings: int, fps: int
) -> None:
    source = plain_clip(tmp_path / "source.mp4", frames=5)
    video, _file = clients["film"].predict(handle_file(source), doublings, fps, fn_index=1)
    assert shape(video) == (922, 512, fps, 4 * 2**doublings + 1)


def test_musicgen_returns_video_sound_and_two_blanks(clients: dict[str, Client]) -> None:
    video, sound, *diffusion = clients["musicgen"].predict(
        "facebook/musicgen-melody",
        "",
        "Default",
        "calm piano, waves",
        None,
        6,
        250,
        0,
        1,
        3,
        api_name="/predict_full",
    )
    assert diffusion == [None, None]
    with av.open(sound) as container:
        stream = container.streams.audio[0]
        assert (stream.rate, stream.channels, stream.codec_context.name) == (32000, 2, "pcm_s16le")
        assert float(stream.duration * stream.time_base) == pytest.approx(6, abs=0.01)
    with av.open(video) as container:
        assert {stream.type for stream in container.streams} == {"video", "audio"}
        assert container.duration / av.time_base == pytest.approx(6, abs=0.3)


def test_kokoro_speaks_with_the_voice_it_has(clients: dict[str, Client]) -> None:
    path: str = clients["kokoro"].predict("Good evening.", "af_heart", 1, api_name="/predict")
    with wave.open(path, "rb") as speech:
        assert speech.getframerate() == 24000
        assert speech.getnframes() > 12000
    with pytest.raises(AppError, match="local voice"):
        clients["kokoro"].predict("Buenas noches.", "ef_dora", 1, api_name="/predict")


def test_same_prompt_and_seed_give_the_same_pictures(
    clients: dict[str, Client], first_pass: str
) -> None:
    again = clients["zeroscope-v2"].predict(PROMPT, 7, 24, 25, api_name="/run")
    other = clients["zeroscope-v2"].predict(PROMPT, 8, 24, 25, api_name="/run")
    assert pictures(again) == pictures(first_pass)
    assert pictures(other) != pictures(first_pass)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((PROMPT, 1, 23, 25), "less than minimum value 24"),
        ((PROMPT, 1, 49, 25), "greater than maximum value 48"),
        ((PROMPT, 1, 24, 51), "greater than maximum value 50"),
        ((PROMPT, -1, 24, 25), "less than minimum value 0"),
        (("  ", 1, 24, 25), "prompt is empty"),
    ],
)
def test_limits_are_kept(
    clients: dict[str, Client], arguments: tuple[object, ...], message: str
) -> None:
    with pytest.raises(AppError, match=message):
        clients["zeroscope-v2"].predict(*arguments, api_name="/run")


def test_unusable_video_is_refused_in_words(clients: dict[str, Client], tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"not a video at all" * 100)
    with pytest.raises(AppError, match="unusable input"):
        clients["film"].predict(handle_file(broken), 2, 24, fn_index=1)


def test_two_calls_use_two_niced_workers(
    server: Any, clients: dict[str, Client], tmp_path: Path
) -> None:
    workers = server.workers()
    niced = min(19, server.process.nice() + 10)
    assert [worker.nice() for worker in workers] == [niced, niced]
    before = [sum(worker.cpu_times()[:2]) for worker in workers]
    clip = plain_clip(tmp_path / "clip.mp4", frames=6)
    with ThreadPoolExecutor(2) as pool:
        calls = [
            pool.submit(clients["film"].predict, handle_file(clip), 3, 24, fn_index=1)
            for _ in range(2)
        ]
        for call in calls:
            call.result(60 * slack())
    after = [sum(worker.cpu_times()[:2]) for worker in workers]
    assert all(later - sooner > 0.2 for sooner, later in zip(before, after, strict=True))


def test_page_says_what_it_is_and_fetches_no_fonts(server: Any) -> None:
    for name, contract in CONTRACTS.items():
        page = httpx.get(f"{server.url}/{name}/").text
        assert ("a small neural net" if name == "kokoro" else "paper theatre") in page
        theme = httpx.get(f"{server.url}/{name}/theme.css").text
        assert "http" not in theme.replace("http://www.w3.org", "")
        if contract.source != "facebook/MusicGen":
            assert contract.source in page


def test_killed_worker_is_replaced(server: Any, clients: dict[str, Client], tmp_path: Path) -> None:
    """One killed at rest and one killed at work: both callers get their clip."""
    server.workers()[0].kill()
    clients["film"].predict(handle_file(plain_clip(tmp_path / "a.mp4", frames=2)), 1, 8, fn_index=1)
    long = plain_clip(tmp_path / "b.mp4", frames=7)
    job = clients["film"].submit(handle_file(long), 4, 24, fn_index=1)
    deadline = time.monotonic() + 20 * slack()
    while not (busy := [w for w in server.workers() if w.cpu_percent(0.1) > 5]):
        assert time.monotonic() < deadline
    busy[0].kill()
    assert shape(job.result(90 * slack())[0])[3] == 6 * 2**4 + 1
    deadline = time.monotonic() + 60 * slack()
    while len(server.workers()) != 2:  # the last one to be started may not be called so yet
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_workers_die_with_a_killed_server(tmp_path: Path) -> None:
    code = """
import asyncio, os, sys
from pathlib import Path
from webtv.spaces.workers import Workers
if __name__ == "__main__":
    workers = Workers(1, writes=Path(sys.argv[1]))
    asyncio.run(workers.call(os.getpid))
    print("it has worked", flush=True)
    sys.stdin.read()
"""
    script = tmp_path / "owner.py"
    script.write_text(code)
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": python_path(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as owner:
        assert owner.stdout is not None
        owner.stdout.readline()
        workers = psutil.Process(owner.pid).children(recursive=True)
        owner.kill()
    assert workers
    _gone, alive = psutil.wait_procs(workers, timeout=5 * slack())
    assert alive == []
