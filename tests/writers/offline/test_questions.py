"""A theme that asks questions has programmes that ask them, each about one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.writers.offline.made import channel, write
from webtv.config.story import CastMember
from webtv.model.programme import Plan
from webtv.writers.offline.beats import read_theme
from webtv.writers.writer import Recent

POM = CastMember(name="Professor Pom", look="a round orange robot")
BEAN = CastMember(name="Bean", look="a grey pigeon")
ASKED = ("Why is the sky blue?", "How does a zip work?", "Why do cats purr?")
FINDS_OUT = (
    "Professor Pom, a round orange robot, and her assistant Bean, a very sceptical pigeon, find "
    "out by building silly machines."
)


def asked(theme: str, language: str) -> dict[str, str]:
    return {b.text: b.thing for b in read_theme(theme, language=language).beats if b.asks}


def programmes(theme: str, number: int, **more: Any) -> list[Plan]:
    plans: list[Plan] = []
    for seed in range(number):
        recent = tuple(Recent.of(plan) for plan in reversed(plans))
        plans.append(write(channel(theme, **more), seed, recent, day=seed))
    return plans


@pytest.mark.parametrize(
    ("language", "theme", "things"),
    [
        ("en", " ".join(ASKED), ["the sky", "a zip", "cats purring"]),
        (
            "en",
            "Where does the water go when you flush? What is in a battery?",
            ["the water", "a battery"],
        ),
        ("en", "Who invented the toaster? Why do we yawn?", ["the toaster", ""]),
        ("de", "Warum schnurren Katzen? Warum ist der Himmel blau?", ["Katzen", "der Himmel"]),
        ("es", "Vemos cosas. ¿Por qué el cielo es azul?", ["el cielo"]),
        ("fr", "Pourquoi le ciel est-il bleu ? D'où vient l'eau ?", ["le ciel", "l'eau"]),
        ("it", "Come funziona una cerniera?", ["una cerniera"]),
        ("pt", "Por que o céu é azul?", ["o céu"]),
        ("pl", "Dlaczego koty mruczą?", [""]),
        ("ru", "Почему небо голубое?", [""]),
        ("tr", "Fermuar nasıl çalışır?", ["Fermuar"]),
        ("ar", "لماذا السماء زرقاء؟", ["السماء"]),
        ("zh", "天空为什么是蓝色的？猫为什么打呼噜？", ["天空", "猫"]),
        ("ja", "空はなぜ青いの？猫はなぜ喉を鳴らすの？", ["空", "猫"]),
    ],
)
def test_questions_are_kept_whole_with_their_marks(
    language: str, theme: str, things: list[str]
) -> None:
    found = asked(theme, language)
    assert list(found.values()) == things
    assert all(question in theme for question in found)
    assert not [question for question in found if question[-1] not in "?？؟"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "What's not to like?"),
        ("en", "Do you want to see cats?"),
        ("en", "Can you make it short?"),
        ("en", "What could go wrong?"),
        ("en", "What is the mood of the channel?"),
        ("de", "Willst du mehr davon sehen?"),
        ("es", "¿Quieres ver muchos gatos?"),
        ("tr", "Kedi görmek ister misiniz?"),
        ("zh", "你想看什么？"),
        ("ja", "一緒に見ませんか？"),
    ],
)
def test_what_asks_the_reader_is_no_question_about_the_world(language: str, said: str) -> None:
    assert asked(f"{ASKED[0]} {said}", language).keys() <= {ASKED[0]}


def test_each_programme_is_about_one_question_and_all_are_asked_before_one_comes_back() -> None:
    theme = f"A science channel. {' '.join(ASKED)} {FINDS_OUT}"
    plans = programmes(theme, 6, cast=(POM, BEAN), places=("a messy workshop",))
    own = [next(q for q in ASKED if plan.logline == q) for plan in plans]
    assert set(own[:3]) == set(own[3:]) == set(ASKED)
    for plan, question in zip(plans, own, strict=True):
        assert question in [shot.line for shot in plan.shots[:2]]
        assert not [shot for shot in plan.shots if question.rstrip("?") in shot.prompt]
        assert not [s for s in plan.shots if s.line.rstrip(".").endswith("Professor Pom")]
    for plan, question in zip(plans[:3], own, strict=False):
        assert plan.title.casefold() == question.casefold()
        thing = asked(question, "en")[question]
        assert any(thing in shot.prompt for shot in plan.shots)
        shown = [s.prompt for s in plan.shots if f"looking at {thing}" in s.prompt]
        assert any(hero.look in prompt for hero in (POM, BEAN) for prompt in shown)


def test_where_nothing_can_be_named_cast_and_place_are_filmed() -> None:
    theme = "Dlaczego koty mruczą? Dlaczego niebo jest niebieskie?"
    where = "mały warsztat"
    plan = programmes(theme, 1, language="pl", cast=(BEAN,), places=(where,))[0]
    assert plan.title in theme
    assert all(BEAN.name in s.prompt or where in s.prompt for s in plan.shots[:2])
    assert not [s for s in plan.shots if plan.title.rstrip("?") in s.prompt]


def test_a_name_that_a_long_sentence_begins_with_is_no_subject() -> None:
    for plan in programmes(FINDS_OUT, 3, cast=(POM, BEAN)):
        told = [plan.logline, *(shot.line for shot in plan.shots)]
        assert not [line for line in told if line.endswith(("Professor Pom.", "Pom, at noon."))]
        assert not plan.logline.startswith(("Professor Pom;", "Professor Pom, but"))
