"""What goes to Runway with a call, and what comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.generators.runwaycalls import FILM, PNG, backend, film
from tests.generators.runwayserver import CREDITS, Bought, RunwayServer
from tests.jsonserver import Reply
from webtv.config.contracts import load_contracts
from webtv.errors import MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.call import Request, build_inputs
from webtv.generators.runway_arguments import fitting


async def test_a_result_that_cannot_be_fetched_at_once_is_asked_for_again(tmp_path: Path) -> None:
    replies: list[Reply] = [(403, {}, {"error": "expired"})]

    def expired(task: Bought) -> Reply | None:
        return replies.pop() if replies else None

    with RunwayServer(lambda method: FILM, on_download=expired) as server:
        await film(backend(server, "runway-text-to-video"), tmp_path / "a")
        assert server.created.total() == 1
        server.on_download = lambda task: (403, {}, {"error": "expired"})
        with pytest.raises(UnavailableError, match="HTTP 403") as caught:
            await film(backend(server, "runway-text-to-video"), tmp_path / "b")
    assert caught.value.collectable
    assert "secret" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


async def test_a_result_of_another_kind_is_paid_for_and_the_operators_to_mend(
    tmp_path: Path,
) -> None:
    with RunwayServer(lambda method: PNG) as server:
        used = backend(server, "runway-text-to-video")
        with pytest.raises(MisconfiguredError, match="an image") as caught:
            await film(used, tmp_path / "a")
    charged = used.charged(caught.value)
    assert charged is not None
    assert charged.credits == CREDITS
    assert list(tmp_path.iterdir()) == []


async def test_a_result_elsewhere_than_https_is_refused(tmp_path: Path) -> None:
    end = {"status": "SUCCEEDED", "output": ["file:///etc/passwd"]}
    with RunwayServer(lambda method: FILM, ends=lambda request: end) as server:
        with pytest.raises(RefusedError, match="https"):
            await film(backend(server, "runway-text-to-video"), tmp_path / "a")


async def test_a_result_that_is_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webtv.generators.runway_output.MAX_BYTES", 1000)
    with RunwayServer(lambda method: FILM + bytes(2000)) as server:
        with pytest.raises(RefusedError, match="more than"):
            await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert list(tmp_path.iterdir()) == []


async def test_small_files_go_along_and_large_ones_are_uploaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portrait, performance = tmp_path / "portrait", tmp_path / "performance"
    portrait.write_bytes(PNG)
    performance.write_bytes(FILM * 50)
    monkeypatch.setattr("webtv.generators.runway_arguments.INLINE_BYTES", 500)
    request = Request(image=portrait, video=performance, seed=3, seconds=12)
    with RunwayServer(lambda method: FILM) as server:
        await film(backend(server, "runway-character-performance"), tmp_path / "a", request)
    (task,) = server.tasks.values()
    assert task.method == "character_performance"
    assert task.request["character"]["type"] == "image"
    assert task.request["character"]["uri"].startswith("data:image/png;base64,")
    uri = task.request["reference"]["uri"]
    assert task.request["reference"]["type"] == "video"
    assert FILM * 50 in server.uploads[uri.removeprefix("runway://")]


@pytest.mark.parametrize("content", [b"", b"#EXTM3U\nfile:///etc/passwd"])
async def test_a_file_that_is_no_media_is_not_sent(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.png").write_bytes(content)
    request = Request("a face", image=tmp_path / "odd.png", seconds=5)
    with RunwayServer(lambda method: FILM) as server:
        with pytest.raises(RefusedError, match="none of them"):
            await film(backend(server, "runway-image-to-video"), tmp_path / "a", request)
    assert not server.tasks


async def test_a_picture_that_nothing_paints_is_the_operators_to_mend(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        with pytest.raises(MisconfiguredError, match="needs image for its prompt_image"):
            await film(backend(server, "runway-image-to-video"), tmp_path / "a")
    assert not server.tasks


@pytest.mark.parametrize(
    "contract_id", [c.id for c in load_contracts().values() if c.transport == "runway"]
)
async def test_every_contract_is_a_call_the_sdk_makes(tmp_path: Path, contract_id: str) -> None:
    picture, video = tmp_path / "picture", tmp_path / "video"
    picture.write_bytes(PNG)
    video.write_bytes(FILM)
    result = {"text_to_image": PNG}
    request = Request(
        "a fox runs", text="Good evening.", seed=5, image=picture, video=video, seconds=6
    )
    with RunwayServer(lambda method: result.get(method, FILM)) as server:
        used = backend(server, contract_id)
        generation = await film(used, tmp_path / "a", request)
    (task,) = server.tasks.values()
    assert task.method == used.contract.api_name
    assert task.request["model"] == used.contract.params["model"].default
    assert generation.cost.credits == CREDITS
    assert used.estimate({}, request).credits > 0
    if used.contract.stage == "narration":
        assert task.request["promptText"] == "Good evening."
        assert task.request["voice"]["type"] == "runway-preset"


@pytest.mark.parametrize(("wanted_s", "length"), [(3.0, 5), (5.5, 5), (8.0, 10), (30.0, 10)])
def test_of_fixed_lengths_the_nearest_is_bought(wanted_s: float, length: int) -> None:
    request = Request("a", image=Path("a.png"), seconds=wanted_s)
    inputs = build_inputs(load_contracts()["runway-image-to-video"], {}, request)
    assert inputs["duration"] == length


@pytest.mark.parametrize(
    ("voice", "spoken"), [("", "Eleanor"), ("Rusty", "Rusty"), ("af_heart", "Eleanor")]
)
def test_a_voice_that_runway_does_not_have_is_its_own_instead(voice: str, spoken: str) -> None:
    request = Request(text="Good evening.", voice=voice)
    inputs = build_inputs(load_contracts()["runway-text-to-speech"], {}, request)
    assert inputs["voice"] == spoken


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("One. Two three. Four five", "One. Two three."),
        ("One two three four five six", "One two three four"),
        ("\U0001f98a" * 12, "\U0001f98a" * 10),
        ("\u6211\u770b\u3002" * 7, "\u6211\u770b\u3002" * 6),
        ("short", "short"),
    ],
)
def test_words_are_cut_where_it_hurts_least(words: str, kept: str) -> None:
    assert fitting(words, limit=20) == kept
