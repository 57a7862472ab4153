"""What holds of every offline programme, whatever the theme."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writers.offline.made import MINA, channel, write
from webtv.config.spoken import language_of
from webtv.config.story import CastMember
from webtv.errors import RefusedError
from webtv.writers.offline.beats import read_theme
from webtv.writers.writer import Recent

CLAUSES = (
    "a baker opens the shutters",
    "two cats sleep on the roof",
    "the tide comes in at dawn",
    "an owl calls at midnight",
    "a boy or a girl flies a kite",
    "kneading dough",
    "copper pans",
    "Mina mends a lantern",
)


ORDERS = (
    "No people, no text.",
    "Never show cars.",
    "See https://example.com/faq and #vibes.",
    "Every episode begins with a bell.",
    "Season 1 ends when the house burns.",
    "Please make it nice, we love our viewers.",
    "On Sundays there is a market.",
)


THEMES = {
    "es": "Una abuela riega los geranios. Un panadero saca el pan, los gatos duermen.",
    "fr": "Un chat noir guette les pigeons. Une fille lit sur le balcon.",
    "de": "Herr Krause gießt die Tomaten. Ein Igel wohnt unter dem Schuppen.",
    "it": "Una nonna prepara la pasta in cucina. Il gatto dorme, i bambini giocano.",
    "pl": "Stary rybak naprawia sieci. Mewy siedzą na dachu, koty śpią.",
    "ru": "Старый рыбак чинит сети. Чайки сидят на крыше, кошки спят.",
    "tr": "Yaşlı bir balıkçı ağ örer. Kediler damda uyur, çocuklar oynar.",
    "pt": "Um pescador volta com o barco. A avó rega as flores, os gatos dormem.",
    "zh": "老人在河边喝茶。孩子们在巷子里追逐。一只猫睡在屋檐下。",
    "ja": "おばあさんが弁当を売る。猫がホームで昼寝をする。波が線路を洗う。",
    "ar": "رجل عجوز يبيع التوابل. امرأة تختار القماش. قطة تنام فوق السجاد.",
}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from(ORDERS), max_size=3, unique=True),
    st.integers(min_value=1, max_value=18),
    st.integers(min_value=0, max_value=99),
    st.sampled_from(["", "calm", "wild", "creepy", "deadpan"]),
    st.booleans(),
)
def test_a_programme_films_what_is_wanted_and_nothing_else(
    clauses: list[str], orders: list[str], shots: int, seed: int, tone: str, cast: bool
) -> None:
    theme = ". ".join([*(clause[:1].upper() + clause[1:] for clause in clauses)]) + "."
    made = channel(" ".join([theme, *orders]), shots=shots, tone=tone, cast=(MINA,) if cast else ())
    plan = write(made, seed)
    assert min(shots, 3) <= len(plan.shots) <= shots
    told = " ".join([plan.title, plan.logline, *(s.prompt + s.line for s in plan.shots)])
    assert not re.search(r"https?:|#vibes|viewers|house burns", told, re.IGNORECASE)
    assert "Never show cars." not in orders or not re.search(r"\bcars?\b", told)
    assert all(shot.prompt.strip() for shot in plan.shots)
    assert 2 <= len(plan.title) <= 90
    assert 0 < len(plan.logline) <= 400
    assert ":" not in plan.title
    assert not re.search(r"[{}]|\s\.|\.\.|,,|\bor a\b", f"{told} {plan.narration}")
    beats = [beat.text for beat in read_theme(made.theme, cast=made.cast).beats]
    seen = " ".join(shot.prompt for shot in plan.shots).casefold()
    words = {word for beat in beats for word in beat.casefold().split()}
    assert any(word in seen for word in words)
    if "On Sundays there is a market." in orders and len(clauses) > 1:
        assert "market" not in told  # NOON is a Friday
    if "Every episode begins with a bell." in orders and shots > 1:
        assert "a bell" in plan.shots[0].prompt


@pytest.mark.parametrize("code", ["en", *THEMES])  # those that have worlds
def test_ten_programmes_are_ten_stories_in_the_channels_language(code: str) -> None:
    theme = THEMES.get(code, "A baker opens the shutters. Two cats sleep on the roof.")
    recent: tuple[Recent, ...] = ()
    told: list[str] = []
    spoken: list[str] = []
    for seed in range(10):
        plan = write(channel(theme, language=code), seed, recent)
        spoken.append(f"{plan.title}. {plan.logline} {plan.narration}")
        heard = " ".join(spoken[-2:])  # one alone may have too few small words
        assert language_of(heard) == code, heard
        told.append(plan.logline)
        recent = (Recent.of(plan), *recent)
    titles = [known.title.casefold() for known in recent]
    assert all(title not in titles[at + 1 : at + 7] for at, title in enumerate(titles))
    assert len(set(told)) >= (1 if code == "ja" else 6)  # that theme is of no world


def test_one_dish_in_each_programme_and_every_dish_in_turn() -> None:
    theme = (
        "A grandmother cooks one dish per episode in her kitchen: kneading dough, frying "
        "artichokes, stirring polenta. Steam, copper pans, and the family at the end."
    )
    dishes = ("kneading dough", "frying artichokes", "stirring polenta")
    nonna = CastMember(name="Nonna", look="a small grandmother")
    recent: tuple[Recent, ...] = ()
    cooked = []
    for seed in range(6):
        plan = write(channel(theme, cast=(nonna,)), seed, recent)
        prompts = " ".join(shot.prompt for shot in plan.shots)
        cooked += [dish for dish in dishes if dish in prompts]
        assert "the family" in plan.shots[-1].prompt
        recent = (Recent.of(plan), *recent)
    assert len(cooked) == 6
    assert {*cooked[:3]} == {*cooked[3:]} == {*dishes}


def test_english_of_the_operator_is_filmed_and_their_language_told() -> None:
    made = channel(
        "Rosa riega los geranios del balcón. Los gatos duermen en los tejados.",
        theme_en="Rosa waters the geraniums. The cats sleep on the roofs.",
        cast=(CastMember(name="Rosa", look="una abuela menuda", look_en="a tiny grandmother"),),
    )
    assert made.language == "es"
    for seed in range(5):
        plan = write(made, seed)
        prompts = " ".join(shot.prompt for shot in plan.shots)
        assert "Rosa, a tiny grandmother" in prompts
        assert "geraniums" in prompts or "cats sleep" in prompts
        assert not re.search(r"riega|duermen|abuela|Plano", prompts)
        assert language_of(f"{plan.logline} {plan.narration}") == "es"


def test_a_theme_of_avoided_words_is_refused() -> None:
    with pytest.raises(RefusedError):
        write(channel("Llamas, llamas and more llamas", avoid=("llama",)))


def test_what_counts_from_one_is_told_in_order_and_whole() -> None:
    theme = (
        "Animals get ready for the night. One sheep jumps. Two rabbits brush their teeth. "
        "Three ducks swim home. A snail goes to bed. A cow yawns. An owl calls. A bear reads."
    )
    counted = ("One sheep", "Two rabbits", "Three ducks")
    for seed in range(6):
        told = " ".join(shot.line for shot in write(channel(theme, shots=16), seed).shots)
        at = [told.casefold().find(words.casefold()) for words in counted]
        assert at == [-1, -1, -1] or (min(at) >= 0 and at == sorted(at)), told
