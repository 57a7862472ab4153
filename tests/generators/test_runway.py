"""Runway: the vendor's own SDK against a server that speaks its protocol."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.generators.runwayserver import CREDITS, Bought, RunwayServer
from tests.jsonserver import Reply
from webtv.config.contract import Contract, Scalar, load_contracts
from webtv.config.pipeline import BackendConfig
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.backends import Backend, Backends
from webtv.generators.call import Order, build_inputs
from webtv.generators.runway import RunwayAccount
from webtv.generators.runway_arguments import fitting
from webtv.model.programme import Take

FILM = b"\x00\x00\x00\x18ftypisom the film itself"
PNG = b"\x89PNG\r\n\x1a\n a picture"
DEADLINE_S = 20


class Ticket:
    """A record of one call, kept in memory."""

    def __init__(self, task: str | None = None) -> None:
        self.task = task
        self.noted: list[str] = []

    async def submitted(self, task: str) -> None:
        self.noted.append(task)
        self.task = task


def backend(
    server: RunwayServer, contract_id: str, *, key: str | None = "key_test", **changes: object
) -> Backend:
    """A backend at `server`, with fields of its contract changed."""
    shipped = load_contracts()[contract_id]
    contract = Contract.model_validate({**shipped.model_dump(), **changes})
    backends = Backends(
        {contract_id: contract},
        local_url="http://127.0.0.1:9",
        local_concurrency=1,
        runway=RunwayAccount(key=key, url=server.url, poll_s=0.02),
    )
    return backends.serving(BackendConfig(space=contract_id))[0]


async def film(
    used: Backend,
    target: Path,
    order: Order | None = None,
    *,
    ticket: Ticket | None = None,
    params: dict[str, Scalar] | None = None,
) -> Take:
    async with asyncio.timeout(DEADLINE_S):
        return await used.run(
            params or {},
            order or Order("a harbour at dawn", seed=7, seconds=4.2),
            target,
            ticket=ticket or Ticket(),
        )


def answer(status: int, body: object, **headers: str) -> Callable[[dict[str, Any]], Reply]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: (status, named, body)


async def test_a_task_is_bought_waited_for_and_fetched(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, takes_s=0.2) as server:
        ticket = Ticket()
        take = await film(
            backend(server, "runway-text-to-video"), tmp_path / "clip.mp4", ticket=ticket
        )
    (task,) = server.tasks.values()
    assert (tmp_path / "clip.mp4").read_bytes() == FILM
    assert task.request == {
        "model": "gen4.5",
        "promptText": "a harbour at dawn",
        "ratio": "1280:720",
        "duration": 5,
        "seed": 7,
    }
    assert task.looks >= 2
    assert ticket.noted == [task.id]
    assert take.task == task.id
    assert take.cost.credits == CREDITS
    assert take.cost.money == pytest.approx(CREDITS * 0.01)
    assert take.backend == "runway-text-to-video at Runway"


async def test_a_task_known_from_before_is_collected_not_bought(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        known = server.create("text_to_video", {"promptText": "a harbour at dawn"})
        ticket = Ticket(known.id)
        take = await film(backend(server, "runway-text-to-video"), tmp_path / "a", ticket=ticket)
    assert server.created == {"a harbour at dawn": 1}
    assert ticket.noted == []
    assert take.task == known.id
    assert (tmp_path / "a").read_bytes() == FILM


async def test_a_cancelled_wait_leaves_its_task_to_be_collected(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, takes_s=0.3) as server:
        used, ticket = backend(server, "runway-text-to-video"), Ticket()
        running = asyncio.create_task(film(used, tmp_path / "a", ticket=ticket))
        while not ticket.noted:
            await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert not (tmp_path / "a").exists()
        assert server.deleted == []
        await film(used, tmp_path / "a", ticket=Ticket(ticket.task))
    assert server.created.total() == 1
    assert (tmp_path / "a").read_bytes() == FILM


async def test_cancelling_a_purchase_still_notes_its_task(tmp_path: Path) -> None:
    bought = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow(request: dict[str, Any]) -> Reply | None:
        loop.call_soon_threadsafe(bought.set)
        return None

    with RunwayServer(lambda method: FILM, on_create=slow) as server:
        ticket = Ticket()
        running = asyncio.create_task(
            film(backend(server, "runway-text-to-video"), tmp_path / "a", ticket=ticket)
        )
        await bought.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert ticket.noted == list(server.tasks)


async def test_a_purchase_whose_answer_is_lost_is_not_repeated(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, drop_answer=True) as server:
        with pytest.raises(UnavailableError) as caught:
            await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert server.created.total() == 1
    assert not caught.value.collectable


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (answer(401, {"error": "no"}), MisconfiguredError, "RUNWAYML_API_SECRET"),
        (answer(403, {"error": "no"}), MisconfiguredError, "RUNWAYML_API_SECRET"),
        (
            answer(400, {"error": "You do not have enough credits to run this task."}),
            MisconfiguredError,
            "buy credits",
        ),
        (
            answer(400, {"error": "bad", "issues": [{"path": ["ratio"], "message": "no"}]}),
            MisconfiguredError,
            "ratio: no",
        ),
        (
            answer(400, {"error": "bad", "issues": [{"path": ["promptText"], "message": "long"}]}),
            RefusedError,
            "promptText: long",
        ),
        (answer(400, {"error": "Invalid asset aspect ratio"}), RefusedError, "asset aspect"),
        (answer(404, {"error": "Not found"}), MisconfiguredError, "contract"),
        (answer(429, {"error": "slow down"}), UnavailableError, "patience"),
        (answer(500, {"error": "oh"}), UnavailableError, "HTTP 500"),
        (answer(503, "<html>"), UnavailableError, "HTTP 503"),
        (answer(200, {"unexpected": 1}), UnavailableError, "without the name of a task"),
    ],
)
async def test_a_request_that_fails_says_what_to_do(
    tmp_path: Path, reply: Callable[[dict[str, Any]], Reply], kind: type, says: str
) -> None:
    tries: list[int] = []

    def count(request: dict[str, Any]) -> Reply:
        tries.append(1)
        return reply(request)

    with RunwayServer(lambda method: FILM, on_create=count) as server:
        with pytest.raises(BackendError, match=says) as caught:
            await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert type(caught.value) is kind
    assert len(tries) == 1
    assert "key_test" not in str(caught.value)


@pytest.mark.parametrize(
    ("reply", "low", "high"),
    [
        (answer(429, {"error": "slow down"}, retry_after="17"), 17, 17),
        (
            answer(
                429,
                {
                    "error": "slow",
                },
                retry_after="Wed, 21 Oct 2099 07:28:00 GMT",
            ),
            3600,
            86_400,
        ),
        (
            answer(
                429,
                {
                    "error": "slow",
                },
                retry_after="soon",
            ),
            60,
            60,
        ),
        (answer(429, {"error": "daily task limit reached"}), 3600, 3600),
    ],
)
async def test_how_long_to_leave_runway_alone(
    tmp_path: Path, reply: Callable[[dict[str, Any]], Reply], low: float, high: float
) -> None:
    with RunwayServer(lambda method: FILM, on_create=reply) as server:
        with pytest.raises(UnavailableError) as caught:
            await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert caught.value.retry_after_s is not None
    assert low <= caught.value.retry_after_s <= high


@pytest.mark.parametrize(
    ("end", "kind", "credits"),
    [
        (
            {"status": "FAILED", "failure": "no", "failureCode": "SAFETY.INPUT.TEXT"},
            RefusedError,
            CREDITS,
        ),
        (
            {
                "status": "FAILED",
                "failure": "no",
                "failureCode": "INTERNAL.BAD_OUTPUT.CODE01",
                "cost": {"credits": 0},
            },
            RefusedError,
            0,
        ),
        (
            {"status": "FAILED", "failure": "no", "failureCode": "ASSET.INVALID"},
            RefusedError,
            CREDITS,
        ),
        (
            {
                "status": "FAILED",
                "failure": "no",
                "failureCode": "INTERNAL",
                "cost": {"credits": 0},
            },
            UnavailableError,
            0,
        ),
        ({"status": "FAILED", "failure": "no"}, UnavailableError, CREDITS),
        ({"status": "CANCELLED", "cost": {"credits": 3}}, RefusedError, 3),
        ({"status": "SUCCEEDED", "output": []}, UnavailableError, CREDITS),
    ],
)
async def test_a_task_that_fails_says_why_and_what_it_took(
    tmp_path: Path, end: dict[str, Any], kind: type, credits: float
) -> None:
    with RunwayServer(lambda method: FILM, ends=lambda request: end) as server:
        used = backend(server, "runway-text-to-video")
        with pytest.raises(BackendError) as caught:
            await film(used, tmp_path / "a")
    assert type(caught.value) is kind
    assert not caught.value.collectable
    assert used.charged(caught.value).credits == credits
    assert not (tmp_path / "a").exists()


async def test_looks_that_fail_do_not_lose_the_task(tmp_path: Path) -> None:
    replies: list[Reply] = [(503, {}, "down"), (429, {"retry-after": "1"}, {}), (500, {}, None)]

    def faulty(task: Bought) -> Reply | None:
        return replies.pop() if replies else None

    with RunwayServer(lambda method: FILM, on_look=faulty) as server:
        await film(backend(server, "runway-text-to-video"), tmp_path / "a")
    assert server.created.total() == 1
    assert not replies


async def test_a_task_that_takes_too_long_is_left_to_be_collected(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, takes_s=60) as server:
        used = backend(server, "runway-text-to-video", timeout_s=0.1)
        with pytest.raises(
            UnavailableError, match=r"not done yet \((throttled|running)\)"
        ) as caught:
            await film(used, tmp_path / "a")
    assert caught.value.collectable
    assert server.deleted == []


async def test_a_task_that_is_a_day_old_is_given_up(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM, takes_s=60) as server:
        old = server.create("text_to_video", {}, age=timedelta(hours=25))
        with pytest.raises(UnavailableError, match="within a day") as caught:
            await film(
                backend(server, "runway-text-to-video"), tmp_path / "a", ticket=Ticket(old.id)
            )
    assert not caught.value.collectable
    assert server.deleted == [old.id]


async def test_a_task_nobody_knows_any_more_may_be_bought_again(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        with pytest.raises(UnavailableError, match="does not know its task") as caught:
            await film(
                backend(server, "runway-text-to-video"), tmp_path / "a", ticket=Ticket("gone")
            )
    assert not caught.value.collectable


async def test_a_key_that_is_withdrawn_keeps_the_task_collectable(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        task = server.create("text_to_video", {})
        used = backend(server, "runway-text-to-video", key="key_other")
        with pytest.raises(MisconfiguredError) as caught:
            await film(used, tmp_path / "a", ticket=Ticket(task.id))
    assert caught.value.collectable


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
    assert used.charged(caught.value).credits == CREDITS
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


async def test_without_a_key_nothing_is_asked(tmp_path: Path) -> None:
    with RunwayServer(lambda method: FILM) as server:
        with pytest.raises(MisconfiguredError, match="RUNWAYML_API_SECRET"):
            await film(backend(server, "runway-text-to-video", key=None), tmp_path / "a")
    assert not server.tasks


def test_the_key_is_in_no_text() -> None:
    assert "sesame" not in repr(RunwayAccount(key="sesame"))


async def test_small_files_go_along_and_large_ones_are_uploaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    portrait, performance = tmp_path / "portrait", tmp_path / "performance"
    portrait.write_bytes(PNG)
    performance.write_bytes(FILM * 50)
    monkeypatch.setattr("webtv.generators.runway_arguments.INLINE_BYTES", 500)
    order = Order(image=portrait, video=performance, seed=3, seconds=12)
    with RunwayServer(lambda method: FILM) as server:
        await film(backend(server, "runway-character-performance"), tmp_path / "a", order)
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
    order = Order("a face", image=tmp_path / "odd.png", seconds=5)
    with RunwayServer(lambda method: FILM) as server:
        with pytest.raises(RefusedError, match="none of them"):
            await film(backend(server, "runway-image-to-video"), tmp_path / "a", order)
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
    order = Order("a fox runs", text="Good evening.", seed=5, image=picture, video=video, seconds=6)
    with RunwayServer(lambda method: result.get(method, FILM)) as server:
        used = backend(server, contract_id)
        take = await film(used, tmp_path / "a", order)
    (task,) = server.tasks.values()
    assert task.method == used.contract.api_name
    assert task.request["model"] == used.contract.params["model"].default
    assert take.cost.credits == CREDITS
    assert used.estimate({}, order).credits > 0
    if used.contract.stage == "narration":
        assert task.request["promptText"] == "Good evening."
        assert task.request["voice"]["type"] == "runway-preset"


@pytest.mark.parametrize(("wanted_s", "length"), [(3.0, 5), (5.5, 5), (8.0, 10), (30.0, 10)])
def test_of_fixed_lengths_the_nearest_is_bought(wanted_s: float, length: int) -> None:
    order = Order("a", image=Path("a.png"), seconds=wanted_s)
    inputs = build_inputs(load_contracts()["runway-image-to-video"], {}, order)
    assert inputs["duration"] == length


@pytest.mark.parametrize(
    ("voice", "spoken"), [("", "Eleanor"), ("Rusty", "Rusty"), ("af_heart", "Eleanor")]
)
def test_a_voice_that_runway_does_not_have_is_its_own_instead(voice: str, spoken: str) -> None:
    order = Order(text="Good evening.", voice=voice)
    inputs = build_inputs(load_contracts()["runway-text-to-speech"], {}, order)
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
