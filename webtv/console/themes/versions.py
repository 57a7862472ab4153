"""Every text that a channel file had, as far as the console knows: `HOME/console/versions/`.

Keys may stand in them, so they are for the station's own user, and shown without keys.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field, ValidationError

from webtv.config.document import MAX_BYTES
from webtv.files import read_regular, write_atomic
from webtv.model.value import StoredValue, Timestamp

KEPT = 200
"""Versions of one channel; the oldest go."""

_NAME = re.compile(r"([0-9]{6,9})\.json\Z")


class Version(StoredValue):
    """One text of a channel file, and who put it there."""

    number: int = Field(ge=1)
    at: Timestamp
    by: str = Field(description="An account; empty for what was found on disk.")
    text: str = Field(max_length=MAX_BYTES)


class Versions:
    """The versions of all channels."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, channel: str, text: str, *, by: str) -> Version:
        """Keep a text as the newest version. Raises `OSError`."""
        numbers = self._numbers(channel)
        number = (numbers[-1] if numbers else 0) + 1
        version = Version(number=number, at=datetime.now(UTC), by=by, text=text)
        write_atomic(self._path(channel, number), version.model_dump_json(), private=True)
        for old in numbers[: max(0, len(numbers) + 1 - KEPT)]:
            with suppress(OSError):
                self._path(channel, old).unlink()
        return version

    def all(self, channel: str) -> list[Version]:
        """The versions of one channel, newest first; damaged ones are left out."""
        found = (self.get(channel, number) for number in reversed(self._numbers(channel)))
        return [version for version in found if version is not None]

    def last(self, channel: str) -> Version | None:
        """The newest version of one channel."""
        numbers = self._numbers(channel)
        return self.get(channel, numbers[-1]) if numbers else None

    def get(self, channel: str, number: int) -> Version | None:
        """One version; None if there is none, or it is damaged."""
        try:
            data = read_regular(self._path(channel, number), most_bytes=8 * MAX_BYTES)
            return Version.model_validate_json(data)
        except (OSError, ValidationError):
            return None

    def _numbers(self, channel: str) -> list[int]:
        try:
            names = [path.name for path in (self._folder / channel).iterdir()]
        except OSError:
            return []
        return sorted(int(match[1]) for name in names if (match := _NAME.match(name)))

    def _path(self, channel: str, number: int) -> Path:
        return self._folder / channel / f"{number:06d}.json"
