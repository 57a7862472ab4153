"""Writes one channel to an archive, without keys."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from webtv.archive.manifest import Manifest
from webtv.archive.writer import ArchiveWriter, new_archive
from webtv.asrun.report import unknown_channel
from webtv.config.document import read_text
from webtv.config.keys import without_keys
from webtv.config.problem import Problem
from webtv.config.settings import Settings
from webtv.errors import ConfigError, WebTVError
from webtv.model.programme import BETWEEN
from webtv.store.bans import read_bans
from webtv.store.control import read_control
from webtv.store.library import Library
from webtv.transfer.contents import ASSETS, CHANNEL, PROGRAMMES, belongs


@dataclass(frozen=True, slots=True)
class Exported:
    """What is in the archive, and the variables to set where it is imported."""

    manifest: Manifest
    wanted: tuple[str, ...]


def export(
    settings: Settings, channel: str, file: Path, *, programmes: bool, replace: bool
) -> Exported:
    """Write a channel's file and assets to `file`, and its programmes if they are wanted.

    Idents and trails are made again; what is banned, pulled or waits for approval stays here.
    Raises `WebTVError` and `OSError`.
    """
    path = settings.channels_dir / f"{channel}.yaml"
    if not path.is_file():
        known = sorted(each.stem for each in settings.channels_dir.glob("*.yaml"))
        raise WebTVError(f"there is no channel file of {unknown_channel(channel, known)}")
    text = read_text(path)
    if isinstance(text, Problem):
        raise ConfigError(str(text))
    keyless = without_keys(path, text)
    with new_archive(file, replace=replace) as archive:
        archive.add(CHANNEL, keyless.text.encode(), source=path)
        archive.notes += [f"{place}: without its key" for place in keyless.cut]
        for asset in sorted(settings.assets_dir.glob(f"{channel}/*")):
            name = f"{ASSETS}/{asset.name}"
            if belongs(name):
                archive.add_file(name, asset)
            else:
                archive.leave_out(name, "no channel file can name it")
        if programmes:
            _programmes(settings, channel, archive)
        return Exported(archive.finish("channel", channel=channel), keyless.wanted)


def _programmes(settings: Settings, channel: str, archive: ArchiveWriter) -> None:
    library = Library(settings.library_dir)
    bans = read_bans(settings.bans_file)
    pulled = read_control(settings.control_dir, channel)[0].pulled
    for programme in library.programmes(channel):
        if programme.kind in BETWEEN:
            continue
        name = f"{PROGRAMMES}/{programme.id}"
        if bans.covers(programme) or programme.id in pulled:
            archive.leave_out(name, "it must not air")
        elif programme.approval == "waiting":
            archive.leave_out(name, "it waits for approval")
        elif archive.add_file(f"{name}.mp4", library.media(programme)):
            archive.add(f"{name}.json", programme.model_dump_json(indent=2).encode())
