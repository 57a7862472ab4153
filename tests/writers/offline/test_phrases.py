from __future__ import annotations

import re

import pytest

from webtv.writers.offline.phrases import LANGUAGES
from webtv.writers.offline.phrases.language import HOURS, Phrases

SLOTS = {"beat", "Beat", "other", "Other", "name", "Name", "hour", "Hour", "sky", "Sky"}


@pytest.mark.parametrize("phrases", LANGUAGES.values(), ids=LANGUAGES)
def test_a_language_is_complete(phrases: Phrases) -> None:
    assert set(phrases.hours) == set(HOURS)
    assert set(phrases.skies) == set(phrases.sky_titles) == set(LANGUAGES["en"].skies)
    assert set(phrases.scales) == {"wide", "medium", "close"}
    patterns = [*phrases.beat_titles, *phrases.name_titles, *phrases.loglines]
    assert {slot for p in patterns for slot in re.findall(r"{(\w+)}", p)} <= SLOTS
    assert all("eat}" in p for p in phrases.beat_titles)
    assert all("ame}" in p for p in phrases.name_titles)
    assert len(set(patterns)) == len(patterns)


@pytest.mark.parametrize("phrases", LANGUAGES.values(), ids=LANGUAGES)
def test_there_are_sixty_titles(phrases: Phrases) -> None:
    # A pattern with an hour or a weather is one for each of them: 9 hours, 9 kinds of weather.
    made = 0
    for pattern in [*phrases.beat_titles, *phrases.name_titles]:
        made += 9 if re.search(r"{(hour|Hour|sky|Sky)}", pattern) else 1
    assert made >= 60
