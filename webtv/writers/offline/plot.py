"""The story that an operator tells in a theme: somebody wants, does and finds something.

It is known by its words for "one night", "wants", "until" and "at last", in the languages of worlds
and Dutch. A theme that has none of these is a row of scenes, whatever happens in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from webtv.writers.offline.beat import Beat
from webtv.writers.offline.wording import parted

_I = re.IGNORECASE
_BEGINS = re.compile(
    r"\b(?:one (?:\w+ )?(?:day|night|morning|evening|afternoon|winter|spring|summer|autumn)\b"
    r"(?! (?:at a time|per|a week|in))|once upon a time|suddenly"
    r"|eines (?:\w+ )?(?:tages|nachts|morgens|abends|nachmittags)|es war einmal|plötzlich"
    r"|(?:un|cierto) día|(?:una|cierta) (?:noche|mañana|tarde)(?! de)|érase una vez|había una vez"
    r"|de (?:repente|pronto)"
    r"|un (?:jour|soir|matin)(?! d[e'])|une nuit(?! d[e'])|il était une fois|soudain|tout à coup"
    r"|un giorno|una (?:notte|sera|mattina)(?! d[i'])|c'era una volta|(?:all')?improvvis\w+"
    r"|(?:um|certo) dia|(?:uma|certa) (?:noite|manhã|tarde)(?! de)|era uma vez"
    r"|(?:pewnego|pewnej|któregoś|którejś) \w+|dawno, dawno temu|nagle"
    r"|однажды|как-то раз|в один \w+ (?:день|вечер)|одной ночью|вдруг|внезапно|жил[аи]?-был[аи]?"
    r"|(?<!her )(?:bir (?:gün|gece|sabah|akşam)|günün birinde|bir varmış)\b|aniden"
    r"|op een (?:dag|nacht|ochtend|avond)|er was eens|plotseling)\b"
    r"|ذات (?:يوم|ليلة|مساء|صباح|مرة)|في يوم من الأيام|فجأة|كان يا ما كان"
    r"|(?<!每)有一[天晚夜次]|某[天日夜]|突然|忽然|从前"
    r"|ある(?:日|夜|晩|朝|とき)|むかしむかし|突然",
    _I,
)
"""How a story begins."""

_WANTS = re.compile(
    r"\b(?:wants?(?: to)?|decides? to|dreams? of|longs? to|has to|have to|tries to|try to"
    r"|looks? for|(?:is|are) looking for|search(?:es)? for|sets? out|needs? to|refuses? to"
    r"|will (?=\w+ \w+en\b)|wollen|möchte[nt]?|muss|müssen|beschließ(?:t|en)|träum(?:t|en) davon"
    r"|versuch(?:t|en)|such(?:t|en)"
    r"|quieren?|deciden?|sueñan? con|tienen? que|intentan?|buscan?"
    r"|veut|veulent|décident?|rêvent? de|doit|doivent|cherchent?|essaient?|essaye|tentent?"
    r"|vuole|vogliono|decid(?:e|ono)|sogna(?:no)? di|deve|devono|cerca(?:no)?|prova(?:no)? a"
    r"|quer|querem|decid(?:e|em)|sonham? em|tem (?:de|que)|precisam?|tentam?|procuram?"
    r"|chce|chcą|postanawia\w*|musi|muszą|marzy|próbuje|szuka\w*"
    r"|хоч\w+|хот[яе]\w*|реша[ею]т\w*|решил\w*|мечта[ею]т|должн[аы]|должен|пыта[ею]тся|ищ[еу]т"
    r"|ist(?:er|iyor|edi)(?:lar|ler)?|karar ver\w+|hayal ed\w+|(?<!bir )arar"
    r"|wil|willen|besluit(?:en)?|moet(?:en)?|droomt ervan|zoekt)\b"
    r"|(?<!\w)(?:أراد|أرادت|أرادوا|يريد|تريد|يريدون|قرر|قررت|قرروا|يبحث|تبحث|يبحثون|يحلم|تحلم)(?!\w)"
    r"|想(?![象念起])|决定|寻找|渴望|希望(?=\w)"
    r"|たい(?:と|、|$)|探し|探す|決め|決心|願[いっ]|ようとする",
    _I,
)
"""What moves a story on."""

_GOES_ON = re.compile(
    r"\b(?:until|then|at last|finally|in the end|afterwards|after that|from then on|ever since"
    r"|the next (?:day|morning|night)|but when|no longer|never again|so (?=(?:he|she|they|it) \w)"
    r"|bis (?=(?:er|sie|es|der|die|das|ein|eine|alle|sich|schließlich|zum)\b)|schließlich|endlich"
    r"|am ende|danach|seitdem|von da an|am nächsten (?:tag|morgen)"
    r"|hasta que|por fin|al final|finalmente|entonces|luego|desde entonces"
    r"|(?:al día|a la mañana) siguiente"
    r"|jusqu'(?:à ce|au|à|en)|puis|enfin|finalement|à la fin|ensuite|le lendemain|dès lors"
    r"|depuis ce (?:jour|soir)"
    r"|finché|fino a quando|poi|infine|alla fine|da allora|da quel giorno"
    r"|(?:il giorno|la mattina|la notte) dopo"
    r"|até que|então|depois|por fim|no fim|afinal|desde então|no dia seguinte"
    r"|aż|wreszcie|w końcu|na koniec|potem|od (?:tej|tamtej) pory|odtąd|następnego \w+"
    r"|пока не|наконец|в конце концов|потом|затем|с тех пор|на следующ\w+|наутро"
    r"|sonunda|nihayet|ertesi \w+|o günden (?:beri|sonra)|ta ki|\w+[ae]n[ae] kadar|sonra"
    r"|totdat|tot (?=(?:hij|zij|ze|de|het|alles)\b)|eindelijk|uiteindelijk|sindsdien|daarna"
    r"|de volgende (?:dag|ochtend|nacht))\b"
    r"|(?<!\w)(?:ثم|حتى|أخيرا|أخيرًا|بعد ذلك|منذ ذلك|في النهاية|عندئذ)(?!\w)"
    r"|直到|然后|于是|终于|最后|后来|从此|接着|第二天"
    r"|やがて|ついに|とうとう|それから|すると|最後に|次の[日朝]|翌[日朝]|それ以来|そのうち",
    _I,
)
"""How it goes on, and ends."""

_FEWEST = 3
"""Sentences of a story at least."""

_MARKED = 2
"""Of these, those with such a word."""

_TRAILS = 3
"""Sentences behind the last of them that still belong to it."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A story in the operator's own sentences."""

    introduced: tuple[Beat, ...]
    """What is said before it: who they are, and where."""

    beats: tuple[Beat, ...]
    """Its own, in their order."""

    alone: tuple[Beat, ...]
    """Sentences of both that say something without the others, as far as one can tell."""


