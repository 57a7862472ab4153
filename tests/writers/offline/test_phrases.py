from __future__ import annotations

import re
from itertools import product

import pytest

from webtv.config.spoken import language_of
from webtv.writers.offline.phrases import LANGUAGES
from webtv.writers.offline.phrases.language import HOURS
from webtv.writers.offline.stories import read_stories, stories_in
from webtv.writers.offline.telling import words_in

SLOTS = {"beat", "other", "name", "noun", "thing", "hour", "sky"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_complete(code: str) -> None:
    phrases, english = LANGUAGES[code], LANGUAGES["en"]
    assert set(phrases.hours) == set(HOURS)
    assert set(phrases.skies) == set(phrases.sky_titles) == set(english.skies)
    assert set(phrases.scales) == {"wide", "medium", "close"}
    patterns = [*phrases.beat_titles, *phrases.name_titles, *phrases.noun_titles]
    patterns += [*phrases.thing_titles, *phrases.list_titles]
    assert {slot.lower() for p in patterns for slot in re.findall(r"{(\w+)}", p)} <= SLOTS
    assert len(set(patterns)) == len(patterns)
    assert not any(":" in pattern or "：" in pattern for pattern in patterns)


@pytest.mark.parametrize("code", LANGUAGES)
def test_there_are_sixty_titles(code: str) -> None:
    # A pattern of a story's noun is one for each story.
    phrases, plots = LANGUAGES[code], stories_in(code).plots
    assert len(plots) * len([p for p in phrases.noun_titles if "ame}" not in p]) >= 60
    assert len(phrases.noun_titles) >= 6
    assert len(phrases.name_titles) >= 10


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_stories_of_a_language_are_complete(code: str) -> None:
    stories, english = stories_in(code), stories_in("en")
    keys = [(plot.kind, plot.key) for plot in stories.plots]
    assert len(set(keys)) == len(keys)
    assert set(keys) <= {(plot.kind, plot.key) for plot in english.plots}
    assert {plot.kind for plot in stories.plots} == {plot.kind for plot in english.plots}
    for role, mood in product(
        ("arrive", "open", "between", "turn", "rest", "doubt", "help", "later", "pulse", "link"),
        ("calm", "comic", "scary", "lively", "news"),
    ):
        lines = stories.lines(role, mood)  # type: ignore[arg-type]
        assert lines
        slot = {"arrive": "{Hour}", "later": "{Hour}", "link": "{beat}"}.get(role)
        slot = "{name}" if role in ("doubt", "help") else slot
        for line in lines:
            assert re.findall(r"{\w+}", line) == ([slot] if slot else []), line
            assert words_in(line) <= 13, line
            assert role == "link" or line.endswith((".", "!", "?", "。", "！", "？")), line


@pytest.mark.parametrize("code", LANGUAGES)
def test_stories_are_told_in_their_language_and_name_no_hour(code: str) -> None:
    phrases, plots = LANGUAGES[code], stories_in(code).plots
    told = " ".join(text for plot in plots for text in (plot.begins, plot.grows, plot.ends))
    assert language_of(told) == code
    for plot in plots:
        for line in (plot.begins, plot.grows, plot.ends):
            assert words_in(line) <= 13, line
            assert not any(hour in line.casefold() for hour in phrases.hours.values()), line


def test_a_row_without_all_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        read_stories("plot home letter | the letter | a letter")
    with pytest.raises(ValueError, match="row 2"):
        read_stories("# ok\ncalm rest | That was all.")
