"""Windows that slide over a signal whose ends are mirrored; their width costs no time.

As `uniform_filter1d` and `minimum_filter1d` of `scipy.ndimage`, for which alone the studio would
need that library and its 110 MB.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def mean(signal: NDArray[np.floating], width: int) -> NDArray[np.float64]:
    """The mean of the `width` samples around each."""
    total = np.cumsum(np.concatenate([[0.0], _mirrored(signal, width)]))
    result: NDArray[np.float64] = (total[width:] - total[:-width]) / width
    return result


def lowest(signal: NDArray[np.floating], width: int) -> NDArray[np.floating]:
    """The lowest of the `width` samples around each, by van Herk's and Gil and Werman's algorithm.

    A window spans two blocks of its own width: the end of one, and the start of the next.
    """
    mirrored = _mirrored(signal, width)
    blocks = np.pad(mirrored, (0, -len(mirrored) % width), mode="edge").reshape(-1, width)
    starts = np.minimum.accumulate(blocks, axis=1).ravel()
    ends = np.minimum.accumulate(blocks[:, ::-1], axis=1)[:, ::-1].ravel()
    count = len(signal)
    return np.minimum(ends[:count], starts[width - 1 : width - 1 + count])


def _mirrored(signal: NDArray[np.floating], width: int) -> NDArray[np.floating]:
    return np.pad(signal, (width // 2, (width - 1) // 2), mode="symmetric")
