"""The programs that the station starts: ffmpeg and Node.js, and what they must be able to do."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from webtv.config.settings import Settings
from webtv.doctor.finding import Finding, fault, note, refusal
from webtv.environment import plain
from webtv.errors import PreflightError
from webtv.media.process.binary import find_ffmpeg
from webtv.rtmp.node import find_node

OLDEST = (5, 1)
"""The first ffmpeg with `-fps_mode`, https://ffmpeg.org/changelog.html (5.1)."""

_NEEDED = {"encoders": ("libx264", "aac"), "filters": ("ass", "loudnorm")}
_ANSWER_S = 30.0
_OTHER = "unset WEBTV_FFMPEG to use the one that comes with the station"


def look_at_programs(settings: Settings) -> Iterator[Finding]:
    """Look at ffmpeg and Node.js."""
    yield _ffmpeg(settings)
    try:
        node = find_node()
    except PreflightError as error:
        yield refusal("node", error)
    else:
        said = _asked(node, "--version")
        yield Finding("node", f"{node}, {said.strip()}")


def _ffmpeg(settings: Settings) -> Finding:
    try:
        found = find_ffmpeg(settings.ffmpeg)
        usual = find_ffmpeg(None) if settings.ffmpeg else found
    except PreflightError as error:
        return refusal("ffmpeg", error)
    try:
        version = _asked(found, "-version").partition(" Copyright")[0].strip()
        for kind, names in _NEEDED.items():
            listed = _asked(found, "-hide_banner", f"-{kind}").split()
            if lacking := [name for name in names if name not in listed]:
                told = f"{found} has no {kind} {', '.join(lacking)}"
                return fault("ffmpeg", told, _OTHER if settings.ffmpeg else "install another")
        numbers = _numbers(version)
        if numbers and numbers < OLDEST:
            told = f"{version} is older than {OLDEST[0]}.{OLDEST[1]}"
            return fault("ffmpeg", told, _OTHER)
        if settings.ffmpeg and numbers[:1] != _numbers(_asked(usual, "-version"))[:1]:
            return note("ffmpeg", f"{version}, which the station was not tested with", _OTHER)
    except (OSError, subprocess.SubprocessError) as error:
        return fault("ffmpeg", f"{found} does not run ({error})", "set WEBTV_FFMPEG to another")
    return Finding("ffmpeg", version)


def _asked(program: Path, *arguments: str) -> str:
    return subprocess.run(
        [str(program), *arguments],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_ANSWER_S,
        check=True,
        env=plain(),
    ).stdout


def _numbers(version: str) -> tuple[int, ...]:
    """Its version as numbers; empty for a build without, such as one of the day."""
    found = re.match(r"ffmpeg version n?(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else ()
