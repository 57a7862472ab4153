"""Which idents and trails a channel lacks, and what they are made from: rules on values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable, Sequence
from datetime import datetime
from typing import Any

from webtv.config.channel import Channel
from webtv.media.graphics.ident import REVISION
from webtv.model.programme import BETWEEN, LONGEST_TITLE, Plan, Programme, Shot, programme_id
from webtv.work.commission import Commission

LONGEST_S = 10.0
"""A house whose splice grid is longer has neither: nobody waits 21 s for a name."""

_FIRST = 2
"""Programmes that a channel has before anything airs between them."""

_LOOKS: dict[str, Any] = {
    "title": True,
    "number": True,
    "description": True,
    "style": True,
    "music_style": True,
    "language": True,
    "house": True,
    "bug": True,
    "pipeline": {"music"},
}
"""Fields of a channel that its idents and trails depend on."""

_NEXT = {
    "ar": "التالي",
    "bg": "Следва",
    "ca": "A continuació",
    "cs": "Následuje",
    "da": "Om lidt",
    "de": "Gleich",
    "el": "Στη συνέχεια",
    "en": "Next",
    "es": "A continuación",
    "fa": "در ادامه",
    "fi": "Seuraavaksi",
    "fr": "À suivre",
    "he": "בהמשך",
    "hi": "आगे",
    "hu": "Következik",
    "id": "Berikutnya",
    "it": "Fra poco",
    "ja": "このあと",
    "ko": "이어서",
    "nb": "Straks",
    "nl": "Straks",
    "no": "Straks",
    "pl": "Za chwilę",
    "pt": "A seguir",
    "ro": "Urmează",
    "ru": "Далее",
    "sv": "Strax",
    "th": "ต่อไป",
    "tr": "Birazdan",
    "uk": "Далі",
    "vi": "Tiếp theo",
    "zh": "接下来",
}


def ident_look(channel: Channel) -> str:
    """A digest of all that a channel's ident is made from."""
    return _digest(channel.model_dump(mode="json", include=_LOOKS))


def trail_look(look: str, programme: Programme) -> str:
    """A digest of all that the trail of `programme` is made from, on a channel of this look."""
    return _digest([look, programme.title])


def find_ident(channel: Channel, known: Iterable[Programme]) -> Programme | None:
    """The ident of a channel as it looks now; None without one."""
    if not channel.clock.ident_every or channel.house.grid_s > LONGEST_S:
        return None
    look = ident_look(channel)
    return next((p for p in known if p.kind == "ident" and p.look == look), None)


def find_trails(channel: Channel, known: Sequence[Programme]) -> dict[str, str]:
    """The ids of the trails there are, as the channel looks now, by the programme they name."""
    if not channel.clock.trails or channel.house.grid_s > LONGEST_S:
        return {}
    look, there = ident_look(channel), {p.id: p for p in known}
    return {
        p.trails: p.id
        for p in known
        if p.kind == "trail" and p.trails in there and p.look == trail_look(look, there[p.trails])
    }


def wanted(
    channel_id: str,
    channel: Channel,
    known: Sequence[Programme],
    ahead: Iterable[str],
    *,
    now: datetime,
    ended: Container[str] = (),
) -> Commission | None:
    """Return what is to be made next: the ident, else the first trail that one `ahead` lacks.

    What is lost is `ended`, and keeps nothing else waiting. It is tried again the next day.
    """
    if channel.house.grid_s > LONGEST_S or sum(p.kind not in BETWEEN for p in known) < _FIRST:
        return None
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    look = ident_look(channel)
    if channel.clock.ident_every and find_ident(channel, known) is None:
        plan = _plan(channel, channel.title, channel.description, "Ident")
        identity = programme_id(channel_id, today, f"ident {look}")
        if identity not in ended:
            return _commission("ident", identity, channel_id, channel, plan, now=now)
    if not channel.clock.trails:
        return None
    trails = find_trails(channel, known)
    named = {p.id: p for p in known if p.kind in ("programme", "footage")}
    for ident in ahead:
        programme = named.get(ident)
        if programme is not None and ident not in trails:
            plan = _plan(channel, programme.title, programme.logline, "Trail")
            identity = programme_id(channel_id, today, f"trail {ident} {look}")
            if identity in ended:
                continue
            made = _commission("trail", identity, channel_id, channel, plan, now=now)
            return made.model_copy(update={"trails": ident})
    return None


def next_word(language: str) -> str:
    """What a trail says before a title; "" where nobody has translated it."""
    return _NEXT.get(language[:2], "")


def _plan(channel: Channel, title: str, line: str, kind: str) -> Plan:
    style = channel.music_style.strip()[:300]
    title = title[:LONGEST_TITLE]  # a sidecar that somebody has edited may have more
    return Plan(
        title=title.ljust(2),
        logline=line[:400],
        shots=(Shot(prompt=f"{kind}: {title}", seconds=min(10.0, channel.house.grid_s)),),
        music=f"{style}, short bright station ident" if style else "short bright station ident",
    )


def _commission(
    kind: str, identity: str, channel_id: str, channel: Channel, plan: Plan, *, now: datetime
) -> Commission:
    return Commission.model_validate(
        {
            "programme_id": identity,
            "channel_id": channel_id,
            "channel": channel,
            "plan": plan,
            "writer": "continuity",
            "kind": kind,
            "created_at": now,
        }
    )


def _digest(of: object) -> str:
    text = json.dumps([REVISION, of], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]
