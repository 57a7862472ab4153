"""A channel file as it is rehearsed: what viewers know of the channel, and nothing that costs money
or leaves this machine.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from webtv.model.house import HouseFormat

_KEPT = (
    *("title", "number", "theme", "theme_en", "description", "style", "music_style", "tone"),
    *("cast", "places", "series", "timezone", "dayparts", "language", "avoid", "hls", "bug"),
    *("titles", "qc"),
)
"""Fields that name no backend, no address and no file."""

_LOCAL: Mapping[str, Any] = {
    "writer": {"kind": "auto"},
    "programme": {"shots": 3, "shot_s": 2},
    "pipeline": {
        "video": {"space": "zeroscope-v2"},
        "upscale": None,
        "interpolate": None,
        "music": {"space": "musicgen"},
    },
    "narration": "off",
    "clock": {"ident_every": 0, "trails": False},
    "safety": {"moderation": "words"},
    "production": {"first": 50, "fresh_per_hour": 240, "buffer_s": 86_400},
}
"""Short programmes without end, by the paper theatre alone: production is always at work."""

_SIDES = ("width", "height")
_SMALL_PX = 640
"""The longer side of the picture where no programme of the station's own is shown."""


def rehearsed(values: Mapping[str, Any], house: HouseFormat) -> str:
    """The text of the channel file for the drill, from the fields of the operator's.

    It is JSON, which YAML is a superset of: nothing in a title needs another way of quoting.
    """
    kept = {name: values[name] for name in _KEPT if values.get(name) is not None}
    cast = kept.get("cast")
    if isinstance(cast, list):  # whose pictures and voices stay at home
        kept["cast"] = [_without(member, "image", "voice") for member in cast]
    kept["hls"] = _without(kept.get("hls", {}), "ladder")
    fields = {**kept, **_LOCAL, "house": house.model_dump(mode="json")}
    return json.dumps(fields, indent=1)


def small(house: HouseFormat) -> HouseFormat:
    """A house format of the same shape and rate that is encoded quickly."""
    share = min(1.0, _SMALL_PX / max(house.width, house.height))
    # Whole blocks of four: half of it, which colours have, is even too.
    size = {side: max(128, round(getattr(house, side) * share / 4) * 4) for side in _SIDES}
    return house.model_copy(update=size)


def _without(fields: Any, *names: str) -> Any:
    if not isinstance(fields, dict):
        return fields
    return {name: value for name, value in fields.items() if name not in names}
