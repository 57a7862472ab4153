"""Tells whether a sentence needs the one before it, as that says whom or what it is about.

"He is too shy to open it", "Seine Katze schläft", "Lo buscan en la feria". Doubt counts for it: two
sentences that could stand alone lose nothing where they are told one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from webtv.config.story import CastMember
from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.jointwords import PREPOSITIONS
from webtv.writers.offline.people import has_creatures, has_people
from webtv.writers.offline.wording import capital
from webtv.writers.offline.wordsets import is_dense

_OF_THEM = re.compile(
    r"\S+ (?:of (?:them|these)|delas|deles|de ell[oa]s|d'entre (?:eux|elles)|di loro|von ihnen"
    r"|z nich|из них)\b",
    re.IGNORECASE,
)
"""One of several who were named before."""

_IMPERSONAL = re.compile(
    r"(?:es (?:gibt|gab|war|ist|wird|regnet|schneit|riecht|duftet|klingelt|dämmert)"
    r"|it (?:has|had) (?:rained|snowed)|il (?:y a|y avait|pleut|neige|fait|faut|était)|on"
    r"|it (?:rains?|snows?|is (?:always|never|raining|snowing|dark|cold|warm|late))"
    r"|esto es|isto é)(?= |$)",
    re.IGNORECASE,
)
"""How a pronoun begins a sentence that stands for nobody."""

_FIRST: dict[str, str] = {
    "en": "he she they it his her its their both neither then afterwards together instead another "
    "and but so or yet this that these those",
    "es": "él ella ellos ellas esto eso su sus lo le les luego entonces después pero y también "
    "este esta estos estas ese esa allí",
    "fr": "il elle ils elles cela ça ce son sa ses leur leurs puis ensuite alors mais et lui eux "
    "celui-ci celle-ci y",
    "de": "er sie es sein seine seinen ihr ihre ihren dann danach aber und dort dabei dazu darin "
    "daneben dies dieser diese dieses beide "
    "seitdem deshalb darum",
    "it": "lui lei loro egli essa esso questo questa quello suo sua suoi sue poi dopo ma e lì",
    "pt": "ele ela eles elas isto isso seu sua seus suas depois então mas e lá este esta esse essa",
    "pl": "on ona ono oni one jego jej ich potem wtedy ale a i tam ten ta to nigdy zawsze",
    "ru": "он она оно они его её ее их потом затем но а и там это этот эта тогда никогда всегда "
    "зато поэтому",
    "tr": "o onlar ertesi onun onların onlarla onunla onlara ondan torunu kızı oğlu karısı kocası "
    "annesi babası çırağı kedisi köpeği ona onu bu bunlar bunun sonra ama ve orada burada",
    "ar": "هو هي هم هما هن ثم لكن ولكن هناك هذا هذه ذلك تلك",
    "nl": "hij zij ze het zijn haar hun dan daarna maar en daar",
}
"""Words that a sentence begins with which goes on from the one before it."""

_FIRST_DENSE: dict[str, re.Pattern[str]] = {
    "zh": re.compile(
        r"^.{0,3}(?:(?<![其吉])他(?![乡人])|[她它])|^(?:这|那|其(?![实他中余次])|然后|但|可是|于是|接着|后来|所以)"
    ),
    "ja": re.compile(
        r"^(?:彼|それ|その|そこ|これ|この|ここ|あの|そして|しかし|でも|だが|だから|すると|けれど)"
        r"|^.{0,6}(?:彼女|彼ら|彼)(?=[はがのをに])"
    ),
}

_NEAR: dict[str, str] = {
    "es": "él ella ellos ellas",
    "fr": "il elle ils elles",
    "de": "er sie ihn ihm ihnen",
    "it": "lui lei loro",
    "pt": "ele ela eles elas",
    "pl": "on ona oni one go mu",
    "ru": "он она они ему ей им его её",
    "ar": "هو هي هم",
}
"""Pronouns among the first words of a sentence, behind when or where it is."""

_AMONG = 4
"""Words among which they are."""

_CLITICS: dict[str, str] = {
    "es": "la los las me nos se",
    "fr": "",
    "it": "lo li gli le la si ne ci",
    "pt": "",
}
"""Words that may be articles, and whose verb stands behind them where they are none."""

_BARE_VERB: dict[str, re.Pattern[str]] = {
    "pt": re.compile(r"[^\W\d_]{2,}(?:aram|eram|iram|avam|iam|eu|iu|ou)$"),
    "es": re.compile(r"[^\W\d_]{2,}(?:aron|ieron|aban|ían|ó)$"),
    "it": re.compile(r"[^\W\d_]{2,}(?:arono|erono|irono|avano|evano|ivano)$"),
}
"""A verb of the past, of somebody who is not named where it comes first."""

_ADVERBS = frozenset(
    "ahora hoy siempre nunca aún todavía ya adesso ora oggi sempre mai ancora già agora hoje "
    "nunca ainda já".split()
)
_WEATHER = frozenset(
    "llueve nieva amanece anochece hay es hace piove nevica c'è ci fa chove neva anoitece há faz "
    "parece".split()
)
"""Verbs without anybody."""

_OF_HIM = re.compile(r"^(?:[^\W\d_]{3,}(?:ته|تها|تهم|هما|ها|هم))$")
"""An Arabic noun with whose it is: "ابنته"."""

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:['’](?:s|re|ve|d|ll|t)\b)?|[,;:–—]")
_SUBJECTS = frozenset("he she they he's she's they're he'd she'd they'd".split())
_OBJECTS = frozenset("him them".split())
_OWN = frozenset("his her their hers theirs".split())
_IT = frozenset("it its".split())
_BREAKS = frozenset(
    ", ; : – — and who that which when while until where so but as because if before after to "
    "for".split()
)
"""Words behind which the object of a clause may be who was named before them."""

_NO_NAMES = frozenset(
    "together then now today tonight sometimes often later once soon always never here there still "
    "afterwards meanwhile outside inside upstairs downstairs yesterday tomorrow only even maybe "
    "perhaps mostly usually everybody everyone nobody somebody someone nothing something everything"
    " anybody anyone eventually finally how why what nights evenings days".split()
)
_SMALL = (
    wordlists.of(wordlists.DETERMINERS, "en")
    | wordlists.of(wordlists.LINKS, "en")
    | wordlists.of(wordlists.PRONOUNS, "en")
    | _NO_NAMES
    | frozenset("no all most many few during every each".split())
)
"""Words with a capital at the beginning of a sentence that are nobody's name."""

