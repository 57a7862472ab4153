"""The processor as the device of models; `device.py` has the GPUs. No torch is needed here."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import psutil

GIGABYTE = 1e9

_NO_MEMORY = ("not enough memory", "can't allocate memory", "out of memory")


@dataclass(frozen=True, slots=True)
class Processor:
    """`limit_gb` is the most memory that models may fill, if any."""

    name: str = "cpu"
    limit_gb: float | None = None

    @property
    def accelerated(self) -> bool:
        """Whether it has memory of its own, into which models are brought."""
        return self.name != "cpu"

    def works(self) -> bool:
        """Tell whether it still computes."""
        return True

    def inference(self) -> AbstractContextManager[object]:
        """What models are run within."""
        return nullcontext()

    def total_gb(self) -> float:
        """Memory that models may fill."""
        return min(psutil.virtual_memory().total / GIGABYTE, self.limit_gb or float("inf"))

    def free_gb(self) -> float:
        """Memory that is free now, as far as this process and others leave any."""
        free_gb = psutil.virtual_memory().available / GIGABYTE
        if self.limit_gb is None:
            return free_gb
        return min(free_gb, self.limit_gb - psutil.Process().memory_info().rss / GIGABYTE)

    def tidy(self) -> None:
        """Give memory back that nothing refers to any more."""
        gc.collect()

    def peak_gb(self) -> float | None:
        """The most memory taken since this was asked last; None where nobody counts."""
        return None


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether this is what a device says that has no room left."""
    # Torch's own error is a RuntimeError that says so, too.
    return isinstance(error, MemoryError) or (
        isinstance(error, RuntimeError) and any(each in str(error) for each in _NO_MEMORY)
    )
