"""Duets: two sentences of a theme, made a story of by a narrator's lines."""

from __future__ import annotations

import asyncio
import re
from itertools import chain, pairwise

import pytest

from tests.writers.briefs import NOON
from tests.writers.offline.made import channel, consecutive, write
from webtv.config.story import CastMember
from webtv.model.audience import Suggestion
from webtv.model.programme import Plan
from webtv.writers.offline.duets import LINES, duet_languages, duets_in, read_duets
from webtv.writers.offline.owntales import own_languages
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.offline.wording import spoken_s
from webtv.writers.writer import Brief, Record

BAND = {
    "en": "A band in the district. Master Gerard loses his glasses. Mrs Pina beats the bass drum. "
    "A shy boy learns the flugelhorn. The procession climbs to the chapel.",
    "it": "La banda di un paese. Il maestro Gerardo perde sempre gli occhiali. La signora Pina "
    "suona la grancassa. Un ragazzo timido impara il flicorno. La processione sale alla chiesa.",
    "pl": "Orkiestra z Podlasia. Pan Zenon gubi okulary. Pani Halina gra na bębnie. Nieśmiały "
    "chłopiec uczy się grać na flecie. Procesja idzie do kaplicy.",
}
LONGEST_S = 5.0
"""Seconds of a usual shot, about, in which a line is read."""


def duet_of(plan: Plan, language: str) -> tuple[str, ...]:
    """The lines of the duet that a programme tells; none where it tells none."""
    said = [shot.line for shot in plan.shots]
    known = (duet.lines for duet in duets_in(language))
    return next((lines for lines in known if lines[-1] in said), ())


@pytest.mark.parametrize("language", duet_languages())
def test_lines_are_short_whole_and_said_once(language: str) -> None:
    lines = [*chain(*(duet.lines for duet in duets_in(language)))]
    assert len(set(lines)) == len(lines)
    assert {duet.tone for duet in duets_in(language)} == {
        "plain",
        "merry",
        "gentle",
        "lively",
        "eerie",
    }
    for line in lines:
        assert re.search(r"[.。।]$", line), line
        assert not re.search(r"[\d\"“”«»{}]", line), line
        assert spoken_s(line) <= LONGEST_S, line


def test_every_language_that_has_own_tales_has_duets() -> None:
    assert set(duet_languages()) == set(own_languages())


@pytest.mark.parametrize("row", ["[loud]", "One. / Two. / Three. / Four.", "a / b / c / d / "])
def test_a_bad_row_is_told(row: str) -> None:
    with pytest.raises(ValueError, match=re.escape(row.strip()[:4])):
        read_duets(f"[plain]\n{row}\n")


@pytest.mark.parametrize("language", BAND)
def test_two_sentences_of_a_theme_meet(language: str) -> None:
    plans = consecutive(channel(BAND[language], language=language), 3)
    plan = next(plan for plan in plans if duet_of(plan, language))
    first, second, meeting, outcome, last = duet_of(plan, language)
    told = [shot.line for shot in plan.shots]
    at = told.index(first)
    one, other = told[at - 1], told[at + 1]
    assert told[at:] == [first, other, second, meeting, outcome, last]
    theme = BAND[language].casefold()
    assert one != other
    assert all(each.rstrip(".").casefold() in theme for each in (one, other))
    both = plan.shots[at + 3].prompt.casefold()
    assert all(each.rstrip(".").casefold() in both for each in (one, other))


def test_in_few_shots_the_second_line_is_left_out_and_in_fewer_none_is_told() -> None:
    told = [write(channel(BAND["en"], shots=shots)) for shots in (7, 6, 5)]
    lines = [duet_of(plan, "en") for plan in told]
    assert [len(plan.shots) for plan in told[:2]] == [7, 6]
    assert lines[0][1] in [shot.line for shot in told[0].shots]
    assert lines[1][1] not in [shot.line for shot in told[1].shots]
    assert not lines[2]


