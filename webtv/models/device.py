"""The device that torch computes on: a GPU where there is one, else the processor."""

from __future__ import annotations

import gc
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Literal

import torch

from webtv.models.processor import GIGABYTE, Processor


@dataclass(frozen=True, slots=True)
class Device(Processor):
    """`name` is torch's. `bf16` says whether it computes in that format by itself."""

    bf16: bool = True

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

    def inference(self) -> AbstractContextManager[object]:
        """What models are run within: torch keeps nothing for training."""
        mode: AbstractContextManager[object] = torch.inference_mode()
        return mode

    def total_gb(self) -> float:
        """Memory that models may fill."""
        if self.name != "cuda":  # an Apple GPU shares the machine's memory
            return Processor.total_gb(self)
        total = torch.cuda.mem_get_info()[1]
        return float(min(total / GIGABYTE, self.limit_gb or float("inf")))

    def free_gb(self) -> float:
        """Memory that is free now, as far as this process and others leave any."""
        if self.name != "cuda":
            return Processor.free_gb(self)
        free = torch.cuda.mem_get_info()[0]
        free += torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
        if self.limit_gb is None:
            return float(free / GIGABYTE)
        used = torch.cuda.memory_allocated()
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
        return Device("cuda", limit_gb, bf16=whole)
    if torch.backends.mps.is_available():
        return Device("mps", limit_gb, bf16=False)
    return Device(limit_gb=limit_gb)
