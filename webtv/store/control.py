"""Operators' standing orders on disk: `<channel>.json`, written by playout, read by production.

A second copy is kept, since a pulled programme must stay off the air whatever happens to a file.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from webtv.files import read_regular, write_atomic
from webtv.model.control import ControlState

MOST_BYTES = 4_000_000
"""Longer orders are damaged: this is room for some hundred thousand pulled programmes."""


def read_control(folder: Path, channel: str) -> tuple[ControlState, str]:
    """The orders for one channel, and what is wrong with their file; empty if nothing is.

    From a damaged file the copy counts; without one there are no orders.
    """
    problem = ""
    for path in _paths(folder, channel):
        try:
            data = read_regular(path, most_bytes=MOST_BYTES)
            return ControlState.model_validate_json(data), problem
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValidationError) as error:
            reason = "it is damaged" if isinstance(error, ValidationError) else str(error)
            problem = problem or f"{path}: {reason}"
    return ControlState(), problem


def write_control(folder: Path, channel: str, state: ControlState) -> None:
    """Keep the orders for one channel, durably. Raises `OSError`."""
    for path in _paths(folder, channel):
        write_atomic(path, state.model_dump_json(indent=1))


def _paths(folder: Path, channel: str) -> tuple[Path, Path]:
    return folder / f"{channel}.json", folder / f"{channel}.copy"
