"""Programmes with tales of a channel's own hero, things and place."""

from __future__ import annotations

from random import Random

import pytest

from tests.writers.briefs import NOON
from tests.writers.offline.made import MINA, channel, slots_in, write
from webtv.config.channel import Channel
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.owntales import own_worlds
from webtv.writers.offline.phrases.regions import variety
from webtv.writers.offline.shape import ARC, PLAIN
from webtv.writers.offline.topic import Topic
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Brief, Recent

NEON = "synthwave, neon city, rain, lonely driver, palm trees, cassette tapes, sunset grid"


def hour_of(made: Channel, programmes: int) -> list[Recent]:
    """The programmes of a channel, the newest first."""
    recent: list[Recent] = []
    for seed in range(programmes):
        recent.insert(0, Recent.of(write(made, seed, tuple(recent))))
    return recent


def test_a_theme_of_keywords_has_a_tale_in_every_programme() -> None:
    told = hour_of(channel(NEON, shots=11), 12)
    assert len({known.title for known in told}) == 12
    assert len({known.lines[-1] for known in told}) == 12  # no tale comes back while there are more


def test_the_cast_has_tales_of_its_own() -> None:
    made = channel("Mina mends what people bring. Every evening somebody knocks.", cast=(MINA,))
    told = hour_of(made, 12)
    lines = {m.line for m in own_worlds("en")["own_hero"].every}
    own = [known for known in told if not lines.isdisjoint(known.lines)]
    assert len(own) >= 2
    assert all(any("Mina" in prompt for prompt in known.prompts) for known in own)
    assert all(known.lines[-1] for known in own)


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ("Mina lagar det som folk kommer med. Hon dricker mycket te.", "sv"),
        ("Mina reparerer det folk kommer med. Hun drikker mye te.", "no"),
        ("Mina, 사람들이 가져오는 물건을 고친다. 저녁마다 차를 마신다.", "ko"),
        ("Mina लोगों की चीज़ें ठीक करती है। हर शाम कोई आता है।", "hi"),
    ],
)
def test_a_language_without_phrases_tells_them_too(theme: str, language: str) -> None:
    told = hour_of(channel(theme, cast=(MINA,), language=language), 4)
    lines = {m.line for m in own_worlds(variety(language, theme))["own_hero"].every}
    assert any(not lines.isdisjoint(known.lines) for known in told)


@pytest.mark.parametrize(
    "theme",
    [
        "How to tie a bowline, how to coil a rope, how to tie a clove hitch, how to splice.",
        "Horror in a hotel: dread, an old lift, a brass bell, a wet carpet.",
        "A documentary about the harbour. A boat leaves at six. Nets hang on the quay.",
    ],
)
def test_sober_channels_have_no_tales_of_their_own(theme: str) -> None:
    lines = {m.line for world in own_worlds("en").values() for m in world.every}
    for known in hour_of(channel(theme, shots=11), 4):
        assert lines.isdisjoint(known.lines), known.lines
        assert any(known.lines)


def test_no_own_tale_comes_behind_much_of_the_theme() -> None:
    deeds = "folding paper, sewing tapes, paring leather, marbling sheets, pressing books"
    made = channel(f"Mina binds books: {deeds}. The cat sleeps. A clock ticks.", shots=16)
    lines = {m.line for world in own_worlds("en").values() for m in world.every}
    plan = write(made, seed=0)
    assert len(plan.shots) >= 7
    assert lines.isdisjoint(shot.line for shot in plan.shots)


