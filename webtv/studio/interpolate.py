"""New frames between frames, by motion: what moves is moved, not faded.

Dense optical flow is measured both ways between two frames at half size. For a moment t
between them the flow to either frame is the quadratic mix used by Super SloMo (Jiang et al.,
CVPR 2018, eq. 4); both frames are warped to t and blended by nearness in time and by trust,
which is low where the two flows contradict each other, that is where something is uncovered.
Where the flows contradict each other nearly everywhere there is no motion to follow: across a cut
the nearer frame is held, a smaller change (fog, boiling noise) is crossfaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from webtv.studio import raster
from webtv.studio.raster import Frame, Motion, Plane

_LOST = 0.35
"""Mean trust below which the frames show no common motion. Measured: 0.85 to 1 within shots,
flashes included; below 0.05 across cuts."""

_CUT_CHANGE = 8.0
"""Mean luma difference (of 255) from which such a change is a cut."""

_TRUST_PX = 1.5
"""Disagreement of the two flows, in pixels at half size, at which trust has fallen to 1/e."""


HEIGHT = 512
"""Lines of what FILM's Space makes."""


def fitted(width: int, height: int) -> tuple[int, int]:
    """A size at FILM's height, an even number of columns."""
    return round(width * HEIGHT / height / 2) * 2, HEIGHT


def fit_height(frame: Frame) -> Frame:
    """`frame` scaled as FILM's Space does."""
    width, height = fitted(frame.shape[1], frame.shape[0])
    if frame.shape[:2] == (height, width):
        return frame
    if height < frame.shape[0]:
        return raster.shrink(frame, width, height)
    return raster.enlarge(frame, width, height, smooth=True)


def interpolate(frames: Sequence[Frame], *, doublings: int) -> Iterator[Frame]:
    """All frames with 2^doublings - 1 new ones in every gap: (N - 1) * 2^doublings + 1 in all.

    All frames must have the same, even size.
    """
    parts = 2**doublings
    motion = Motion()
    for before, after in pairwise(frames):
        yield before
        gap = _measure(before, after, motion)
        for part in range(1, parts):
            yield _frame_at(gap, part / parts)
    yield frames[-1]


@dataclass(frozen=True)
class _Gap:
    """Two neighbouring frames and, at half size, the motion between them."""

    before: Frame
    after: Frame
    forward: Plane
    backward: Plane
    trust_before: Plane
    trust_after: Plane
    join: Literal["motion", "cut", "fade"]


def _measure(before: Frame, after: Frame, motion: Motion) -> _Gap:
    height, width = before.shape[:2]
    half = (width // 2, height // 2)
    first = raster.shrink(raster.luma(before), *half)
    second = raster.shrink(raster.luma(after), *half)
    forward = motion.between(first, second)
    backward = motion.between(second, first)
    here = raster.grid(*half)
    trust_before = _trust(forward + raster.sample(backward, here + forward))
    trust_after = _trust(backward + raster.sample(forward, here + backward))
    join: Literal["motion", "cut", "fade"] = "motion"
    if (float(trust_before.mean()) + float(trust_after.mean())) / 2 < _LOST:
        join = "cut" if raster.difference(first, second) > _CUT_CHANGE else "fade"
    return _Gap(before, after, forward, backward, trust_before, trust_after, join)


def _trust(disagreement: Plane) -> Plane:
    """1 where going there and back ends where it began, towards 0 where it does not."""
    distance = np.hypot(disagreement[..., 0], disagreement[..., 1])
    trust: Plane = np.exp(-distance / np.float32(_TRUST_PX)) + np.float32(1e-3)
    return raster.blur(trust, 1.5)


def _frame_at(gap: _Gap, t: float) -> Frame:
    """The frame at `t` of the way, 0 < t < 1."""
    if gap.join == "cut":
        return gap.before if t < 0.5 else gap.after
    if gap.join == "fade":
        return raster.crossfade(gap.before, gap.after, t)
    near, far = np.float32(1 - t), np.float32(t)
    to_before = far * (far * gap.backward - near * gap.forward)
    to_after = near * (near * gap.forward - far * gap.backward)
    height, width = gap.before.shape[:2]
    here = raster.grid(gap.forward.shape[1], gap.forward.shape[0])
    weight_before = near * raster.sample(gap.trust_before, here + to_before)
    weight_after = far * raster.sample(gap.trust_after, here + to_after)
    share = (weight_before / (weight_before + weight_after)).astype(np.float32)
    everywhere = raster.grid(width, height)
    weight = raster.enlarge(share, width, height)
    two = np.float32(2)  # flows were measured at half size
    from_before = raster.enlarge(to_before * two, width, height) + everywhere
    from_after = raster.enlarge(to_after * two, width, height) + everywhere
    return raster.blend(
        raster.sample(gap.before, from_before), raster.sample(gap.after, from_after), weight
    )
