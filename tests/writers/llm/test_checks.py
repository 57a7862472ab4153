"""What a language model is told, what its answer must say to be filmed, and the plan made of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.writers.llm.rich import problems, read_short, rich
from tests.writers.sample import SCENES, answer
from tests.writers.table import cases, opinion_of
from webtv.writers.llm import judge
from webtv.writers.llm.checks import problems_of
from webtv.writers.llm.reading import read
from webtv.writers.llm.short import Short
from webtv.writers.writer import Recent


def test_good_answers_are_accepted_and_bad_ones_caught() -> None:
    """The table of 200; `python -m tests.benchmarks.answers` says which and how."""
    opinions = [(case, opinion_of(case)) for case in cases()]
    good = [not opinion.problems for case, opinion in opinions if not case.bad]
    caught = [bool(o.problems or o.doubtful) for case, o in opinions if case.bad]
    assert len(opinions) >= 200
    assert sum(good) >= 0.98 * len(good)
    assert sum(caught) >= 0.95 * len(caught)
    doubted = sum(opinion.doubtful for case, opinion in opinions if not case.bad)
    assert doubted <= 0.2 * len(good)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"shots": []}, "exactly 3 shots, not 0"),
        ({"title": " "}, "must not be empty"),
        ({"shots": [{**s, "line": ""} for s in answer()["shots"]]}, "have 1 to 22 words, not 0"),
        ({"shots": [{**s, "line": "on " * 20} for s in answer()["shots"]]}, "not 60"),
        ({"story": ""}, "the story so far is missing"),
        ({"title": "Rosas soup"}, 'this repeats "Rosa\'s Soup" (Too much salt.)'),
        ({"logline": "A crash at the station."}, "do not write about crash"),
        ({"logline": "Un barco de papel para el tren y la gente lo mira."}, "language 'en'"),
    ],
)
def test_what_will_not_do_is_said(changed: dict[str, object], complaint: str) -> None:
    assert problems(read_short(), rich()) == ""
    assert complaint in problems(read_short(**changed), rich())


def test_a_retelling_is_refused() -> None:
    scenes = [scene.replace("salt flats", "the salt flats") for scene in SCENES[:3]]
    past = Recent("The Late Train", "A paper boat holds up the train.", tuple(scenes))
    assert "this repeats 'The Late Train'" in problems(
        read_short(), replace(rich(), recent=(past,))
    )


def test_the_judge_has_the_last_word_on_theme_and_tone() -> None:
    marks = {"theme": 8, "new": 8, "filmable": 8, "tone": 8}
    verdicts = [{**marks, "theme": 3, "new": 10, "filmable": 10, "tone": 10}, marks]
    found = judge.Verdicts.model_validate({"verdicts": verdicts})
    assert judge.best(found, 2) == 1
    assert judge.best(judge.Verdicts.model_validate({"verdicts": verdicts[:1]}), 1) is None
    with pytest.raises(ValueError, match="2 verdicts on 3 drafts"):
        judge.best(found, 3)


def test_an_answer_is_read_leniently_where_its_meaning_is_plain() -> None:
    loose = {**answer(), "music": ["flute", "drum"], "continuity": None, "extra": 1}
    loose["shots"][0]["motion"] = "7"
    wrapped = json.dumps({"programme": loose})
    found = read(f"Here:\n{wrapped}", Short, key="shots").answer
    assert found.music == "flute, drum"
    assert found.shots[0].motion == 7
    with pytest.raises(ValueError, match="shots: field required"):
        read('{"title": "A", "logline": "B", "music": "C"}', Short, key="shots")


def test_a_draft_is_judged_without_its_prompts() -> None:
    draft = read_short().apart()[0]
    assert problems_of(draft, rich()) == []
