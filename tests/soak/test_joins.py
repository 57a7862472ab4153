"""Short runs of what `tests.soak.joins` and `tests.soak.wraps` do at length by hand."""

from pathlib import Path

from tests.soak.joins import join
from tests.soak.wraps import FLV_WRAP_S, cross, renewed_at_s


async def test_random_programmes_join_without_a_seam(tmp_path: Path) -> None:
    found = await join(tmp_path, joins=40, seed=3, lengths=(8.0, 16.0, 24.0))
    assert found.missed() == []
    assert found.flv.video.count == found.hls.video.count > 40 * 8 * 24


async def test_the_clock_of_mpeg_ts_runs_over_unseen(tmp_path: Path) -> None:
    crossed = await cross(tmp_path / "wrap", "26.5 h", container="ts")
    assert crossed.problems == []
    assert renewed_at_s() < FLV_WRAP_S
