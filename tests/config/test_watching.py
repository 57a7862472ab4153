"""Live edits of the folder of channel files."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.config.lineups import titles, write
from webtv.config.channels import Lineup, watch_lineup
from webtv.config.contracts import load_contracts

NOTICED_S = 5.0


@asynccontextmanager
async def watching(
    folder: Path, last_good: Path | None = None
) -> AsyncGenerator[AsyncIterator[Lineup]]:
    stop = asyncio.Event()
    lineups = watch_lineup(folder, contracts=load_contracts(), last_good=last_good, stop=stop)
    try:
        yield lineups
    finally:
        stop.set()
        async with asyncio.timeout(NOTICED_S):
            async for _ in lineups:
                pass


async def until(lineups: AsyncIterator[Lineup], wanted: dict[str, str]) -> Lineup:
    """The first line-up with these titles; within 5 s, as the station promises."""
    async with asyncio.timeout(NOTICED_S):
        async for lineup in lineups:
            if titles(lineup) == wanted:
                return lineup
    raise AssertionError(f"never saw {wanted}")


def edit_in_place(path: Path) -> None:
    write(path, "Edited")


def edit_by_rename(path: Path) -> None:
    """As vim, sed -i and most editors save."""
    temporary = path.with_name("4913~")
    write(temporary, "Edited")
    temporary.rename(path)


def edit_by_delete_and_create(path: Path) -> None:
    path.unlink()
    write(path, "Edited")


@pytest.mark.parametrize("edit", [edit_in_place, edit_by_rename, edit_by_delete_and_create])
async def test_an_edit_is_noticed(folder: Path, edit: Callable[[Path], None]) -> None:
    async with watching(folder) as lineups:
        await until(lineups, {"llamas": "Llamas"})
        edit(folder / "llamas.yaml")
        await until(lineups, {"llamas": "Edited"})


async def test_new_and_removed_files_are_noticed(folder: Path) -> None:
    async with watching(folder) as lineups:
        await until(lineups, {"llamas": "Llamas"})
        write(folder / "sea.yaml", "Sea")
        await until(lineups, {"llamas": "Llamas", "sea": "Sea"})
        (folder / "llamas.yaml").unlink()
        await until(lineups, {"sea": "Sea"})


async def test_a_wrong_edit_is_noticed_and_the_good_version_kept(
    folder: Path, tmp_path: Path
) -> None:
    async with watching(folder, tmp_path / "home") as lineups:
        await until(lineups, {"llamas": "Llamas"})
        (folder / "llamas.yaml").write_text("title: [\n")
        lineup = await until(lineups, {"llamas": "Llamas"})
        assert lineup.error_text("llamas").startswith(f"{folder}/llamas.yaml:2:1: not valid YAML")


async def test_an_edit_while_the_first_lineup_is_in_use_is_not_lost(folder: Path) -> None:
    async with watching(folder) as lineups:
        await anext(lineups)
        write(folder / "llamas.yaml", "Edited")
        await until(lineups, {"llamas": "Edited"})


async def test_a_replaced_folder_is_still_watched(folder: Path) -> None:
    async with watching(folder) as lineups:
        await until(lineups, {"llamas": "Llamas"})
        shutil.rmtree(folder)
        folder.mkdir()
        write(folder / "sea.yaml", "Sea")
        await until(lineups, {"sea": "Sea"})
        write(folder / "sky.yaml", "Sky")
        await until(lineups, {"sea": "Sea", "sky": "Sky"})


async def test_it_stops_soon_and_makes_the_folder(tmp_path: Path) -> None:
    async with watching(tmp_path / "new") as lineups:
        assert titles(await anext(lineups)) == {}
    assert (tmp_path / "new").is_dir()


async def test_a_folder_that_becomes_a_file_and_one_again_is_followed(
    folder: Path, tmp_path: Path
) -> None:
    async with watching(folder, tmp_path / "home") as lineups:
        await until(lineups, {"llamas": "Llamas"})
        aside = folder.rename(tmp_path / "aside")
        folder.write_text("no folder")
        with capture_logs() as logs:
            waiting = asyncio.ensure_future(until(lineups, {"llamas": "Llamas", "sea": "Sea"}))
            async with asyncio.timeout(NOTICED_S):
                while not any("cannot be looked at" in line["event"] for line in logs):
                    await asyncio.sleep(0.05)
        folder.unlink()
        aside.rename(folder)
        write(folder / "sea.yaml", "Sea")
        await waiting


async def test_a_comment_in_a_new_file_costs_no_channel(folder: Path, tmp_path: Path) -> None:
    async with watching(folder, tmp_path / "home") as lineups:
        await until(lineups, {"llamas": "Llamas"})
        (folder / "new.yaml").write_text("title: !!set 0\ntheme: # what it is about\n  A garden\n")
        lineup = await until(lineups, {"llamas": "Llamas"})
        assert lineup.error_text("new").startswith(f"{folder}/new.yaml:1:8: must be written")
        write(folder / "new.yaml", "New")
        await until(lineups, {"llamas": "Llamas", "new": "New"})
