"""Which stages' pictures are looked at."""

from __future__ import annotations

import pytest

from webtv.config.pipeline import StageConfig
from webtv.model.stage import Stage
from webtv.production.programme.filming import seen_later

LOCAL = ("video", "upscale", "interpolate")


@pytest.mark.parametrize(
    ("stages", "free", "unseen"),
    [
        (LOCAL, LOCAL, {"upscale"}),
        ((*LOCAL, "sound"), (*LOCAL, "sound"), {"upscale"}),
        # What is bad must not be paid for again.
        (LOCAL, ("video", "upscale"), set()),
        ((*LOCAL, "sound"), LOCAL, set()),
        # Nobody would see it.
        (("video", "upscale"), LOCAL, set()),
        (("video", "edit", "upscale", "interpolate"), (*LOCAL, "edit"), {"upscale"}),
    ],
)
def test_only_what_costs_nothing_and_comes_again_is_passed_on_unseen(
    stages: tuple[Stage, ...], free: tuple[Stage, ...], unseen: set[Stage]
) -> None:
    configs = {stage: StageConfig(space=f"{stage}-space") for stage in stages}
    told = {id(configs[stage]) for stage in stages if stage in free}
    found = {stage for stage in stages if seen_later(stage, configs, free=lambda c: id(c) in told)}
    assert found == unseen
