from __future__ import annotations

from pathlib import Path

import pytest

from webtv.config.contract import Contract, Scalar
from webtv.config.contracts import load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.config.price import Price
from webtv.errors import MisconfiguredError
from webtv.generators.address import addresses, shown
from webtv.generators.backends import Backends
from webtv.generators.call import Request, Value, build_inputs
from webtv.generators.price import cost_of
from webtv.generators.transport import Unrecorded

CONTRACTS = load_contracts()


@pytest.mark.parametrize(
    ("source", "address", "trusted"),
    [
        ("local", "http://127.0.0.1:7860/zeroscope-v2", False),
        ("public", "hysts/zeroscope-v2", True),
        ("me/zeroscope", "me/zeroscope", True),
        ("https://me-zeroscope.hf.space", "https://me-zeroscope.hf.space", True),
        ("http://me-zeroscope.hf.space", "http://me-zeroscope.hf.space", False),
        ("https://hf.space.evil.example/x", "https://hf.space.evil.example/x", False),
        ("https://gpu.example/zeroscope", "https://gpu.example/zeroscope", False),
    ],
)
def test_the_token_goes_to_hugging_face_alone(source: str, address: str, trusted: bool) -> None:
    config = BackendConfig(space="zeroscope-v2", source=source)
    (found,) = addresses(
        config, CONTRACTS["zeroscope-v2"], local_url=lambda: "http://127.0.0.1:7860"
    )
    assert (found.place, found.trusted) == (address, trusted)


def test_a_pool_is_every_place_once() -> None:
    contract = CONTRACTS["zeroscope-v2"].model_copy(update={"pool": ("a/one", "b/two")})
    config = BackendConfig(space="zeroscope-v2", source="b/two", pool=("public", "local"))
    found = addresses(config, contract, local_url=lambda: "http://127.0.0.1:7860")
    assert [a.name for a in found] == ["b/two", "hysts/zeroscope-v2", "a/one", "local"]


def test_what_is_shown_of_an_address_holds_no_secret_and_is_its_own() -> None:
    one, two = "https://me:pw1@gpu.example/x?token=abc", "https://me:pw2@gpu.example/x?token=abc"
    assert shown(one).startswith("https://gpu.example/x#")
    assert shown(one) != shown(two)
    assert shown("me/zeroscope") == "me/zeroscope"


def positional(space: str, request: Request, **params: Scalar) -> list[Value]:
    return list(build_inputs(CONTRACTS[space], params, request).values())


def test_inputs_stand_in_the_contracts_order() -> None:
    inputs = positional("zeroscope-v2", Request("a", seed=2**31), num_frames=32)
    assert inputs == ["a", 0, 32, 25]
    request = Request("a", video=Path("in.mp4"))
    assert positional("film", request) == [Path("in.mp4"), 2, 24]
    music = positional("musicgen", Request("piano", seconds=24.0))
    assert music[:6] == ["facebook/musicgen-melody", "", "Default", "piano", None, 24.0]
    fixed = positional("musicgen", Request("piano", seconds=24.0), duration=30)
    assert fixed[5] == 30


def given(source: str, **fields: object) -> Contract:
    """A contract with one input, of 16 frames per second."""
    values = {"id": "c", "title": "C", "stage": "video", "source": "a/b", "fn_index": 0}
    inputs = [{"name": "x", "source": source, **fields}]
    return Contract.model_validate({**values, "inputs": inputs, "native_fps": 16})


REQUEST = Request(
    "llamas",
    negative="text",
    text="Good evening.",
    voice="bf_emma",
    seed=11,
    motion=10,
    image=Path("i.png"),
    video=Path("v.mp4"),
    audio=Path("a.wav"),
    seconds=4.2,
    aspect=9 / 16,
)


