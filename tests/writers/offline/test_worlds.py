from __future__ import annotations

from collections import Counter
from dataclasses import replace
from importlib.resources import files

import pytest

from webtv.config.spoken import language_of
from webtv.writers.offline.atlas import read_worlds, told_in
from webtv.writers.offline.phrases import LANGUAGES
from webtv.writers.offline.worlds import Worlds, worlds_in, worlds_tagged

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
        for moment in world.every:
            assert moment.line.endswith((".", "!", "\u3002", "?", "\uff1f", "\u061f", "\u2026")), (
                moment
            )
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
    "coast indoors outdoors water modern old people family grown comic lively eerie guest".split()
)
OF_WORLDS = {"bare", "ground", "idea", "many"}


def test_tags_are_known() -> None:
    for world in worlds_in("en").by_name.values():
        assert world.tags <= TAGS | OF_WORLDS, world.name
        for moment in world.every:
            assert moment.tags <= TAGS, moment


def test_pictures_are_english_and_short() -> None:
    for world in worlds_in("en").by_name.values():
        for moment in world.every:
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


def surely(worlds: Worlds, text: str) -> list[str]:
    """The worlds of a text without those that a faint word alone speaks of."""
    known = (each for each in worlds.matched(text) if not each.faint)
    return list(dict.fromkeys(name for each in known for name in each.names))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A post office by the lake", ("post",)),  # the words of a phrase say nothing alone
        ("The post-offices", ("post",)),
        ("An office with a post", ("office",)),
        ("T. Rex, the t-rex", ("sea",)),
        ("Железной дорогой", ("train",)),
        ("IŞIK, ışık", ("night",)),
        ("İPEK; İpek'in", ("textile",)),
        ("L'orchestre, l’orchestre", ("orchestra",)),
        ("STRASSEN", ("road",)),
        ("Березы", ("forest",)),
        ("للأطفال", ("play",)),
        ("وللقهوة", ("coffee",)),
        ("قَهْوَة", ("coffee",)),
        ("سيارتي والسيارات", ("road",)),
        ("بركان", ("night",)),  # as it stands, rather than of the root of "pond"
        ("البركة", ("train",)),
        ("太極拳", ("exercise",)),
        ("太極", ("temple",)),
        ("A cozy office", ("office",)),
        ("A cozy corner", ("fireside",)),
    ],
)
def test_words_are_known_as_people_write_them(text: str, found: tuple[str, ...]) -> None:
    rows = {
        "post": "post-office",
        "office": "office",
        "sea": "t-rex",
        "train": "железн*-дорог* بركة",
        "night": "ışık بركان",
        "textile": "ipek",
        "orchestra": "orchestre",
        "road": "straßen سيارة",
        "forest": "берёз*",
        "play": "أطفال",
        "coffee": "قهوة",
        "exercise": "太極拳",
        "temple": "太極",
        "fireside": "cozy~ corner~",
    }
    blocks = (f"@ {name}: sea\n? {words}" for name, words in rows.items())
    worlds = Worlds(read_worlds("\n\n".join(blocks), pictures=True))
    assert worlds.found(text) == found
    assert set(surely(worlds, text)) == {*found} - {"fireside"}


@pytest.mark.parametrize("code", TOLD)
def test_no_language_has_more_moments_than_there_are_pictures(code: str) -> None:
    rows = [file.read_text("utf-8") for file in _FOLDER.joinpath(code).iterdir() if file.is_file()]
    read = read_worlds("\n\n".join(rows), pictures=code == "en")
    for name, world in worlds_in(code).by_name.items():
        assert len(read[name].every) == len(world.every), name


def test_a_language_without_worlds_has_silent_pictures() -> None:
    worlds = worlds_in("sv")
    assert worlds.found("en katt i en hamn") == ()
    moments = [m for world in worlds.by_name.values() for m in world.every]
    assert all(moment.picture and not moment.line for moment in moments)


@pytest.mark.parametrize(
    "row", ["do: a line alone", "sea: a gull | It calls.", "turn: a gull | It calls."]
)
def test_a_row_that_is_no_moment_is_refused(row: str) -> None:
    with pytest.raises(ValueError, match="world sea"):
        read_worlds(f"@ sea: pond\n? sea\n{row}", pictures=True)


TALE = """@ sea: pond
? sea
see: a gull on a post | It calls.
tale (coast): The Green Bottle | A bottle comes in with the tide.
see: a green bottle in the foam | The bottle has come a long way.
do: turning a green bottle over | The cork is tighter than the sea.
see: a bottle drying on a step | Something in the bottle moves.
turn: a small crab beside a bottle | It was somebody's house.
rest: a bottle rolling back into the waves | The bottle goes home with its crab.
"""


