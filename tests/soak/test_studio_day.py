"""A short run of what `tests.soak.studio_day` does at length by hand."""

from pathlib import Path

from tests.soak.studio_day import simulate


async def test_production_lives_with_spaces_that_fail_at_random(tmp_path: Path) -> None:
    channels = ("llamas", "tides")  # without and with a budget
    day = await simulate(tmp_path, hours=0.75, speed=180, least=1, channels=channels, shots=2)
    assert day.faults == []
    assert day.overspent() == []
    assert day.failures > 0
    assert sum(day.programmes.values()) > 0
