"""Takes a channel's archive in: checked whole first, the channel file last, since that airs it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

from webtv.archive.reader import unpack
from webtv.check import judged
from webtv.config.channel import CHANNEL_ID, Channel
from webtv.config.channels import read_lineup
from webtv.config.contracts import read_contracts
from webtv.config.destination import RtmpDestination, SrtDestination
from webtv.config.document import read_text
from webtv.config.problem import Problem
from webtv.config.settings import Settings
from webtv.config.yaml import parse_channel
from webtv.errors import ArchiveError, ConfigError
from webtv.files import aside_of, move_durable, write_atomic
from webtv.log import redact
from webtv.transfer.contents import ASSETS, CHANNEL, PROGRAMMES, belongs
from webtv.transfer.films import Films


@dataclass
class Incoming:
    """A channel that was unpacked and checked, and is not in the station yet.

    `remarks` are advice and what was left out; `reaches` is where it would connect to.
    """

    ident: str
    channel: Channel
    folder: Path
    remarks: list[str] = field(default_factory=list)
    reaches: list[str] = field(default_factory=list)
    programmes: int = 0
    kept: Path | None = None


def open_archive(settings: Settings, file: Path, *, called: str | None, replace: bool) -> Incoming:
    """Unpack a channel's archive beside the library and check all of it.

    `called` is the id it gets; by default the one it had. Raises `ArchiveError` for an archive that
    is not whole, and unless `replace` for an id that is taken; `ConfigError` with every error that
    `webtv check` would name; `OSError`. `discard` clears up after it.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    folder = Path(mkdtemp(prefix=".import-", dir=settings.home))
    try:
        manifest = unpack(file, folder, kind="channel", accepts=belongs)
        ident = called or manifest.channel
        if not CHANNEL_ID.fullmatch(ident):
            raise ArchiveError(
                f"{file}: {ident!r} cannot be a channel's id: give one with --as, of lower-case "
                "letters, digits and hyphens"
            )
        if CHANNEL not in manifest.files:
            raise ArchiveError(f"{file}: it has no {CHANNEL}")
        if not replace and (taken := _taken(settings, ident)):
            raise ArchiveError(
                f"there is a channel {ident} already ({taken}): give another id with --as, or "
                "--replace to put this one in its place"
            )
        incoming = _checked(settings, folder, ident, shown=Path(file.name) / f"{ident}.yaml")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    incoming.remarks = [*manifest.notes, *incoming.remarks]
    return incoming


def take_in(settings: Settings, incoming: Incoming, *, ffmpeg: Path) -> None:
    """Put a checked channel into the station; it is on air within seconds. Raises `OSError`.

    A channel file of the same name is kept beside itself, as `NAME.yaml.before-TIME`; programmes
    that are there already stay.
    """
    ident, folder = incoming.ident, incoming.folder
    for asset in sorted(folder.glob(f"{ASSETS}/*")):
        move_durable(asset, settings.assets_dir / ident / asset.name)
    films = Films(settings, ident, incoming.channel, ffmpeg=ffmpeg)
    for sidecar in sorted(folder.glob(f"{PROGRAMMES}/*.json")):
        fault = films.take(sidecar)
        if fault:
            incoming.remarks.append(f"{sidecar.stem}: left out: {fault}")
        else:
            incoming.programmes += 1
    path = settings.channels_dir / f"{ident}.yaml"
    new = (folder / CHANNEL).read_bytes()
    with suppress(FileNotFoundError):
        if path.read_bytes() != new:
            incoming.kept = aside_of(path, "before")
            shutil.copy2(path, incoming.kept)
    write_atomic(path, new)


def discard(incoming: Incoming) -> None:
    """Remove what was unpacked."""
    shutil.rmtree(incoming.folder, ignore_errors=True)


def _taken(settings: Settings, ident: str) -> Path | None:
    path = settings.channels_dir / f"{ident}.yaml"
    folders = settings.assets_dir / ident, settings.library_dir / ident
    found = [path, *(each for folder in folders for each in folder.glob("*"))]
    return next((each for each in found if each.exists() or each.is_symlink()), None)


def _checked(settings: Settings, folder: Path, ident: str, *, shown: Path) -> Incoming:
    """The channel, checked as `webtv check` does it, with its own assets."""
    text = read_text(folder / CHANNEL)
    if isinstance(text, Problem):
        raise ConfigError(f"{shown}: {text.message}")
    contracts, _ = read_contracts(settings.contracts_dir)
    channel, problems = parse_channel(shown, text, contracts=contracts)
    if channel is None:
        raise ConfigError("\n".join(map(str, problems)))
    # Assets are looked for below HOME.
    staged = folder / ".home"
    (staged / "assets").mkdir(parents=True)
    (staged / "assets" / ident).symlink_to(folder / ASSETS)
    there = settings.model_copy(update={"home": staged})
    remarks = judged(shown, text, channel, contracts=contracts, settings=there)
    if hard := [str(problem) for problem, wrong in remarks if wrong]:
        raise ConfigError("\n".join(hard))
    incoming = Incoming(ident, channel, folder, [f"{p} (advice)" for p, _ in remarks])
    incoming.reaches = list(_reaches(channel, text))
    if channel.number is not None:
        lineup = read_lineup(settings.channels_dir, contracts=contracts).channels
        for name, other in lineup.items():
            if name != ident and other.number == channel.number:
                told = f"number: {channel.number} is the number of {name}; change one of them"
                incoming.remarks.append(f"{shown}: {told}")
    return incoming


def _reaches(channel: Channel, text: str) -> Iterator[str]:
    """Where a channel would send, fetch and write, beside this station."""
    for destination in channel.destinations:
        if isinstance(destination, RtmpDestination):
            yield f"sends to {redact(destination.address)}"
        elif isinstance(destination, SrtDestination):
            yield f"sends to {redact(destination.url.get_secret_value())}"
        elif Path(destination.folder).is_absolute():
            yield f"writes recordings to {destination.folder}"
    if channel.writer.base_url:
        yield f"has {redact(channel.writer.base_url)} write"
    backends = (each for stage in channel.pipeline.stages().values() for each in stage.chain)
    sources = (source for backend in backends for source in backend.sources)
    for source in dict.fromkeys(sources):
        if source not in ("local", "public"):
            yield f"calls {redact(source)}"
    if variables := sorted(set(re.findall(r"\$\{(\w+)\}", text))):
        yield f"uses {', '.join(variables)} of your environment"
