"""Tells the dots that end a sentence from those of abbreviations, initials and numbers."""

from __future__ import annotations

import re

from webtv.writers.offline import wordlists

SENTENCE = re.compile(r"[.!?。！？\n](?:\s|$)|[。！？]")
"""What ends a sentence of a theme as it was written, abbreviations among them."""

HELD = "\u2024"
"""A dot that ends no sentence (ONE DOT LEADER), while sentences are told apart."""

_TITLES = (
    "mr mrs ms mx dr st ste mt ft prof rev capt lt sgt gen col cmdr hon fr jr sr sra srta dña "
    "mme mlle mgr "
    "pr hr hrn dipl ing sig sigg dott avv on dhr mevr sn av cad sok mah bkz örn ul pl św bł im ks "
    "ur проф акад ул пл им св тов г-н гр просп د أ م"
)
"""Short forms that stand before what they belong to, mostly a name."""

_AMID = (
    "approx est incl excl cf esp resp ca circa bzw ggf evtl vgl inkl exkl sog zzgl max min bijv "
    "nl aprox ej pág gen p.ej p.ex p.es d.h z.b u.a.m v.a i.d.r s.o s.u o.g e.g i.e viz m.in "
    "np tzn tj tzw ok godz jw напр т.е т.к т.н т.ч ок örneğin vd"
)
"""Short forms in the middle of a sentence."""

_CLOSING = (
    "etc usw ecc itd itp inc ltd co corp bros e.v a.m p.m a.c d.c b.c u.a o.ä u.ä vb vs т.д т.п "
    "др пр н.э г "
    "гг r w jh jhd sec séc pp s.a s.l ee.uu u.s u.k d.w.z"
)
"""Short forms that may be the last of a sentence: a capital after them begins another."""

_NUMBERED = "no nr nº núm num n vol bd kap art abs op fig p pp s str nr н № ch chap cap par tel"
"""Short forms before a number."""

_LETTERS = frozenset(word for word in _CLOSING.split() if len(word) == 1)
_WORD = r"[^\W\d_]"


def _forms(words: str) -> str:
    """A pattern for short forms, with or without blanks between their letters."""
    known = sorted(words.split(), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\.", r"\.[ \u00a0]?") for word in known)


_NEVER = re.compile(rf"(?<![\w.])(?:{_forms(f'{_TITLES} {_AMID}')})\.(?=\s)", re.IGNORECASE)
_MAY = re.compile(rf"(?<![\w.])(?:{_forms(_CLOSING)})\.(?=\s+(\S+)|$)", re.IGNORECASE)
_NUMBER = re.compile(rf"(?<![\w.])(?:{_forms(_NUMBERED)})\.(?=\s*\d)", re.IGNORECASE)
_INITIAL = re.compile(rf"(?<![\w{HELD}])(?<!{HELD} )({_WORD})\.(?=[ \u00a0]?({_WORD}[\w'’-]*))")
_CITY = re.compile(r"(?<![\w.])(?<!\d )г\.(?=\s)")
"""Russian for a city; after a number it is a year, which may end a sentence."""

_ORDINAL = re.compile(r"(?<![\d.,])\d{1,2}\.(?= ([^\W\d_][\w'’-]*))")
_ORDINALS = ("de", "tr", "pl", "cs", "da", "nb", "no", "fi", "hu")
"""Languages that write an ordinal with a dot: "im 1. Stock"."""


def held(text: str, language: str = "en") -> str:
    """A text of the same length whose dots, where they end no sentence, are `HELD`.

    "Abendsonne e. V. Herr Krause" has one sentence end, and "Dr. Meier lives in St. Ives" none.
    """
    opens = frozenset[str]().union(
        *(
            wordlists.of(table, language)
            for table in (wordlists.DETERMINERS, wordlists.PRONOUNS, wordlists.LINKS)
        )
    )

    def within(found: re.Match[str]) -> str:
        if found[0].lower() == "on." and language[:2] != "it":
            return found[0]  # "The lamps come on. A cat sleeps"
        return found[0].replace(".", HELD)

    def closing(found: re.Match[str]) -> str:
        ends = (found[1] or "")[:1].isupper()
        return f"{found[0][:-1].replace('.', HELD)}{'.' if ends else HELD}"

    def opens_one(word: str) -> bool:
        return word.lower() in opens and word[:1].isupper()

    def initial(found: re.Match[str]) -> str:
        ends = found[1] in _LETTERS or opens_one(found[2])
        return found[0] if ends else within(found)

    def ordinal(found: re.Match[str]) -> str:
        known = found[1][:1].islower() or language[:2] in _ORDINALS
        return within(found) if known and not opens_one(found[1]) else found[0]

    text = re.sub(r"(?<=\d)\.(?=\d)", HELD, text)
    text = _NUMBER.sub(within, text)
    text = _CITY.sub(within, text)
    text = _MAY.sub(closing, text)
    text = _NEVER.sub(within, text)
    text = _ORDINAL.sub(ordinal, text)
    return _INITIAL.sub(initial, text)
