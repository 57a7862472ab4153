"""The names by which television apps know this station and its channels, the same for ever."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass
from functools import reduce
from operator import xor

from webtv.config.settings import Settings
from webtv.errors import ConfigError
from webtv.store.secret import read_secret

_NAMESPACE = uuid.UUID("6f1d0d3e-8f2b-5c57-9a35-3c8b1b8e6f10")

_CHECK = (10, 5, 15, 6, 7, 12, 1, 11, 9, 2, 8, 13, 4, 3, 14, 0)
"""Stands for every other digit in the checksum of a device id (libhdhomerun,
`hdhomerun_discover_validate_device_id`)."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A station among others, as eight hex digits."""

    name: str

    def channel(self, channel: str) -> str:
        """The id of a channel in XMLTV and M3U: `tides.1a2b3c4d.webtv`, unlike any other's.

        It has the form of a domain name, as XMLTV asks for.
        """
        return f"{channel}.{self.name}.webtv"

    @property
    def device(self) -> str:
        """The id of the tuner: eight hex digits that pass HDHomeRun's check."""
        digits = [1, *(int(digit, 16) for digit in self.name[:6])]
        counted = (_CHECK[d] if place % 2 == 0 else d for place, d in enumerate(digits))
        return "".join(f"{digit:X}" for digit in (*digits, reduce(xor, counted)))

    @property
    def udn(self) -> str:
        """The unique device name of UPnP."""
        return f"uuid:{uuid.uuid5(_NAMESPACE, self.name)}"


def identity_of(settings: Settings) -> Identity:
    """The identity of the station at HOME, made with HOME/station.id on the first call.

    Where that file cannot be had it goes by HOME's path, which is the same as long as that is.
    """
    try:
        seed = read_secret(settings.station_id_file)
    except (ConfigError, OSError):
        seed = str(settings.home)
    return Identity(hashlib.sha256(seed.encode("utf-8", "surrogateescape")).hexdigest()[:8])
