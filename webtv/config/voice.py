"""The voice of a channel file that names none: English is narrated, and `narration: off` is enough
to have it silent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_OFF = ("off", "Off", "OFF", False, None)
_OWN = {"space": "kokoro"}
"""The station's own voice, which speaks English alone."""


def with_voice(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a channel file with `pipeline.narration` as they mean it."""
    pipeline = values.get("pipeline", {})
    if not isinstance(pipeline, Mapping):
        return dict(values)
    silent = "narration" in values and values["narration"] in _OFF
    if silent or ("narration" in pipeline and pipeline["narration"] in _OFF):
        voice = None
    elif "narration" in pipeline:
        return dict(values)
    elif str(values.get("language", "en")).startswith("en"):
        voice = _OWN
    else:
        return dict(values)
    kept = {name: value for name, value in values.items() if name != "narration" or not silent}
    return {**kept, "pipeline": {**pipeline, "narration": voice}}
