"""The slate, on disk and in memory."""

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


async def test_a_slate_is_encoded_once_and_anew_when_it_is_damaged(tmp_path: Path) -> None:
    shelf = SlateStore(tmp_path, ffmpeg=find_ffmpeg(None))
    reel = await shelf.fetch(CHANNEL)
    assert len(reel.units) == reel.item.frames == 192
    film = next(tmp_path.glob("*.mp4"))
    encoded_at = film.stat().st_mtime_ns
    assert await shelf.fetch(CHANNEL) == reel
    assert film.stat().st_mtime_ns == encoded_at
    for damage in (b"", b"not a film", film.read_bytes()[: film.stat().st_size // 2]):
        film.write_bytes(damage)
        assert len((await shelf.fetch(CHANNEL)).units) == 192
        assert film.stat().st_size > 10_000


async def test_without_processes_a_slate_that_is_there_stays(tmp_path: Path) -> None:
    await SlateStore(tmp_path, ffmpeg=find_ffmpeg(None)).fetch(CHANNEL)
    film = next(tmp_path.glob("*.mp4"))
    with pytest.raises(SpawnError, match="cannot be run"):
        await SlateStore(tmp_path, ffmpeg=tmp_path / "no-ffmpeg").fetch(CHANNEL)
    assert film.is_file()


async def test_a_home_with_a_line_break_in_its_name_has_a_slate(tmp_path: Path) -> None:
    folder = tmp_path / "odd\nhome 'of' 📺"
    assert (await SlateStore(folder, ffmpeg=find_ffmpeg(None)).fetch(CHANNEL)).units
