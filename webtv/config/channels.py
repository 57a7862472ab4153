"""All channels of the station: read, kept at their last good version, watched."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path

from watchfiles import awatch

from webtv.config.channel import CHANNEL_ID, Channel
from webtv.config.contract import Contract
from webtv.config.document import read_text
from webtv.config.problem import Problem
from webtv.config.yaml import parse_channel
from webtv.files import write_atomic
from webtv.outage import Outage
from webtv.threads import in_thread

MOST_FILES = 500
"""More channel files than this are no line-up: the folder is another one, or somebody's loop."""

_TICK_MS = 2000
"""Editors and network mounts do not always raise an event, so the files are looked at as often."""


@dataclass(frozen=True, slots=True)
class Lineup:
    """The channels in force, and what is wrong in their files.

    A channel whose file is invalid stays in `channels` at its last good version, if there is one.
    `strays` are the problems of files that are no channel's: their names cannot be an id.
    """

    channels: Mapping[str, Channel] = field(default_factory=dict)
    problems: Mapping[str, list[Problem]] = field(default_factory=dict)
    strays: tuple[Problem, ...] = ()

    @property
    def numbers(self) -> dict[str, int]:
        """The number of every channel, in the order of the numbers.

        One that has none of its own, or that of another, gets the next that is free, by its id;
        those whose file never was valid come last.
        """
        numbers: dict[str, int] = {}
        for ident, channel in sorted(self.channels.items()):
            if channel.number is not None and channel.number not in numbers.values():
                numbers[ident] = channel.number
        free = (number for number in count(1) if number not in set(numbers.values()))
        for ident in (*sorted(self.channels), *sorted(self.problems)):
            if ident not in numbers:
                numbers[ident] = next(free)
        return dict(sorted(numbers.items(), key=lambda item: item[1]))

    def error_text(self, channel: str) -> str:
        """Every problem of one channel's file, a line each; empty if there is none."""
        return "\n".join(str(p) for p in self.problems.get(channel, ()))


def read_lineup(
    folder: Path,
    *,
    contracts: Mapping[str, Contract],
    last_good: Path | None = None,
    env: Mapping[str, str] | None = None,
    airs_only: bool = False,
) -> Lineup:
    """Read `<folder>/*.yaml`, whatever is in it. Valid files are remembered under `last_good`, and
    their remembered version is used while a file is invalid; a removed file's is forgotten.

    For who `airs_only` and makes nothing, a remembered version holds though a contract that it
    names has changed or gone.
    """
    channels: dict[str, Channel] = {}
    problems: dict[str, list[Problem]] = {}
    strays: list[Problem] = []
    try:
        names = _names(folder)
    except FileNotFoundError:
        names = []
    except OSError as error:
        strays = [Problem(folder, 1, 1, "", f"cannot be read: {error.strerror}")]
        names = [] if last_good is None else _remembered_names(last_good)
    else:
        strays = _too_many(folder, names)
        names = names[:MOST_FILES]
        strays += [stray for name in names if (stray := _stray(folder / name))]
        names = [name for name in names if CHANNEL_ID.fullmatch(name.removesuffix(".yaml"))]
        if last_good is not None:
            _forget_others(last_good, names)
    for name in names:
        ident = name.removesuffix(".yaml")
        channel, found = _read(folder / name, contracts, last_good, env)
        if found:
            problems[ident] = found
            if last_good is not None:
                known = None if airs_only else contracts
                channel = _remembered(last_good / name, known, env)
        if channel is not None:
            channels[ident] = channel
    _share_no_number(folder, channels, problems)
    return Lineup(channels, problems, tuple(strays))


async def watch_lineup(
    folder: Path,
    *,
    contracts: Mapping[str, Contract],
    last_good: Path | None = None,
    stop: asyncio.Event,
    airs_only: bool = False,
) -> AsyncIterator[Lineup]:
    """The line-up now, and again whenever a file in `folder` changes, until `stop` is set.

    No failure ends it: what cannot be looked at is said once, and what was read stands meanwhile.
    """
    outage = Outage(
        "channel files cannot be looked at, what was read stands",
        "channel files can be looked at again",
        folder=str(folder),
    )

    async def read() -> Lineup:
        return await in_thread(
            partial(
                read_lineup, folder, contracts=contracts, last_good=last_good, airs_only=airs_only
            ),
            name="lineup",
        )

    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    seen = None
    with suppress(OSError):
        seen = _fingerprint(folder)  # before reading: a change in between must not go unnoticed
    yield await read()
    async for _ in _ticks(folder, stop, outage):
        try:
            now = _fingerprint(folder)
            lineup = await read() if now != seen else None
        except Exception as error:
            outage.begin(error)
            continue
        outage.end()
        if lineup is not None:
            seen = now
            yield lineup


