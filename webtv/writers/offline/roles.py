"""Who of a cast may lead, and who has hands: no villain is a hero, no sheepdog knits.

`phrases/beings.txt` has the words. An animal of a story has hands, by its clothes, by what the
theme says that it does there, or because the channel tells fairy tales; a dog on a farm has none.
"""

from __future__ import annotations

import re

from webtv.config.channel import Channel
from webtv.config.story import CastMember
from webtv.writers.cast import mentions, on_screen
from webtv.writers.offline.mood import is_for_children, is_sober
from webtv.writers.offline.people import has_people, is_animal
from webtv.writers.offline.terms import Terms
from webtv.writers.offline.wordsets import is_dense

BEINGS = Terms("beings.txt")

_AHEAD, _AHEAD_DENSE = 7, 10
"""Words of a look, and signs of scripts without blanks, that say what somebody is."""

_DEED, _DEED_DENSE = 4, 14
"""Words, and such signs, behind a name within which stands what somebody does."""

_VERB_LAST = ("fa", "hi", "ja", "ko", "tr")
"""Languages whose clauses end with their verb."""

_SAID = re.compile(r"[.!?。！？।]\s*")
_PART = re.compile(r"[,;:،؛，、；：]")
_MORE = re.compile(r"[,;，、]|\b(?:with|con|avec|mit|com|z|с|who|in)\b", re.IGNORECASE)


def heroes_of(channel: Channel) -> list[CastMember]:
    """Those of a cast who may lead: no villains, as far as looks or the theme say so; else all."""
    villains = _villains(channel)
    return [who for who in channel.cast if who not in villains] or list(channel.cast)


def hands_of(channel: Channel) -> list[CastMember]:
    """Those who may lead and can do what people do; no villain where all is told in earnest."""
    feared = _villains(channel) if is_sober(channel) else []
    able = (who for who in heroes_of(channel) if has_hands(who, channel))
    return [who for who in able if who not in feared]


def has_hands(member: CastMember, channel: Channel) -> bool:
    """Whether one of a cast can do what people do, as animals in stories can."""
    looks = [_MORE.split(look)[0] for look in (member.look, member.look_en) if look]
    heads = [look[:_AHEAD_DENSE] if is_dense(look) else _first(look) for look in looks]
    if any(_is(head, "spirits", channel.language) for head in heads) and is_sober(channel):
        return False
    if any(map(has_people, heads)):
        return True
    acts = does_by_hand(member, channel.theme, channel.language)
    if any(_is(head, "things", channel.language) for head in heads):
        return acts
    known = is_animal(member, channel.language)
    if not known and not any(
        _is(head, kind, channel.language) for head in heads for kind in ("animals", "spirits")
    ):
        return True
    return acts or _is_dressed(member, channel.language) or _tells_tales(channel)


def does_by_hand(member: CastMember, theme: str, language: str) -> bool:
    """Whether a theme says that somebody does what needs hands: "Paco drives"."""
    for clause in (part for said in _SAID.split(theme) for part in _PART.split(said)):
        for named in mentions(member, clause):
            behind = clause[named.end() :]
            if is_dense(behind):
                behind = behind[:_DEED_DENSE]
            elif language[:2] not in _VERB_LAST:
                behind = " ".join(behind.split()[:_DEED])
            if _is(behind, "deeds", language):
                return True
    return False


def _villains(channel: Channel) -> list[CastMember]:
    """Those of a cast whom nobody follows: by their looks, by what is said or told of them."""
    language, cast = channel.language, channel.cast
    kinds = ("villains", "misdeeds") if is_sober(channel) else ("villains",)
    told = [
        said
        for said in _SAID.split(channel.theme)
        if any(_is(said, kind, language) for kind in kinds)
    ]
    feared = [who for said in told for who in on_screen(cast, said)[:1]]
    looks = [who for who in cast if _is(f"{who.look} {who.look_en}", "villains", language)]
    return [*feared, *looks]


def _is_dressed(member: CastMember, language: str) -> bool:
    """Whether somebody wears what people wear: no collar and no saddle."""
    worn = member.clothes
    if worn and not (_is(worn, "gear", language) and not _is(worn, "clothes", language)):
        return True
    return _is(f"{member.look} {member.look_en}", "clothes", language)


def _tells_tales(channel: Channel) -> bool:
    """Whether a channel tells fairy tales, or tells children of animals."""
    said = f"{channel.title}. {channel.theme}. {channel.tone}"
    return is_for_children(channel) or _is(said, "tales", channel.language)


def _is(text: str, kind: str, language: str) -> bool:
    return BEINGS.found(text, kind, language) is not None


def _first(look: str) -> str:
    return " ".join(look.split()[:_AHEAD])
