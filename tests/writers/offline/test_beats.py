from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webtv.config.story import CastMember
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.reader import is_placeholder, leans
from webtv.writers.offline.wording import sentence

PIP = CastMember(name="Pip", look="a tiny grey mouse")
TOCK = CastMember(name="Grandpa Tock", look="an old white mouse")
UNIT = CastMember(name="Unit 7", look="a rusty robot")


def beats(theme: str, language: str = "en", cast: tuple[CastMember, ...] = ()) -> list[str]:
    return [beat.text for beat in read_theme(theme, language=language, cast=cast).beats]


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        (
            "Liquid chrome, laser grids, ink in water.",
            ["Liquid chrome", "laser grids", "ink in water"],
        ),
        ("Cozy winter cabins", ["Cozy winter cabins"]),
        ("Warm, quiet, tender evenings by the lake", ["Warm, quiet, tender evenings by the lake"]),
        (
            "Longing, memory, hope and the passage of time.",
            ["Longing", "memory", "hope and the passage of time"],
        ),
        (
            "Steam, flour in the light, copper pans, and the family around the table.",
            ["Steam", "flour in the light", "copper pans", "the family around the table"],
        ),
        (
            "The tide comes in, the tide goes out. Somebody loses a boot.",
            ["The tide comes in", "the tide goes out", "Somebody loses a boot"],
        ),
        (
            "In the morning, the baker opens the shutters.",
            ["In the morning, the baker opens the shutters"],
        ),
        (
            "Paco, a tall white llama, drives the train.",
            ["Paco, a tall white llama, drives the train"],
        ),
        ("A baker, who sings, and a cat", ["A baker, who sings", "a cat"]),
        ("A channel about quiet lighthouses", ["quiet lighthouses"]),
        (
            "Stories about octopuses building a city of glass",
            ["octopuses building a city of glass"],
        ),
        (
            "Bedtime stories for children aged 3 to 6. An owl reads to the moon.",
            ["An owl reads to the moon"],
        ),
        (
            "Visuals for https://a.example & our IG @b! #x Show waves, palm trees, a girl w/ a dog",
            ["waves", "palm trees", "a girl with a dog"],
        ),
        (
            "Please read this. We are a small team. A cat sleeps on a quay.",
            ["A cat sleeps on a quay"],
        ),
        ("Mrs. Hale feeds 3.5 geese. Dr. Low naps.", ["Mrs. Hale feeds 3.5 geese", "Dr. Low naps"]),
        ("- A turtle\n- Two seahorses\n- Never show sharks", ["A turtle", "Two seahorses"]),
        ("Our anchor is a golden retriever named Biscuit.", ["a golden retriever named Biscuit"]),
        (
            "Two small robots, Bolt and Nut, work there at night. Bolt is careful, Nut is not.",
            ["Two small robots, Bolt and Nut, work there at night", "Bolt is careful, Nut is not"],
        ),
        (
            "A baker opens the shutters, kneads dough, sells them warm, a cat yawns.",
            ["A baker opens the shutters, kneads dough, sells them warm", "a cat yawns"],
        ),
        (
            "A sauna. Veikko heats the stove, his granddaughter carries birch, a moose looks in.",
            [
                "A sauna",
                "Veikko heats the stove, his granddaughter carries birch",
                "a moose looks in",
            ],
        ),
        ("jazz", ["jazz"]),
        ("We love our viewers", ["We love our viewers"]),
    ],
)
def test_english(theme: str, expected: list[str]) -> None:
    assert beats(theme) == expected


