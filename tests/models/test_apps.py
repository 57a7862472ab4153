"""Apps with the true model classes behind them, as production sees them: through gradio_client."""

from __future__ import annotations

import wave
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from PIL import Image

from tests.models.conftest import KEY
from tests.models.voices import NAMES
from tests.spaces.test_service import check_components, pictures, plain_clip, shape
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.errors import UnavailableError
from webtv.generators.backends import Backends
from webtv.generators.call import Request
from webtv.generators.transport import Unrecorded
from webtv.models.catalogue import MODELS
from webtv.store.status import read_spaces

PROMPT = "a red fox walks through snow"


@pytest.fixture(scope="module")
def zeroscope(server: Any) -> Client:
    client: Client = server.connect("zeroscope-v2")
    return client


@pytest.fixture(scope="module")
def musicgen(server: Any) -> Client:
    client: Client = server.connect("musicgen")
    return client


def test_production_is_told_that_models_are_here(server: Any) -> None:
    told = read_spaces(server.home / "status", now=datetime.now(UTC))
    assert told is not None
    assert (told.url, told.models) == (server.url, True)


def test_zeroscope_films_what_the_contract_says_and_tells_how_far_it_is(zeroscope: Client) -> None:
    job = zeroscope.submit(PROMPT, 7, 24, 10, api_name="/run")
    told = []
    first = None
    while first is None:
        told += [each.index for each in job.status().progress_data or [] if each.index]
        try:
            first = job.result(0.05)
        except TimeoutError:
            continue
    assert shape(first) == (576, 320, 8.0, 24)
    assert told == sorted(told)
    assert 0 < len(set(told)) <= 10
    other = zeroscope.predict(PROMPT, 8, 24, 10, api_name="/run")
    assert pictures(other) != pictures(first)


def test_film_puts_frames_between_frames(server: Any, tmp_path: Path) -> None:
    source = plain_clip(tmp_path / "source.mp4", frames=4)
    film = server.connect("film")
    video, file = film.predict(handle_file(source), 2, 24, fn_index=1)
    assert shape(video) == (922, 512, 24.0, 3 * 2**2 + 1)
    assert Path(file).read_bytes() == Path(video).read_bytes()


def test_wan_films_words_or_what_follows_a_picture(server: Any, tmp_path: Path) -> None:
    wan = server.connect("wan-2-2-5b")
    bar = tmp_path / "bar.png"
    Image.fromarray(np.tile(np.arange(200, dtype=np.uint8)[:, None, None], (1, 300, 3))).save(bar)
    rest = (257, 256, "", 1, 0, 1, 5, False)  # a size between those that the model has
    words = wan.predict(None, PROMPT, *rest, api_name="/generate_video")
    assert shape(words) == (256, 256, 24.0, 25)
    moved = wan.predict(handle_file(str(bar)), PROMPT, *rest, api_name="/generate_video")
    assert shape(moved) == (256, 256, 24.0, 25)
    assert pictures(moved) != pictures(words)


async def test_weights_that_are_missing_are_no_fault_of_a_shot(
    server: Any, weights: Path, tmp_path: Path
) -> None:
    """Production waits for them then; a shot that is refused is dropped for good."""
    own = weights / MODELS["flux-2-klein"].repo
    spaces = Backends(
        load_contracts(), local_url=lambda: server.url, local_concurrency=1, local_key=KEY
    )
    stills = BackendConfig(space="flux-2-klein")
    own.rename(away := own.with_name("away"))
    try:
        (backend,) = spaces.serving(stills)
        request = Request(PROMPT, seed=5)
        with pytest.raises(UnavailableError, match=r"failed: the weights of .* spaces fetch flux"):
            await backend.run({}, request, tmp_path / "a.png", ticket=Unrecorded())
    finally:
        spaces.close()
        away.rename(own)


async def test_flux_paints_words_and_the_cast_that_they_name(server: Any, tmp_path: Path) -> None:
    """As production calls it: pictures of the cast are a gallery there."""
    face = tmp_path / "face.png"
    Image.fromarray(np.tile(np.arange(200, dtype=np.uint8)[:, None, None], (1, 300, 3))).save(face)
    spaces = Backends(
        load_contracts(), local_url=lambda: server.url, local_concurrency=1, local_key=KEY
    )
    stills = BackendConfig(
        space="flux-2-klein", params={"width": 256, "height": 256, "num_inference_steps": 1}
    )
    made = []
    try:
        (backend,) = spaces.serving(stills)
        for number, references in enumerate(((), (face, face))):
            target = tmp_path / f"{number}.png"
            request = Request(PROMPT, seed=5, references=references)
            done = await backend.run(stills.params, request, target, ticket=Unrecorded())
            assert (done.trained, done.licence, done.seed) == (True, "Apache-2.0", 5)
            with Image.open(target) as picture:
                assert picture.size == (256, 256)
                made.append(picture.convert("RGB").tobytes())
    finally:
        spaces.close()
    assert made[0] != made[1]
    many = [{"image": handle_file(str(face)), "caption": None}] * 5
    rest = ("Distilled (4 steps)", 5, False, 256, 256, 1, 1, False)
    with pytest.raises(AppError, match="at most 4 input images"):
        server.connect("flux-2-klein").predict(PROMPT, many, *rest, api_name="/infer")


