"""What the station writes by itself passes its own word list, in every language it writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib.resources import files

import pytest

from webtv.production.continuity.wanted import next_word
from webtv.safety.words import WordList
from webtv.writers.offline.phrases import phrases_in
from webtv.writers.offline.voiceovers import milieus_in

_WORLDS = files("webtv.writers.offline.phrases").joinpath("worlds")
LANGUAGES = sorted(folder.name for folder in _WORLDS.iterdir() if folder.is_dir())


def test_all_languages_are_held() -> None:
    assert len(LANGUAGES) >= 12


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_station_writes_passes_its_own_list(language: str) -> None:
    """Moments and tales with titles and teasers, voice-overs, phrases, what continuity says."""
    words = WordList(language)
    texts = [*_told_in(language), *_strings(_phrases(language)), next_word(language)]
    for milieu in milieus_in(language).values():
        for told in milieu.voiceovers:
            texts += [told.title, told.logline, *told.lines]
    assert len(texts) > 2000
    assert [text for text in texts if words.objection([text])] == []


@pytest.mark.parametrize("language", [*LANGUAGES, "hi", "nb", "nl"])
def test_the_pictures_pass_the_list_of_any_channel(language: str) -> None:
    """They are English, whatever language the channel has."""
    words = WordList(language)
    assert [text for text in _pictures() if words.objection([text])] == []


def _told_in(language: str) -> Iterator[str]:
    """All that stands between bars in the rows of a language's worlds; English has pictures too."""
    for row in _rows(language):
        yield from (part.strip() for part in row.partition(":")[2].split("|"))


def _pictures() -> Iterator[str]:
    for row in _rows("en"):
        if re.match(r"(?:do|see|turn|rest)\b", row):
            yield row.partition(":")[2].partition("|")[0].strip()


def _rows(language: str) -> Iterator[str]:
    for file in _WORLDS.joinpath(language).iterdir():
        for row in file.read_text(encoding="utf-8").splitlines():
            if not row.startswith(("@", "?")):
                yield row


def _phrases(language: str) -> list[object]:
    phrases = phrases_in(language)
    return [getattr(phrases, field.name) for field in fields(phrases)]


def _strings(of: object) -> Iterator[str]:
    if isinstance(of, str):
        yield of
    elif isinstance(of, Mapping):
        yield from _strings(list(of.values()))
    elif isinstance(of, list | tuple):
        for each in of:
            yield from _strings(each)