def test_a_theme_without_a_place_is_told_none() -> None:
    assert slots_in(channel("Memory, silence and longing")).place == ""
    known = hour_of(channel("Memory, silence, longing and waiting.", shots=11), 2)
    assert not any("town" in prompt for each in known for prompt in each.prompts)


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("de", "Schlauch flicken. Kette ölen und spannen. Bremsen einstellen."),
        ("pl", "Górnicy schodzą pod ziemię. Konie obracają kierat. Kupcy wiozą sól."),
        ("sv", "En bortsprungen valp, högläsning i bokhandeln, cykelvägen längs ån"),
        ("en", "We follow the bees through the seasons, from the first flight in March to the "
         "winter cluster. Calm, golden light."),
    ],
)  # fmt: skip
def test_no_picture_comes_again_without_the_words_that_it_had(language: str, theme: str) -> None:
    title = "Nachrichten News Notizie"  # a channel that tells what is has few kinds of own tales
    recent: tuple[Recent, ...] = ()
    for seed in range(4):
        plan = write(channel(theme, title=title, language=language, shots=16), seed, recent)
        recent = (Recent.of(plan), *recent)
        silent = [shot for shot in plan.shots if not shot.line]
        assert len(silent) <= 3, [shot.prompt for shot in silent]


def test_each_programme_shows_something_of_the_theme_and_then_tells_a_tale_whole() -> None:
    sentences = (
        "A radio station on Mars plays boleros", "Two hosts read letters from Earth",
        "The miners listen in the tunnels", "A dust storm cuts the signal",
        "Tomatoes grow under red glass", "A robot sweeps the antenna",
    )  # fmt: skip
    tales = [t for w in (*worlds_in("en").by_name.values(), *own_worlds("en").values())
             for t in w.tales]  # fmt: skip
    for known in hour_of(channel(". ".join(sentences) + ".", shots=16), 6):
        shown = [any(each in prompt for each in sentences) for prompt in known.prompts]
        assert len(shown) >= PLAIN
        tale = next((tale for tale in tales if tale.turn.line in known.lines), None)
        if tale is None:
            assert sum(shown) >= ARC
            continue
        at = known.lines.index(tale.turn.line)
        for line, moment in zip(known.lines[at - 3 : at + 2], tale.moments, strict=True):
            assert line.endswith(moment.line.rsplit("}", 1)[-1])
        assert any(shown[: at - 3])


@pytest.mark.parametrize(
    ("language", "theme"),
    [
        ("en", "Two strangers share a table. He has three jokes. The waiter knows them both."),
        ("de", "Drei Leute warten im Amt. Niemand hat die Nummer sieben. Der Schalter schließt."),
        ("fr", "Deux inconnus se parlent. Elle a vingt minutes de retard. Le serveur attend."),
        ("it", "Due sconosciuti si parlano. Lei arriva in ritardo. Il cameriere aspetta."),
        ("es", "Dos desconocidos se hablan. Ella llega tarde. El camarero espera."),
    ],
)
def test_no_tale_of_light_rain_chairs_or_windows_is_told_unless_the_theme_speaks_of_it(
    language: str, theme: str
) -> None:
    told = own_worlds(language).values()
    made_of = {
        tale.turn.line: tale
        for world in told
        for tale in world.tales
        if any(tag.startswith("~") for tag in tale.turn.tags)
    }
    for known in hour_of(channel(theme, language=language, shots=14), 6):
        assert made_of.keys().isdisjoint(known.lines), known.lines
        assert len(known.prompts) >= PLAIN


@pytest.mark.parametrize(
    ("language", "theme", "spoken"),
    [
        ("en", "Rain on an old street, two chairs, a brass kettle.", "rain chair"),
        ("de", "Warmes Licht auf einer Mauer. Ein Stuhl wartet.", "light chair"),
        ("fr", "La pluie tombe sur une chaise.", "rain chair"),
        ("zh", "下雨了。椅子空着。", "rain chair"),
        ("es", "Dos desconocidos se hablan.", ""),
    ],
)
def test_what_a_theme_speaks_of_is_known_in_any_language(
    language: str, theme: str, spoken: str
) -> None:
    made = channel(theme, language=language)
    draft = Draft(Brief("any", made, 1, NOON, ()), read_theme(theme, language=language), Random(1))
    topic = Topic(draft)
    assert [word for word in ("light", "rain", "chair") if topic.speaks(word)] == spoken.split()
