"""The names of files in a channel's archive.

channel.yaml          the channel file, without keys
assets/NAME           what lies in HOME/assets/<channel>/
programmes/ID.json    a programme's sidecar
programmes/ID.mp4     its film
"""

from __future__ import annotations

import re

CHANNEL, ASSETS, PROGRAMMES = "channel.yaml", "assets", "programmes"

_NAMES = re.compile(
    rf"{re.escape(CHANNEL)}"
    rf"|{ASSETS}/[\w-][\w .-]{{0,99}}"  # as `webtv.config.story.FileName` has it
    rf"|{PROGRAMMES}/[0-9]{{8}}T[0-9]{{6}}-[0-9a-f]{{6}}\.(json|mp4)"
)


def belongs(name: str) -> bool:
    """Whether a file of this name may be in a channel's archive."""
    return _NAMES.fullmatch(name) is not None
