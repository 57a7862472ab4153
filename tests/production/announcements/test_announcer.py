"""Announcements, made: by the presenter and a voice, or on a card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.clips import make_clip
from tests.generators.runwayserver import CREDITS, RunwayServer
from tests.production.studio import Studio, studio
from webtv.config.channel import Channel
from webtv.errors import MediaError, RejectedError
from webtv.model.cost import Cost
from webtv.model.programme import ANNOUNCED_FOR
from webtv.work.commission import Commission

TEXT = "Tonight at eight: the llamas come home."
AIRS_AT = datetime(2026, 6, 1, 20, tzinfo=UTC)
ANYTHING = dict.fromkeys(
    ("black_s", "frozen_s", "still", "flicker", "blocks", "letterbox", "similar")
)


def channel(pipeline: dict[str, object] | None = None, *, staged: bool = False) -> Channel:
    return Channel.model_validate(
        {
            "title": "Llamas",
            "theme": "llamas in the high Andes at dawn",
            "house": {"width": 256, "height": 144, "video_kbps": 800},
            "qc": ANYTHING,
            "pipeline": pipeline or {},
            "presenter": {"image": "ana.png", "performance": "ana.mp4"},
            "announcements": [
                {"cron": "0 20 * * *", "title": "Tonight", "text": TEXT, "presenter": staged}
            ],
        }
    )


VOICED: dict[str, object] = {"narration": {"space": "runway-text-to-speech"}}
STAGED: dict[str, object] = {"presenter": {"space": "runway-character-performance"}}


def due(made: Studio, llamas: Channel) -> Commission:
    (commission,) = made.announcer.due("llamas", llamas)
    return commission


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the vendor makes: a performance with a voice of its own, and a voice."""
    folder = tmp_path_factory.mktemp("media")
    voice = "aevalsrc='0.3*sin(440*t*6.28)*(0.5+0.5*sin(20*t))':s=48000"
    performance = make_clip(folder / "p.mp4", seconds=5, size=(256, 144), fps=24, sound=voice)
    speech = make_clip(folder / "s.mp4", seconds=5, size=(64, 64), fps=8, sound=voice)
    return {
        "character_performance": performance.read_bytes(),
        "text_to_speech": speech.read_bytes(),
    }


def assets(home: Path, media: dict[str, bytes]) -> None:
    folder = home / "assets" / "llamas"
    folder.mkdir(parents=True)
    (folder / "ana.png").write_bytes(b"\x89PNG\r\n\x1a\n a portrait")
    (folder / "ana.mp4").write_bytes(media["character_performance"])


async def test_the_presenter_says_it_and_a_card_fills_the_rest(
    tmp_path: Path, media: dict[str, bytes]
) -> None:
    assets(tmp_path, media)
    with RunwayServer(lambda method: media[method]) as server:
        async with studio(tmp_path, runway=server.url) as made:
            commission = due(made, channel({**VOICED, **STAGED}, staged=True))
            programme = await made.announce(commission)
            assert await made.announce(commission) == programme
            spent = await made.book.spent("llamas", "2026-06-01")
    assert (programme.kind, programme.airs_at) == ("announcement", AIRS_AT)
    assert (programme.title, programme.logline) == ("Tonight", TEXT)
    assert [[generation.stage for generation in shot.generations] for shot in programme.shots] == [
        ["presenter"],
        [],
    ]
    assert [generation.stage for generation in programme.narration_generations] == ["narration"]
    assert programme.narration == TEXT
    assert programme.duration_s == 8.0
    assert programme.ai_generated
    assert spent.credits == programme.cost.credits == 2 * CREDITS
    assert server.created.total() == 2
    assert list((tmp_path / "work").glob("*/*")) == []


async def test_what_was_bought_once_serves_every_time_until_the_text_changes(
    tmp_path: Path, media: dict[str, bytes]
) -> None:
    assets(tmp_path, media)
    llamas = channel({**VOICED, **STAGED}, staged=True)
    with RunwayServer(lambda method: media[method]) as server:
        async with studio(tmp_path, runway=server.url, paper=True) as made:
            first = await made.announce(due(made, llamas))
            bought = server.created.total()
            made.clock.date += timedelta(days=1)
            second = await made.announce(due(made, llamas))
            assert server.created.total() == bought == 2
            assert second.id != first.id
            assert second.airs_at == AIRS_AT + timedelta(days=1)
            assert second.cost == Cost()
            assert made.library.media(second).read_bytes() == b"x"
            assert made.library.get("llamas", second.id) == second
            edited = llamas.announcements[0].model_copy(update={"text": "Tomorrow at nine."})
            made.clock.date += timedelta(days=1)
            changed = llamas.model_copy(update={"announcements": (edited,)})
            await made.announce(due(made, changed))
            assert server.created.total() == 4


