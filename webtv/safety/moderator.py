"""What every moderator is, and how one stands in for another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from webtv.config.channel import Channel
from webtv.errors import BackendError
from webtv.health import Health
from webtv.model.programme import Plan


class Moderator(Protocol):
    """Looks at words before they are used."""

    @property
    def name(self) -> str:
        """What logs and screens call it."""

    async def object_to(self, texts: Sequence[str]) -> str:
        """What is wrong with `texts`, as part of a sentence; empty if nothing is.

        Raises `UnavailableError` or `MisconfiguredError`.
        """


class Moderation:
    """Asks `first`, and while it is away `spare`, which always answers.

    Nothing goes on air unseen because a server is down. The loss is logged once, as is the return.
    """

    def __init__(self, first: Moderator, *, spare: Moderator | None = None) -> None:
        self._first = first
        self._spare = spare
        self._health = Health(f"Moderation {first.name}")

    @property
    def name(self) -> str:
        """Who looks now."""
        away = self._health.error is not None and self._spare is not None
        return self._spare.name if away and self._spare else self._first.name

    @property
    def note(self) -> str:
        """What screens say; empty while it is as the operator wants it."""
        if self._health.error is None or self._spare is None:
            return ""
        return f"{self._health.error}; {self._spare.name} steps in"

    async def object_to(self, texts: Sequence[str]) -> str:
        """As of a `Moderator`; with a spare it raises nothing."""
        if self._spare is None:
            return await self._first.object_to(texts)
        if self._health.wait_s == 0:
            try:
                reason = await self._first.object_to(texts)
            except BackendError as error:
                self._health.failed(error)
            else:
                self._health.worked()
                return reason
        return await self._spare.object_to(texts)


def words_of(plan: Plan) -> tuple[str, ...]:
    """Everything in a plan that is filmed, spoken or shown."""
    shots = [
        text
        for shot in plan.shots
        for text in (shot.prompt, shot.style, shot.line, shot.speaker, shot.camera, shot.sound)
    ]
    told = [plan.title, plan.logline, plan.continuity, plan.narration, plan.music, plan.credit]
    told += shots
    return tuple(dict.fromkeys(text for text in told if text))


def words_of_channel(channel: Channel) -> tuple[str, ...]:
    """Everything in a channel's file that programmes are made of or that viewers see.

    Its dayparts too, whatever the hour. Announcements are looked at one by one, when they are made.
    """
    cast = [text for each in channel.cast for text in (each.name, each.look, each.clothes)]
    hours = [
        text
        for each in channel.dayparts
        for text in (each.theme, each.style, each.music_style, each.tone)
    ]
    words = [channel.title, channel.description, channel.bug.text, channel.theme, channel.style]
    texts = [*words, channel.music_style, channel.tone, *cast, *channel.places, *hours]
    return tuple(dict.fromkeys(text for text in texts if text))
