"""What a desk begins besides programmes: announcements, footage, idents and trails."""

from __future__ import annotations

from collections.abc import Collection

from webtv.config.channel import Channel
from webtv.model.programme import BETWEEN, ProgrammeKind
from webtv.production.continuity.wanted import wanted
from webtv.production.rundown.shelf import Shelf
from webtv.production.studio import Studio
from webtv.work.commission import Commission


def due_commissions(
    channel_id: str,
    channel: Channel,
    *,
    shelf: Shelf,
    studio: Studio,
    busy: Collection[ProgrammeKind],
    ended: Collection[str],
) -> list[Commission]:
    """What is due now: announcements, and one film, ident or trail, if none is in the making.

    `busy` are the kinds that are, `ended` the programmes of which nothing came.
    """
    due = studio.announcer.due(channel_id, channel)
    if "footage" not in busy:
        films = studio.footage.due(channel_id, channel)
        due += [film for film in films if film.programme_id not in ended][:1]
    if not set(busy) & set(BETWEEN):
        now = studio.clock.now()
        found = wanted(channel_id, channel, shelf.programmes, shelf.ahead, now=now, ended=ended)
        due += [found] if found else []
    return due
