"""`webtv doctor` on machines with something wrong: planted programs and libraries say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.doctor.machines import CHANNEL, L4, Machine, faults
from webtv.config.settings import Settings
from webtv.doctor import look
from webtv.doctor.finding import Finding
from webtv.models.catalogue import MODELS, Offload
from webtv.models.installed import INSTALL, lacking_packages


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_machine_that_can_has_no_fault(machine: Machine) -> None:
    machine.plant_driver(L4)
    machine.plant_torch()
    machine.plant_weights()
    code, text = machine.doctor()
    assert (code, faults(text)) == (0, [])
    assert "ok    driver: NVIDIA L4, 24.2 GB, driver 580.95.05\n" in text, "it tells MiB"
    assert "ok    card: NVIDIA L4, 23.7 GB\n" in text
    assert "ok    Zeroscope v2 XL: fits on the card, about 14.7 GB at work\n" in text
    assert "note  MusicGen melody: its weights are CC-BY-NC-4.0, not for commercial" in text
    assert "Wan" not in text, "no channel has it"


def test_without_a_gpu_the_theatre_films_and_nothing_is_wrong(machine: Machine) -> None:
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="auto")
    assert (code, faults(text)) == (0, [])
    assert "ok    engine: the paper theatre films" in text
    assert "studio): no GPU is needed" in machine.doctor(WEBTV_SPACES_ENGINE="studio")[1]


OLD = "The NVIDIA driver on your system is too old (found version 12020)."
PASCAL = "CUDA error: no kernel image is available for execution on the device"


@pytest.mark.parametrize(
    ("fault", "cuda", "said"),
    [
        (OLD, "13.0", "update the driver to one for CUDA 13.0 or newer"),
        (PASCAL, "13.0", "install a build of torch that has your card's generation"),
        ("Torch not compiled with CUDA enabled", None, "install the build for your card"),
    ],
)
def test_torch_that_cannot_use_the_card(
    fault: str, cuda: str | None, said: str, machine: Machine
) -> None:
    machine.plant_driver(L4)
    machine.plant_torch(fault=fault, cuda=cuda)
    machine.plant_weights()
    code, text = machine.doctor()
    (only,) = faults(text)
    assert code == 1
    assert f"cannot use the card ({fault})" in only
    assert said in only


def test_all_that_lacks_is_told_at_once(machine: Machine) -> None:
    """A broken driver, no libraries, no weights, no ffmpeg and no Node.js packages."""
    machine.plant_driver("NVIDIA-SMI has failed: no communication with the driver", code=9)
    code, text = machine.doctor(WEBTV_FFMPEG="/no/ffmpeg", WEBTV_NODE_MODULES="/no/modules")
    found = faults(text)
    assert code == 1
    assert any(each.startswith("ffmpeg: WEBTV_FFMPEG is /no/ffmpeg") for each in found)
    assert any(each.startswith("parts: ") and "node-media-server" in each for each in found)
    assert any("nvidia-smi fails (NVIDIA-SMI has failed" in each for each in found)
    lacking = [each for each in found if each.startswith("models: ")]
    assert lacking == [f"models: {', '.join(lacking_packages())} not installed: {INSTALL}"]
    assert "FILM: its weights are not here: webtv spaces fetch film" in found


def test_a_small_card_works_in_parts_or_layers(machine: Machine) -> None:
    machine.plant_driver("NVIDIA GeForce RTX 3050, 580.95.05, 8192")
    machine.plant_torch(gb=8)
    machine.plant_weights()
    code, text = machine.doctor()
    assert code == 0
    assert "note  Zeroscope v2 576w: its parts take turns on the card; 8.2 GB hold it all\n" in text
    layers = "the card lends it 8.0 GB, so that it works layer by layer, slowly"
    assert f"note  Zeroscope v2 XL: {layers}: a card with 13.9 GB does more\n" in text


def test_a_live_programme_needs_a_card_that_holds_its_model(machine: Machine) -> None:
    machine.plant_driver("NVIDIA L4, 580.95.05, 23034")
    machine.plant_torch()
    machine.plant_weights()
    code, text = machine.doctor(channel=CHANNEL + "live: [{cron: 0 20 * * *}]\n")
    assert (code, faults(text)) == (
        1,
        [
            "Helios 14B, distilled: no live programme can air: the card lends it 23.7 GB: "
            "a card with 45.0 GB, or channels without `live`"
        ],
    )


def test_a_card_that_is_left_alone_is_not_said_to_film(machine: Machine) -> None:
    machine.plant_driver("NVIDIA GeForce GTX 1650, 580.95.05, 4096")
    machine.plant_torch(gb=4)
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="auto")
    assert (code, faults(text)) == (0, [])
    assert "engine: the paper theatre films, since the card has not more than 6 GB\n" in text


@pytest.mark.parametrize(
    ("room_gb", "way"), [(14.7, "none"), (14.6, "parts"), (13.9, "parts"), (13.8, "layers")]
)
def test_the_doctor_says_what_the_models_will_do(room_gb: float, way: Offload) -> None:
    """To the tenth of a gigabyte: Zeroscope XL takes 14.7, and 13.9 in parts."""
    model = MODELS["zeroscope-xl"]
    assert model.offload(room_gb) == way
    said = {"none": "fits on the card", "parts": "take turns", "layers": "layer by layer"}
    assert said[way] in str(look._fit(model, room_gb))


def test_a_card_that_others_fill_or_the_settings_share(machine: Machine) -> None:
    machine.plant_driver(L4)
    machine.plant_torch(taken=20)
    machine.plant_weights()
    code, text = machine.doctor(WEBTV_MODELS_GB="10")
    assert (code, faults(text)) == (0, [])
    assert "note  card: NVIDIA L4, 23.7 GB, 3.7 of it free: unless that is this station" in text
    assert "note  Zeroscope v2 XL: the card lends it 10.0 GB" in text


def test_models_are_wanted_where_no_gpu_is(machine: Machine) -> None:
    """As in a container that was given none: the libraries are there, the driver is not."""
    machine.plant_torch(fault="Found no NVIDIA driver on your system.")
    machine.plant_weights()
    code, text = machine.doctor()
    (only,) = faults(text)
    assert code == 1
    assert "note  driver: no nvidia-smi here\n" in text
    assert only.startswith("card: torch finds no GPU: run models on a machine with one")
    assert "container toolkit" in only


def test_a_gpu_is_there_and_what_models_need_is_not_installed(machine: Machine) -> None:
    machine.plant_driver(L4)
    code, text = machine.doctor(WEBTV_SPACES_ENGINE="auto")
    assert (code, faults(text)) == (0, [])
    assert f"not installed: {INSTALL}\n" in text
    assert "ok    engine: the paper theatre films, since models cannot\n" in text


def test_weights_under_a_licence_that_nobody_has_accepted_yet(machine: Machine) -> None:
    """That is asked where they are fetched, so the cure asks, and the licence stands beside it."""
    machine.plant_driver(L4)
    machine.plant_torch()
    machine.plant_weights()
    (machine.folder / "weights" / MODELS["musicgen"].repo / "weights.safetensors").unlink()
    code, text = machine.doctor()
    assert code == 1
    assert faults(text) == [
        "MusicGen melody: its weights are not here: webtv spaces fetch musicgen"
    ]
    assert "note  MusicGen melody: its weights are CC-BY-NC-4.0, not for commercial" in text


def test_without_the_weights_of_voices_there_is_one_voice_and_nothing_is_wrong(
    machine: Machine,
) -> None:
    machine.plant_driver(L4)
    machine.plant_torch()
    machine.plant_weights()
    (machine.folder / "weights" / MODELS["kokoro"].repo / "weights.safetensors").unlink()
    code, text = machine.doctor(CHANNEL.replace("narration: off\n", ""))
    assert (code, faults(text)) == (0, [])
    said = "its weights are not here, so there is one voice, hibari's: webtv spaces fetch kokoro"
    assert f"note  Kokoro 82M v1.0: {said}\n" in text


def test_weights_have_no_place_to_be_written_to(machine: Machine) -> None:
    machine.plant_driver(L4)
    machine.plant_torch()
    (machine.folder / "file").touch()
    own = machine.folder / "file" / "weights"
    code, text = machine.doctor(WEBTV_MODELS=str(own))
    assert code == 1
    told = f"disk: weights cannot be written to {own}: set WEBTV_MODELS to another folder"
    assert told in faults(text)


@pytest.fixture
def settings(machine: Machine) -> Settings:
    """Those of a channel with Zeroscope, to look at it from inside this process."""
    (machine.folder / "foxes.yaml").write_text(CHANNEL)
    return Settings(
        _env_file=None,
        channels_dir=machine.folder,
        playlists_dir=machine.folder / "playlists",
        models=machine.folder / "none",
        home=machine.folder,
    )


def models(settings: Settings) -> Iterator[Finding]:
    return look._models(settings, None, *look._read(settings))


def test_weights_that_the_disk_has_no_room_for(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No disk here is as full as that."""
    monkeypatch.setattr(look, "free_gb", lambda _folder: 2.0)
    said = [str(each) for each in models(settings) if each.subject == "disk"]
    assert said == [
        "disk: 10.6 GB of weights are to come, 2.0 GB are free: "
        "set WEBTV_MODELS to a folder on a larger disk"
    ]


def test_a_machine_with_less_memory_than_the_weights_take(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def memory() -> list[str]:
        return [str(each) for each in models(settings) if each.subject == "memory"]

    monkeypatch.setattr(look, "memory_gb", lambda: 2.1)
    told = "memory: 2.1 GB; Zeroscope v2 576w alone is 3.7 GB"
    assert memory() == [f"{told}: use a machine with more, or another `pipeline`"]
    monkeypatch.setattr(look, "memory_gb", lambda: 8.3)
    assert memory() == []


def test_a_full_disk(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """No day of programmes fits; the sentence is that with which the station does not start."""
    room = SimpleNamespace(total=10**9, used=10**9 - 10**6, free=10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: room)
    studio = settings.model_copy(update={"spaces_engine": "studio"})
    said = [str(each) for each in look.look(studio) if each.kind == "fault"]
    assert f"folders: only 1 MB free on the disk of {settings.home}" in "\n".join(said)