@pytest.mark.parametrize(
    ("language", "theme", "expected"),
    [
        (
            "es",
            "Una abuela riega los geranios, un panadero saca el pan del horno, los gatos duermen.",
            [
                "Una abuela riega los geranios",
                "un panadero saca el pan del horno",
                "los gatos duermen",
            ],
        ),
        (
            "fr",
            "Un chat noir guette les pigeons, et la lune se lève.",
            ["Un chat noir guette les pigeons", "la lune se lève"],
        ),
        (
            "de",
            "Anton füttert die Hühner, eine Dampflok schnauft den Hang hinauf.",
            ["Anton füttert die Hühner", "eine Dampflok schnauft den Hang hinauf"],
        ),
        (
            "zh",
            "江南水乡的一天。清晨薄雾笼罩小桥流水，\n乌篷船缓缓划过，老人在河边喝茶。",
            ["江南水乡的一天", "清晨薄雾笼罩小桥流水", "乌篷船缓缓划过", "老人在河边喝茶"],
        ),
        (
            "ja",
            "おばあさんが暖簾をかける。夕暮れに煙突から煙がのぼる。",
            ["おばあさんが暖簾をかける", "夕暮れに煙突から煙がのぼる"],
        ),
        (
            "ar",
            "رجل عجوز يبيع التوابل، والأطفال يركضون بين الدكاكين.",
            ["رجل عجوز يبيع التوابل", "الأطفال يركضون بين الدكاكين"],
        ),
        (
            "pl",
            "Stary młyn nad rzeką. Kot śpi na piecu.",
            ["Stary młyn nad rzeką", "Kot śpi na piecu"],
        ),
        (
            "pl",
            "Rybak naprawia sieci. Jego wnuczka zbiera bursztyny.",
            ["Rybak naprawia sieci. Jego wnuczka zbiera bursztyny"],
        ),
        (
            "it",
            "Di notte, quando il custode dorme, i quadri escono dalle cornici.",
            ["Di notte, quando il custode dorme, i quadri escono dalle cornici"],
        ),
        (
            "pl",
            "Babcia zbiera jabłka w sadzie, pies goni kury, a dzieci śpią i śnią.",
            ["Babcia zbiera jabłka w sadzie", "pies goni kury", "dzieci śpią i śnią"],
        ),
        ("pt", "Os gatos dormem nos telhados.", ["Os gatos dormem nos telhados"]),
        (
            "tr",
            "Terzi radyo dinler. ipte çamaşırlar kurur. Onun kedisi uyur.",
            ["Terzi radyo dinler", "ipte çamaşırlar kurur. Onun kedisi uyur"],
        ),
    ],
)
def test_other_languages(language: str, theme: str, expected: list[str]) -> None:
    assert beats(theme, language) == expected


@pytest.mark.parametrize(
    ("theme", "avoided"),
    [
        ("Ink in water. No people, no text.", ("people", "text")),
        ("A quiet wood. Never gory.", ("gory",)),
        ("Waves, palm trees, NO people smoking", ("people smoking",)),
        (
            "A wood. We would rather not see hands in close-up because they look odd.",
            ("hands in close-up",),
        ),
        ("A harbour.\n\nWhat we do not want. Cars, phones. Nobody shouts.", ("Cars", "phones")),
        ("Les toits. Pas de voitures, jamais de violence.", ("voitures", "violence")),
        ("Ein Bahnhof. Keine Autos, bitte keine Werbung.", ("Autos", "Werbung")),
        ("小桥流水。不要汽车。", ("汽车",)),
    ],
)
def test_what_is_forbidden_is_kept_as_such_and_never_filmed(
    theme: str, avoided: tuple[str, ...]
) -> None:
    read = read_theme(theme)
    assert read.avoid[: len(avoided)] == avoided
    for word in avoided:
        assert not any(word in beat.text for beat in read.beats)


def test_paragraphs_on_feeling_and_viewers_are_not_filmed() -> None:
    theme = (
        "The place. A terrace above a harbour.\n\nHow it should feel. Light in late September.\n\n"
        "The viewers. People between thirty and sixty."
    )
    assert beats(theme) == ["A terrace above a harbour"]


def test_who_owns_something_is_named_before_it() -> None:
    assert beats("Pip yawns. His kite waits.", cast=(PIP,)) == ["Pip yawns", "Pip's kite waits"]


