"""The slate, on disk and in memory."""

import asyncio
from pathlib import Path

import pytest

from webtv.config.channel import Channel
from webtv.errors import SpawnError
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.players.slate_store import SlateStore

CHANNEL = Channel(
    title="Llamas", theme="llamas of the high Andes", house=HouseFormat(width=256, height=144)
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a slate, whose name any part of ffmpeg's command may stumble over."""
    folder = tmp_path_factory.mktemp("slates") / "odd\nhome 'of' 📺"
    assert asyncio.run(SlateStore(folder, ffmpeg=find_ffmpeg(None)).fetch(CHANNEL)).units
    return folder


async def test_a_slate_is_encoded_once_and_anew_when_it_is_damaged(home: Path) -> None:
    film = next(home.glob("*.mp4"))
    encoded_at = film.stat().st_mtime_ns
    shelf = SlateStore(home, ffmpeg=find_ffmpeg(None))
    reel = await shelf.fetch(CHANNEL)
    assert len(reel.units) == reel.item.frames == 192
    assert await shelf.fetch(CHANNEL) == reel
    assert film.stat().st_mtime_ns == encoded_at
    for damage in (b"", b"not a film", film.read_bytes()[: film.stat().st_size // 2]):
        film.write_bytes(damage)
        assert len((await shelf.fetch(CHANNEL)).units) == 192
        assert film.stat().st_size > 10_000


async def test_without_processes_a_slate_that_is_there_stays(home: Path) -> None:
    film = next(home.glob("*.mp4"))
    with pytest.raises(SpawnError, match="cannot be run"):
        await SlateStore(home, ffmpeg=home / "no-ffmpeg").fetch(CHANNEL)
    assert film.is_file()