def plot_of(beats: Sequence[Beat]) -> Plot | None:
    """The story that the beats of a theme tell, if they tell one; None for a row of scenes.

    It needs a beginning or somebody who wants something, and another sentence that goes on with it;
    or two of these last.
    """
    marks = [_mark(beat.text) for beat in beats]
    marked = [at for at, mark in enumerate(marks) if mark]
    wants_alone = {marks[at] for at in marked} == {"wants"}  # of some, each wants something
    if (
        len(marked) < _MARKED
        or wants_alone
        or any(beat.choice or beat.listed or beat.asks or beat.spoken for beat in beats)
    ):
        return None
    first, last = marked[0], marked[-1]
    if marks[first] == "goes on":
        first = max(0, first - 1)  # what it goes on from
    told = tuple(beats[first : last + 1 + _TRAILS])
    ends = told[-1].place == "last"  # "In the end, a boat arrives" says how the story ends
    placed = any(beat.place for beat in (told[:-1] if ends else told))
    if len(told) < _FEWEST or placed or any(beat.portrait for beat in told):
        return None
    alone = (
        beat
        for beat, mark in zip(beats, marks, strict=True)
        if beat.whole and not mark and not parted(beat.text)[1]
    )
    return Plot(tuple(beats[:first]), told, tuple(alone))


def _mark(text: str) -> str:
    """What a sentence is in a story, or the second of two; "" where nothing says."""
    text = parted(text)[1] or text
    if _BEGINS.search(text):
        return "begins"
    if _WANTS.search(text):
        return "wants"
    return "goes on" if _GOES_ON.search(text) else ""
