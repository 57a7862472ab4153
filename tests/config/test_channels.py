"""The line-up: last good versions, removed files, and live edits."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from webtv.config.channels import Lineup, read_lineup, watch_lineup
from webtv.config.contract import load_contracts

GOOD = "title: {title}\ntheme: llamas in the high Andes at dawn\n"
NOTICED_S = 5.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "channels"
    folder.mkdir()
    write(folder / "llamas.yaml", "Llamas")
    return folder


def write(path: Path, title: str) -> None:
    path.write_text(GOOD.format(title=title))


def read(folder: Path, last_good: Path | None = None) -> Lineup:
    return read_lineup(folder, contracts=load_contracts(), last_good=last_good, env={})


def titles(lineup: Lineup) -> dict[str, str]:
    return {id_: channel.title for id_, channel in lineup.channels.items()}


def test_only_yaml_files_that_are_not_hidden_count(folder: Path) -> None:
    write(folder / ".hidden.yaml", "Hidden")
    write(folder / "llamas.yaml.bak", "Old")
    lineup = read(folder)
    assert titles(lineup) == {"llamas": "Llamas"}
    assert (lineup.problems, lineup.strays) == ({}, ())


def test_a_file_whose_name_is_no_channels_is_told(folder: Path) -> None:
    for name in ("sea.yml", "My Channel.yaml", "nl\n.yaml", "llamas\n.yaml", "a" * 41 + ".yaml"):
        write(folder / name, "Stray")
    lineup = read(folder)
    assert titles(lineup) == {"llamas": "Llamas"}
    assert lineup.problems == {}
    told = [str(problem) for problem in lineup.strays]
    assert len(told) == 5
    assert told[-1].startswith(f"{folder}/sea.yml:1:1: is not read: a channel file's name must end")
    assert not any("\n" in line for line in told)


def test_what_is_no_file_is_a_channel_that_cannot_be_read(folder: Path, tmp_path: Path) -> None:
    last_good = tmp_path / "home"
    read(folder, last_good)
    path = folder / "llamas.yaml"

    def check(lineup: Lineup, reason: str) -> None:
        assert titles(lineup) == {"llamas": "Llamas"}
        assert lineup.error_text("llamas") == f"{path}:1:1: {reason}"

    for target, reason in (
        ("/dev/zero", "must be a file"),
        ("nowhere", "cannot be read: No such file or directory"),
        (path.name, "cannot be read: Too many levels of symbolic links"),
        ("/etc/hostname/x", "cannot be read: Not a directory"),
    ):
        path.unlink()
        path.symlink_to(target)
        check(read(folder, last_good), reason)
    path.unlink()
    os.mkfifo(path)
    check(read(folder, last_good), "must be a file")
    path.unlink()
    path.mkdir()
    check(read(folder, last_good), "cannot be read: Is a directory")


def test_a_file_linked_to_a_secret_does_not_show_it(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "token"
    for text in (
        "hf_5up3rs3cret",
        "A=hf_5up3rs3cret\nB=hf_5up3rs3cret",
        "hf_5up3rs3cret: x",
        "root:$y$j9T$5up3rs3cret:20228:0:99999:7:::",
    ):
        secret.write_text(text)
        (folder / "llamas.yaml").unlink()
        (folder / "llamas.yaml").symlink_to(secret)
        lineup = read(folder)
        assert lineup.problems["llamas"]
        assert "5up3r" not in lineup.error_text("llamas")


def test_a_contract_that_goes_takes_nothing_off_the_air(folder: Path, tmp_path: Path) -> None:
    text = GOOD.format(title="Llamas") + "pipeline: {video: {space: mine}}\n"
    (folder / "llamas.yaml").write_text(text)
    with_mine = {**load_contracts(), "mine": load_contracts()["zeroscope-v2"]}
    last_good = tmp_path / "home"
    read_lineup(folder, contracts=with_mine, last_good=last_good, env={})
    for airs_only, titles_then in ((True, {"llamas": "Llamas"}), (False, {})):
        lineup = read_lineup(
            folder, contracts=load_contracts(), last_good=last_good, env={}, airs_only=airs_only
        )
        assert titles(lineup) == titles_then
        assert "pipeline.video.space: must be a backend" in lineup.error_text("llamas")


def test_a_folder_that_cannot_be_read_leaves_what_was_good(folder: Path, tmp_path: Path) -> None:
    last_good = tmp_path / "home"
    read(folder, last_good)
    shutil.rmtree(folder)
    folder.write_text("a file")
    lineup = read(folder, last_good)
    assert titles(lineup) == {"llamas": "Llamas"}
    assert [str(stray) for stray in lineup.strays] == [
        f"{folder}:1:1: cannot be read: Not a directory"
    ]


def test_a_folder_of_too_many_files_is_read_in_part(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("moon", "sea"):
        (folder / f"{name}.yaml").write_text(GOOD.format(title=name))
    monkeypatch.setattr("webtv.config.channels.MOST_FILES", 2)
    lineup = read(folder)
    assert set(lineup.channels) == {"llamas", "moon"}
    assert [str(stray) for stray in lineup.strays] == [
        f"{folder}:1:1: has 3 channel files; the first 2 by name are read"
    ]


def test_no_folder_is_an_empty_lineup(tmp_path: Path) -> None:
    assert read(tmp_path / "nowhere") == Lineup()


def test_the_last_good_version_stays_while_a_file_is_wrong(folder: Path, tmp_path: Path) -> None:
    last_good = tmp_path / "home" / "channels"
    read(folder, last_good)
    (folder / "llamas.yaml").write_text("title: 5\n")
    write(folder / "sea.yaml", "")
    lineup = read(folder, last_good)
    assert titles(lineup) == {"llamas": "Llamas"}
    assert lineup.error_text("llamas").splitlines() == [
        f"{folder}/llamas.yaml:1:1: title: must be a text (got 5)",
        f"{folder}/llamas.yaml:1:1: theme: is required",
    ]
    assert set(lineup.problems) == {"llamas", "sea"}
    assert lineup.error_text("nobody") == ""


def test_the_last_good_version_is_for_its_owner(folder: Path, tmp_path: Path) -> None:
    last_good = tmp_path / "home" / "channels"
    for _ in range(2):  # one that an earlier version of the station wrote is shut too
        read(folder, last_good)
        (kept,) = last_good.iterdir()
        assert kept.stat().st_mode & 0o777 == 0o600
        kept.chmod(0o644)


def test_without_a_memory_a_wrong_file_is_no_channel(folder: Path) -> None:
    (folder / "llamas.yaml").write_text("title: 5\n")
    assert titles(read(folder)) == {}


def test_a_removed_file_is_forgotten(folder: Path, tmp_path: Path) -> None:
    last_good = tmp_path / "home"
    read(folder, last_good)
    (folder / "llamas.yaml").unlink()
    assert titles(read(folder, last_good)) == {}
    (folder / "llamas.yaml").write_text("wrong")
    assert titles(read(folder, last_good)) == {}


def numbered(folder: Path, name: str, number: int | None) -> None:
    more = "" if number is None else f"number: {number}\n"
    (folder / f"{name}.yaml").write_text(GOOD.format(title=name) + more)


def test_numbers_stay_where_they_are_fixed(folder: Path) -> None:
    numbered(folder, "sea", 1)
    numbered(folder, "tides", 7)
    (folder / "wrong.yaml").write_text("title: 5\n")
    assert read(folder).numbers == {"sea": 1, "llamas": 2, "wrong": 3, "tides": 7}
    numbered(folder, "alps", None)
    assert read(folder).numbers == {"sea": 1, "alps": 2, "llamas": 3, "wrong": 4, "tides": 7}


def test_a_number_is_one_channels_alone(folder: Path) -> None:
    numbered(folder, "sea", 2)
    numbered(folder, "tides", 2)
    lineup = read(folder)
    assert lineup.error_text("tides") == (
        f"{folder}/tides.yaml:1:1: number: 2 is the number of sea; each channel needs its own"
    )
    assert lineup.numbers == {"llamas": 1, "sea": 2, "tides": 3}
    assert set(lineup.channels) == {"llamas", "sea", "tides"}


def test_a_damaged_memory_does_no_harm(folder: Path, tmp_path: Path) -> None:
    last_good = tmp_path / "home"
    read(folder, last_good)
    (last_good / "llamas.yaml").write_bytes(b"\xff\xfe")
    (folder / "llamas.yaml").write_text("wrong")
    assert titles(read(folder, last_good)) == {}


def test_a_memory_that_cannot_be_written_does_no_harm(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    assert titles(read(folder, tmp_path / "home")) == {"llamas": "Llamas"}


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
