"""The names of objects in the store. They lie as in HOME; whatever else is there is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from webtv.config.settings import Settings
from webtv.model.programme import Programme
from webtv.store.playlists import Playlist, named

LIBRARY, PLAYLISTS, ASRUN, CONTROL = "library", "playlists", "asrun", "control"
ASSETS, CLIPS, CHANGED, HLS = "assets", "clips", "changed", "hls"

MACHINE = re.compile(r"[0-9a-f]{8}\Z")
"""The id of a machine."""

_CHANNEL = re.compile(r"[a-z0-9][a-z0-9-]{0,39}\Z")
_SIDECAR = re.compile(r"([0-9]{8}T[0-9]{6}-[0-9a-f]{6})\.json\Z")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9a-f]{8})\.jsonl\Z")
_CLIP = re.compile(r"[0-9a-f]{2}/([0-9a-f]{64})(\.[a-z0-9]{1,8})?\Z")
_ASSET = re.compile(r"[a-z0-9][a-z0-9-]{0,39}/[^/\x00-\x1f.][^/\x00-\x1f]{0,254}\Z")


@dataclass(frozen=True, slots=True)
class Day:
    """What one machine aired of a channel on one day (UTC)."""

    name: str
    date: str
    machine: str


def is_channel(text: str) -> bool:
    """Whether a text can be the id of a channel."""
    return _CHANNEL.match(text) is not None


def channels_of(settings: Settings) -> list[str]:
    """The channels of this machine: those that have a file."""
    return sorted(p.stem for p in settings.channels_dir.glob("*.yaml") if is_channel(p.stem))


def by_channel(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by the channels that they are about, which are their second parts."""
    found: dict[str, list[str]] = {}
    for name in names:
        parts = name.split("/")
        if len(parts) > 2 and is_channel(parts[1]):
            found.setdefault(parts[1], []).append(name)
    return found


def sidecar_name(channel: str, programme: str) -> str:
    """The name of a programme's sidecar."""
    return f"{LIBRARY}/{channel}/{programme}.json"


def media_name(programme: Programme) -> str:
    """The name of a programme's film."""
    return f"{LIBRARY}/{programme.channel}/{programme.file}"


def sidecars(channel: str, names: Iterable[str]) -> list[str]:
    """The ids of the channel's programmes whose sidecars are among `names`, newest first."""
    prefix = f"{LIBRARY}/{channel}/"
    found = (_SIDECAR.match(n.removeprefix(prefix)) for n in names if n.startswith(prefix))
    return sorted((match[1] for match in found if match), reverse=True)


def playlist_name(channel: str, playlist: Playlist) -> str:
    """The name of a playlist."""
    return f"{PLAYLISTS}/{channel}/{playlist.name}"


def playlists(channel: str, names: Iterable[str], *, folder: Path) -> list[Playlist]:
    """The channel's playlists among `names`, in number order, as they would lie in `folder`."""
    prefix = f"{PLAYLISTS}/{channel}/"
    each = (n.removeprefix(prefix) for n in names if n.startswith(prefix))
    return sorted(filter(None, (named(folder / name) for name in each if "/" not in name)))


def day_name(channel: str, date: str, machine: str) -> str:
    """The name of what a machine aired of a channel on one day."""
    return f"{ASRUN}/{channel}/{date}.{machine}.jsonl"


def days(channel: str, names: Iterable[str]) -> Iterator[Day]:
    """The channel's as-run logs among `names`."""
    prefix = f"{ASRUN}/{channel}/"
    for name in names:
        if name.startswith(prefix) and (match := _DAY.match(name.removeprefix(prefix))):
            yield Day(name, match[1], match[2])


def control_name(channel: str) -> str:
    """The name of a channel's standing orders."""
    return f"{CONTROL}/{channel}.json"


def clip_digest(name: str) -> str:
    """The SHA-256 in the name of a clip, below `clips/`; empty if it is no clip's."""
    match = _CLIP.match(name)
    return match[1] if match else ""


def is_asset(name: str) -> bool:
    """Whether a name below `assets/` is that of an asset."""
    return _ASSET.match(name) is not None


def may_lie(programme: Programme) -> bool:
    """Whether a film's name, which a sidecar of others gave, is that of a film and no other file.

    Else one sidecar could have another overwritten.
    """
    return programme.file.startswith(programme.id) and not programme.file.endswith(".json")
