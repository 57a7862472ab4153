"""What stands before a list: a wish ("I'd like:"), how something is done, a sentence of its own.

"Things I would like to see: a robin; frost on the leeks" is a robin and frost; so is "such as a
robin, frost on the leeks and smoke". The steps of "How to keep a starter alive: feed it, keep it
warm" follow each other. Twelve languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.forbidding import MISSED
from webtv.writers.offline.jointwords import PREPOSITIONS, RELATIVES
from webtv.writers.offline.lists import between_dashes
from webtv.writers.offline.wordsets import DENSE

_I = re.IGNORECASE

COLON = re.compile(r"\s*[:：]\s+|[：]")
"""What stands between a head and its list."""

_CALLS = re.compile(
    r"\b(?:(?:i|we|you)(?:'d|'ll| would| will| want| like| love| might| could)\b.*|things"
    r"|such as|for (?:example|instance)|e\.g|episodes?|topics?|ideas?|subjects?|scenes?|stories"
    r"|includ(?:e|es|ing)|featur(?:e|es|ing)|to see|shown|on the programme|coming up|among them"
    r"|(?:nos|me) (?:encantar|gustar)\w+|quer(?:emos|ría\w*|íamos|emos ver)|quisi\w+|por (?:ejemplo"
    r"|exemplo)|cosas|coisas|temas|episodios|capítulos|escenas|cenas|episódios|incluye|inclui"
    r"|(?:nous|on|je) (?:aim|voudr|verr|parler)\w+|par exemple|au programme|sujets|thèmes|épisodes"
    r"|scènes|comme|tels? que|telles que"
    r"|(?:ich|wir) (?:hätten?|wünsch\w+|möchten?|würden?|zeigen|sehen)|wünsch\w+|zum beispiel"
    r"|z\. ?b|etwa|themen|folgen|szenen|zu sehen|darunter"
    r"|(?:ci|mi) piac\w+|vorr\w+|vogliamo|per esempio|ad esempio|puntate|scene|argomenti|temi"
    r"|tra cui|gostar\w+|adorar\w+|queremos|tais como"
    r"|chciał\w+|chcieli\w+|chcemy|na przykład|np|tematy|odcinki|sceny|między innymi|m\.in"
    r"|хотелось|хочется|хотел\w*|хотим|хочу|например|темы|серии|выпуски|сцены|в программе|среди них"
    r"|iste\w+|örneğin|mesela|konular|bölümler|sahneler|görmek)\b"
    r"|نود|نريد|أود|أريد|مثلا|مثل|على سبيل المثال|مواضيع|حلقات|مشاهد"
    r"|可以有|可以看到?|想看到?|希望|想要|例如|比如|譬如|包括|主题|內容|内容|话题"
    r"|たとえば|例えば|見たい|テーマ|話題|内容|登場するのは",
    _I,
)
"""Words before a colon behind which stands what is to be seen."""

_HOW: dict[str, str] = {
    "en": r"\bhow to\b|\bsteps\b|\brecipe\b|^making\b",
    "es": r"^c[óo]mo\b|\bpasos\b|\breceta\b",
    "fr": r"\bcomment (?:\w+er|\w+ir|\w+re|on)\b|\bétapes\b|\brecette\b",
    "de": r"^so \w+t man\b|\bwie man\b|\bschritte\b|\brezept\b|\banleitung\b",
    "it": r"^come (?:si|\w+[aei]re)\b|\bpassaggi\b|\bricetta\b",
    "pt": r"^como (?:se|\w+[aei]r)\b|\bpassos\b|\breceita\b",
    "pl": r"^jak\b|\bkroki\b|\bprzepis\b",
    "ru": r"^как\b|\bшаги\b|\bрецепт\b",
    "tr": r"\bnasıl\b|\btarifi\b|\badımlar\w*",
    "ar": r"^كيف|طريقة|خطوات",
    "zh": r"步骤|步驟|怎么|如何|做法|方法",
    "ja": r"作り方|手順|方法|やり方|仕方|しかた",
    "nl": r"^hoe (?:je|men)\b|^zo \w+t? (?:je|men)\b|\bstappen\b|\brecept\b",
}
"""By which a text tells how something is done."""

_ASIDE = re.compile(
    r"^(?P<head>[^–—:：]{12,}?),?\s+[–—-]+\s+(?P<items>[^–—:：]*?[,、，،][^–—:：]*?)"
    r"(?:,?\s+[–—-]+(?P<rest>\s+[^–—:：]+))?$"
)
"""A sentence around things between its dashes, or before them: "lost - a bottle, a kite - and"."""

_SUCH_AS = re.compile(
    r",?\s+(?:such as|for example|for instance|among them|like(?= \w+ing\b)|includ(?:e|es|ing)"
    r"|incluyen?|incluem?|comprennent|includono|umfassen|por ejemplo|como por"
    r" (?:ejemplo|exemplo)|por exemplo|par exemple|tels? que|telles que|zum Beispiel|darunter"
    r"|per esempio|ad esempio|tra cui|tais como|na przykład|między innymi|takie jak|например|такие"
    r" как|örneğin|mesela|مثل|مثلا)[,،]?\s+(?=\S)"
    r"|[，,、](?:例如|比如|譬如|包括|たとえば|例えば)[，、]?(?=\S)",
    _I,
)
"""Words amid a sentence that stand before a list as a colon does."""

_EPISODES = re.compile(
    r"^(?P<head>(?:(?:i'd|we'd|i|we|ich|wir|nos|me|ci|mi|nous|on|je) )?(?:[\w' ]{0,30} )?"
    r"(?:episodes?|programmes|stories|folgen|sendungen|geschichten|episodios|capítulos|historias"
    r"|épisodes|histoires|émissions|puntate|storie|episódios|histórias)) "
    r"(?:about|on|über|von|sobre|acerca de|sur|su|sulla?|di) (?P<rest>.+)$",
    _I,
)
"""A wish for episodes of things, in the form in which these can be shown."""

_LOVED = re.compile(
    r"^(?P<head>(?:i|we)(?:'d| would)? (?:really )?(?:love|like)(?: to (?:see|show|have|watch))?)"
    r" (?:(?:lots|plenty|a lot) of |some )?(?P<rest>(?!to |it |this |everything)[^,]+,.+)$",
    _I,
)
"""A wish for several things."""

_MUST = re.compile(
    rf"^(?P<head>{MISSED}) (?P<rest>.+)$",
    _I,
)
"""What is not to be missing."""

_LEADING = re.compile(
    r"^(?:(?:such as|for (?:example|instance)|por (?:ejemplo|exemplo)|par exemple|zum beispiel"
    r"|(?:per|ad) esempio|na przykład|например|örneğin|mesela|مثلا)[,،]?\s+(?=.*[,،])"
    r"|(?:例如|比如|譬如|たとえば|例えば)[，、：]?(?=.*[，、]))",
    _I,
)
"""An example that stands first: "たとえば、富士山の絵、牛乳"."""

_THEN: dict[str, str] = {
    "en": "then finally", "de": "dann zuletzt", "fr": "puis enfin", "it": "poi infine",
    "es": "luego después", "pt": "depois", "ar": "ثم", "pl": "potem", "ru": "потом затем",
    "tr": "sonra",
}  # fmt: skip
"""By which the last of several begins, as by an "and"."""

_BESIDE = frozenset("with mit avec con com between zwischen entre tra fra met".split())
"""Words behind which an "and" is of one thing: "a kitchen with a table and a barometer"."""

_MORE = frozenset(
    "who which that whose where always never often still usually mostly all especially with"
    " always immer siempre toujours sempre qui que quien dont où che cui wo".split()
)
"""Words by which a part of a list goes on with the one before it."""

_GERMAN = re.compile(r"^(?:die|der|das|dem|den)\b.*[a-zäöüß](?:t|en)$")
"""A German clause that tells of the noun before it, with its verb last."""

_PARTICIPLE = re.compile(r"^(?:\w+ed|rebuilt|built|made|lost|told|written|seen|held)\b(?! \w+ing)")

_MANY, _TWO, _FEW = 3, 2, 5


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of a theme."""

    head: str
    entries: tuple[str, ...]
    steps: bool
    """Whether its entries are done one after the other."""

    called: bool
    """Whether its head only asks for them and is nothing to be seen."""

    colon: bool
    """Whether a colon stands behind its head, which may be no more than a heading."""


