"""Tells by their verbs whether something happens in words of languages that inflect them.

`phrases/verbs.txt` has verbs of ten languages; forms are only ever compared with a theme's words,
and never written. Of languages without a list, doubt counts for a sentence.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_TOKEN = re.compile(r"[^\W\d_]+['’]?|[,;:،–—]")
_STOPS = frozenset(",;:،–—")

_TIES: dict[str, str] = {
    "es": "que quien quienes cuando mientras donde porque aunque cuyo cuya si",
    "fr": "que qu' qui dont quand lorsque lorsqu' où puisque parce si",
    "it": "che chi quando mentre dove perché cui finché se",
    "pt": "que quem quando enquanto onde porque cujo cuja se",
    "de": "dass weil wenn während ob obwohl wo sobald bis damit welche welcher welches",
    "nl": "die dat wat waar wanneer terwijl als omdat zodat",
    "pl": "który która które którzy którego której których gdzie gdy kiedy że bo żeby aż zanim",
    "sv": "som när där medan att om",
    "ru": "что который которая которое которые которого которой которых где когда если чтобы пока",
}
"""Words that take the next verb for a clause of their own."""

_BEFORE: dict[str, str] = {
    "es": "el la los las un una unos unas de del al a en con sin por para su sus este esta cada",
    "fr": "le la les l' un une des du de d' au aux à en sans pour sur sous son sa ses leur ce "
    "cette",
    "it": "il lo la i gli le l' un uno una del dello della dei degli delle di al alla da dal in "
    "nel "
    "nella su sul sulla con per suo sua ogni",
    "pt": "o a os as um uma uns umas de do da dos das ao à em no na por para com sem seu sua cada",
    "de": "der die das den dem des ein eine einen einem einer zu mit von aus bei im am zum zur "
    "ohne "
    "sein seine ihr ihre mein jede jeder",
    "nl": "de het een te met van uit bij in op zonder zijn haar hun elke",
    "sv": "en ett den det de att med av i på",
    "pl": "na do za pod nad przy bez dla od z ze w we o",
    "ru": "на в во под над без для от из с со к о у за",
}
"""Words after which a form is a noun, or no verb of the clause."""

_ENDINGS = {
    "ru": re.compile(r"(?:[еёи]т|[ую]т|[ая]т)(?:ся)?$|^(?:есть|был[аои]?)$"),
    "de": re.compile(r"^(?!ge(?!ht|nießt|hört|lingt|schieht|winnt))[a-zäöüß]{3,}t$"),
    "ar": re.compile(
        r"^[يتن]ُ?(?!حت$|مر$|مور$|ل$|راب$|اريخ$|فاح$|لفاز$|مثال$|جار$|وم$|مين$|هر$|جوم$"
        r"|خيل$)\w{3,}$"
    ),
    "tr": re.compile(r"(?:[aeıioöuü]r|yor|m[ae]z|[dt][ıiuü]|m[ıiuü]ş|[ae]c[ae]k)(?:l[ae]r)?$"),
    "ko": re.compile(r"(?:다|요|까|네)$"),
}
_NO_VERBS: dict[str, str] = {
    "es": "para sobre",
    "pt": "para sobre",
    "ru": "свет рассвет цвет букет поэт совет кабинет билет привет предмет портрет балет паркет "
    "кит "
    "буфет силуэт магнит гранит маршрут институт уют приют салют пруд омлет скелет лет нет полёт "
    "взлёт вертолёт самолёт брат салат закат аромат автомат солдат канат халат кредит аппетит "
    "минут "
    "тут вот опят цыплят котят утят щенят ребят пят этот тот спрут прут счёт мёд лёт звездолёт "
    "шоколад квартет пистолет монет ракет планет конфет газет",
    "de": "mit seit statt samt dort oft jetzt fast acht nicht nachts recht laut erst zuerst "
    "zuletzt "
    "insgesamt selbst bunt echt hart kalt alt zart sanft rot gut weit breit spät leicht bekannt "
    "ganz "
    "entspannt satt fest dicht sacht matt glatt platt feucht schlecht nackt verschneit vereist "
    "bereit "
    "bedeckt bestimmt bemalt verstaubt sonst meist",
    "tr": "bahar bir var yok kadar şehir nehir vapur çamur yağmur peynir mısır pınar duvar kar nar "
    "rüzgar rüzgâr demir ömür kömür esir şair diğer her iplikler",
}


_NOUNS = {
    "zh": re.compile(r"的[\u4e00-\u9fff]{1,5}$"),
    "ja": re.compile(
        r"[\u4e00-\u9fff\u30a0-\u30ff」』]$|(?:物|もの|こと|ところ|とき|[匂思違願笑]い|さま|たち|ん家)$"
    ),
}
"""How a thing ends in scripts without blanks."""

_ASKS = re.compile(
    r"(?:por qu[eéê]|cómo|cuándo|dónde|qué|quién|pourquoi|comment|warum|wieso|weshalb|woher|perché"
    r"|como(?= se )|waarom|hoe|dlaczego|skąd|почему|откуда|зачем|neden|niçin|nasıl)\b"
    r"|为什么|为何|怎么|どうして|なぜ|لماذا|كيف",
    re.IGNORECASE,
)
"""What asks, and is no sentence without its mark."""

_SIGNS = 3
"""Signs of what is more than a name, in these."""


def tells(text: str, language: str) -> bool:
    """Return whether something happens in a text by itself, as far as its verbs are known.

    "Ballenas que asoman" names a thing: its verb belongs to what tells of it.
    """
    code = language[:2]
    if _ASKS.match(text):
        return False
    if code in _NOUNS:
        return len(text) > _SIGNS and not _NOUNS[code].search(text)
    if code not in _languages():
        return True
    known, ending = _forms(code), _ENDINGS.get(code)
    others = frozenset(_NO_VERBS.get(code, "").split())
    before, ties = _of(_BEFORE, code), _of(_TIES, code)
    tokens = _TOKEN.findall(text)
    small = [token.replace("’", "'").lower() for token in tokens]
    if code in ("tr", "ko"):
        return bool(small and ending and ending.search(small[-1]) and small[-1] not in others)
    tied = 0
    for at, word in enumerate(small):
        if word in _STOPS:
            tied = 0
            continue
        relates = code == "de" and at and small[at - 1] == "," and word in ("der", "die", "das")
        if word in ties or relates:
            tied += 1
            continue
        found = word in known or (ending is not None and ending.search(word) is not None)
        noun = code == "de" and tokens[at][:1].isupper()
        article = at and small[at - 1] in before
        article = article and not (small[at - 1] == "l'" and word.endswith("ent"))
        if not found or noun or word in others or article:
            continue
        if at == 0 and not _leads(small, code):
            continue
        if not tied:
            return True
        tied -= 1
    return False


def is_form(word: str, language: str) -> bool:
    """Return whether a word is one of the listed verbs' forms."""
    return word.lower() in _forms(language[:2])


