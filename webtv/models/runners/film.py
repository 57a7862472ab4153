"""FILM: a frame between two frames, and others between those (Reda et al., ECCV 2022).

The TorchScript of github.com/dajes/frame-interpolation-pytorch: RGB of 0 to 1, (1, 3, height,
width) with sides that its pyramid divides, and the moment between the two, from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from webtv.models.catalogue import Model, Offload
from webtv.models.device import Device
from webtv.models.runners.base import Array, Request, Tell

FILE = "film_net_fp32.pt"
_STRIDE = 64


def load(folder: Path, model: Model, device: Device, offload: Offload) -> Interpolation:
    """The network, in full precision: it is small, and its flows are in pixels."""
    network = torch.jit.load(str(folder / FILE), map_location=device.name)
    return Interpolation(network.eval(), device)


class Interpolation:
    """Takes `video` as frames and `doublings`; N frames become (N - 1) * 2^doublings + 1."""

    def __init__(self, network: Any, device: Device) -> None:
        self._network = network
        self._device = device
        self._middle = torch.full((1, 1), 0.5, device=device.name)

    def run(self, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """Clips, one after the other."""
        return [self._one(request, tell) for request in requests]

    def _one(self, request: Request, tell: Tell) -> Array:
        clip = request["video"]
        made = np.empty(((len(clip) - 1) * 2 ** request["doublings"] + 1, *clip.shape[1:]), "uint8")
        for number, frame in enumerate(self._frames(request, tell)):
            made[number] = frame
        return made

    def _frames(self, request: Request, tell: Tell) -> Iterator[Array]:
        clip = request["video"]
        height, width = clip.shape[1:3]
        for number, (before, after) in enumerate(pairwise(clip), start=1):
            yield before
            between = self._between(self._tensor(before), self._tensor(after), request["doublings"])
            for made in between:
                picture = made[0, :, :height, :width].permute(1, 2, 0)
                yield (picture.clamp(0, 1) * 255).round().to(torch.uint8).cpu().numpy()
            tell(number, len(clip) - 1)
        yield clip[-1]

    def _between(self, before: Any, after: Any, doublings: int) -> Iterator[Any]:
        if doublings < 1:
            return
        middle = self._network(before, after, self._middle)
        yield from self._between(before, middle, doublings - 1)
        yield middle
        yield from self._between(middle, after, doublings - 1)

    def _tensor(self, frame: Array) -> Any:
        """A frame on the device, with its edges repeated up to the next size that fits."""
        picture = torch.from_numpy(np.ascontiguousarray(frame)).to(self._device.name)
        picture = picture.permute(2, 0, 1)[None].float() / 255
        height, width = picture.shape[2:]
        border = (0, -width % _STRIDE, 0, -height % _STRIDE)
        return functional.pad(picture, border, mode="replicate")