def listing(sentence: str, language: str) -> Listing | None:
    """The list of a sentence; None where it lists nothing."""
    head, rest, called = _split(sentence, language)
    if not rest:
        return None
    steps, called = is_how(head, language), called or bool(_CALLS.search(head))
    items = entries(rest, language, steps=steps)
    colon = bool(COLON.search(sentence))
    fewest = _TWO if steps or called or not colon or re.search(r"[;；؛]", rest) else _MANY
    if len(items) < fewest:
        if not called or len(items) != 1:
            return None
    elif not steps and ";" not in rest and any(_is_bound(item, language) for item in items):
        return None
    return Listing(head, tuple(items), steps, called and not steps, colon)


def is_how(text: str, language: str) -> bool:
    """Whether a text says how something is done: "How to shape a loaf"."""
    pattern = _HOW.get(language[:2])
    return bool(pattern and re.search(pattern, text, _I))


def deeds(sentence: str, language: str) -> list[str]:
    """What a sentence without a list says how to do, each by itself: "How to darn, how to glue"."""
    first = sentence.split()[0].lower()
    if not is_how(sentence, language) or not (verbs.asks(sentence) or first == "how"):
        return []
    return re.split(rf",\s+(?:[^\W\d_]{{1,3}}\s+)?(?={re.escape(first)}\b)", sentence, flags=_I)


