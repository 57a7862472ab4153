from __future__ import annotations

import pytest

from webtv.writers.offline.shape import has_room_for_a_tale, shape_of


@pytest.mark.parametrize("beats", [1, 2, 3, 5])
@pytest.mark.parametrize("shots", range(9, 25))
def test_a_tale_has_a_chapter_before_each_of_its_steps_the_first_the_shortest(
    shots: int, beats: int
) -> None:
    assert has_room_for_a_tale(shots)
    shape = shape_of(shots, beats, tale=True)
    assert len(shape.chapters) >= min(3, sum(shape.chapters))
    assert shape.chapters[0] == min(shape.chapters)
    parts = shape.opening + sum(shape.chapters) + shape.turn + shape.rest + shape.last
    assert parts + 3 <= shots
    assert max(shape.chapters) <= 2
