"""A short run of what `tests.soak.joins` does by hand ten thousand times."""

from pathlib import Path

from tests.soak.joins import join


async def test_random_programmes_join_without_a_seam(tmp_path: Path) -> None:
    found = await join(tmp_path, joins=120, seed=3, lengths=(8.0, 16.0, 24.0))
    assert found.missed() == []
    assert found.flv.video.count == found.hls.video.count > 120 * 8 * 24
