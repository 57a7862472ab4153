"""What production does of an operator's standing orders."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.model.control import ControlState
from webtv.model.programme import FilmedShot, Programme
from webtv.production.desk.desk import Desk
from webtv.production.rundown.shelf import Shelf
from webtv.production.studio import open_studio
from webtv.store.control import write_control
from webtv.store.library import Library
from webtv.store.playlists import list_playlists

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CHANNEL = Channel(title="Llamas", theme="llamas of the high Andes, all day")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", playlists_dir=tmp_path / "playlists")


def shelf_of(settings: Settings, count: int) -> Shelf:
    library = Library(settings.library_dir)
    for number in range(count):
        made = Programme(
            id=f"20260501T00000{number}-00000{number}",
            channel="llamas",
            title=f"Part {number}",
            shots=(FilmedShot(prompt="a llama", start_s=0, duration_s=8),),
            file=f"{number}.mp4",
            sha256="",
            size_bytes=1,
            frames=192,
            fps=24,
            width=1024,
            height=576,
            created_at=NOW,
        )
        sidecar = library.sidecar("llamas", made.id)
        sidecar.parent.mkdir(parents=True, exist_ok=True)
        library.media(made).write_bytes(b"x")
        sidecar.write_text(made.model_dump_json())
    return Shelf("llamas", settings=settings, library=library)


def listed(settings: Settings) -> set[str]:
    return {p.programme[-1] for p in list_playlists(settings.playlists_dir / "llamas")}


def published(shelf: Shelf) -> None:
    shelf.refresh(NOW)
    shelf.publish(CHANNEL, None)


def test_a_pulled_programme_leaves_the_rundown_and_comes_back(settings: Settings) -> None:
    shelf = shelf_of(settings, 3)
    published(shelf)
    assert listed(settings) == {"0", "1", "2"}
    assert shelf.buffer_s == 24
    pulled = ControlState().pull("20260501T000001-000001")
    write_control(settings.control_dir, "llamas", pulled)
    published(shelf)
    assert listed(settings) == {"0", "2"}
    assert shelf.buffer_s == 16
    assert shelf.stock(CHANNEL, last_planned=None).programmes == 2
    write_control(settings.control_dir, "llamas", pulled.unpull("20260501T000001-000001"))
    published(shelf)
    assert "1" in listed(settings)


def test_a_damaged_file_keeps_the_orders_before_it_in_force(settings: Settings) -> None:
    shelf = shelf_of(settings, 2)
    write_control(settings.control_dir, "llamas", ControlState().pull("20260501T000001-000001"))
    published(shelf)
    for path in settings.control_dir.iterdir():
        path.write_text("{")
    published(shelf)
    assert listed(settings) == {"0"}


async def test_paused_no_programme_is_begun_and_the_status_says_so(settings: Settings) -> None:
    async with open_studio(settings, clock=Clock()) as studio:
        shelf = shelf_of(settings, 0)
        desk = Desk(
            "llamas",
            CHANNEL,
            shelf=shelf,
            studio=studio,
            over=lambda: None,
        )
        shelf.refresh(NOW)
        assert desk.ready
        write_control(settings.control_dir, "llamas", ControlState().pause(True))
        shelf.refresh(NOW)
        assert not desk.ready
        assert "paused" in desk.status().note
        write_control(settings.control_dir, "llamas", ControlState())
        shelf.refresh(NOW)
        assert desk.ready
