"""Tells the language of a text by its script and its small words."""

from __future__ import annotations

import re
import unicodedata

SCRIPTS = {
    "ru": "CYRILLIC",
    "uk": "CYRILLIC",
    "bg": "CYRILLIC",
    "el": "GREEK",
    "he": "HEBREW",
    "ar": "ARABIC",
    "fa": "ARABIC",
    "hi": "DEVANAGARI",
    "th": "THAI",
    "ko": "HANGUL",
    "zh": "CJK",
    "ja": "CJK HIRAGANA KATAKANA",
}
"""First words of the Unicode names of a language's letters."""

FOREIGN_STOPS = {
    "es": "el la los las un una unos unas y o al en con por para sin sobre entre que se su "
    "sus es son como donde cuando muy más hacia desde hasta bajo tras este esta",
    "fr": "le la les un une des et ou au aux en avec par pour sans sur entre qui que se sa "
    "son ses est sont comme où quand très plus vers depuis sous dans ce cette leur leurs",
    "de": "der die das ein eine einen einem einer und oder vom am im in mit für ohne auf über "
    "zwischen unter durch an bei zu zum zur nach aus ist sind wie wo wenn sehr mehr den dem",
    "pt": "o a os as um uma uns umas e ou das em no na nos nas com por para sem sobre "
    "entre que se seu sua é são como onde quando muito mais até sob",
    "it": "il lo la i gli le un una uno e o della dei in nel nella con per senza su "
    "tra fra che si suo sua è sono come dove quando molto più verso sotto da dal",
}
"""Small words of the languages that answers of models are checked for."""

_ENGLISH = (
    "the a an of and in on at with from into is are was has have that this his her their its it "
    "they who when where while over under by for to as no not never every each through"
)
_SMALL = {
    "en": _ENGLISH,
    **FOREIGN_STOPS,
    "nl": "de het een en van in op met voor zijn is dat die niet te aan bij naar ook door over uit",
    "pl": "i w na z do się nie jest że po od dla za przy pod nad przez jak są które który",
    "sv": "och i att en ett på av med för som är den det till från över under vid inte sina",
    "da": "og i at en et på af med for som er den det til fra over under ved ikke sin",
    "tr": "ve bir bu da de için ile gibi daha çok en her ne olan üzerinde altında",
    "ro": "și un o în la pe cu de din pentru care este sunt nu mai sub peste prin",
    "cs": "a v na se je z do s že po od pro za při pod nad přes jak jsou které který",
    "fi": "ja on ei se että kun oli ovat mutta myös kuin joka jossa hän",
    "hu": "a az és egy hogy nem is van meg de ki el mint alatt fölött",
}  # fmt: skip
_SHARED = {"es": "de del", "fr": "de du l d", "pt": "de da do dos", "it": "di del l d", "de": "des"}
_WORDS = {
    code: frozenset(f"{words} {_SHARED.get(code, '')}".split()) for code, words in _SMALL.items()
}
_WORD = re.compile(r"[^\W\d_]+")
_SAME_SCRIPT = {"uk": "іїєґ", "fa": "پچژگ", "bg": ""}
"""Letters that tell a language from the most spoken one of its script."""

TOLD_APART = frozenset((*SCRIPTS, *_SMALL))
"""The languages that a text can be found to be in."""

_CLEARLY = 2
"""Small words by which another language must lead English, which is what most themes are in."""


def language_of(text: str) -> str:
    """The language of a text such as "es", for texts of a few words or more; "en" in doubt."""
    if share_of(text, ["HIRAGANA", "KATAKANA"]) > 0.1:
        return "ja"
    for code, script in SCRIPTS.items():
        if code not in ("ja", *_SAME_SCRIPT) and share_of(text, script.split()) > 0.5:
            telling = (c for c, known in _SAME_SCRIPT.items() if script == SCRIPTS[c])
            return next((c for c in telling if any(k in text for k in _SAME_SCRIPT[c])), code)
    words = [word.lower() for word in _WORD.findall(text.replace("'", " ").replace("\u2019", " "))]
    found = {code: sum(word in known for word in words) for code, known in _WORDS.items()}
    best = max(found, key=lambda code: (found[code], code == "en"))
    return best if found[best] >= found["en"] + _CLEARLY else "en"


def share_of(text: str, scripts: list[str]) -> float:
    """The share of a text's letters that belong to scripts, by their Unicode names; 0 of none."""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return 0.0
    ours = sum(
        unicodedata.name(char, "").split(" ")[0].split("-")[0] in scripts for char in letters
    )
    return ours / len(letters)
