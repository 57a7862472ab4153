"""What was said last, so that it is said once and again only when it is another thing."""

from __future__ import annotations

from collections.abc import Hashable


class Changes:
    """Remembers the last value of each key."""

    def __init__(self) -> None:
        self._last: dict[Hashable, Hashable] = {}

    def changed(self, value: Hashable, *, of: Hashable = "") -> bool:
        """Take note of the value of a key; whether it is its first one, or another than before."""
        known = of in self._last and self._last[of] == value
        self._last[of] = value
        return not known