@pytest.mark.parametrize(
    ("source", "fields", "value"),
    [
        ("prompt", {}, "llamas"),
        ("negative", {"default": "blurry"}, "text"),
        ("text", {}, "Good evening."),
        ("voice", {"default": "af_heart"}, "bf_emma"),
        ("voice", {"default": "Maya", "choices": ["Maya", "Paula"]}, "Maya"),
        ("seed", {"kind": "int", "minimum": 0, "maximum": 9}, 1),
        ("seed", {"kind": "int", "minimum": 100}, 111),
        ("motion", {"kind": "int"}, 10),
        ("motion", {"kind": "int", "minimum": 1, "maximum": 255}, 255),
        ("motion", {"kind": "float", "minimum": 0, "maximum": 0.5}, 0.5),
        ("motion", {"choices": ["low", "medium", "high"]}, "high"),
        ("image", {"kind": "file"}, Path("i.png")),
        ("video", {"kind": "video"}, Path("v.mp4")),
        ("audio", {"kind": "file"}, Path("a.wav")),
        ("seconds", {"kind": "float"}, 4.2),
        ("seconds", {"kind": "int"}, 5),
        ("seconds", {"kind": "float", "minimum": 5}, 5),
        ("seconds", {"kind": "float", "maximum": 3.5}, 3.5),
        ("seconds", {"kind": "int", "choices": [5, 10]}, 5),
        ("frames", {"kind": "int"}, 68),
        ("frames", {"kind": "int", "step": 4, "offset": 1}, 69),
        ("frames", {"kind": "int", "step": 8, "offset": 1, "maximum": 60}, 57),
        ("frames", {"kind": "int", "step": 8, "offset": 1, "minimum": 90}, 97),
        ("frames", {"kind": "int", "choices": [49, 81, 161]}, 81),
        ("frames", {"kind": "int", "choices": [17, 49]}, 49),
        (
            "ratio",
            {"default": "16:9", "choices": ["16:9", "1:1", "9:16 (upright)"]},
            "9:16 (upright)",
        ),
        ("ratio", {"default": "as it is", "choices": ["as it is", "free"]}, "as it is"),
        ("param", {"kind": "int", "default": 3}, 3),
    ],
)
def test_every_source_of_a_value(source: str, fields: dict[str, object], value: Value) -> None:
    assert build_inputs(given(source, **fields), {}, REQUEST) == {"x": value}


def test_the_nearest_choice_and_the_longer_of_two_as_near() -> None:
    runway = given("seconds", kind="int", choices=[5, 10])
    wanted = {7.4: 5, 7.5: 10, 30.0: 10, 2.0: 5}
    for seconds, chosen in wanted.items():
        assert build_inputs(runway, {}, Request(seconds=seconds)) == {"x": chosen}


@pytest.mark.parametrize("source", ["seconds", "frames", "motion", "voice", "ratio", "param"])
def test_what_an_operator_sets_goes_first(source: str) -> None:
    assert build_inputs(given(source, kind="int"), {"x": 7}, REQUEST) == {"x": 7}


def test_a_request_that_says_nothing_leaves_the_defaults() -> None:
    for source in ("seconds", "frames"):
        assert build_inputs(given(source, kind="int", default=4), {}, Request()) == {"x": 4}
    assert build_inputs(given("negative", default="blurry"), {}, Request()) == {"x": "blurry"}


async def test_a_call_that_makes_no_sense_is_not_made(tmp_path: Path) -> None:
    backends = Backends(CONTRACTS, local_url=lambda: "http://127.0.0.1:9", local_concurrency=1)
    config = BackendConfig(space="wan-2-2-i2v", source="public")
    (backend,) = backends.serving(config)
    with pytest.raises(MisconfiguredError, match="needs image for its input_image"):
        await backend.run({}, Request("a llama"), tmp_path / "out", ticket=Unrecorded())
    assert backend.health.error is None  # it is the channel that is wrong, not the Space


def test_what_a_call_costs() -> None:
    price = {"credits_per_call": 2, "credits_per_s": 5, "money_per_credit": 0.01}
    contract = given("seconds", kind="int", choices=[5, 10]).model_copy(
        update={"price": Price.model_validate({**price, "money_per_gpu_s": 0.001})}
    )
    cost = cost_of(contract, {"x": 10}, wanted_s=7.5, gpu_s=60.0)
    assert (cost.gpu_s, cost.credits) == (60.0, 52)
    assert cost.money == pytest.approx(0.58)
    assert cost_of(contract, {"x": None}, wanted_s=4.0).credits == 22
    assert cost_of(contract, {"x": 10}, wanted_s=4.0, credits_taken=7).credits == 7


async def test_a_call_is_known_by_what_it_sends(tmp_path: Path) -> None:
    backends = Backends(CONTRACTS, local_url=lambda: "http://127.0.0.1:9", local_concurrency=1)
    (backend,) = backends.serving(BackendConfig(space="film", source="me/film"))
    assert backend.id == "film at me/film"
    clip = tmp_path / "a.mp4"
    clip.write_bytes(b"clip")
    key = backend.key_inputs({"interpolation": 3}, Request(video=clip))
    assert key == {
        "video": "67905ad3cc2dd52b1f5f6a6d2814de0396618b29b4238b9af5207aeb69936e6d",
        "interpolation": 3,
        "fps_output": 24,
    }