_ARTICLES = frozenset(
    "a an the one two three four five six some several another every each".split()
)
_AT = frozenset("in on at inside outside behind under over by from near beside with of to".split())
_PLURAL = re.compile(
    r"(?:[^suai]s|people|children|men|women|mice|geese|sheep|everyone|everybody|somebody|nobody)$"
)
_ELLIPTIC = re.compile(r"(?:^|, |\s)(?:is|are|was|were|does|do|did|can|will|has|have)(?: not|n't)$")
"""An end for which the sentence before says what it is that "is not"."""

_SHORT = 5
_DOES = re.compile(r"(?<!\bas) [^\W\d_]+ (?:does|do|did|can|will|has|have)$")
"""Words of a sentence at most whose verb stands in the one before: "Sometimes a goat does"."""

_LONGEST, _LONGEST_DENSE = 96, 38
"""Characters of two sentences that are one caption."""

_NAMED = re.compile(r"(he|she|his|her)\s+(?=\w)", re.IGNORECASE)


def points_back(said: str, language: str, cast: Sequence[CastMember] = ()) -> bool:
    """Whether a sentence says by a pronoun, or by how it begins, that another stands before it."""
    code = language[:2]
    if code in _FIRST_DENSE:
        return bool(_FIRST_DENSE[code].search(said))
    words = [word.strip(".,;:!?«»\"'“”").lower() for word in said.replace("’", "'").split()]
    if not words or _IMPERSONAL.match(said):
        return False
    if _OF_THEM.match(said):
        return True
    names = {name for member in cast for name in member.name.split()}
    owned = words[0] in wordlists.of(wordlists.POSSESSIVES, language)
    if owned and names.intersection(said.replace(",", " ").split()):
        return bool(_ELLIPTIC.search(said))  # "Su nieta Julia" says whom it is about
    if words[0] in _FIRST.get(code, "").split():
        return True
    if code == "en":
        short = len(words) <= _SHORT and _DOES.search(said)
        elliptic = short or ("," not in said and _ELLIPTIC.search(said))
        return bool(elliptic) or _in_english(said, names)
    near = words[1:_AMONG]
    if any(word in _NEAR.get(code, "").split() for word in near):
        return True
    if code in ("pl", "ru") and len(words) > 1 and verbs.is_form(words[0], language):
        comma = said.split()[0].endswith(",")
        return comma or words[1] in wordlists.of(PREPOSITIONS, language)
    if code == "ar":
        return bool(_OF_HIM.match(words[0]))
    return _is_of_nobody(words, language)


