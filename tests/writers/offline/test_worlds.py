from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib.resources import files

import pytest

from webtv.config.spoken import language_of
from webtv.writers.offline.atlas import read_worlds
from webtv.writers.offline.phrases import LANGUAGES
from webtv.writers.offline.worlds import Worlds, worlds_in

_FOLDER = files("webtv.writers.offline.phrases").joinpath("worlds")
TOLD = sorted(each.name for each in _FOLDER.iterdir() if each.is_dir())
"""Languages that have worlds."""

LEAST = {"do": 2, "see": 5, "turn": 3, "rest": 2}
DENSE = ("ja", "zh")


@pytest.mark.parametrize("code", TOLD)
def test_the_worlds_of_a_language_are_whole(code: str) -> None:
    assert code in LANGUAGES
    worlds, english = worlds_in(code).by_name, worlds_in("en").by_name
    assert worlds.keys() <= english.keys()
    said: Counter[str] = Counter()
    for world in worlds.values():
        assert len(world.words) >= 8, world.name
        kinds = Counter(moment.kind for moment in world.moments)
        assert kinds >= Counter(LEAST), world.name
        assert kinds <= Counter(moment.kind for moment in english[world.name].moments)
        assert set(world.near) < english.keys()
        for moment in world.moments:
            assert moment.line.endswith((".", "\u3002", "?", "\u061f", "\u2026")), moment
            assert len(moment.line) <= (40 if code in DENSE else 90), moment
            assert bool(moment.title) == bool(moment.teaser) == (moment.kind == "turn"), moment
            assert len(moment.title) <= 64, moment
            said.update([moment.line.casefold(), moment.title.casefold()])
    said.pop("")
    assert said.most_common(1)[0][1] == 1, said.most_common(3)
    told = " ".join(moment.line for world in worlds.values() for moment in world.moments)
    assert language_of(told) == code


TAGS = frozenset(
    "day night dry rain snow fog wind spring summer autumn winter cold hot exotic city country "
    "coast indoors outdoors water modern old people family grown comic lively".split()
)
OF_WORLDS = {"bare", "idea"}


def test_tags_are_known() -> None:
    for world in worlds_in("en").by_name.values():
        assert world.tags <= TAGS | OF_WORLDS, world.name
        for moment in world.moments:
            assert moment.tags <= TAGS, moment


def test_pictures_are_english_and_short() -> None:
    for world in worlds_in("en").by_name.values():
        for moment in world.moments:
            assert 3 <= len(moment.picture.split()) <= 13, moment
            assert not moment.picture.endswith("."), moment
            assert moment.kind != "do" or moment.picture.split()[0].endswith("ing"), moment


@pytest.mark.parametrize(
    ("text", "world"),
    [
        ("A baker carries warm bread through the street", "bakery"),
        ("Seagulls circle over the harbour", "harbour"),
        ("a hedgehog hides in the hedges", "hedgerow"),
        ("Prickles the editor wants a front page", "newspaper"),
        ("Nothing in particular", ""),
    ],
)
def test_a_sentence_is_known_by_its_words(text: str, world: str) -> None:
    found = worlds_in("en").found(text)
    assert world in found if world else found == ()


def test_words_are_found_in_their_forms() -> None:
    blocks = "@ cats: sea\n? \u732b cat*\n\n@ sea: cats\n? \u0628\u062d\u0631 fish"
    worlds = Worlds(read_worlds(blocks, pictures=True))
    assert worlds.found("\u9ed2\u732b\u304c\u5bdd\u308b") == ("cats",)
    assert worlds.found("\u0648\u0627\u0644\u0628\u062d\u0631") == ("sea",)
    assert worlds.found("fishes") == ("sea",)
    assert worlds.found("A catfish") == ("cats",)
    assert worlds.near(("sea",)) == ("cats",)


@pytest.mark.parametrize("code", TOLD)
def test_no_language_has_more_moments_than_there_are_pictures(code: str) -> None:
    rows = [file.read_text("utf-8") for file in _FOLDER.joinpath(code).iterdir() if file.is_file()]
    read = read_worlds("\n\n".join(rows), pictures=code == "en")
    for name, world in worlds_in(code).by_name.items():
        assert len(read[name].moments) == len(world.moments), name


def test_a_language_without_worlds_has_silent_pictures() -> None:
    worlds = worlds_in("sv")
    assert worlds.found("en katt i en hamn") == ()
    moments = [m for world in worlds.by_name.values() for m in world.moments]
    assert all(moment.picture and not moment.line for moment in moments)


@pytest.mark.parametrize(
    "row", ["do: a line alone", "sea: a gull | It calls.", "turn: a gull | It calls."]
)
def test_a_row_that_is_no_moment_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="world sea"):
        read_worlds(f"@ sea: pond\n? sea\n{row}", pictures=True)


def test_worlds_that_are_as_sure_as_each_other_have_one_order() -> None:
    kitchen = worlds_in("en").by_name["kitchen"]
    names = [f"kitchen-{number:02d}" for number in range(16)]
    worlds = Worlds({name: replace(kitchen, name=name) for name in reversed(names)})
    assert worlds.found("soup") == tuple(names)
    assert list(worlds.hits("soup")) == names