def entries(text: str, language: str, *, steps: bool = False) -> list[str]:
    """What a text lists between semicolons, else dashes, else commas."""
    parts = [part for part in re.split(r"\s*[;；؛]\s*", text) if part]
    if len(parts) == 1:
        parts = between_dashes(text, language)
    if len(parts) == 1:
        marks = r"\s*[、，]\s*" if DENSE.search(text) else r"\s*[,،]\s+"
        parts = [part for part in re.split(marks, text) if part]
        parts = parts if steps else _whole(parts, language)
    last = [] if steps or len(parts) < _TWO else _two(parts.pop(), language)
    bare = [_without_and(part, language) for part in (*parts, *last)]
    return [part for part in bare if re.search(r"\w", part)]


def _two(part: str, language: str) -> list[str]:
    """The last of several, or the last two with an "and" between them before an article."""
    joins = wordlists.of(wordlists.CONJUNCTIONS, language)
    articles = wordlists.of(wordlists.DETERMINERS, language)
    words = part.split()
    for at in range(1, len(words) - 1):
        if words[at - 1].lower() in _BESIDE or words[at].lower() in _BESIDE:
            break
        if words[at].lower() in joins and words[at + 1].lower() in articles:
            return [" ".join(words[:at]), " ".join(words[at:])]
    return [part]


def _without_and(part: str, language: str) -> str:
    """A part without the "and" that it begins with."""
    part = part.strip(" .,;。")
    joins = wordlists.of(wordlists.CONJUNCTIONS, language) - {"but", "pero", "mais", "aber", "ma"}
    joins |= frozenset(_THEN.get(language[:2], "").split())
    first, _, rest = part.partition(" ")
    if rest and first.lower() in joins:
        return rest
    return (
        part[1:] if language[:2] == "ar" and re.match(r"و(?!رق|رد|جه|ادي|سط)\w{3}", part) else part
    )


def _are_things(items: str, language: str) -> bool:
    """Whether what stands between dashes are three things or more, each with its article."""
    parts = [part.split() for part in entries(items, language)]
    articles = wordlists.of(wordlists.DETERMINERS, language)
    named = not articles or all(words[0].lower() in articles for words in parts)
    return len(parts) >= _MANY and named and all(len(words) <= _FEW for words in parts)


def _split(sentence: str, language: str) -> tuple[str, str, bool]:
    """What stands before and behind the colon of a sentence, or words like one."""
    if found := _LEADING.match(sentence):
        return found[0].strip(" ,、：，"), sentence[found.end() :].strip(" :："), True
    head, *rest = COLON.split(sentence, maxsplit=1)
    if rest:
        return head, rest[0], False
    if (found := _ASIDE.match(sentence)) and _are_things(found["items"], language):
        around = f"{found['head']}{found['rest'] or ''}"
        return around, found["items"], False
    if found := _SUCH_AS.search(sentence):
        return sentence[: found.start()], sentence[found.end() :], False
    if found := _EPISODES.match(sentence) or _MUST.match(sentence) or _LOVED.match(sentence):
        return found["head"], found["rest"], True
    return sentence, "", False


def _whole(parts: list[str], language: str) -> list[str]:
    """Parts between commas, each with what tells more of it: "the hut, where nobody lives"."""
    code = language[:2]
    relatives = wordlists.of(RELATIVES, code) | _MORE
    kept: list[str] = []
    for part in parts:
        first = part.split()[0].lower()
        more = first in relatives or (code == "de" and _GERMAN.match(part))
        more = more or (code == "en" and _PARTICIPLE.match(part))
        if kept and more and not DENSE.search(part):
            kept[-1] = f"{kept[-1]}, {part}"
        else:
            kept.append(part)
    return kept


def _is_bound(item: str, language: str) -> bool:
    """Whether an entry begins as no thing does: "when the bell rings", "wakes up in a junkyard"."""
    first = item.split()[0]
    if language[:2] == "en" and first.endswith("s") and wordlists.is_verb(first):
        return wordlists.is_clause(f"it {item}", "en")
    links = wordlists.of(wordlists.LINKS, language) - wordlists.of(PREPOSITIONS, language)
    links -= wordlists.of(wordlists.DETERMINERS, language)
    pronouns = wordlists.of(wordlists.PRONOUNS, language)
    return item.split()[0].lower() in (links | pronouns) - {"de", "di", "des", "d'", "del", "of"}
