"""The routes of a Gradio app that its callers and its page need. All others are closed.

Gradio 6.31 has about ninety. Some fetch any address (`proxy=`, `file=http...`), run ffmpeg on what
is sent (`process_recording`), go round the queue (`run/`, `api/`) or mount another app
(`monitoring/`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_GET = re.compile(
    r"""(?x) /?
    | /(?: config | theme\.css | favicon\.ico | manifest\.json | robots\.txt ) /?
    | /(?: static | assets | svelte )/ [^?]*
    | /gradio_api/(?: info | app_id | startup-events | theme\.css | queue/status ) /?
    | /gradio_api/(?: queue/data | upload_progress )
    | /gradio_api/heartbeat/ [\w-]{1,64}
    | /gradio_api/file= (?![a-zA-Z][a-zA-Z0-9+.-]*:) .+
    """
)
_POST = re.compile(r"/gradio_api/(?:queue/join|upload|cancel|reset)/?")

UPLOAD_BYTES = 200_000_000
"""Largest body of an upload."""

CALL_BYTES = 1_000_000
"""Largest body of any other request: prompts and numbers."""

_DEEPEST = 20


def is_open(method: str, path: str) -> bool:
    """Tell whether a request is let through to an app; `path` is that below the app's own."""
    pattern = {"GET": _GET, "HEAD": _GET, "POST": _POST}.get(method)
    return pattern is not None and pattern.fullmatch(path) is not None


def body_limit(path: str) -> int:
    """The most bytes that the body of a POST may have."""
    return UPLOAD_BYTES if path.rstrip("/").endswith("/gradio_api/upload") else CALL_BYTES


def foreign_path(body: bytes, uploads: Path) -> str | None:
    """Describe what is wrong with the files that a call names; None if all were uploaded before.

    Gradio checks only values that are marked as files, and fetches addresses by itself.
    """
    try:
        call = json.loads(body)
    except (ValueError, RecursionError):
        return "the body must be JSON"
    root = uploads.resolve()
    try:
        for path in _paths(call):
            if not isinstance(path, str) or "\0" in path:
                return "a path must be text"
            if not Path(path).resolve().is_relative_to(root):
                return "a file must be uploaded before it is used"
    except (OSError, ValueError, RuntimeError):  # half a character, or links in a circle
        return "a path cannot be looked at"
    except _TooDeepError:
        return f"the body must be at most {_DEEPEST} levels deep"
    return None


class _TooDeepError(Exception):
    """No call of these apps is nested so deep."""


def _paths(value: Any, depth: int = 0) -> Iterator[Any]:
    if depth > _DEEPEST:
        raise _TooDeepError
    if isinstance(value, Mapping):
        if value.get("path") is not None:
            yield value["path"]
        for each in value.values():
            yield from _paths(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _paths(each, depth + 1)