async def test_a_card_needs_no_backend(tmp_path: Path) -> None:
    async with studio(tmp_path, paper=True) as made:
        programme = await made.announce(due(made, channel()))
        (job,) = made.jobs
    (card,) = job.clips
    assert (card.seconds, card.sound, card.generations) == (8.0, None, ())
    assert (job.titled, job.ai_generated) == (False, False)
    assert programme.title == "Tonight"


async def test_a_longer_text_is_shown_for_as_long_as_it_takes_to_read(tmp_path: Path) -> None:
    llamas = channel()
    longer = llamas.announcements[0].model_copy(update={"text": TEXT * 8})
    async with studio(tmp_path, paper=True) as made:
        await made.announce(due(made, llamas.model_copy(update={"announcements": (longer,)})))
        (job,) = made.jobs
    assert job.clips[0].seconds == 32.0


async def test_a_presenter_alone_is_heard(tmp_path: Path, media: dict[str, bytes]) -> None:
    assets(tmp_path, media)
    with RunwayServer(lambda method: media[method]) as server:
        async with studio(tmp_path, runway=server.url, paper=True) as made:
            await made.announce(due(made, channel(STAGED, staged=True)))
            (job,) = made.jobs
    presenter, card = job.clips
    assert presenter.sound == presenter.path
    assert presenter.recorded
    assert presenter.shown_s + card.shown_s == 8.0
    assert job.narration == ()
    assert job.titled


async def test_a_missing_asset_is_named_and_a_card_stands_in(
    tmp_path: Path, media: dict[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    assets(tmp_path, media)
    missing = tmp_path / "assets" / "llamas" / "ana.png"
    missing.unlink()
    async with studio(tmp_path, paper=True) as made:
        await made.announce(due(made, channel(STAGED, staged=True)))
        (job,) = made.jobs
    assert [clip.generations for clip in job.clips] == [()]
    said = capfd.readouterr()
    assert f"{missing} is missing" in said.out + said.err


async def test_what_the_vendor_refuses_is_read_on_a_card(
    tmp_path: Path, media: dict[str, bytes]
) -> None:
    assets(tmp_path, media)
    refusal = {"status": "FAILED", "failure": "no", "failureCode": "SAFETY.INPUT.IMAGE"}
    with RunwayServer(lambda method: media[method], ends=lambda request: refusal) as server:
        async with studio(tmp_path, runway=server.url, paper=True) as made:
            commission = due(made, channel({**VOICED, **STAGED}, staged=True))
            await made.announce(commission)
            (job,) = made.jobs
            cost = await made.book.cost_of(commission.programme_id)
    assert [clip.generations for clip in job.clips] == [()]
    assert job.narration == ()
    assert cost.credits == 2 * CREDITS


async def test_a_voice_that_is_away_is_not_waited_for_past_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webtv.production.announcements.announcer.PATIENCE_S", 0.3)
    monkeypatch.setattr("webtv.production.announcements.announcer.SPARE_BEFORE_S", 3600.0)
    async with studio(tmp_path, paper=True) as made:
        await made.announce(due(made, channel(VOICED)))
        (job,) = made.jobs
    assert job.narration == ()


async def test_an_announcement_that_is_too_late_is_lost(tmp_path: Path) -> None:
    async with studio(tmp_path) as made:
        commission = due(made, channel())
        made.clock.date = AIRS_AT + ANNOUNCED_FOR
        with pytest.raises(MediaError, match="too late"):
            await made.announce(commission)
    assert made.library.programmes("llamas") == []


@pytest.mark.parametrize("rude", [{"title": "Sh1t tonight"}, {"text": "What the f u c k."}])
async def test_words_that_moderation_refuses_are_not_announced(
    tmp_path: Path, rude: dict[str, str]
) -> None:
    llamas = channel()
    spoken = llamas.announcements[0].model_copy(update=rude)
    llamas = llamas.model_copy(update={"announcements": (spoken,)})
    async with studio(tmp_path) as made:
        with pytest.raises(RejectedError, match="moderation refused its words: the word list"):
            await made.announce(due(made, llamas))
