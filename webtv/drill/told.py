"""What the station says of a fault: its logs, its health, and what its supervisor sees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from webtv.terminal import plain

_LEVELS = ("warning", "error", "critical")
_BACK = (" again", "back", "found", "restored")
"""Words of the lines that tell of an end, at a level below."""

_REASONS = ("error", "reason", "fault", "said", "silent")
_LONGEST = 200
_MOST_BYTES = 4 << 20


class Told:
    """Reads the logs in a folder behind their writers, and keeps what it is told besides."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[Path, int] = {}
        self._heard: list[str] = []

    def say(self, line: str) -> None:
        """Take note of something that no log has."""
        if line not in self._heard:
            self._heard.append(line)

    def new(self) -> list[str]:
        """All that was said since the last call, each once."""
        said, self._heard = self._heard, []
        for path in sorted(self._folder.glob("*.log")):
            said += self._lines(path)
        return list(dict.fromkeys(said))

    def _lines(self, path: Path) -> list[str]:
        try:
            with path.open("rb") as file:
                file.seek(self._read.get(path, 0))
                data = file.read(_MOST_BYTES)
        except OSError:
            return []
        whole = data.rpartition(b"\n")[0]
        self._read[path] = self._read.get(path, 0) + len(whole) + bool(whole)
        found = (worth_telling(path.stem, line) for line in whole.splitlines())
        return [each for each in found if each]


def worth_telling(part: str, line: bytes) -> str:
    """A line of a log in words; empty if nobody needs to hear it."""
    try:
        entry: Any = json.loads(line)
    except ValueError:
        return ""
    if not isinstance(entry, dict):
        return ""
    event = str(entry.get("event", ""))
    ends = any(word in event for word in _BACK)
    if entry.get("level") not in _LEVELS and not ends:
        return ""
    about = [str(entry[name]) for name in ("channel", "destination", "backend") if entry.get(name)]
    why = next((str(entry[name]) for name in _REASONS if entry.get(name)), "")
    head = f"{part}: {event}" + (f" ({', '.join(about)})" if about else "")
    text = plain(f"{head}: {why}" if why else head)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
