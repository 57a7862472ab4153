"""What runners have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from numpy.typing import NDArray

Tell = Callable[[int, int], None]
"""Is told after each step how many are done, and of how many."""

Request = Mapping[str, Any]
Array = NDArray[Any]


class Runner(Protocol):
    """A loaded model."""

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """What was made of each request: frames (n, height, width, 3) of uint8, or sound
        (samples, channels) of float32.
        """
