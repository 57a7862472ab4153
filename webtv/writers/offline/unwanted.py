"""Tells which kinds of tales a channel does without: jokes and stories, by what it forbids.

"No jokes" and "no funny animals" leave out all that is comic, "no story" every tale; "no cruel
jokes" and "no war stories" name others. Who wants nobody to be seen is known by `excluded.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from webtv.writers.language import INDIC
from webtv.writers.offline.wordsets import DENSE, folded

Kind = Literal["comic", "story"]

_JOKES = (
    "joke jokes joking gag gags humor humour comedy comic comical slapstick punchlines silliness "
    "whimsy chiste chistes broma bromas comedia blague blagues plaisanteries humour comédie witz "
    "witze witzen scherze späße klamauk komik scherzo scherzi battute barzellette comicità "
    "umorismo piada piadas brincadeiras comédia grap grappen grapjes żart żarty żartów dowcipy "
    "dowcipów komedii humoru шутка шутки шуток юмор юмора юмору приколы приколов жарт жарти жартів "
    "гумор гумору şaka şakalar espri espriler komedi mizah نكت نكات النكات مزاح المزاح فكاهة "
    "كوميديا skämt komik vittigheder jokes vitser vits spøg humor vitsejä vitsit vitsi huumoria "
    "komediaa vicc viccek vicceket humort vtip vtipy vtipů humoru glume glumă umor αστεία αστείο "
    "χιούμορ acudit acudits bromes đùa cợt hài hước lelucon lawakan candaan humor בדיחה בדיחות "
    "הומור شوخی جوک طنز मज़ाक मजाक चुटकुले हास्य 농담 농담은 개그 코미디 유머"
)
"""What jokes are called, where an entry says nothing else of them."""

_FUNNY = (
    "funny silly goofy comical wacky gracioso graciosos graciosa graciosas cómico cómicos cómica "
    "divertidos drôle drôles comique comiques rigolos lustig lustige lustigen komisch komische "
    "albern alberne buffo buffi buffa buffe comico comici divertenti engraçado engraçados "
    "engraçada engraçadas cômico cômicos grappige zabawne zabawnych śmieszne śmiesznych смешные "
    "смешных забавных смішних komik hauskoja vicces legrační vtipná amuzante αστεία مضحكة مضحك "
    "roliga sjove morsomme lucu מצחיק מצחיקות خنده‌دار मज़ेदार 웃긴"
)
"""How anything is that is to be laughed at."""

_STORIES = (
    "story stories storyline storylines plot plots tale tales narrative narratives fairytale "
    "historia historias argumento trama cuentos histoire histoires intrigue récit geschichte "
    "geschichten handlung storia storie história histórias enredo verhaal verhalen verhaallijn "
    "plot "
    "fabuła fabuły historii opowieści сюжет сюжета сюжетов история истории историй сказок сюжету "
    "історій казок hikaye hikâye hikayeler öykü قصة قصص القصص حكايات حبكة berättelse berättelser "
    "handling historie historier fortælling fortællinger fortellinger tarina tarinaa tarinoita "
    "juonta juoni "
    "történet történetek cselekmény příběh příběhy příběhů děj poveste povești ιστορία ιστορίες "
    "πλοκή història històries chuyện truyện cốt cerita kisah alur סיפור סיפורים עלילה داستان قصه "
    "कहानी कहानियाँ कथा 이야기 줄거리"
)
_JOKES_DENSE = re.compile(
    r"玩笑|笑话|笑話|搞笑|滑稽|喜剧|喜劇|幽默"
    r"|冗談|ギャグ|お笑い|コメディ|ジョーク"
)
_STORIES_DENSE = re.compile(r"(?:任何)?(?:故事|剧情|劇情|情节|情節|物語|ストーリー|筋書き)")
_SMALL = frozenset(
    "a an any the all please ever at of and or no kind sort una un une uno der die das ein eine "
    "een bitte por favor per favore s'il vous plaît proszę пожалуйста lütfen en el la los las les "
    "le il lo gli i o os as um uma de des d y e et und oder ni né nem".split()
)
_WORD = re.compile(rf"(?:[^\W\d_]|[{INDIC}])+(?:[\u200c'’-](?:[^\W\d_]|[{INDIC}])+)*")


def unwanted_kinds(avoid: Iterable[str]) -> frozenset[Kind]:
    """Return the kinds of tales that the entries of what is to be avoided leave out."""
    found: set[Kind] = set()
    for entry in avoid:
        words = {folded(word) for word in _WORD.findall(entry)} - _SMALL
        if DENSE.search(entry):
            found |= {"comic"} if _JOKES_DENSE.search(entry) else set()
            found |= {"story"} if _STORIES_DENSE.fullmatch(entry) else set()
        elif words:
            found |= {"comic"} if words <= _JOKE or words & _FUN else set()
            found |= {"story"} if words <= _STORY else set()
    return frozenset(found)


_JOKE, _FUN, _STORY = (frozenset(map(folded, w.split())) for w in (_JOKES, _FUNNY, _STORIES))
