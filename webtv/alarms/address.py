"""The address of a service that people are called by, most of which is keys."""

from __future__ import annotations

import re
from urllib.parse import unquote

SHORTEST_KEY = 5
"""Characters of the shortest part that may be a key; shorter ones are in every text."""

_BETWEEN = re.compile(r"[/:?&=@,#]+")


def keys_of(address: str) -> frozenset[str]:
    """All of an address that may be a key: every part but its kind and its host.

    Of many services the first part is a key and no host: hosts have dots.
    """
    _, _, rest = address.partition("://")
    host = rest.partition("/")[0].rpartition("@")[2].partition("?")[0].partition(":")[0]
    parts = {part for each in (rest, unquote(rest)) for part in _BETWEEN.split(each)}
    public = {host} if "." in host else set()
    return frozenset(part for part in parts - public if len(part) >= SHORTEST_KEY)
