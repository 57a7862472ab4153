"""The device that models run on: a GPU where there is one, else the processor."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import Literal

import psutil
import torch

GIGABYTE = 1e9


@dataclass(frozen=True, slots=True)
class Device:
    """`name` is torch's, `limit_gb` the most that may be used. `bf16` says whether it computes in
    that format by itself.
    """

    name: str
    bf16: bool
    limit_gb: float | None = None

    @property
    def accelerated(self) -> bool:
        """Whether it has memory of its own, into which models are brought."""
        return self.name != "cpu"

    def dtype(self, half: Literal["fp16", "bf16"]) -> torch.dtype:
        """The format for a model that was trained for `half`: processors compute in fp32."""
        if not self.accelerated:
            return torch.float32
        return torch.bfloat16 if half == "bf16" and self.bf16 else torch.float16

    def works(self) -> bool:
        """Tell whether it still computes."""
        try:
            torch.ones(1, device=self.name).add(1).item()
        except Exception:  # whatever its driver says
            return False
        return True

    def total_gb(self) -> float:
        """Memory that models may fill."""
        if self.name == "cuda":
            total = torch.cuda.mem_get_info()[1]
        else:  # an Apple GPU shares the machine's memory
            total = psutil.virtual_memory().total
        return float(min(total / GIGABYTE, self.limit_gb or float("inf")))

    def free_gb(self) -> float:
        """Memory that is free now, as far as this process and others leave any."""
        if self.name == "cuda":
            free = torch.cuda.mem_get_info()[0]
            free += torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
            used = torch.cuda.memory_allocated()
        else:
            free = psutil.virtual_memory().available
            used = psutil.Process().memory_info().rss
        if self.limit_gb is None:
            return float(free / GIGABYTE)
        return float(min(free / GIGABYTE, self.limit_gb - used / GIGABYTE))

    def tidy(self) -> None:
        """Give memory back that nothing refers to any more."""
        gc.collect()
        if self.name == "cuda":
            torch.cuda.empty_cache()

    def peak_gb(self) -> float | None:
        """The most memory taken since this was asked last; None where nobody counts."""
        if self.name != "cuda":
            return None
        peak = torch.cuda.max_memory_allocated() / GIGABYTE
        torch.cuda.reset_peak_memory_stats()
        return float(peak)


def find_device(*, limit_gb: float | None = None) -> Device:
    """The best device here. A CUDA device says that it is out of memory beyond `limit_gb`."""
    if torch.cuda.is_available():
        # True for cards that only emulate it, unless asked not to count those.
        whole = torch.cuda.is_bf16_supported(including_emulation=False)
        torch.backends.cuda.matmul.allow_tf32 = True
        if limit_gb is not None:
            total = torch.cuda.mem_get_info()[1]
            torch.cuda.set_per_process_memory_fraction(min(1.0, limit_gb * GIGABYTE / total))
        return Device("cuda", whole, limit_gb)
    if torch.backends.mps.is_available():
        return Device("mps", False, limit_gb)
    return Device("cpu", True, limit_gb)


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether this is what a device says that has no room left."""
    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    # The processor's allocator and some kernels of CUDA raise nothing more special.
    text = str(error)
    return isinstance(error, RuntimeError) and (
        "not enough memory" in text or "can't allocate memory" in text or "out of memory" in text
    )
