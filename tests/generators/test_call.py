from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from webtv.config.contract import Scalar, load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.address import addresses, shown
from webtv.generators.call import Order, Value, build_inputs
from webtv.generators.failure import backend_error, retry_after_s
from webtv.generators.output import pick_output

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
    (found,) = addresses(config, CONTRACTS["zeroscope-v2"], local_url="http://127.0.0.1:7860")
    assert (found.source, found.trusted) == (address, trusted)


def test_a_pool_is_every_place_once() -> None:
    contract = CONTRACTS["zeroscope-v2"].model_copy(update={"pool": ("a/one", "b/two")})
    config = BackendConfig(space="zeroscope-v2", source="b/two", pool=("public", "local"))
    found = addresses(config, contract, local_url="http://127.0.0.1:7860")
    assert [a.name for a in found] == ["b/two", "hysts/zeroscope-v2", "a/one", "local"]


def test_what_is_shown_of_an_address_holds_no_secret_and_is_its_own() -> None:
    one, two = "https://me:pw1@gpu.example/x?token=abc", "https://me:pw2@gpu.example/x?token=abc"
    assert shown(one).startswith("https://gpu.example/x#")
    assert shown(one) != shown(two)
    assert shown("me/zeroscope") == "me/zeroscope"


def positional(space: str, order: Order, **params: Scalar) -> list[Value]:
    return list(build_inputs(CONTRACTS[space], params, order).values())


def test_inputs_stand_in_the_contracts_order() -> None:
    inputs = positional("zeroscope-v2", Order("a", seed=2**31), num_frames=32)
    assert inputs == ["a", 0, 32, 25]
    order = Order("a", video=Path("in.mp4"))
    assert positional("film", order) == [Path("in.mp4"), 2, 24]
    music = positional("musicgen", Order("piano", seconds=24.0))
    assert music[:6] == ["facebook/musicgen-melody", "", "Default", "piano", None, 24.0]
    fixed = positional("musicgen", Order("piano", seconds=24.0), duration=30)
    assert fixed[5] == 30


def test_outputs_of_every_gradio() -> None:
    zeroscope, film = CONTRACTS["zeroscope-v2"], CONTRACTS["film"]
    assert pick_output(zeroscope, {"path": "/tmp/a.mp4"}, backend="b") == "/tmp/a.mp4"
    five = {"video": {"path": "/tmp/a.mp4"}, "subtitles": None}
    assert pick_output(zeroscope, five, backend="b") == "/tmp/a.mp4"
    assert pick_output(film, ({"path": "x"}, {"path": "y"}), backend="b") == "x"
    with pytest.raises(UnavailableError, match="without a file"):
        pick_output(zeroscope, None, backend="b")


class AppError(ValueError):
    """Named as gradio_client's."""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (AppError("NSFW content was found"), RefusedError),
        (AppError("You have exceeded your Pro GPU quota. Try again in 1:00:00"), UnavailableError),
        (AppError("No GPU was available after 60s"), UnavailableError),
        (AppError("Value 80 is greater than maximum value 50."), MisconfiguredError),
        (ValueError("The current space is in the invalid state: PAUSED."), MisconfiguredError),
        (ValueError("Unknown protocol: ws"), MisconfiguredError),
        (ValueError("Could not fetch config for http://x"), UnavailableError),
        (httpx.ConnectError("refused"), UnavailableError),
        (TimeoutError(), UnavailableError),
        (KeyError("data"), UnavailableError),
    ],
)
def test_every_failure_has_one_of_three_classes(error: Exception, kind: type[BackendError]) -> None:
    assert type(backend_error(error, backend="b")) is kind


@pytest.mark.parametrize("status", [401, 403, 404])
def test_statuses_that_an_operator_must_mend(status: int) -> None:
    request = httpx.Request("GET", "http://x")
    response = httpx.Response(status, request=request)
    error = httpx.HTTPStatusError("no", request=request, response=response)
    assert isinstance(backend_error(error, backend="b"), MisconfiguredError)


def test_times_in_quota_texts() -> None:
    assert retry_after_s("Try again in 1:02:03") == 3723
    assert retry_after_s("try again in 1 day, 0:00:01") == 86400  # a day is the longest
    assert retry_after_s("later") is None
