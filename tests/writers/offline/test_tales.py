"""Tales: stories of five shots in offline programmes, told whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.writers.offline.made import MINA, channel, write
from webtv.config.channel import Channel
from webtv.config.programme import ProgrammeConfig
from webtv.model.programme import Plan
from webtv.writers.offline import worlds
from webtv.writers.offline.atlas import Tale, read_worlds
from webtv.writers.writer import Recent

_TALES = """@ kitchen
tale: The Borrowed Pan | A pan comes into the house that knows more than its cook.
do: unpacking a heavy pan from newspaper | The pan is borrowed, and heavier than it looked.
see: a recipe card with a stain | A stain covers the one number that matters.
do: weighing flour on a brass scale | Two hundred or seven hundred: the stain will not say.
turn: a dough climbing out of its bowl | It was not seven hundred.
rest: a table heaped with bread | By evening, the whole stairway knows the recipe.
tale: The Thirsty Basil | A pot of basil hangs its head beside a dripping tap.
see: a drooping basil on a windowsill | Nobody is at home, and the basil hangs its head.
see: a tap dripping into a basin | The tap drips one arm's length from the basil.
see: a wooden spoon sliding off plates | On the pile of plates, the spoon begins to slide.
turn: a wooden spoon between tap and flowerpot | The spoon has become a gutter.
rest: an upright basil on a windowsill | By evening the basil is one new leaf ahead.
tale (night comic): The Moth at Supper | Somebody comes to supper who was not asked.
see: a moth on a round lamp | The moth has found the only lamp.
see: a lamp beside a bowl of soup | The lamp stands closer to the soup than it was.
see: a wet moth on a spoon | The moth has been for a swim.
turn: a moth drying in front of an oven | For a moth, an oven is a beach.
rest: a moth on a window ledge | The moth leaves as the lamp does.
"""
KITCHEN = (
    "A kitchen full of pots. A cook fries onions in the kitchen. A pan sings on the stove. "
    "A soup simmers for hours. A ladle hangs by the stove."
)
GERMAN = """@ kitchen
tale: Die geliehene Pfanne | Eine Pfanne kommt ins Haus.
do: Die Pfanne ist geliehen.
see: Ein Fleck verdeckt die Zahl.
do: Der Fleck verrät nichts.
turn: Es waren nicht siebenhundert.
rest: Am Abend kennt es das ganze Haus.
"""


@pytest.fixture(autouse=True)
def tales(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Tale, ...]]:
    """The kitchen with three tales, two of them by day, and no other world with any."""
    read, known = worlds._read, {"en": (_TALES, True), "de": (GERMAN, False)}
    told = {
        code: read_worlds(text, pictures=pictures)["kitchen"].tales
        for code, (text, pictures) in known.items()
    }

    def with_tales(code: str) -> dict[str, Any]:
        bare = {name: replace(world, tales=()) for name, world in read(code).items()}
        if code in told:
            bare["kitchen"] = replace(bare["kitchen"], tales=told[code])
        return bare

    monkeypatch.setattr(worlds, "_read", with_tales)
    worlds.worlds_in.cache_clear()
    yield told["en"]
    worlds.worlds_in.cache_clear()


def places(plan: Plan, tale: Tale) -> list[int]:
    """Where the five shots of a tale are in a programme; fewer, if it is not told whole."""
    prompts = [shot.prompt for shot in plan.shots]
    seen = (
        next((at for at, prompt in enumerate(prompts) if moment.picture in prompt), None)
        for moment in tale.moments
    )
    return [at for at in seen if at is not None]


def titles(told: Channel, number: int) -> list[str]:
    recent: tuple[Recent, ...] = ()
    for seed in range(number):
        recent = (Recent.of(write(told, seed, recent)), *recent)
    return [known.title for known in reversed(recent)]


def test_a_tale_is_told_whole_behind_the_theme_and_what_is_seen_there(
    tales: tuple[Tale, ...],
) -> None:
    for seed in range(6):
        plan = write(channel(KITCHEN, shots=16), seed)
        tale = next(tale for tale in tales if tale.turn.title == plan.title)
        at = places(plan, tale)
        first = at[0]
        assert 2 <= first <= 6
        assert at == [*range(first, first + 5)]  # nothing stands between
        assert at[-1] >= len(plan.shots) - 2  # behind it, a last image of the theme at most
        assert tale.turn.teaser[1:-1] in plan.logline
        for moment, n in zip(tale.moments, at, strict=True):
            assert plan.shots[n].line == moment.line
            assert moment.line in plan.narration
        assert sum(not shot.line for shot in plan.shots) <= 3
        assert sum("onions" in s.prompt or "stove" in s.prompt for s in plan.shots) >= 1
        assert plan == write(channel(KITCHEN, shots=16), seed)


@pytest.mark.parametrize("shots", [6, 7, 8])
def test_a_short_programme_is_a_beat_and_a_tale(shots: int, tales: tuple[Tale, ...]) -> None:
    few = KITCHEN.rsplit(". ", 1)[0]  # no theme with much of its own
    plan = write(channel(few, shots=shots))
    tale = next(tale for tale in tales if tale.turn.title == plan.title)
    at = places(plan, tale)
    assert at == [*range(at[0], at[0] + 5)]
    assert shots - 1 <= len(plan.shots) <= shots
    assert re.search("kitchen|onions|pan sings|soup", plan.shots[0].prompt)


def test_no_tale_comes_back_and_few_are_told_in_turn_with_others(tales: tuple[Tale, ...]) -> None:
    own = {tale.turn.title for tale in tales}
    told = titles(channel(KITCHEN, shots=16), 7)
    assert len(set(told)) == len(told)
    assert (told[0] in own, sum(title in own for title in told)) == (True, 2)
    assert told.count("The Moth at Supper") == 0  # that is for the night


def test_the_hero_does_what_is_done_in_a_tale(tales: tuple[Tale, ...]) -> None:
    for seed in range(4):
        plan = write(channel(KITCHEN, shots=16, cast=(MINA,)), seed)
        first = places(plan, tales[0])[0]
        for at in (first, first + 2):
            assert "Mina, a small brown bear" in plan.shots[at].prompt


@pytest.mark.parametrize(
    "theme",
    [
        "Pots and pans in a kitchen. A kettle sings on the stove. A ladle hangs. No people.",
        "Pots and pans in a kitchen. A mouse lives behind the stove. A ladle hangs by a saucepan.",
    ],
)
def test_where_nobody_acts_nobody_does_in_a_tale(theme: str, tales: tuple[Tale, ...]) -> None:
    told = titles(channel(theme, shots=16), 3)
    assert tales[1].turn.title in told
    assert tales[0].turn.title not in told


def test_where_one_thing_is_done_others_are_told_of_last(tales: tuple[Tale, ...]) -> None:
    dishes = f"{KITCHEN} One dish per episode: frying pancakes, stirring soup, simmering stew."
    told = titles(channel(dishes, shots=16), 3)
    assert told.index(tales[1].turn.title) < told.index(tales[0].turn.title)


def test_somebody_acts_where_there_are_people_though_none_are_named(
    tales: tuple[Tale, ...],
) -> None:
    theme = "Pots and pans in a kitchen. A kettle sings on the stove. A ladle hangs by a saucepan."
    recent: tuple[Recent, ...] = ()
    for seed in range(3):
        recent = (Recent.of(write(channel(theme, shots=16), seed, recent)), *recent)
    told = next(known for known in recent if known.title == tales[0].turn.title)
    assert any("a person unpacking a heavy pan" in prompt for prompt in told.prompts)


def test_a_tale_is_told_at_its_hour_and_in_its_tone(tales: tuple[Tale, ...]) -> None:
    moth = tales[2].turn.title
    night = "A kitchen at night. A cook fries onions in the kitchen. A pan sings on the stove."
    assert moth in titles(channel(night, shots=16), 4)
    assert moth not in titles(channel(night, shots=16, tone="dark, contemplative"), 4)


def test_where_there_is_no_time_for_a_tale_none_is_told(tales: tuple[Tale, ...]) -> None:
    own = {tale.turn.title for tale in tales}
    assert own.isdisjoint(titles(channel(KITCHEN, shots=5), 3))
    hasty = channel(KITCHEN).model_copy(update={"programme": ProgrammeConfig(shots=16, shot_s=2)})
    assert own.isdisjoint(titles(hasty, 3))


def test_a_tale_is_told_in_the_language_of_the_viewers(tales: tuple[Tale, ...]) -> None:
    theme = (
        "Eine Küche voller Töpfe. Oma kocht in der Küche eine Suppe. Eine Pfanne singt am Herd. "
        "Eine Kelle hängt in der Küche."
    )
    recent: tuple[Recent, ...] = ()
    for seed in range(3):
        plan = write(channel(theme, shots=16, language="de"), seed, recent)
        recent = (Recent.of(plan), *recent)
        if plan.title == "Die geliehene Pfanne":
            at = places(plan, tales[0])
            assert plan.shots[at[3]].line == "Es waren nicht siebenhundert."
            assert "a grandmother unpacking" in plan.shots[at[0]].prompt
            return
    pytest.fail(f"none of {[known.title for known in recent]}")
