"""Folders of channel files, and the line-up that is read from one."""

from __future__ import annotations

from pathlib import Path

from webtv.config.channels import Lineup, read_lineup
from webtv.config.contracts import load_contracts

GOOD = "title: {title}\ntheme: llamas in the high Andes at dawn\n"


def write(path: Path, title: str) -> None:
    path.write_text(GOOD.format(title=title))


def read(folder: Path, last_good: Path | None = None) -> Lineup:
    return read_lineup(folder, contracts=load_contracts(), last_good=last_good, env={})


def titles(lineup: Lineup) -> dict[str, str]:
    return {id_: channel.title for id_, channel in lineup.channels.items()}
