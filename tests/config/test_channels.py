"""The line-up: last good versions, removed files, and live edits."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.config.lineups import GOOD, read, titles, write
from webtv.config.channels import Lineup, read_lineup
from webtv.config.contracts import load_contracts


def test_only_yaml_files_that_are_not_hidden_count(folder: Path) -> None:
    write(folder / ".hidden.yaml", "Hidden")
    write(folder / "llamas.yaml.bak", "Old")
    lineup = read(folder)
    assert titles(lineup) == {"llamas": "Llamas"}
    assert (lineup.problems, lineup.strays) == ({}, ())


def test_a_file_whose_name_is_no_channels_is_told(folder: Path) -> None:
    odd = ("nl\n.yaml", "llamas\n.yaml", "a" * 41 + ".yaml", "SKY.YAML")
    for name in ("sea.yml", "My Channel.yaml", *odd):
        write(folder / name, "Stray")
    lineup = read(folder)
    assert titles(lineup) == {"llamas": "Llamas"}
    assert lineup.problems == {}
    told = [str(problem) for problem in lineup.strays]
    assert len(told) == 6
    assert sum("a channel file's name must end in .yaml" in line for line in told) == 2
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
