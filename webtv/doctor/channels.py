"""The channels: their files, the servers they send to, the Spaces that film for them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from webtv.check import check_channels
from webtv.config.channels import Lineup
from webtv.config.destination import RtmpDestination
from webtv.config.settings import Settings
from webtv.doctor.finding import Finding, fault, note
from webtv.doctor.reach import unreachable
from webtv.spacecheck.look import look_at
from webtv.spacecheck.sight import Subject

MOST = 20
"""So many errors of channel files are told; `webtv check` has them all."""

_PORTS = {"rtmp": 1935, "rtmps": 443}
_UNSET = re.compile(r"environment variable (\w+) is not set")


def look_at_channels(
    settings: Settings, lineup: Lineup, subjects: Iterable[Subject]
) -> Iterator[Finding]:
    """Look at channel files, and at all that they name on other machines."""
    errors = check_channels(settings)[1]
    yield from map(_error, errors[:MOST])
    if errors[MOST:]:
        yield note("channels", f"{len(errors) - MOST} more errors", "see `webtv check`")
    if not errors:
        yield Finding("channels", f"{len(lineup.channels)} right")
    yield from _servers(settings, lineup)
    yield from _spaces(settings, subjects)


def addresses(settings: Settings, lineup: Lineup) -> list[str]:
    """Every web address that settings and channels name: their servers know what time it is."""
    found = [settings.openai_base_url, settings.spaces_url]
    for channel in lineup.channels.values():
        found.append(channel.writer.base_url)
        for stage in channel.pipeline.stages().values():
            found += [source for backend in stage.chain for source in backend.sources]
    return [each for each in found if each and each.startswith(("http://", "https://"))]


def _error(line: str) -> Finding:
    if unset := _UNSET.search(line):
        return fault("channels", line, f"set {unset[1]} in .env")
    return fault("channels", line, "correct that place; `webtv check` says when it is right")


def _servers(settings: Settings, lineup: Lineup) -> Iterator[Finding]:
    """RTMP servers elsewhere; the station's own is started with it."""
    wanted: dict[tuple[str, int], list[str]] = {}
    for name, channel in lineup.channels.items():
        for config in channel.destinations:
            if isinstance(config, RtmpDestination):
                _note_server(wanted, config.address, f"{name}: {config.id}")
    if settings.rtmp_url:
        _note_server(wanted, settings.rtmp_url, "WEBTV_RTMP_URL")
    with ThreadPoolExecutor(16) as pool:
        reasons = list(pool.map(lambda place: unreachable(*place), wanted))
    for ((host, port), users), reason in zip(wanted.items(), reasons, strict=True):
        told = f"the RTMP server at {host}:{port} {reason or 'takes connections'}"
        cure = "start it, correct its address, or open the way through the firewall"
        for user in users:
            yield fault(user, told, cure) if reason else Finding(user, told)


def _note_server(wanted: dict[tuple[str, int], list[str]], address: str, user: str) -> None:
    parts = urlsplit(address)
    if parts.hostname:
        place = parts.hostname, parts.port or _PORTS.get(parts.scheme, 1935)
        wanted.setdefault(place, []).append(user)


def _spaces(settings: Settings, used: Iterable[Subject]) -> Iterator[Finding]:
    """Spaces and vendors elsewhere; the local ones are started with the station."""
    subjects = [each for each in used if _is_elsewhere(each, settings)]
    if not subjects:
        return
    for sight in asyncio.run(look_at(subjects, settings, call=False)).sights:
        name = sight.subject.backend
        if not sight.problem:
            yield Finding(name, sight.state)
            continue
        users = ", ".join(sight.subject.channels)
        cure = f"start it, correct its `source` in {users}, or give that stage `fallbacks`"
        yield fault(name, sight.problem, cure)


def _is_elsewhere(subject: Subject, settings: Settings) -> bool:
    return not subject.address.local or settings.spaces_url is not None
