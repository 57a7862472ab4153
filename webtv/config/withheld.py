"""Channels as a part of the station reads them that was given no keys."""

from __future__ import annotations

from typing import Any

from webtv.environment import WITHHELD


def without_withheld(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a channel file in which no destination needs a key that was withheld.

    Whether an address or key is well formed cannot be told from a stand-in. A part without keys
    sends to no destination: it needs the name of each and where the public watches it.
    """
    destinations = values.get("destinations")
    if not isinstance(destinations, list):
        return values
    return {**values, "destinations": [_reduced(each) for each in destinations]}


def _reduced(destination: Any) -> Any:
    if not isinstance(destination, dict) or not any(
        isinstance(value, str) and WITHHELD in value for value in destination.values()
    ):
        return destination
    # A recording is the kind of destination that has neither address nor key.
    kept = {name: destination[name] for name in ("id", "probe_url") if name in destination}
    return {**kept, "kind": "file"}
