"""Operators' standing orders on disk: `<channel>.json`, written by playout, read by production."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from webtv.files import write_atomic
from webtv.model.control import ControlState


def read_control(folder: Path, channel: str) -> ControlState:
    """The orders for one channel; none if there is no file or it is damaged."""
    try:
        return ControlState.model_validate_json((folder / f"{channel}.json").read_bytes())
    except (OSError, ValidationError):
        return ControlState()


def write_control(folder: Path, channel: str, state: ControlState) -> None:
    """Keep the orders for one channel, durably. Raises `OSError`."""
    write_atomic(folder / f"{channel}.json", state.model_dump_json(indent=1))
