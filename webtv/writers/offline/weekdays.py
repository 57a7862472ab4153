"""The weekdays that a theme names, in thirteen languages, and which of them it happens on."""

from __future__ import annotations

import re

from webtv.writers.offline import wordlists
from webtv.writers.offline.wordsets import has

_I = re.IGNORECASE

_WEEKDAYS = (
    "monday mondays lunes lundi lundis montag montags lunedì segunda-feira 周一 週一 星期一 月曜 "
    "الاثنين maandag maandags poniedziałek poniedziałki poniedziałku понедельник понедельникам "
    "понедельника pazartesi pazartesileri",
    "tuesday tuesdays martes mardi mardis dienstag dienstags martedì terça-feira 周二 週二 星期二 "
    "火曜 الثلاثاء dinsdag dinsdags wtorek wtorki wtorku вторник вторникам вторника salı salıları",
    "wednesday wednesdays miércoles mercredi mercredis mittwoch mittwochs mercoledì quarta-feira "
    "周三 週三 星期三 水曜 الأربعاء woensdag woensdags środa środę środy среду средам çarşamba "
    "çarşambaları",
    "thursday thursdays jueves jeudi jeudis donnerstag donnerstags giovedì quinta-feira 周四 "
    "週四 星期四 木曜 الخميس donderdag donderdags czwartek czwartki czwartku четверг четвергам "
    "четверга perşembe perşembeleri",
    "friday fridays viernes vendredi vendredis freitag freitags venerdì sexta-feira 周五 週五 "
    "星期五 金曜 الجمعة vrijdag vrijdags piątek piątki piątku пятница пятницу пятницам пятницы "
    "cuma cumaları",
    "saturday saturdays sábado sábados samedi samedis samstag samstags sonnabend sabato 周六 "
    "週六 星期六 土曜 السبت zaterdag zaterdags sobota sobotę soboty суббота субботу субботам "
    "субботы cumartesi cumartesileri",
    "sunday sundays domingo domingos dimanche dimanches sonntag sonntags domenica 周日 星期日 "
    "週日 星期天 日曜 الأحد zondag zondags niedziela niedzielę niedziele niedzieli воскресенье "
    "воскресеньям воскресенья",
)
_PARTS = re.compile(
    r"\b((?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag)"
    r"(?:morgen|mittag|nachmittag|vormittag|abend|nacht|ochtend|middag|avond)s?\b",
    _I,
)
"""German and Dutch parts of a weekday, which are one word: "Sonntagabend"."""

_PAZAR = re.compile(r"\bpazar(?:ları| (?:gün(?:ü|leri)|sabahı|akşamı|öğle))\b", _I)
"""Turkish for Sunday where it is no market."""

_ANY_DAY = re.compile(r"\b(?:an?|one) (?:\w+ )?\w+day\b", _I)
_DAY_OF_NAME = re.compile(
    # "Sunday league", "Friday night lights", "Sonntags-Elf"; not "On Sunday" or "Monday the baker"
    r"(?<!on )(?<!every )(?<!each )(?<!this )(?<!next )(?<!last )(?<!until )(?<!since )(?<!by )"
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:night|morning|afternoon|evening))?"
    r"(?:-(?=\w)| (?P<next>(?-i:[a-z][a-z'-]+)))"
    r"|\b\w+tags?-(?=[A-ZÄÖÜ])"
    # "Domingo de futebol", "domenica di calcio"; not "no domingo de Páscoa", "sábado de manhã"
    r"|(?<!no )(?<!aos )(?<!nos )(?<!todo )(?<!cada )(?<!todos los )(?<!todos os )"
    r"\b(?:lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|lunedì|martedì|mercoledì"
    r"|giovedì|venerdì|sabato|domenica|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?"
    r"|\w+-feira) (?:de|di|d['’])(?! ?(?:manhã|mañana|madrugada|tarde|noite|noche|mattina|sera"
    r"|notte|pomeriggio|matin|soir|nuit)\b)"
    # "o campeonato de domingo", "le marché du dimanche"
    r"|\w (?:de|del|do|de los|dos|du|des|di|del|della|dei) (?:lunes|martes|miércoles|jueves|viernes"
    r"|sábados?|domingos?|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|\w+-feira)\b"
    r"|(?:周|星期|礼拜)[一二三四五六日天](?:联赛|聯賽|足球|市集|集市|学校|學校|电影|俱乐部|之夜|派对)"
    r"|[月火水木金土日]曜(?:日の)?(?:大工|学校|市(?!場で)|リーグ|サッカー|劇場|礼拝|画家)"
    r"|\b(?:pazartesi|salı|çarşamba|perşembe|cuma|cumartesi) pazarı"
    r"|(?:سوق|دوري|مدرسة|قداس|سهرة) (?:ال\w+)",
    _I,
)
"""A weekday as a part of what something is called."""