def test_a_capital_is_that_of_its_language() -> None:
    assert sentence("ipte çamaşırlar", ".", "tr") == "İpte çamaşırlar."
    assert sentence("in time", ".", "en") == "In time."


def test_pronouns_get_the_name_they_stand_for() -> None:
    theme = (
        "I want a serialised story: Unit 7, a small robot, wakes up in a junkyard. "
        "Each episode he meets someone new. There should be cliffhangers."
    )
    assert beats(theme, cast=(UNIT,)) == [
        "Unit 7, a small robot, wakes up in a junkyard",
        "Unit 7 meets someone new",
    ]
    theme = "Pip can't fall asleep, so Grandpa Tock tells him a story about the moon."
    assert beats(theme, cast=(PIP, TOCK)) == [
        "Pip can't fall asleep",
        "Grandpa Tock tells Pip a story about the moon",
    ]


def test_deeds_in_a_list_are_those_of_the_hero() -> None:
    theme = "A cook bakes in her kitchen: kneading dough, frying artichokes. Exploding particles."
    read = read_theme(theme)
    assert [beat.text for beat in read.beats if beat.doing] == [
        "kneading dough",
        "frying artichokes",
    ]


_HARD = st.sampled_from(
    ["@", "a@", "(", '"', ",", ": ", "no ", "he ", "not ", "\n", "- a\n", "，", "。"]
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=400) | st.builds(lambda part: (part * 4000)[:4000], _HARD))
def test_any_theme_is_read_into_something_to_film(theme: str) -> None:
    read = read_theme(theme, cast=(PIP,))
    assert read.beats
    assert all(beat.text and len(beat.text) <= 300 for beat in read.beats)


def test_a_brief_is_not_filmed() -> None:
    theme = read_theme(
        """Brief for the channel "Endgame":
- Two old men play chess.
- The match of the year is on December 31st; don't show it before.
- Tone: dry, tender. Think Kaurismäki.
- I'd like slow shots, no zooms.
- Hashtags: #chess - more at https://example.org
- Key message: patience pays."""
    )
    assert [beat.text for beat in theme.beats] == ["Two old men play chess"]
    assert "zooms" in theme.avoid


def test_who_somebody_is_makes_a_portrait_and_no_event() -> None:
    theme = "Little dinosaurs go to school. Rex is a tiny T-Rex, Dot is a long-neck. They sing."
    beats = {beat.text: beat for beat in read_theme(theme).beats}
    assert beats["Rex, a tiny T-Rex"].portrait
    assert beats["Dot, a long-neck"].portrait
    assert beats["They sing"].after == "Little dinosaurs go to school"


@pytest.mark.parametrize(
    ("language", "theme", "last"),
    [
        ("en", "Nebulae glow. Occasionally a lonely probe.", "a lonely probe"),
        ("de", "Ein Wald. Manchmal ein Reh.", "ein Reh"),
        ("de", "Ein Wald. Manchmal fährt ein Zug vorbei.", "Manchmal fährt ein Zug vorbei"),
        (
            "fr",
            "Un facteur monte. La boulangère rit, le chat dort, et quand il neige il skie.",
            "La boulangère rit, le chat dort, et quand il neige il skie",
        ),
    ],
)
def test_nothing_is_filmed_now_and_then_or_of_somebody_unnamed(
    language: str, theme: str, last: str
) -> None:
    assert read_theme(theme, language=language).beats[-1].text == last


def test_whom_a_sentence_leaves_open_is_not_told() -> None:
    assert is_placeholder("A robot meets someone new who tricks him")
    assert leans("when it snows they ski", "en")
    assert not leans("when the postman comes they bark", "en")


def test_something_that_has_happened_is_no_deed() -> None:
    theme = "A dachshund is a detective. In every episode something has gone missing, a hat."
    assert not any(beat.doing for beat in read_theme(theme).beats)
    assert any(beat.doing for beat in read_theme("A cook: kneading dough, frying fish.").beats)
