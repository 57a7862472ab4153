"""What a theme forbids of its tales: jokes, stories, people."""

from __future__ import annotations

import random

import pytest

from tests.writers.briefs import NOON
from tests.writers.offline.made import channel, consecutive
from webtv.writers.offline.beats import read_theme
from webtv.writers.offline.draft import Draft
from webtv.writers.offline.excluded import no_people
from webtv.writers.offline.mood import mood_of
from webtv.writers.offline.owntales import own_worlds
from webtv.writers.offline.unwanted import unwanted_kinds
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Brief

THREE = {
    "en": "No story, no jokes, no people.",
    "es": "Sin historia, sin chistes, sin personas.",
    "fr": "Pas d'histoire, pas de blagues, pas de gens.",
    "de": "Keine Handlung, keine Witze, keine Menschen.",
    "it": "Niente storie, niente battute, niente persone.",
    "pt": "Sem história, sem piadas, sem pessoas.",
    "nl": "Geen verhaal, geen grappen, geen mensen.",
    "pl": "Bez fabuły, bez żartów, bez ludzi.",
    "ru": "Без сюжета, без шуток, без людей.",
    "zh": "不要故事，不要搞笑，不要人物。",
    "ja": "物語なし、冗談なし、人は出ない。",
    "ar": "بلا قصة، بلا نكات، بدون ناس.",
    "tr": "Hikaye yok. Şaka yok. İnsan olmasın.",
    "ko": "이야기 없이, 농담 없이, 사람 없이.",
    "hi": "कोई कहानी नहीं। कोई मज़ाक नहीं। लोग नहीं।",
    "sv": "Ingen handling, inga skämt, inga människor.",
    "da": "Ingen historie, ingen vittigheder, ingen mennesker.",
    "nb": "Ingen handling, ingen vitser, ingen mennesker.",
    "fi": "Ei tarinaa eikä vitsejä. Ei ihmisiä.",
    "cs": "Žádné příběhy, žádné vtipy, bez lidí.",
    "hu": "Nincs történet, nincsenek viccek, nincsenek emberek.",
    "ro": "Fără poveste, fără glume, fără oameni.",
    "uk": "Без сюжету, без жартів, без людей.",
    "el": "Χωρίς ιστορία, χωρίς αστεία, χωρίς ανθρώπους.",
    "ca": "Sense història, sense acudits, sense gent.",
    "id": "Tanpa cerita, tanpa lelucon, tanpa orang.",
    "vi": "Không có cốt truyện, không đùa cợt, không có người.",
    "he": "בלי סיפור. בלי בדיחות. בלי אנשים.",
    "fa": "بدون داستان. بدون شوخی. بدون انسان.",
}
QUAY = "A gull sits on the quay in Porto. Boats come in at dusk. Ropes dry in the sun."


def tagged(tag: str) -> set[str]:
    """What is said in tales and moments of a kind."""
    worlds = (*own_worlds("en").values(), *worlds_in("en").by_name.values())
    return {m.line for world in worlds for m in world.every if m.line and tag in m.tags}


@pytest.mark.parametrize("language", THREE)
def test_stories_jokes_and_people_are_forbidden_in_any_language(language: str) -> None:
    theme = read_theme(f"Xyzt. {THREE[language]}", language=language)
    assert [beat.text for beat in theme.beats] == ["Xyzt"]
    assert unwanted_kinds(theme.avoid, language) == {"comic", "story"}
    assert no_people(theme.avoid)


@pytest.mark.parametrize(
    "said", ["No cruel jokes, no war stories.", "Sin chistes crueles.", "Keine Kriegsgeschichten."]
)
def test_what_forbids_some_jokes_and_stories_leaves_others(said: str) -> None:
    language = {"N": "en", "S": "es", "K": "de"}[said[0]]
    assert not unwanted_kinds(read_theme(f"Xyzt. {said}", language=language).avoid, language)


@pytest.mark.parametrize("said", ["Never comic.", "No funny animals.", "No jokes please."])
def test_a_channel_without_jokes_tells_nothing_comic(said: str) -> None:
    made = channel(f"{QUAY} {said}", shots=14)
    comic = tagged("comic")
    for plan in consecutive(made, 3):
        assert comic.isdisjoint(shot.line for shot in plan.shots)
        assert len(plan.shots) >= 3


@pytest.mark.parametrize("theme", [QUAY, "Synthwave, neon rain, cassette tapes, a grid in Porto."])
def test_a_channel_without_a_story_tells_no_tale(theme: str) -> None:
    worlds = (*own_worlds("en").values(), *worlds_in("en").by_name.values())
    turns = {tale.turn.line.removeprefix("{Thing}") for world in worlds for tale in world.tales}
    told, untold = (
        [shot.line for plan in consecutive(channel(said, shots=14), 3) for shot in plan.shots]
        for said in (theme, f"{theme} No story.")
    )
    assert any(line.endswith(turn) for line in told for turn in turns if turn)
    assert not any(line.endswith(turn) for line in untold for turn in turns if turn)


def test_what_is_never_to_be_comic_is_not_in_a_comic_mood() -> None:
    made = channel(f"{QUAY} Never comic.")
    assert mood_of(made) == "calm"
    draft = Draft(Brief("any", made, 1, NOON, ()), read_theme(made.theme), random.Random(1))
    assert draft.mood == "calm"
    assert draft.sober
