"""What an operator orders for each programme: one thing at a time, how it begins and ends, on which
weekday, this or that.

Patterns by language. What no pattern knows is filmed as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.reader import unframed

Place = Literal["", "first", "last"]
"""Where a beat must stand in every programme."""

_I = re.IGNORECASE

_EPISODE = r"(?:episode|programme|program|show|film|broadcast|story|instal?lment)"
_EACH = (
    r"(?:(?:all |the |our )*(?:stories|episodes|programmes|programs|shows)"
    r"|(?:todas |todos )?(?:las historias|los episodios)|(?:toutes )?les (?:histoires|émissions)"
    r"|(?:alle |die )(?:geschichten|folgen)|(?:tutte )?le (?:storie|puntate)"
    rf"|(?:each|every|an?|the) {_EPISODE}|cada (?:episodio|programa|capítulo|episódio)"
    r"|chaque (?:épisode|émission|programme)|jede (?:folge|sendung|episode)"
    r"|ogni (?:puntata|episodio)|każdy (?:odcinek|program)|кажд(?:ый выпуск|ая серия)"
    r"|elke (?:aflevering|uitzending)|her (?:bölüm|program)|(?<!\w)كل (?:حلقة|برنامج))"
)
_WHOLE = (
    rf"(?:(?:{_EACH}|(?:each|every) (?:day|night|evening)|it|we|everything|todo|tout|on|alles"
    rf"|es|man"
    r"|wir|tutto|tudo|se|si) )?"
)
_ALWAYS = r"(?:always |siempre |sempre |toujours |immer |altijd )?"
_BEGINS = re.compile(
    rf"^{_WHOLE}{_ALWAYS}(?:begins|opens|starts|empieza|comienza|commence|débute|beginnt|beginnen"
    rf"|inizia|comincia|começa|begint|zaczyna się|начинается) {_ALWAYS}"
    r"(?:with|when|as|on|at|in|con|par|avec|mit|met|quando|com|od|с) (.+)$"
    r"|^her (?:bölüm|program) (.+?)(?:yla|yle|la|le) başlar$"
    r"|^(?:تبدأ كل حلقة|كل حلقة تبدأ) بـ?(.+)$|^每[集期]都?[以从由](.+?)(?:开始|开头|开场)$"
    r"|^毎回、?(.+?)(?:で|から)(?:話が|物語が)?(?:始まる|はじまる|始まります)$",
    _I,
)
_ENDS = re.compile(
    rf"^{_WHOLE}{_ALWAYS}(?:ends|closes|finishes|end|termina|acaba|finit|termine|se termine"
    rf"|endet|enden|finisce"
    rf"|terminan|acaban|finissent|se terminent|finiscono|eindigt"
    rf"|kończy się|заканчивается) {_ALWAYS}"
    r"(?:with|when|as|on|in|con|par|avec|sur|mit|met|quando|com) (.+)$"
    r"|^最后(?!一)[，,]?(?:都|总是|再|会)(.+)$"
    r"|^每[集期]都?[以由](.+?)(?:结束|结尾|收尾)$|^毎回、?(.+?)で(?:終わる|おわる|終わります)$"
    r"|^(?:at the (?:very )?end|al final|à la fin|am (?:ende|schluss)|alla fine|no final)"
    rf" (?:of|de|di|von) {_EACH},? (.+)$|^at the (?:very )?end,? (.+)$"
    r"|^([^,，、]+),? (?:at the (?:very )?end|al final|à la fin|am (?:ende|schluss)|alla fine"
    r"|no final)$",
    _I,
)
_STORY_ENDS = re.compile(
    r"^(?:in the (?:very )?end|at (?:long )?last|finally|eventually|al final|por fin|finalmente"
    r"|à la fin|finalement|enfin|am (?:ende|schluss)|zum schluss|schließlich|endlich|alla fine"
    r"|infine|no f(?:im|inal)|por fim|na końcu|w końcu|wreszcie|na koniec|в конце(?: концов)?"
    r"|наконец|под конец|sonunda|en sonunda|nihayet|aan het eind|uiteindelijk)(?!\w)"
    r"|^(?:最后(?!一)|最後に|ついに|とうとう|终于|في النهاية|أخيرا|في الختام)",
    _I,
)
_OR_NOT = re.compile(
    r",? or (?:not|never)$|,? oder (?:auch )?nicht$|,? o no$|,? ou (?:não|pas)$", _I
)
_ONE_EACH = re.compile(
    rf"\b(?:one|an?(?: (?:single|new|different))?) [\w' -]{{1,40}}? (?:per|each|every|in each|in "
    rf"every) (?:{_EPISODE}|day)\b"
    rf"|\b(?:each|every) (?:{_EPISODE}|day|night|evening|week|time)\b[^.:]{{0,40}}?"
    r"\b(?:one|a (?:new|different|single)|another)\b"
    r"|\b(?:una?|uno|une?|uma?|eine?n?) [\w' -]{1,40}? (?:por|par|pro|je|a|per) (?:episodio|"
    r"capítulo|programa|épisode|émission|folge|sendung|puntata|episódio)\b"
    r"|\b(?:cada (?:programa|episodio|episódio|capítulo) (?:es|é|tiene|tem) (?:una?|uma?|un solo)"
    r"|chaque (?:épisode|émission) (?:est|a) une?|jede (?:folge|sendung) (?:ist|hat|zeigt) eine?n?"
    r"|ogni (?:puntata|episodio) (?:è|ha) un\w?|elke (?:aflevering|uitzending) (?:is|heeft) een"
    r"|każdy odcinek to|каждый выпуск —?)\b"
    r"|\b(?:en cada episodio|dans chaque épisode|(?:in )?jeder? folge|in ogni (?:puntata|episodio)"
    r"|em cada episódio),? (?:una?|une?|uma?|eine?n?)\b"
    r"|\bjed(?:en|na|no) [\w ]{1,40}? na odcinek|\bw każdym odcinku,? (?:jed|inn|now)\w+"
    r"|\bодн?[оаи]н? [\w ]{1,40}? (?:за|в|на) (?:\w+ )?(?:сери[юи]|выпуск\w*)"
    r"|\bв кажд(?:ой серии|ом выпуске),? (?:од|нов|друг)\w+|\bher bölümde (?:bir|yeni|farklı)\b"
    r"|\bbölüm başına bir\b|في كل حلقة"
    r"|每一?[集期].{0,4}[一1][个道只位种件]|毎回(?:、)?(?:ひとつ|一つ|一品|1つ)",
    _I,
)
_IN_ORDER = re.compile(
    r"\b(?:counting|countdown|then|until|finally|at last|afterwards|luego|entonces|después"
    r"|por fin|hasta que|puis"
    r"|enfin|jusqu'à|ensuite|dann|danach|schließlich|zuletzt|poi|infine|finché|então|finalmente)\b"
    r"|最后|然后|接着|それから|最後に|ثم|أخيرًا",
    _I,
)
"""Words of a theme that tells a story, whose order is kept."""

_OR = {"en": "or", "es": "o|u", "fr": "ou", "de": "oder", "it": "o|oppure", "pt": "ou", "nl": "of"}
_RANGE = re.compile(r"\b(?:one|a|an?other|a new) (number) from (\d{1,3}) to (\d{1,3})\b", _I)
_COMMA = re.compile(r"\s*[,;，、；،]\s*")
_LINKS = r"(?:and|or|y|e|o|et|ou|und|oder|i|lub|и|или|ve|veya|و|أو)"
_AND = re.compile(rf"^{_LINKS}\s+", _I)
_LAST = re.compile(rf"\s+{_LINKS}\s+", _I)
_ORDER = 6
"""Words at most of a sentence that is nothing but an order."""

_NUMBERS = 30
"""Numbers at most of which each programme has one."""

_COUNTED = (
    "one two three four five six seven eight nine ten",
    "un dos tres cuatro cinco seis siete ocho nueve diez",
    "un deux trois quatre cinq six sept huit neuf dix",
    "ein zwei drei vier fünf sechs sieben acht neun zehn",
    "un due tre quattro cinque sei sette otto nove dieci",
    "um dois três quatro cinco seis sete oito nove dez",
)
_WHOLE_OR = re.compile(r"\b(?:whether|more or less|or (?:so|not|more|less|two|three)|sooner)\b", _I)
_OBJECTS = frozenset("him her them it us".split())
_WORD = r"[^\W\d_]+(?:['-][^\W\d_]+)*"


def beginning(sentence: str) -> str | None:
    """How every programme begins, if a sentence says so: "Every episode begins with rain"."""
    return _said(_BEGINS, sentence)


def ending(sentence: str) -> str | None:
    """How every programme ends, if a sentence or an entry says so: "supper at the end"."""
    said = _said(_ENDS, sentence)
    return said and _OR_NOT.sub("", said)


def is_ending(sentence: str) -> bool:
    """Whether a sentence says how what is told ends: "In the end the umbrella closes"."""
    return bool(_STORY_ENDS.match(sentence))


def one_each(sentence: str) -> bool:
    """Whether a sentence wants one of what it lists in each programme: "one dish per episode"."""
    return bool(_ONE_EACH.search(sentence))


def wants_nothing_else(sentence: str, language: str) -> bool:
    """Whether a sentence that wants one of what it lists says nothing else: "One dish per show"."""
    if language[:2] != "en":
        told = verbs.reads(language) and not verbs.tells(sentence, language)
        return told or len(sentence.split()) <= _ORDER
    said = unframed(sentence)
    return not wordlists.is_clause(said, "en") or wordlists.is_verb(said.split()[0])


def listed(text: str) -> tuple[str, ...]:
    """What a text lists: "soup, stew and pie" is three things, "bread and butter" one."""
    *items, last = (_AND.sub("", item).strip() for item in _COMMA.split(text))
    ends = _LAST.split(last, maxsplit=1) if items else [last]
    return tuple(item for item in (*items, *ends) if item)


def in_order(theme: str) -> bool:
    """Whether a theme tells a story, whose order is kept."""
    return bool(_IN_ORDER.search(theme))


def counted(texts: Sequence[str]) -> tuple[int, ...]:
    """Where texts count from one on: "One sheep ...", "Two rabbits ...", at least to three."""
    firsts = [text.split()[0].casefold() for text in texts]
    for words in _COUNTED:
        run: list[int] = []
        for at, first in enumerate(firsts):
            if len(run) < len(words.split()) and first == words.split()[len(run)]:
                run.append(at)
        if len(run) > 2:
            return tuple(run)
    return ()


def alternatives(text: str, language: str) -> tuple[str, ...]:
    """What "this or that" in a text can mean, each by itself; the text where it says no such thing.

    "who helps him or tricks him" -> "who helps him", "who tricks him".
    """
    if found := _RANGE.search(text):
        low, high = sorted((int(found[2]), int(found[3])))
        numbers = range(low, min(high, low + _NUMBERS) + 1)
        before, after = text[: found.start()], text[found.end() :]
        return tuple(f"{before}the {found[1]} {number}{after}" for number in numbers)
    either = _OR.get(language[:2])
    if not either or _WHOLE_OR.search(text):
        return (text,)
    for words in (2, 1):
        side = rf"{_WORD}(?: {_WORD}){{{words - 1}}}"
        for found in re.finditer(rf"(?<![\w'])({side}) (?:{either}) ({side})(?![\w'])", text, _I):
            around = text[: found.start()].split(), text[found.end() :].split()
            kept = _sides(found[1], found[2], *around, language)
            if kept:
                before, after = text[: found.start()], text[found.end() :]
                return tuple(f"{before}{side}{after}" for side in kept)
    return (text,)


def _sides(
    one: str, other: str, before: list[str], after: list[str], language: str
) -> tuple[str, ...]:
    """Which of two sides can stand alone at their place."""
    determiners = wordlists.of(wordlists.DETERMINERS, language)
    links = wordlists.of(wordlists.LINKS, language)
    if after and not before and _is_plural(one, language) != _is_plural(other, language):
        return (other,)  # "the Moon or the stars change": the verb agrees with what it stands by
    firsts = [side.lower().split()[0] for side in (one, other)]
    if " " in one:
        alike = one.lower().split()[-1] == other.lower().split()[-1] or firsts[0] == firsts[1]
        return (one, other) if alike or set(firsts) <= determiners else ()
    if not (determiners | links).isdisjoint(firsts):
        return ()
    if after and after[0].lower() not in links | _OBJECTS:
        return ()  # "a spare part or invents one": more than one word belongs to it
    bound = bool(before) and before[-1].lower() in determiners
    return (one,) if bound else (one, other)


def _is_plural(side: str, language: str) -> bool:
    """Whether a side is of several, in languages whose plurals end with an s."""
    return language[:2] in ("en", "es", "fr", "pt") and side.casefold().endswith("s")


def _said(pattern: re.Pattern[str], text: str) -> str | None:
    if match := pattern.match(text):
        return next(group for group in match.groups() if group).strip(" ,")
    return None
