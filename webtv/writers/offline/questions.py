"""Finds the questions of a theme, such as "Why is the sky blue?".

Only questions about the world: not those to the reader ("Do you want cats?"), of the channel
itself, or of a story ("Who will win?").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.config.story import CastMember
from webtv.writers.cast import on_screen
from webtv.writers.language import CJK
from webtv.writers.offline.reader import is_address
from webtv.writers.offline.text import MARKS
from webtv.writers.offline.wordsets import has

_I = re.IGNORECASE

ASKS: dict[str, str] = {
    "en": "why how what where when who whom whose which",
    "es": "qué cómo dónde adónde cuándo cuánto cuánta cuántos cuántas quién quiénes cuál cuáles",
    "fr": "pourquoi comment où quand combien qui que quel quelle quels quelles quoi qu'est-ce",
    "de": "warum wieso weshalb wie was wo woher wohin wann wer wen welche welcher welches womit "
    "woraus wozu wieviel wofür",
    "it": "perché come dove quando quanto quanta quanti quante chi cosa che quale quali cos'è",
    "pt": "porque porquê por como onde aonde quando quanto quantos quantas quem qual quais que",
    "pl": "dlaczego czemu jak co gdzie skąd dokąd kiedy kto ile jaki jaka jakie który która które "
    "czym czego",
    "ru": "почему зачем отчего как что где куда откуда когда кто сколько какой какая какие чем "
    "чего",
    "tr": "neden niçin niye nasıl ne nedir nerede nereye nereden kim kaç hangi",
    "ar": "لماذا كيف ما ماذا أين متى من كم أي لم",
    "zh": "为什么 為什麼 为何 怎么 怎麼 什么 什麼 哪 谁 誰 何时 多少 几 如何",
    "ja": "なぜ どうして どう どこ いつ 誰 だれ 何 なに なん どんな どれ いくつ",
}
"""Words by which a question asks for more than yes or no."""

_YOU: dict[str, str] = {
    "en": "you your yours i my me",
    "es": "tú ti te tu tus usted ustedes vosotros vosotras os vos yo",
    "fr": "tu toi te ton ta tes vous votre vos je j'ai",
    "de": "du dich dir dein deine ihr euch eure ich",
    "it": "tu ti te tuo tua voi vi vostro io",
    "pt": "tu você vocês te seu sua eu",
    "pl": "ty ci cię wam was twój wasz ja",
    "ru": "ты вы тебе тебя вам вас твой ваш я",
    "tr": "sen siz sana size seni sizi senin sizin ben",
    "ar": "أنت أنتم لك لكم أنا",
    "zh": "你 您",
    "ja": "あなた みなさん 皆さん 君 きみ",
}
"""Whom a question speaks to, or who asks it."""

_WANTS = re.compile(
    r"^¿?(?:quier\w+|queréis|pued(?:es|e)|podéis|sab(?:es|éis)|conoc(?:es|éis)"
    r"|vuoi|volete|puoi|potete|hai|avete|conosci|conoscete|sai|sapete|chce\w*|może(?:sz|cie)"
    r"|zna(?:sz|cie)|wie(?:sz|cie)|lubi(?:sz|cie)|masz|gotow\w+|хо(?:чешь|тите)|може(?:шь|те)"
    r"|знае(?:шь|те)|люби(?:шь|те)|quer(?:es|em)?|pode[ms]?|sabe[ms]?|conhece[ms]?|gosta[ms]?"
    r"|prêts?|prêtes?|bereit|listos?|listas?|pront[oaie])(?!\w)"
    r"|(?:mısın|misin|musun|müsün|mısınız|misiniz|musunuz|müsünüz)$|(?:ません|ましょう|たいです)か$"
    r"|^هل (?:تريد|تحب|تعرف|يمكن|تستطيع)",
    _I,
)
"""How the reader is asked without a word for them."""

_GENERIC = re.compile(
    r"^(?:why|how|where|when) (?:do|does|can|did|should) you(?! (?:want|like"
    r"|think|feel|know|need|see|love|mean|imagine)\b)",
    _I,
)
"""Where an English "you" is anybody."""

_OF_CHANNEL = re.compile(
    r"\b(?:channels?|shows?|programmes?|programs?|episodes?|series|videos?|viewers?|audience|tone"
    r"|mood|characters?|cast|setting|plot|canal|chaîne|kanal|sender|sendung|folge|serie|série"
    r"|programa|programma|puntata|odcin\w+|kanał\w*|канал\w*|выпуск\w*|kanalı|bölüm\w*)\b"
    r"|频道|节目|番組|チャンネル|قناة|برنامج|حلقة",
    _I,
)
_TOLD = re.compile(
    r"^(?:and |but |so |or )*(?:why not|how about|what about|what if|what's not|what is not|why so"
    r"|who knows|who cares|why though|(?:who|what|where|which) (?:will|would|could)|will|shall"
    r"|would)\b"
    r"|\b(?:go(?:es)? wrong|comes? next|happens? next|else|ever|finally)\b"
    r"|^(?:\w+ ){0,2}?(?:is|are|was|were|do|does|did|can|could|has|have|should|might) "
    r"(?:he|she|they|this|that|these|those)\b|^(?:what|who) (?:is|was|are|does|do) it\b"
    r"|, (?:is|are|do|does|can|has|have)n't (?:it|they|he|she)$|\bn't\b.* to\b",
    _I,
)
"""English questions that nobody answers, and those by which a story is told."""

BE = frozenset("is are was were".split())
DO = frozenset("do does did can could should must might may has have had".split())
"""Verbs with which an English question begins, or behind the word that asks."""

_HEAD = re.compile(r"[:：]\s*")
_FEWEST = {"tr": 2, "ar": 2}


_SHORT = 3
"""Words, and a mark that the French write apart, of a question that is nothing without its mark."""


def asked_in(
    sentences: Sequence[str], language: str, cast: Sequence[CastMember]
) -> tuple[list[str], list[str]]:
    """The questions about the world among sentences, with their marks; the others without any."""
    asked: list[str] = []
    others: list[str] = []
    for sentence in sentences:
        if not sentence.endswith(MARKS):
            others.append(sentence)
            continue
        opened = sentence.rfind("¿")
        question = sentence[max(0, opened) :] if opened >= 0 else _HEAD.split(sentence)[-1]
        before = sentence[: len(sentence) - len(question)].strip(" ,:：")
        if _is_of_the_world(question, language[:2]) and not on_screen(cast, question):
            asked.append(question)
            if opened > 0 and before:
                others.append(before)
        elif language[:2] == "en" or len(sentence.split()) > _SHORT or CJK.search(sentence):
            others.append(sentence.rstrip("".join(MARKS)))
    return asked, others


def has_mark(text: str) -> bool:
    """Return whether a text asks anything, by its marks."""
    return any(mark in text for mark in MARKS)


def without_asking(question: str, language: str) -> str:
    """The words of a question without its mark and those that ask."""
    asks = ASKS.get(language[:2], "")
    words = unmarked(question).split()
    kept = [word for word in words if CJK.search(word) or not has(word, asks)]
    return " ".join(kept or words)


def unmarked(question: str) -> str:
    """A question without its marks."""
    return question.strip("¿ " + "".join(MARKS))


def _is_of_the_world(question: str, code: str) -> bool:
    bare = unmarked(question)
    dense = bool(CJK.search(bare))
    if len(bare) < 4 if dense else len(bare.split()) < _FEWEST.get(code, 3):
        return False
    if _OF_CHANNEL.search(bare) or _WANTS.search(bare):
        return False
    first = re.split(r"[,،、，]", bare)[0]
    if code not in ASKS:
        return not is_address(bare, code)
    asks = has(first if dense or code in ("tr", "ar") else _first(bare), ASKS[code])
    if code == "en":
        if _TOLD.search(bare) or not (asks or bare.split()[0].lower() in BE | DO):
            return False
        if asks and _GENERIC.match(bare):
            return True
        first = re.split(r"(?<=\w) (?:when|if) ", first)[0]  # "when you flush" is said of anybody
    if has(first, _YOU[code]):
        return False
    return asks or not is_address(bare, code)


def _first(text: str) -> str:
    return " ".join(text.split()[:3])
