"""The list of what an operator never wants again: `HOME/bans.json`, kept by `webtv programmes ban`.

A banned seed is not filmed with, and what was made with it does not air.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError

from webtv.errors import ConfigError
from webtv.files import read_regular, write_atomic
from webtv.model.programme import Programme
from webtv.model.value import StoredValue

MOST_BYTES = 16_000_000
"""Longer bans are damaged: this is room for a million."""


class Bans(StoredValue):
    """Seeds and programmes that must not come again."""

    seeds: tuple[int, ...] = Field((), description="Seeds of generators.")
    programmes: tuple[str, ...] = Field((), description="Ids of programmes.")

    def covers(self, programme: Programme) -> bool:
        """Tell whether a programme must not air."""
        return programme.id in self.programmes or not programme.seeds.isdisjoint(self.seeds)

    def adding(self, *, seeds: tuple[int, ...] = (), programmes: tuple[str, ...] = ()) -> Bans:
        """The bans with more of them."""
        return Bans(
            seeds=tuple(dict.fromkeys((*self.seeds, *seeds))),
            programmes=tuple(dict.fromkeys((*self.programmes, *programmes))),
        )

    def lifting(self, *, seeds: tuple[int, ...] = (), programmes: tuple[str, ...] = ()) -> Bans:
        """The bans without these."""
        return Bans(
            seeds=tuple(s for s in self.seeds if s not in seeds),
            programmes=tuple(p for p in self.programmes if p not in programmes),
        )


def read_bans(path: Path) -> Bans:
    """The bans in force. A damaged file is a `ConfigError`: nobody may take it for "none"."""
    try:
        return Bans.model_validate_json(read_regular(path, most_bytes=MOST_BYTES))
    except FileNotFoundError:
        return Bans()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise ConfigError(f"{path}: {place}: {first['msg']}".replace(": : ", ": ")) from None


def write_bans(path: Path, bans: Bans) -> None:
    """Put bans in force, durably. Raises `OSError`."""
    write_atomic(path, bans.model_dump_json(indent=1))
