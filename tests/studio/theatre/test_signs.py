from __future__ import annotations

import pytest

from webtv.studio.theatre.palette import palette_of
from webtv.studio.theatre.signs import sign

PALETTE = palette_of("coast", "day", frozenset(), (), 1)


@pytest.mark.parametrize(
    "text", ["灯塔", "灯台の物語", "등대지기", "منارة", "מגדלור", "प्रकाश", "ประภาคาร"]
)
def test_a_sheet_has_letters_of_its_script(text: str) -> None:
    assert sign(text, 96, PALETTE) is not None


def test_a_sheet_without_letters_is_left_out() -> None:
    assert sign("\U0010fffd\U0010fffd", 96, PALETTE) is None