def _is_of_nobody(words: Sequence[str], language: str) -> bool:
    """Whether a Romance sentence begins with its verb or what stands by it, and names nobody."""
    code = language[:2]
    if code not in _BARE_VERB:
        return False
    rest = [*words]
    while len(rest) > 1 and rest[0] in _ADVERBS:
        rest = rest[1:]
    if rest[0] in _WEATHER:
        return False
    articles = wordlists.of(wordlists.DETERMINERS, language)
    clitic = len(rest) > 1 and rest[0] in _CLITICS[code].split()
    if clitic and (verbs.is_form(rest[1], language) or _BARE_VERB[code].match(rest[1])):
        own = rest[0] in ("se", "si", "ci", "ne")
        return not own or not (len(rest) > 2 and rest[2] in articles)
    if len(rest) < 2 or rest[1] in articles:
        return False  # "Sale el sol"
    return verbs.is_form(rest[0], language) or bool(_BARE_VERB[code].match(rest[0]))


def _in_english(said: str, names: Set[str]) -> bool:
    """Whether an English pronoun stands for nobody who was named before it in its sentence."""
    persons = plurals = things = 0
    apart = False  # whether something stands between who was named and the pronoun
    tokens = _TOKEN.findall(said.replace("’", "'"))
    for at, token in enumerate(tokens):
        word = token.lower()
        before = tokens[at - 1].lower() if at else ""
        known = persons + things
        if word in _SUBJECTS | _OWN and at:
            who = plurals + persons if word.startswith("the") else persons + things
            if not who:
                return True
        elif word in _OBJECTS and known + plurals <= 1 and not apart:
            return True
        elif word in _IT and at and known + plurals == 1 and not apart and before not in _BREAKS:
            return True
        if word in _BREAKS:
            apart = apart or bool(known or plurals)
            continue
        named = token in names or (
            token[:1].isupper() and not (at == 0 and (word in _SMALL or word.endswith("ly")))
        )
        led = _is_led(tokens, at)
        if named and at and tokens[at - 1][:1].isupper():
            continue  # the same name
        if named or ((has_people(word) or has_creatures(word)) and led != "at"):
            persons += 1
        elif led == "article":
            things += 1
        if _PLURAL.search(word) and word not in _OWN:
            plurals += 1
    return False


def _is_led(tokens: Sequence[str], at: int) -> str:
    """What stands before the noun at a place: "article", "at" for where something is, or ""."""
    back = [token.lower() for token in tokens[max(0, at - 3) : at]]
    led = next((n for n in range(len(back) - 1, -1, -1) if back[n] in _ARTICLES), None)
    if led is None or led != len(back) - 1:
        return ""
    return "at" if led and back[led - 1] in _AT else "article"


def with_name(said: str, language: str, name: str) -> str:
    """An English sentence that begins with a pronoun, with the only name that this can stand for.

    "" where it does not begin so, or points back all the same.
    """
    found = _NAMED.match(said) if language[:2] == "en" else None
    if not found or not name:
        return ""
    owner = found[1].lower() in ("his", "her")
    told = f"{name}{chr(39) + 's' if owner else ''} {said[found.end() :]}"
    return "" if _in_english(told, set(name.split())) or _ELLIPTIC.search(told) else told


def fits_with(before: str, said: str) -> bool:
    """Whether two sentences are short enough to be read together, and are no more than two."""
    longest = _LONGEST_DENSE if is_dense(before) else _LONGEST
    two = re.search(r"[.!?] [^\W\d_]|[。！？]", before)
    return not two and len(before) + len(said) + 2 <= longest


def together(before: str, said: str, language: str) -> str:
    """Two sentences as one text, the second without its stop."""
    return f"{before}。{said}" if is_dense(before) else f"{before}. {capital(said, language)}"