@pytest.mark.parametrize("name", sorted(m.id for m in MODELS.values() if not m.live))
def test_endpoints_are_what_the_contracts_say(name: str, server: Any) -> None:
    contract = load_contracts()[name]
    client = server.connect(name)
    index = contract.fn_index
    if index is None:
        found = client.endpoints.items()
        index = next(number for number, e in found if e.api_name == contract.api_name)
    check_components(contract, client, index)


def compose(musicgen: Client, *, text: str, melody: Any = None, seconds: float = 1) -> Any:
    model = "facebook/musicgen-melody"
    given = (model, "", "Default", text, melody, seconds, 250, 0, 1, 3)
    _, sound, *_ = musicgen.predict(*given, api_name="/predict_full")
    with wave.open(sound) as file:
        assert (file.getframerate(), file.getnchannels()) == (32000, 1)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_musicgen_hears_the_words_and_the_melody(musicgen: Client, tmp_path: Path) -> None:
    calm = compose(musicgen, text="calm piano")
    assert len(calm) == 32000
    assert np.array_equal(calm, compose(musicgen, text="calm piano"))
    assert not np.array_equal(calm, compose(musicgen, text="loud drums"))
    tune = tmp_path / "tune.wav"
    with wave.open(str(tune), "wb") as file:
        file.setparams((1, 2, 44100, 0, "NONE", ""))
        file.writeframes((np.sin(np.arange(44100) / 20) * 9000).astype("<i2").tobytes())
    assert not np.array_equal(
        calm, compose(musicgen, text="calm piano", melody=handle_file(str(tune)))
    )


def test_musicgen_goes_on_beyond_what_it_makes_at_once(musicgen: Client) -> None:
    assert len(compose(musicgen, text="calm piano", seconds=30.5)) == round(30.5 * 32000)


def test_another_model_of_musicgen_is_not_here(musicgen: Client) -> None:
    given = ("facebook/musicgen-large", "", "Default", "calm", None, 2, 250, 0, 1, 3)
    with pytest.raises(AppError, match="this Space has facebook/musicgen-melody"):
        musicgen.predict(*given, api_name="/predict_full")


@pytest.fixture(scope="module")
def kokoro(server: Any) -> Client:
    client: Client = server.connect("kokoro")
    return client


def spoken(kokoro: Client, text: str, voice: str, speed: float = 1) -> Any:
    path = kokoro.predict(text, voice, speed, api_name="/predict")
    with wave.open(path) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (24000, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2")


def test_kokoro_speaks_with_many_voices_and_the_same_words_alike(kokoro: Client) -> None:
    line = "Rosa sells hot soup at the bridge."
    said = {voice: spoken(kokoro, line, voice) for voice in NAMES}
    assert len({sound.tobytes() for sound in said.values()}) == len(NAMES)
    assert all(len(sound) > 24000 for sound in said.values())
    again = spoken(kokoro, line, "am_adam")
    assert np.array_equal(again, said["am_adam"]), "its noise too"
    assert len(spoken(kokoro, line, "am_adam", 2)) == pytest.approx(len(again) / 2, rel=0.02)


@pytest.mark.parametrize(
    ("text", "voice", "message"),
    [
        ("Buenas noches.", "ef_dora", f"no voice 'ef_dora' here, .* English: {', '.join(NAMES)}"),
        ("A line.", "../../af_heart", "no voice"),
        ("a" * 5001, "am_adam", "1 to 5000 characters"),
        (" ", "am_adam", "1 to 5000 characters"),
        ("*", "am_adam", "nothing in the text can be spoken"),
    ],
)
def test_what_kokoro_cannot_speak_is_said(
    text: str, voice: str, message: str, kokoro: Client
) -> None:
    with pytest.raises(AppError, match=message):
        kokoro.predict(text, voice, 1, api_name="/predict")


def test_without_its_weights_there_is_the_voice_of_hibari(kokoro: Client, weights: Path) -> None:
    line = "Rosa sells hot soup."
    tiny = spoken(kokoro, line, "af_heart")
    own = weights / MODELS["kokoro"].repo
    own.rename(away := own.with_name("away"))
    try:
        assert len(spoken(kokoro, line, "af_heart")) not in (0, len(tiny))
        with pytest.raises(AppError, match=r"the weights of .*webtv spaces fetch kokoro"):
            kokoro.predict(line, "am_adam", 1, api_name="/predict")
    finally:
        away.rename(own)


def test_what_is_no_film_is_an_error(server: Any, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.mp4"
    wrong.write_bytes(b"no film at all")
    with pytest.raises(AppError, match="unusable input"):
        server.connect("zeroscope-xl").predict(PROMPT, handle_file(wrong), 0.7, api_name="/infer")
