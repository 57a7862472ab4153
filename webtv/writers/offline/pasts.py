"""Whether "la storia di ..." is the past of a place or a thing, or a tale: one word is both.

"Die Geschichte Venedigs" and "l'histoire du vélo" are of the past; "la storia del drago" and "una
historia de amor" are tales.
"""

from __future__ import annotations

import re
from functools import lru_cache

from webtv.writers.offline.people import has_people
from webtv.writers.offline.terms import Terms
from webtv.writers.offline.wordsets import folded
from webtv.writers.offline.worlds import is_anybody

_BEINGS, _PERSONS = Terms("beings.txt"), Terms("persons.txt")

_OPENS = r"(?:^|[.:;—–|]\s*)"
_OF = {
    "de": rf"(?:(?:\bdie |\bzur |{_OPENS})geschichte|\w+geschichte) (?:(?:der|des|von|vom) )?",
    "fr": rf"(?:\bl'|{_OPENS}(?:une )?(?:grande |petite )?)histoire (?:de la |de l'|du |des )",
    "es": rf"(?:\bla |{_OPENS})historia (?:del |de las? |de los |de el )",
    "it": rf"(?:\bla |{_OPENS})storia (?:del |dell'|della |dello |dei |degli |delle )",
    "pt": rf"(?:\ba |{_OPENS})história (?:do |da |dos |das )",
}
"""What stands before a thing whose past is told: always a definite article."""

_OF_PLACE = {
    "de": r"geschichte (?:(?:von|der stadt|der insel) )?",
    "fr": r"histoire (?:de la |de l'|du |des |de |d')",
    "es": r"historia (?:de la |del |de )",
    "it": r"storia (?:di |d'|del |dell'|della )",
    "pt": r"história (?:de |do |da |dos |das )",
    "pl": r"histori(?:a|i|ę|ą) (?:miasta |wyspy |dawnej |dawnego )?",
}
_PLACES = tuple(
    folded(
        "africa afrika afrique afryk alp alpen alpes alpi amazon amer amsterd anda antwerp arab "
        "aragon argent asi asturi aten ath athen atlant aust bahia balk balt barcel baskenl "
        "bavier bay bayern belg berl berna berne berns bizan boh bolog bordea bras brazil "
        "bremen breslau bret bruss brux brüss bud buenos bulg burg byz böhm cairo canar carib "
        "castel castil catal cerde chicag chile chin china chinas chine chino chiny const "
        "copenh croac croat croaz cub czech cád córd danem dania danimar danzig dresd dubl "
        "dubrov dän ecuad egi egip egy engl england escoc espag espan españ estamb estl etio "
        "etru eur fen firenz flandr florenc florenz florenç floryd france francia francja "
        "francji frankfurt frankr frança genev genf genov genua ghent gotl granada grec grecj "
        "griech haiti hamb hawai holand holl hong hongk hongr hung iber indi indo inghil inglat "
        "irlan irland island islâ isr istan ital jap jerus jordani kair kalabr kalif kanad "
        "kanar karp kast katal kenya kijow kijów kolumb kopenh korea korsik krak kreta kroat "
        "krym kub kyiv köln latein latin lettl liguri lisbo lissab litau litw liverp lizb lomb "
        "lond londr lotar lothr louvain louvr lux lwow lwów lyon madr mailand mainz malag "
        "mallor malta malte manch maroc marok marru marsei marsyl mediolan mediter meksyk mexi "
        "mexic milan milão minas mittelm mong mosc moskau moskw mumb munich málag méxi münch "
        "napol neap nederl new new-york niederl niger nilo nilu norm noru norv norw nub nürnb "
        "oslo ottom palerm pan parag pari pary patag pek pers peru perú piem pirene pirin polen "
        "polens polog poloni polska polski pomer pomm pomp porto portug prag praha preuß proven "
        "prus québ rav rhein rhin rio roma romagn rome roms roum rum rus rzym sachs sahara "
        "saheb salam salzb sardeg sardin saxo schles schot schott schwa schwed schwei schweiz "
        "sevil sewil siberi sibir siciili sicil siena singap siz skand sles slov slow span "
        "spart stambuł stockh strasb straßb syber syr syri szk szwa szwe sáp tahit taip tatr "
        "thai tib tirol tok tos tosc toscan tosk toul trapan trento tries troj troy tunes tunez "
        "tunis turc turin turk turqu turyn tyrol túnez türk ucran ukrai ung ungh ural urug "
        "valais valenci varsov vatic venec venedig venet veneto venez venise verona versail "
        "viena vienn viet vérone wars warschau warsz watyk wenecj werony wied wien wiln wilno "
        "wroc węg włoch york zagr zurig zür ägypt äthiop égyp öster łotw śląsk"
    ).split()
)
"""How names of countries, regions and cities begin, in many languages."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SMALL = frozenset(
    "petit petite petits petites jeune vieux vieille pequeño pequeña pequeños pequeñas joven "
    "viejo vieja piccolo piccola piccoli piccole giovane vecchio vecchia pequeno pequena "
    "pequenos pequenas jovem velho velha vie vida vita días giorno jour día dia liebe amour "
    "amor amore prinz prinzessin hexe prince princesse príncipe princesa principe "
    "principessa".split()
)
"""Words of tales: a little one is somebody, and a life or a love is told."""

_KINDS = ("animals", "villains", "spirits")


@lru_cache(maxsize=2048)
def tells_of_past(text: str, language: str) -> bool:
    """Whether a text names the past of a place or a thing."""
    code = language[:2]
    of_thing, of_place = _OF.get(code), _OF_PLACE.get(code)
    if of_thing:
        for found in re.finditer(of_thing, text, re.IGNORECASE):
            word = _WORD.match(text, found.end())
            if word and _is_thing(word[0], code):
                return True
    if of_place:
        for found in re.finditer(of_place, text, re.IGNORECASE):
            word = _WORD.match(text, found.end())
            if word and word[0][:1].isupper() and folded(word[0]).startswith(_PLACES):
                return True
    return False


def _is_thing(word: str, code: str) -> bool:
    """Whether a word is nobody, and no adjective of a German being."""
    if code == "de" and not word[:1].isupper():
        return False
    known = folded(word)
    singular = known.removesuffix("s")
    beings = any(_BEINGS.is_one(each, kind, code) for each in (known, singular) for kind in _KINDS)
    persons = any(
        _PERSONS.is_one(each, kind, code)
        for each in (known, singular)
        for kind in ("names", "trades", "titles")
    )
    anybody = is_anybody(known) or is_anybody(singular) or has_people(word)
    return not (beings or persons or anybody or known in _SMALL)