def asks(text: str) -> bool:
    """Return whether a text begins as a question does."""
    return bool(_ASKS.match(text))


def relates(text: str, language: str) -> bool:
    """Return whether a text has a word that begins a clause within another."""
    ties, code = _of(_TIES, language[:2]), language[:2]
    words = [token.replace("’", "'").lower() for token in _TOKEN.findall(text)]
    german = code == "de" and re.search(r", (?:der|die|das|dem|den)\b", text)
    return bool(german) or not ties.isdisjoint(words)


def ties(word: str, language: str) -> bool:
    """Return whether a word begins a clause within another: "que", "weil"."""
    return word in _of(_TIES, language[:2])


def reads(language: str) -> bool:
    """Return whether verbs of a language are known."""
    return language[:2] in _languages()


def _of(table: dict[str, str], code: str) -> frozenset[str]:
    return frozenset(table.get(code, "").split())


def _leads(small: list[str], code: str) -> bool:
    """Whether a clause may begin with its verb: "Sale el sol", "Llueve"."""
    if code == "ar" or len(small) == 1:
        return code in ("ar", "es", "it", "pt", "ru", "pl")
    article = small[1] in _of(_BEFORE, code) and small[1] not in ("de", "del", "di", "do", "da")
    return (code in ("es", "it", "pt") and article) or code in ("pl", "ru")


@cache
def _languages() -> frozenset[str]:
    return frozenset({*_rows(), *_ENDINGS, *_NOUNS})


@cache
def _forms(code: str) -> frozenset[str]:
    """The forms of a language's verbs in the present, of somebody and of several."""
    listed, regular = _rows().get(code, ([], []))
    return frozenset(listed).union(*(_present(verb, code) for verb in regular))


@cache
def _rows() -> dict[str, tuple[list[str], list[str]]]:
    """By language, forms as they stand and infinitives."""
    text = files("webtv.writers.offline.phrases").joinpath("verbs.txt").read_text("utf-8")
    rows: dict[str, tuple[list[str], list[str]]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        code, *words = line.split()
        listed, regular = rows.setdefault(code.rstrip("="), ([], []))
        (listed if code.endswith("=") or code == "sv" else regular).extend(words)
    return rows


def _present(verb: str, code: str) -> set[str]:
    """What an infinitive may be in the present, more forms than there are where these vary."""
    stem, end = verb[:-2], verb[-2:]
    if code == "es":
        return {stem + "a", stem + "an"} if end == "ar" else {stem + "e", stem + "en"}
    if code == "pt":
        return {stem + "a", stem + "am"} if end == "ar" else {stem + "e", stem + "em"}
    if code == "it":
        stem, end = verb[:-3], verb[-3:]
        if end == "are":
            return {stem + "a", stem + "ano"}
        return {stem + each for each in ("e", "ono", *(("isce", "iscono") if end == "ire" else ()))}
    if code == "fr":
        if end == "er":
            return {stem + "e", stem + "ent"}
        return {stem + "it", stem + "issent"} if end == "ir" else {stem, stem + "ent"}
    return _dutch(verb) if code == "nl" else {verb}


def _dutch(verb: str) -> set[str]:
    """A Dutch verb of several, and what it may be of one: "lopen" -> "loopt"."""
    stem = verb[:-2]
    hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1:], stem[-1:])
    stems = {hard, hard[:-1] if hard[-2:-1] == hard[-1:] else hard}
    stems |= {re.sub(r"([aeou])([^aeiou])$", r"\1\1\2", each) for each in stems}
    return {verb, *(each if each.endswith("t") else f"{each}t" for each in stems)}