def test_no_duet_comes_back_and_no_sentence_soon() -> None:
    plans = consecutive(channel(BAND["it"], language="it"), 12)
    told = [duet_of(plan, "it") for plan in plans]
    duets = [lines for lines in told if lines]
    assert len(duets) >= 3
    assert len(set(duets)) == len(duets)
    for before, after in pairwise(plans):
        lines = {shot.line for shot in before.shots if shot.line}
        assert lines.isdisjoint(shot.line for shot in after.shots)


@pytest.mark.parametrize(
    ("tone", "tones"),
    [
        ("cheerful, absurd", {"merry"}),
        ("calm, slow", {"gentle"}),
        ("energetic", {"lively", "plain"}),
        ("creepy", set()),  # dark tales of a world, and of a milieu, come before them
        ("melancholic", {"gentle"}),
        ("serious, truthful", set()),
    ],
)
def test_a_duet_is_in_the_tone_of_its_channel(tone: str, tones: set[str]) -> None:
    plans = consecutive(channel(BAND["en"], tone=tone), 6)
    tone_of = {duet.lines: duet.tone for duet in duets_in("en")}
    assert {tone_of[lines] for plan in plans if (lines := duet_of(plan, "en"))} <= tones
    assert any(duet_of(plan, "en") for plan in plans) == bool(tones)


def test_a_serial_tells_its_sentences_in_order_and_a_course_has_none() -> None:
    for plan in consecutive(channel(BAND["en"], series=True), 6):
        if lines := duet_of(plan, "en"):
            told = [shot.line for shot in plan.shots]
            at = told.index(lines[0])
            assert BAND["en"].index(told[at - 1]) < BAND["en"].index(told[at + 1])
    course = channel("How to bind a book, how to sew a tape, how to pare leather, how to press.")
    assert not any(duet_of(plan, "en") for plan in consecutive(course, 4))


def test_people_are_spoken_of_only_where_some_are() -> None:
    bare = channel("Quibble zorps glimmer. A frobnicator hums. The splines rest. Cogs turn round.")
    peopled = {duet.lines for duet in duets_in("en") if duet.people}
    told = [duet_of(plan, "en") for plan in consecutive(bare, 20)]
    assert any(told)
    assert peopled.isdisjoint(told)


def test_what_is_to_be_avoided_is_in_no_line() -> None:
    made = channel(BAND["en"], avoid=("plan", "rehearsal", "rule"), tone="absurd")
    for plan in consecutive(made, 20):
        assert not re.search(r"\b(?:plan|rehearsal|rule)\b", " ".join(duet_of(plan, "en")))


def test_a_suggestion_takes_the_place_of_no_line_that_others_need() -> None:
    for shots in (6, 8, 12):
        asked = Suggestion(ref="a", text="A goat eats the music.")
        made = channel(BAND["en"], shots=shots)
        brief = Brief("any", made, 1, NOON, (), suggestion=asked)
        plan = asyncio.run(TemplateWriter().write(brief, Record()))
        lines = duet_of(plan, "en")
        said = [shot.line for shot in plan.shots]
        assert "A goat eats the music." in said
        needed = [line for at, line in enumerate(lines) if at != 1]
        if shots > LINES + 2:
            assert [line for line in said if line in needed] == needed


def test_heroes_meet_somebody_in_turn() -> None:
    cast = (CastMember(name="Paco", look="a llama"), CastMember(name="Rosa", look="a goat"))
    theme = "Paco mends the tuba. Rosa beats the drum. A boy learns the horn. A choir hums."
    plans = consecutive(channel(theme, cast=cast), 9)
    begun = [plan.shots[0].prompt for plan in plans if duet_of(plan, "en")]
    assert all(any(name in each for each in begun) for name in ("Paco", "Rosa"))


def test_where_nobody_is_named_the_hero_whose_turn_it_is_comes_by() -> None:
    cast = (CastMember(name="Olga", look="a tall woman"), CastMember(name="Ivo", look="a boy"))
    theme = "A shed in the district. Old bellows, tin pipes, leather strips, a dusty organ."
    plans = consecutive(channel(theme, cast=cast), 6)
    seen = [" ".join(s.prompt for s in p.shots) for p in plans if duet_of(p, "en")]
    assert seen
    assert all("Olga, a tall woman" in each or "Ivo, a boy" in each for each in seen)
