"""Finds what somebody says in a theme, in quotation marks: a line as it stands, never a picture.

"„Hast du schon gemäht?“, fragt der Nachbar" is said, and "der Nachbar" is filmed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from webtv.writers.offline import wordlists
from webtv.writers.offline.text import MARKS
from webtv.writers.offline.wordsets import DENSE, has

_QUOTE = re.compile(
    r"„(?P<a>[^“”\"„]{2,160})[“”\"]|“(?P<b>[^”“]{2,160})”|”(?P<f>[^”]{2,160})”"
    r"|«\s*(?P<c>[^»«]{2,160}?)\s*»|\"(?P<d>[^\"]{2,160})\"|[「『](?P<e>[^」』「『]{2,80})[」』]"
)
_STOPS = ".!?…。！？؟"
_BEFORE = re.compile(rf"(?:^|[{_STOPS};；؛\n]\s*)([^{_STOPS};；؛\n]*)$")
_BEHIND = re.compile(rf"^[^{_STOPS};；؛\n\"“„«「『]*")
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,2}[.)])\s+")
_FEWEST, _FEWEST_DENSE = 3, 4
"""Words of a saying, and signs of scripts without blanks; shorter ones are names."""

_SCRIPT = re.compile(r"\s*([A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}):\s*")
"""A name before its line, as scripts have it."""

_CLAUSE = 4
"""Words of a sentence that a saying follows after a colon."""

_LONGEST = 90
"""Characters that tell who says it."""

_SAYS: dict[str, str] = {
    "en": "says say said asks ask asked calls call called shouts shout whispers whisper replies "
    "answers answer mutters murmurs cries sighs laughs announces repeats insists grumbles adds "
    "explains warns promises sings reads",
    "es": "dice dicen dijo pregunta preguntan grita gritan susurra responde contesta murmura "
    "exclama llama canta repite suspira anuncia explica insiste añade",
    "fr": "dit disent demande demandent crie crient murmure chuchote répond répondent lance "
    "souffle annonce répète soupire appelle explique insiste ajoute chante",
    "de": "sagt sagen fragt fragen ruft rufen flüstert antwortet murmelt schreit brummt seufzt "
    "meint erklärt verkündet wiederholt singt liest lacht schimpft",
    "it": "dice dicono chiede chiedono domanda grida gridano sussurra risponde mormora esclama "
    "ripete sospira annuncia spiega insiste aggiunge canta chiama",
    "pt": "diz dizem pergunta perguntam grita gritam sussurra responde murmura exclama chama "
    "repete suspira anuncia explica insiste acrescenta canta fala",
    "nl": "zegt zeggen vraagt vragen roept roepen fluistert antwoordt mompelt bromt zucht herhaalt "
    "zingt leest lacht",
    "pl": "mówi mówią pyta pytają woła wołają szepcze odpowiada mruczy krzyczy wzdycha powtarza "
    "śpiewa czyta tłumaczy dodaje",
    "ru": "говорит говорят спрашивает спрашивают кричит шепчет отвечает бормочет зовёт вздыхает "
    "повторяет поёт читает объясняет добавляет ворчит",
    "tr": "der derler diyor diye sorar soruyor bağırır fısıldar mırıldanır seslenir yanıtlar cevap "
    "söyler",
    "ar": "يقول تقول يقولون يسأل تسأل ينادي تنادي يهمس تهمس يصيح تصيح يجيب تجيب يردد تردد قال قالت",
    "zh": "说 說 问 問 喊 叫道 道 答 嘟囔 低语 念叨",
    "ja": "言う 言い 言った 聞く 聞き たずねる 尋ねる 呼ぶ 叫ぶ つぶやく ささやく 答える 歌う "
    "という声",
}
"""Words by which somebody speaks."""

_SHE: dict[str, str] = {
    "en": "he she it they we i you someone somebody",
    "zh": "她 他 它",
    "ja": "彼 彼女",
    "ru": "он она они",
    "pl": "on ona oni",
    "tr": "o onlar",
    "ar": "هو هي هم",
    "pt": "ele ela eles elas",
}


class Saying(NamedTuple):
    """What somebody says."""

    text: str
    """The words with their marks, and who says them where they tell that by a name."""

    thing: str
    """What is filmed; "" where nobody is named."""

    speaker: str = ""
    """Who says it, where a script has the name before its colon; the text is without marks then."""


class Told(NamedTuple):
    """A theme without what is said in it."""

    text: str
    sayings: tuple[Saying, ...]
    questions: str
    """Questions that stand in quotation marks by themselves, as sentences without these."""


def without_dialogue(text: str, language: str) -> Told:
    """Take a theme's sayings out of it. Names and slogans in quotation marks stay."""
    code = language[:2]
    sayings: list[Saying] = []
    lone: list[str] = []
    kept, at = "", 0
    for quote in _QUOTE.finditer(text):
        content = next(part for part in quote.groups() if part).strip()
        if quote.start() < at:
            continue
        head = _BEFORE.search(text[at : quote.start()])
        before = _BULLET.sub("", head[1]) if head else ""
        scripted = _SCRIPT.fullmatch(before)
        if not (scripted or _is_saying(content)):
            continue
        behind = _BEHIND.match(text[quote.end() :])
        tail = behind[0] if behind else ""
        start, end = quote.start(), quote.end()
        if scripted:
            sayings.append(Saying(content, scripted[1], scripted[1]))
            start, end = start - len(before), end + 1 * text[end : end + 1].isspace()
        elif before.endswith(": ") and len(before.split()) >= _CLAUSE and not _speaks(before, code):
            sayings.append(Saying(quote[0], before.strip(" :")))
            kept, at, start = f"{kept}{text[at:start].rstrip(' :')}. ", end, end
        elif _speaks(tail, code):
            sayings.append(_said(quote[0], before, tail, code))
            start, end = start - len(before), end + len(tail)
        elif _speaks(before, code):
            sayings.append(_said(quote[0], before, "", code))
            start = start - len(before)
        elif not re.search(r"\w", before) and (DENSE.search(content) or not _goes_on(tail)):
            lone.append(quote[0])
        else:
            continue
        kept, at = f"{kept}{text[at:start]} ", end
        if text[at : at + 1] in (*_STOPS, ";", "；", "؛"):
            at += 1
    bare = [quote.strip('"“”„«»「」『』 ') for quote in lone]
    asked = " ".join(each for each in bare if each.endswith(MARKS))
    if len(lone) > 1:
        told = (quote for quote, each in zip(lone, bare, strict=True) if not each.endswith(MARKS))
        sayings += [Saying(quote, "") for quote in told]
    return Told(kept + text[at:], tuple(sayings), asked)


