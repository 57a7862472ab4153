"""The table of contents of an archive: its last member, `manifest.json`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from pydantic import Field

from webtv.model.value import StoredValue, Timestamp
from webtv.terminal import plain

NAME = "manifest.json"

FORMAT = 1
"""The format that this version writes; it reads no newer one."""

MOST_BYTES = 64_000_000
"""A longer table is no table: this is room for `MOST_FILES`."""

MOST_FILES = 200_000
"""Files of one archive. Ten channels that have aired for a year have some ten thousand."""

_LONGEST_NAME = 600
_DEEPEST = 8

Kind = Literal["station", "channel"]


class Entry(StoredValue):
    """The length and SHA-256 of one file."""

    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(StoredValue):
    """The files of an archive, and where they are from."""

    kind: Kind
    format: int = Field(ge=1)
    version: str = Field(max_length=40, description="Of the station that wrote it.")
    made_at: Timestamp
    channel: str = Field("", max_length=40, description="Of a channel's archive: its id.")
    keys: bool = Field(False, description="Whether keys are in it.")
    notes: tuple[str, ...] = Field((), max_length=1000, description="What was left out, and why.")
    files: dict[str, Entry] = Field(max_length=MOST_FILES)


def is_name(name: str) -> bool:
    """Whether a file in an archive may have this name: a way down from its top, in plain text."""
    parts = PurePosixPath(name).parts
    return (
        0 < len(parts) <= _DEEPEST
        and "/".join(parts) == name
        and not {"/", "//", ".", ".."}.intersection(parts)
        and plain(name) == name
        and "\\" not in name
        and len(name.encode()) <= _LONGEST_NAME
    )
