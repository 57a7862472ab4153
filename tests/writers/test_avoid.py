"""What must not be written about, in its forms and in every script, and what only looks like it."""

from __future__ import annotations

import pytest

from webtv.writers.avoid import avoided

FOUND = [
    ("en", "war", "The war is over"),
    ("en", "war", "Two wars"),
    ("en", "war", "a war's end"),
    ("en", "War", "WAR"),
    ("en", "war", "a war-torn town"),
    ("en", "spider", "Spiders everywhere"),
    ("en", "crash", "they crashed, crashing again"),
    ("en", "horror movie", "a night of horror movies"),
    ("en", "sci-fi", "pure sci-fi"),
    ("en", "caf\u00e9", "in the cafe\u0301s"),
    ("en", "war", "w\u200bar"),
    ("de", "Krieg", "des Krieges"),
    ("de", "Stra\u00dfe", "auf den STRASSEN"),
    ("es", "guerra", "dos guerras"),
    ("fr", "guerre", "les guerres"),
    ("it", "guerra", "le guerre"),
    ("pt-BR", "arma", "armas"),
    ("ru", "война", "о войне"),
    ("ar", "حرب", "الحرب"),
    ("zh", "战争", "一场战争之后"),
    ("ja", "戦争", "戦争の話"),
    ("ja", "ワニ", "大きなワニがいる"),
    ("ko", "전쟁", "전쟁이 끝났다"),
    ("th", "สงคราม", "หลังสงครามโลก"),
    ("es", "war", "prompts are English: a war"),
]
PASSES = [
    ("en", "war", "warm light, a warning, an award, towards the warehouse, Warsaw"),
    ("en", "ass", "a class of bass players"),
    ("en", "rat", "rather pirates decorate"),
    ("en", "cat", "a caterpillar in the category"),
    ("en", "horror movie", "a horror, and a movie"),
    ("en", "", "anything"),
    ("de", "Rat", "das Rathaus"),
    ("es", "sol", "soledad y solidaridad"),
    ("fr", "or", "un orage sur le port"),
    ("ru", "кот", "который час"),
    ("ja", "ワニ", "ワニス"),
    ("ko", "전쟁", "안전쟁반"),
    ("zh", "战争", "挑战与竞争"),
]


@pytest.mark.parametrize(("language", "word", "text"), FOUND)
def test_what_is_to_be_avoided_is_found(language: str, word: str, text: str) -> None:
    assert avoided(text, ["peace", word], language=language) == [word]


@pytest.mark.parametrize(("language", "word", "text"), PASSES)
def test_what_only_looks_like_it_passes(language: str, word: str, text: str) -> None:
    assert avoided(text, [word], language=language) == []