def _goes_on(tail: str) -> bool:
    """Whether a sentence goes on behind a quotation."""
    return bool(re.match(r"\s*[^\W\d_A-ZÀ-ÞА-Я]", tail.lstrip(" ,")))


def _is_saying(content: str) -> bool:
    """Whether words in quotation marks are more than a name."""
    if content.endswith(tuple("!?…！？؟")):
        return True
    if DENSE.search(content):
        return len(content) >= 2 * _FEWEST_DENSE
    return len(content.split()) >= _FEWEST


def _speaks(part: str, code: str) -> bool:
    return has(part, _SAYS.get(code, ""))


def _said(quote: str, before: str, behind: str, code: str) -> Saying:
    """A saying with who says it; without, where that is a pronoun."""
    who = f"{before} {behind}".strip(" ,:;—–-：，、\n")
    if code == "ja":
        who = re.sub(r"^と(?!き)", "", who)
    words = who.split()
    known = _SAYS[code].split()
    while words and words[0].strip(",").casefold() in known:
        words = words[1:]
    pronouns = wordlists.of(wordlists.PRONOUNS, code) | frozenset(_SHE.get(code, "").split())
    dense = any(who.startswith(each) for each in pronouns if DENSE.match(each))
    if not words or dense or words[0].casefold() in pronouns:
        return Saying(quote, "")
    text = f"{before.lstrip()}{quote}{behind.rstrip()}"
    return Saying(" ".join(text.split()), " ".join(words))
