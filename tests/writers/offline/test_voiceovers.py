"""Voice-overs: stories of a milieu, told over what a theme has to show."""

from __future__ import annotations

import re
from itertools import chain, pairwise

import pytest

from tests.writers.offline.made import MINA, channel, consecutive
from webtv.config.story import CastMember
from webtv.model.programme import Plan
from webtv.writers.offline.duets import duets_in
from webtv.writers.offline.owntales import own_languages
from webtv.writers.offline.voiceovers import (
    HERO,
    LINES,
    Voiceover,
    milieus_in,
    named_in,
    read_voiceovers,
    voiceover_languages,
)
from webtv.writers.offline.wording import spoken_s

ORGAN = "An organ builder's workshop. Tin pipes, bellows, leather, a drawer of reeds, dusty keys."
LONGEST_S = 5.0
"""Seconds of a usual shot, about, in which a line is read."""

NO_HERO = {"ar", "ca", "el", "he", "hi", "ko"}
"""Languages in which a verb or an article would have to agree with a name."""


def every(language: str) -> list[Voiceover]:
    return [*chain(*(milieu.voiceovers for milieu in milieus_in(language).values()))]


def told_in(plan: Plan, language: str) -> Voiceover | None:
    """The voice-over of a programme; None where it tells another story."""
    said = {shot.line for shot in plan.shots}
    return next((each for each in every(language) if said.issuperset(each.own)), None)


@pytest.mark.parametrize("language", voiceover_languages())
def test_lines_are_short_whole_and_said_once(language: str) -> None:
    told = every(language)
    lines = [line for each in told for line in each.lines]
    assert len(set(lines)) == len(lines)
    assert len({each.title for each in told}) == len(told)
    for line in lines:
        assert re.search(r"[.。…？؟?।]$", line), line
        assert not re.search(r"[\d\"“”«»|]", line), line
        assert HERO not in line or (line.startswith(HERO) and language not in NO_HERO), line
        assert spoken_s(line) <= LONGEST_S, line


def test_all_languages_have_the_same_milieus_with_enough_for_any_channel() -> None:
    assert set(voiceover_languages()) == set(own_languages())
    for language in voiceover_languages():
        milieus = milieus_in(language)
        assert [*milieus] == [*milieus_in("en")]
        for milieu in milieus.values():
            assert len(milieu.words) >= 12
            assert len(milieu.voiceovers) >= 4
            assert any(not each.people for each in milieu.voiceovers)
            assert any(not each.comic for each in milieu.voiceovers)
            assert all(each.own for each in milieu.voiceovers)


@pytest.mark.parametrize(
    "text",
    [
        "@ club\ntale: A | B.\n- x.",
        "@ club\n? club\ntale: A | B.\n- Only one.",
        "@ club\n? club\ntale: A\n" + "- x.\n" * LINES,
        "@ club\n? club\ntale: A | B.\n" + "x.\n" * LINES,
    ],
)
def test_a_bad_row_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"club|tale"):
        read_voiceovers(text)


def test_keywords_are_shown_while_a_story_of_their_milieu_is_told() -> None:
    plans = consecutive(channel(ORGAN), 6)
    found = [(plan, told) for plan in plans if (told := told_in(plan, "en"))]
    assert len(found) >= 3
    for plan, told in found:
        assert told.milieu == "workshop"
        assert (plan.title, plan.logline) == (told.title, told.logline)
        assert [shot.line for shot in plan.shots][-LINES:] == [*told.lines]
        seen = " ".join(shot.prompt for shot in plan.shots).casefold()
        assert sum(thing in seen for thing in ("pipes", "bellows", "leather", "reeds", "keys")) >= 2
    lasts = {duet.lines[-1] for duet in duets_in("en")}  # of keywords, none meet in a duet
    assert not any(lasts.intersection(shot.line for shot in plan.shots) for plan in plans)


