"""Announcements, made: by the presenter and a voice, or on a card."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.clips import make_clip
from tests.generators.runwayserver import CREDITS, RunwayServer
from tests.production.studio import Studio, studio
from webtv.config.channel import Channel
from webtv.errors import MediaError
from webtv.media.probe import probe
from webtv.model.programme import ANNOUNCED_FOR
from webtv.work.commission import Commission

TEXT = "Tonight at eight: the llamas come home."
AIRS_AT = datetime(2026, 6, 1, 20, tzinfo=UTC)
ANYTHING = dict.fromkeys(
    ("black_s", "frozen_s", "still", "flicker", "blocks", "letterbox", "similar")
)


def channel(*, staged: bool = False, **pipeline: object) -> Channel:
    return Channel.model_validate(
        {
            "title": "Llamas",
            "theme": "llamas in the high Andes at dawn",
            "house": {"width": 256, "height": 144, "video_kbps": 800},
            "qc": ANYTHING,
            "pipeline": pipeline,
            "presenter": {"image": "ana.png", "performance": "ana.mp4"},
            "announcements": [
                {"cron": "0 20 * * *", "title": "Tonight", "text": TEXT, "presenter": staged}
            ],
        }
    )


VOICED = {"narration": {"space": "runway-text-to-speech"}}
STAGED = {"presenter": {"space": "runway-character-performance"}}


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


async def test_a_card_needs_no_backend(tmp_path: Path) -> None:
    async with studio(tmp_path) as made:
        commission = due(made, channel())
        programme = await made.announce(commission)
        again = await made.announce(commission)
    assert programme == again
    assert (programme.kind, programme.airs_at) == ("announcement", AIRS_AT)
    assert (programme.title, programme.logline) == ("Tonight", TEXT)
    assert programme.duration_s == 8.0
    assert not programme.ai_generated
    media = made.library.media(programme)
    assert probe(media).video is not None
    assert list((tmp_path / "work").glob("*/*")) == []


async def test_the_presenter_says_it_and_a_card_fills_the_rest(
    tmp_path: Path, media: dict[str, bytes]
) -> None:
    assets(tmp_path, media)
    with RunwayServer(lambda method: media[method]) as server:
        async with studio(tmp_path, runway=server.url) as made:
            programme = await made.announce(due(made, channel(staged=True, **VOICED, **STAGED)))
            spent = await made.book.spent("llamas", "2026-06-01")
    assert [take.stage for take in programme.shots[0].takes] == ["presenter"]
    assert [take.stage for take in programme.narration_takes] == ["narration"]
    assert programme.narration == TEXT
    assert len(programme.shots) == 2
    assert programme.duration_s == 8.0
    assert programme.ai_generated
    assert spent.credits == 2 * CREDITS
    assert server.created.total() == 2


async def test_a_presenter_alone_is_heard(tmp_path: Path, media: dict[str, bytes]) -> None:
    assets(tmp_path, media)
    with RunwayServer(lambda method: media[method]) as server:
        async with studio(tmp_path, runway=server.url) as made:
            programme = await made.announce(due(made, channel(staged=True, **STAGED)))
    assert [len(shot.takes) for shot in programme.shots] == [1, 0]
    assert programme.notes == ()
    assert programme.narration == ""


async def test_a_missing_asset_is_named_and_a_card_stands_in(
    tmp_path: Path, media: dict[str, bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    assets(tmp_path, media)
    missing = tmp_path / "assets" / "llamas" / "ana.png"
    missing.unlink()
    async with studio(tmp_path) as made:
        programme = await made.announce(due(made, channel(staged=True, **STAGED)))
    assert [shot.takes for shot in programme.shots] == [()]
    said = capfd.readouterr()
    assert f"{missing} is missing" in said.out + said.err


async def test_what_the_vendor_refuses_is_read_on_a_card(
    tmp_path: Path, media: dict[str, bytes]
) -> None:
    assets(tmp_path, media)
    refusal = {"status": "FAILED", "failure": "no", "failureCode": "SAFETY.INPUT.IMAGE"}
    with RunwayServer(lambda method: media[method], ends=lambda request: refusal) as server:
        async with studio(tmp_path, runway=server.url) as made:
            programme = await made.announce(due(made, channel(staged=True, **VOICED, **STAGED)))
    assert [shot.takes for shot in programme.shots] == [()]
    assert programme.narration == ""
    assert programme.cost.credits == 2 * CREDITS


async def test_an_announcement_that_is_too_late_is_lost(tmp_path: Path) -> None:
    async with studio(tmp_path) as made:
        commission = due(made, channel())
        made.clock.date = AIRS_AT + ANNOUNCED_FOR
        with pytest.raises(MediaError, match="too late"):
            await made.announce(commission)
    assert made.library.programmes("llamas") == []
