"""What the offline writer adds by itself obeys `avoid` too: else no draft could ever pass."""

from __future__ import annotations

import pytest

from tests.writers.offline.made import channel, write
from webtv.writers.avoid import avoided

_SEA = (
    "A quiet sea and its beach. Waves roll over the beach. Gulls stand on the shore. "
    "A lighthouse blinks over the sea. A boat rocks beside the pier. Nets dry on the quay."
)


@pytest.mark.parametrize(
    "words",
    [
        ("documentary",),
        ("look", "palette"),
        ("light", "shadows", "blurred"),
        ("close-up", "wide shot", "detail"),
        ("noon", "afternoon"),
        ("night", "rain", "fog", "mist", "haze", "clouds"),
    ],
)
def test_words_of_framing_light_hour_and_weather_can_be_avoided(words: tuple[str, ...]) -> None:
    plan = write(channel(_SEA, shots=16, avoid=words))
    assert len(plan.shots) >= 12
    for shot in plan.shots:
        assert avoided(f"{shot.prompt} {shot.sound}", words) == []