_SAYS_WHEN = frozenset(
    "is are was means comes brings has night nights morning mornings afternoon afternoon evening "
    "evenings in at on for from to by with without while when before after until".split()
)
"""Words behind an English weekday that is no part of a name."""

_DAY_ALONE = re.compile(
    r"(?:is|it's|it is|es|est|ist|è|é|c'est)\b|[a-zäöü]+t (?:der|die|das|ein)\b"
)
"""What makes the weekday itself a part of the sentence: "Wednesday is market day"."""

_FIRST_DAY = re.compile(
    r"(?:(?:on|every|el|los|le|il|la|na|no|am|jeden|w|we|każd[yą]|в|во|по|кажд(?:ый|ую|ое)|op|elke"
    r"|iedere|her)\s+)?([^\W\d_]+)(?: gün(?:ü|leri))?,?\s+",
    _I,
)
_VERB_SECOND = (
    "montag montags dienstag dienstags mittwoch mittwochs donnerstag donnerstags freitag freitags "
    "samstag samstags sonnabend sonntag sonntags maandag maandags dinsdag dinsdags woensdag "
    "woensdags donderdag donderdags vrijdag vrijdags zaterdag zaterdags zondag zondags"
)
"""Weekdays behind which a German or Dutch verb comes first."""


def weekday_in(text: str) -> int | None:
    """The weekday that a text names, Monday being 0; None for none, several, or any of its kind.

    "On a wet Tuesday" is any Tuesday.
    """
    text = _PAZAR.sub(" sunday ", _PARTS.sub(r"\1", _ANY_DAY.sub("", text)))
    found = [day for day, words in enumerate(_WEEKDAYS) if has(text, words)]
    return found[0] if len(found) == 1 else None


def dated(text: str) -> int | None:
    """The weekday on which a text happens; None where it names none, or only calls a thing by it.

    "On Sundays they play" is a Sunday, "Sunday league" and "Domingo de futebol" are any day.
    """
    for found in _DAY_OF_NAME.finditer(text):
        follows = (found["next"] or "").lower()
        known = _SAYS_WHEN | wordlists.of(wordlists.DETERMINERS, "en")
        known |= wordlists.of(wordlists.PRONOUNS, "en") | wordlists.of(wordlists.LINKS, "en")
        if follows not in known:
            return None
    return weekday_in(text)


def without_weekday(text: str) -> str:
    """A text without the weekday at its beginning; "" where no clause is left."""
    first = _FIRST_DAY.match(text)
    if first is None or weekday_in(first[0]) is None:
        return text if weekday_in(text) is None else ""
    left = text[first.end() :]
    if left[:1].islower() and (has(first[1], _VERB_SECOND) or _PARTS.match(first[1])):
        return ""  # "Am Sonntag wird gegrillt": its verb is left alone
    opens = _DAY_ALONE.match(left) or weekday_in(left) is not None
    return "" if opens else left
