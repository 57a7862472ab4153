from __future__ import annotations

import re

import pytest

from webtv.writers.offline.phrases import LANGUAGES
from webtv.writers.offline.phrases.language import HOURS


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_complete(code: str) -> None:
    phrases, english = LANGUAGES[code], LANGUAGES["en"]
    assert set(phrases.hours) == set(HOURS)
    assert set(phrases.skies) == set(english.skies)
    assert set(phrases.scales) == {"wide", "medium", "close"}
    assert set(re.findall(r"{(\w+)}", phrases.episode)) == {"number", "title"}
    assert set(re.findall(r"{(\w+)}", phrases.doing)) == {"name", "deed"}
