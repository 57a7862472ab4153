"""A channel never ends, whatever its theme, as a series or not."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, consecutive


@pytest.mark.parametrize(
    "theme",
    [
        "Cozy winter cabins",
        "Lost property. Umbrellas, a tuba, a man who asks or waits, petty rules, Brenda",
        "A robot wakes up. It meets somebody who helps or tricks it. A villain, a crow mask.",
        "Gołębie pocztowe na Śląsku, pan Antoni, stary zegar, wyścig z Brukseli, zazdrosny sąsiad",
        "Станция: радист, полярная ночь, собака или медведь, радиосвязь. Ждут корабль.",
    ],
)
@pytest.mark.parametrize("series", [True, False])
def test_no_theme_ends_a_channel(theme: str, *, series: bool) -> None:
    language = {"G": "pl", "С": "ru"}.get(theme[0], "en")
    for plan in consecutive(channel(theme, language=language, series=series), 12):
        assert len(plan.shots) >= 3