async def _ticks(folder: Path, stop: asyncio.Event, outage: Outage) -> AsyncIterator[None]:
    """A beat at each change in `folder`, and every two seconds, until `stop` is set."""
    while not stop.is_set():
        try:
            async for _ in awatch(
                folder,
                recursive=False,
                step=200,
                debounce=600,
                stop_event=stop,
                yield_on_timeout=True,
                rust_timeout=_TICK_MS,
            ):
                yield
        except Exception as error:
            # The folder is away, or the system grants no more watches: looking still works.
            outage.begin(error)
            with suppress(TimeoutError):
                async with asyncio.timeout(_TICK_MS / 1000):
                    await stop.wait()
                return
            yield


def _share_no_number(
    folder: Path, channels: Mapping[str, Channel], problems: dict[str, list[Problem]]
) -> None:
    """A number that another channel has is a problem of the later one; both stay on air."""
    holders: dict[int, str] = {}
    for ident, channel in channels.items():
        if channel.number is None:
            continue
        holder = holders.setdefault(channel.number, ident)
        if holder != ident:
            text = f"{channel.number} is the number of {holder}; each channel needs its own"
            found = Problem(folder / f"{ident}.yaml", 1, 1, "number", text)
            problems[ident] = [*problems.get(ident, ()), found]


def _names(folder: Path) -> list[str]:
    """The names in `folder` that are meant to be channels, sorted. Raises `OSError`."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    meant = (".yaml", ".yml")
    return sorted(n for n in names if n.lower().endswith(meant) and not n.startswith("."))


def _too_many(folder: Path, names: list[str]) -> list[Problem]:
    if len(names) <= MOST_FILES:
        return []
    told = f"has {len(names)} channel files; the first {MOST_FILES} by name are read"
    return [Problem(folder, 1, 1, "", told)]


def _stray(path: Path) -> Problem | None:
    """What is wrong with a file's name, if anything."""
    if path.suffix != ".yaml":
        return Problem(path, 1, 1, "", "is not read: a channel file's name must end in .yaml")
    if not CHANNEL_ID.fullmatch(path.name.removesuffix(".yaml")):
        wanted = "1 to 40 lower-case letters, digits and hyphens, before .yaml"
        return Problem(path, 1, 1, "", f"is not read: the file name must be {wanted}")
    return None


def _fingerprint(folder: Path) -> frozenset[tuple[str, int, int, int, int]]:
    """What shows that a channel file has changed. Raises `OSError` where the folder is away."""
    marks = set()
    for name in _names(folder)[:MOST_FILES]:
        path = folder / name
        try:
            state = path.stat()
        except OSError:
            try:
                state = path.lstat()  # a link to nowhere
            except OSError:
                continue
        marks.add((name, state.st_ino, state.st_mtime_ns, state.st_ctime_ns, state.st_size))
    return frozenset(marks)


def _read(
    path: Path,
    contracts: Mapping[str, Contract],
    last_good: Path | None,
    env: Mapping[str, str] | None,
) -> tuple[Channel | None, list[Problem]]:
    """One channel, or what is wrong with it; a good version is remembered."""
    text = read_text(path)
    if isinstance(text, Problem):
        return None, [text]
    channel, found = parse_channel(path, text, contracts=contracts, env=env)
    if channel is not None and last_good is not None:
        _remember(text, last_good / path.name)
    return channel, found


def _remembered_names(last_good: Path) -> list[str]:
    try:
        return _names(last_good)
    except OSError:
        return []


def _forget_others(last_good: Path, names: list[str]) -> None:
    """Forget the versions of files that were removed."""
    for stale in set(_remembered_names(last_good)).difference(names):
        with suppress(OSError):
            (last_good / stale).unlink()


def _remembered(
    path: Path, contracts: Mapping[str, Contract] | None, env: Mapping[str, str] | None
) -> Channel | None:
    text = read_text(path)
    if isinstance(text, Problem):
        return None
    return parse_channel(path, text, contracts=contracts, env=env)[0]


def _remember(text: str, target: Path) -> None:
    """Keep a good version. Keys may stand in it, so it is for the station's own user."""
    try:
        target.chmod(0o600)
        if target.read_bytes() == text.encode():
            return
    except OSError:
        pass  # there is none yet
    try:
        write_atomic(target, text, private=True)
    except OSError:
        # Remembering is a convenience for the next bad edit; a full disk must not stop the read.
        return