def test_a_tale_is_five_moments_with_its_tags() -> None:
    world = read_worlds(TALE, pictures=True)["sea"]
    (tale,) = world.tales
    assert [moment.kind for moment in tale.moments] == ["see", "do", "see", "turn", "rest"]
    assert {moment.tags for moment in tale.moments} == {frozenset({"coast"})}
    assert (tale.turn.title, tale.turn.line) == ("The Green Bottle", "It was somebody's house.")
    assert tale.turn.teaser == "A bottle comes in with the tide."
    assert tale.rest.picture == "a bottle rolling back into the waves"
    assert [moment.line for moment in world.moments] == ["It calls."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("turn: a small", "see: a small"),  # no turn
        ("turn: a small crab beside a bottle | It was somebody's house.\n", ""),
        ("see: a bottle drying", "rest: a bottle drying"),
        ("The Green Bottle | ", ""),  # no title
        ("see: a green", "see (coast): a green"),  # tags of a row
        (" | Something in the bottle moves.", ""),
        ("goes home with its crab.", "goes.\nsee: a gull on a bottle | The gull looks in."),
    ],
)
def test_a_tale_that_is_not_whole_is_refused(old: str, new: str) -> None:
    assert old in TALE
    with pytest.raises(ValueError, match="world sea"):
        read_worlds(TALE.replace(old, new), pictures=True)


def test_another_language_tells_the_same_tale() -> None:
    seen = read_worlds(TALE, pictures=True)["sea"]
    rows = [row.split(": ")[0].replace(" (coast)", "") for row in TALE.splitlines()[2:]]
    said = [f"{kind}: Zeile {at}." for at, kind in enumerate(rows)]
    said[1] = "tale: Die Flasche | Eine Flasche kommt an."
    german = read_worlds("\n".join(["@ sea", "? meer", *said]), pictures=False)["sea"]
    told = told_in(seen, german)
    assert [moment.line for moment in told.tales[0].moments] == [
        f"Zeile {at}." for at in range(2, 7)
    ]
    assert told.tales[0].turn.title == "Die Flasche"
    assert [m.picture for m in told.tales[0].moments] == [m.picture for m in seen.tales[0].moments]
    assert told.tales[0].rest.tags == {"coast"}
    said[2:4] = said[3:1:-1]  # do, see
    other = read_worlds("\n".join(["@ sea", "? meer", *said]), pictures=False)["sea"]
    with pytest.raises(ValueError, match="world sea"):
        told_in(seen, other)
    fewer = read_worlds("\n".join(["@ sea", "? meer", said[0]]), pictures=False)["sea"]
    assert told_in(seen, fewer).tales == ()
    assert [moment.line for moment in told_in(seen, None).tales[0].moments] == [""] * 5


def test_worlds_that_are_as_sure_as_each_other_have_one_order() -> None:
    kitchen = worlds_in("en").by_name["kitchen"]
    names = [f"kitchen-{number:02d}" for number in range(16)]
    worlds = Worlds({name: replace(kitchen, name=name) for name in reversed(names)})
    assert worlds.found("soup") == tuple(names)
    assert surely(worlds, "soup") == names


def test_rooms_have_no_sky() -> None:
    rooms = "kitchen coffee sweets shop fashion doctor spa coding video_game microscope cave"
    assert worlds_tagged("indoors") >= set(rooms.split())


def test_a_signed_word_names_its_world_wherever_it_stands() -> None:
    words = " ".join(f"word{chr(97 + at)}" for at in range(12))
    worlds = Worlds(read_worlds(f"@ doctor: sea\n? {words} health! pill", pictures=True))
    assert worlds.named("health") == worlds.named("worda") == {"doctor"}
    assert worlds.named("pill") == frozenset()
    assert worlds.found("a pill") == ("doctor",)


def test_a_phrase_that_says_little_leaves_its_words_what_they_say() -> None:
    text = "@ calm\n? slow-harbour~\n\n@ port\n? harbour\n\n@ mail\n? post-office"
    known = Worlds(read_worlds(f"{text}\n\n@ desk\n? office", pictures=True))
    assert {n for each in known.matched("a slow harbour") for n in each.names} == {"calm", "port"}
    assert {n for each in known.matched("a post office") for n in each.names} == {"mail"}
