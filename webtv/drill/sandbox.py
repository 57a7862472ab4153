"""The sandbox of a drill: home, ports and channel files of its own, and settings without a key."""

from __future__ import annotations

import os
import random
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic import SecretStr

import webtv
from webtv.config.channel import Channel
from webtv.config.channels import read_lineup
from webtv.config.contracts import load_contracts
from webtv.config.document import read_document, read_text
from webtv.config.problem import Problem
from webtv.config.settings import Settings, is_secret, variable
from webtv.drill.films import fitting, list_all, make_films, take_along
from webtv.drill.lineup import rehearsed, small
from webtv.environment import plain
from webtv.errors import PreflightError
from webtv.media.process.binary import find_ffmpeg
from webtv.store.library import Library

MOST_CHANNELS = 2
"""Channels that are rehearsed: each has two viewers of its own, who need a processor too."""

PORTS = ("web_port", "rtmp_port", "flv_port", "spaces_port", "control_port", "console_port")
"""The settings of the ports that a sandbox has for itself."""

_FIRST, _PAST = 10_000, 32_768
"""Below those that the system gives to connections on its own (Linux: ip_local_port_range)."""


@dataclass(frozen=True)
class Sandbox:
    """A copy of the station that may be hurt."""

    folder: Path
    settings: Settings
    channels: Mapping[str, Channel]
    model_port: int
    """Where production looks for a model server of this machine."""

    database: SecretStr | None = None
    """Where the station's machines share a Postgres: a server on which a database can be made."""

    left_out: tuple[str, ...] = ()
    """The station's other channels, and why each is not rehearsed."""

    own_films: tuple[str, ...] = ()
    """Channels that show programmes of the real library."""

    def environ(self, **more: object) -> dict[str, str]:
        """The environment that parts are given their share of: settings, and no key of anybody's.

        Nothing is read from `.env`, as parts run in `folder`, and nothing from files of secrets.
        """
        told = {
            variable(name): str(value)
            for name in Settings.model_fields
            if variable(name).startswith("WEBTV_") and not is_secret(name)
            if (value := getattr(self.settings, name)) is not None
        }
        package = str(Path(webtv.__file__).parents[1])
        paths = filter(None, (package, os.environ.get("PYTHONPATH", "")))
        return {
            **plain(),
            **told,
            "PYTHONPATH": os.pathsep.join(paths),
            **{name: str(value) for name, value in more.items()},
        }


def make_sandbox(settings: Settings, folder: Path, *, stop: threading.Event) -> Sandbox:
    """Copy what a drill needs of the station of `settings` into the empty `folder`.

    Raises `PreflightError` if no channel can be rehearsed, and `MediaError`, also when `stop` is
    set meanwhile.
    """
    *ports, model_port = free_ports(len(PORTS) + 1)
    own = _settings(settings, folder, dict(zip(PORTS, ports, strict=True)), model_port)
    contracts = load_contracts(settings.contracts_dir)
    lineup = read_lineup(settings.channels_dir, contracts=contracts)
    wanted = [name for name in lineup.numbers if name in lineup.channels]
    left_out = [f"{name}: its file has errors" for name in lineup.problems]
    left_out += [f"{name}: {MOST_CHANNELS} are rehearsed" for name in wanted[MOST_CHANNELS:]]
    source, target = Library(settings.library_dir), Library(own.library_dir)
    own.channels_dir.mkdir(parents=True)
    own_films = []
    for name in wanted[:MOST_CHANNELS]:
        house = lineup.channels[name].house
        found = fitting(source, name, house)
        if found:
            own_films.append(name)
            take_along(found, source=source, target=target)
        else:
            house = small(house)
            found = make_films(find_ffmpeg(own.ffmpeg), target, name, house, stop=stop)
        list_all(found, target, own.playlists_dir)
        values = _values(settings.channels_dir / f"{name}.yaml")
        (own.channels_dir / f"{name}.yaml").write_text(rehearsed(values, house), "utf-8")
    copied = read_lineup(own.channels_dir, contracts=load_contracts(own.contracts_dir), env={})
    if not copied.channels:
        reasons = [*left_out, *(copied.error_text(name) for name in copied.problems)]
        raise PreflightError(
            f"no channel of {settings.channels_dir} can be rehearsed: "
            + ("; ".join(reasons) or "there is none")
        )
    return Sandbox(
        folder=folder,
        settings=own,
        channels=copied.channels,
        model_port=model_port,
        database=settings.database_url if settings.machine is not None else None,
        left_out=tuple(left_out),
        own_films=tuple(own_films),
    )


def free_ports(wanted: int) -> list[int]:
    """So many different TCP ports that nobody listens on."""
    return list(islice(filter(_is_free, _turn()), wanted))


def _settings(
    settings: Settings, folder: Path, ports: Mapping[str, int], model_port: int
) -> Settings:
    """The station's settings with all that leads out of the sandbox taken out."""
    inside: dict[str, Any] = {
        **{name: None for name in Settings.model_fields if is_secret(name)},
        **ports,
        "home": folder / "home",
        "channels_dir": folder / "channels",
        "playlists_dir": folder / "playlists",
        "secrets_dir": folder / "no-secrets",
        **dict.fromkeys(("host", "spaces_host", "control_host", "console_host"), "127.0.0.1"),
        **dict.fromkeys(("spaces_url", "rtmp_url", "probe_hls_url", "openai_base_url")),
        **dict.fromkeys(("store", "store_endpoint", "machine", "home_gb")),
        **dict.fromkeys(("console_url", "console_cert", "console_key")),
        "store_hls": False,
        "ffmpeg": find_ffmpeg(settings.ffmpeg) if settings.ffmpeg else None,
        "console": "off",
        "model_ports": str(model_port),
        "production": True,
        "spaces_engine": "studio",
        "spaces_workers": 1,
        "log_level": "info",
        "log_format": "json",
        "log_target": "file",
    }
    return settings.model_copy(update=inside)


def _values(path: Path) -> Mapping[str, Any]:
    text = read_text(path)
    document = text if isinstance(text, Problem) else read_document(path, text)
    if isinstance(document, Problem):
        raise PreflightError(str(document))  # it has changed since
    return document.plain()[0]


def _turn() -> Iterator[int]:
    """Every port, from anywhere on."""
    first = random.randrange(_FIRST, _PAST)
    return iter((*range(first, _PAST), *range(_FIRST, first)))


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