def test_none_comes_back_within_six_programmes() -> None:
    told = [
        each and each.title
        for plan in consecutive(channel(ORGAN), 20)
        for each in [told_in(plan, "en")]
    ]
    assert sum(map(bool, told)) >= 10
    for at, title in enumerate(told):
        assert title is None or title not in told[at + 1 : at + 6]


def test_the_hero_begins_a_line_and_is_seen_under_it() -> None:
    plans = consecutive(channel(ORGAN, cast=(MINA,)), 12)
    led = [shot for plan in plans for shot in plan.shots if shot.line.startswith("Mina ")]
    assert led
    assert all("Mina, a small brown bear" in shot.prompt for shot in led)
    nobody = [told_in(plan, "en") for plan in consecutive(channel(ORGAN), 12)]
    assert not any(each.led for each in nobody if each)


@pytest.mark.parametrize(
    ("theme", "tone", "milieus"),
    [
        ("A chess club, a trophy, dusty boards, two rivals, a wall clock.", "", {"club"}),
        ("A haunted house, a creaking stair, a cold room, a locked door.", "horror", {"mystery"}),
        ("Local news of a small town: the bridge, the market, the council.", "", {"chronicle"}),
        ("Facts about pipes, how to cast tin, how to tune reeds, how to mend bellows.", "", set()),
    ],
)
def test_a_story_is_of_the_milieu_and_the_mood_of_its_channel(
    theme: str, tone: str, milieus: set[str]
) -> None:
    plans = consecutive(channel(theme, tone=tone), 8)
    assert {told.milieu for plan in plans if (told := told_in(plan, "en"))} == milieus


def test_sober_and_calm_channels_hear_no_silly_ones_and_deserted_ones_none_of_people() -> None:
    slow = consecutive(channel(ORGAN, tone="calm, slow"), 10)
    assert not any(told.comic for plan in slow if (told := told_in(plan, "en")))
    empty = channel(f"{ORGAN} No people.")
    found = [told for plan in consecutive(empty, 10) if (told := told_in(plan, "en"))]
    assert not any(told.people for told in found)


def test_the_first_sentence_says_what_a_channel_is_and_a_garden_is_around_it() -> None:
    assert named_in("A hedgehog hospital in a garden by the river", "en")[0] == "care"
    assert named_in("Eine Orgelbauwerkstatt im Dorf", "de")[0] == "workshop"
    assert named_in("Un club de pétanque de village", "fr")[0] == "club"
    assert named_in("下町の銭湯", "ja")[0] == "counter"


def test_sentences_go_on_meeting_in_duets() -> None:
    theme = (
        "A chess club in the district. Master Gerard loses his glasses. Mrs Pina wins again. "
        "A shy boy learns the Sicilian. The clock runs too fast. The tea gets cold."
    )
    plans = consecutive(channel(theme), 9)
    lasts = {duet.lines[-1] for duet in duets_in("en")}
    kinds = ["duet" if lasts & {s.line for s in p.shots} else told_in(p, "en") for p in plans]
    assert kinds.count("duet") >= 2
    assert any(isinstance(kind, Voiceover) for kind in kinds)
    assert not any(a == b == "duet" for a, b in pairwise(kinds))


def test_look_and_clothes_stand_behind_a_name_in_any_script() -> None:
    cast = (CastMember(name="老金", look="七十岁的瘦老头，戴圆眼镜", clothes="灰布衫"),)
    theme = "胡同里的一家钟表铺。旧怀表，铜齿轮，小螺丝，一盏台灯，一把老藤椅。"
    plans = consecutive(channel(theme, language="zh", cast=cast), 6)
    led = [
        shot.prompt
        for plan in plans
        if told_in(plan, "zh")
        for shot in plan.shots
        if "老金" in shot.prompt
    ]
    assert led
    assert all("老金, 七十岁的瘦老头，戴圆眼镜" in prompt for prompt in led)
    assert any("灰布衫" in prompt for prompt in led)
