"""Does what viewers ask for in a chat, and answers in a line."""

from __future__ import annotations

from datetime import UTC, datetime

from webtv.audience.intake import Intake, one_line
from webtv.audience.turnstile import Turnstile
from webtv.chat.commands import Command
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.errors import DeclinedError, WorkBookError
from webtv.model.audience import LONGEST_NAME, in_words
from webtv.model.status import PlayoutStatus, ProductionStatus
from webtv.outage import Outage
from webtv.store.status import read_statuses

_TOLD = 3
"""Suggestions in line that are told in a chat."""

_LONGEST = 80
"""Characters that are told of each."""


class Answers:
    """What the station says in chats."""

    def __init__(self, settings: Settings, intake: Intake) -> None:
        self._settings = settings
        self._intake = intake
        self._turnstile = Turnstile(burst=3, every_s=10)
        self._away = Outage("viewers cannot take part", "viewers can take part again")

    async def to(self, command: Command, ident: str, channel: Channel) -> str:
        """Do what a viewer asks of a channel, and give the answer; empty for none."""
        if not self._turnstile.passes(command.who):
            return ""  # who floods a chat is not answered
        try:
            said = await self._do(command, ident, channel)
        except DeclinedError as error:
            return f"{str(error)[:1].upper()}{str(error)[1:]}."
        except (WorkBookError, TimeoutError, OSError) as error:
            self._away.begin(error)
            return "That is not possible just now. Try again later."
        self._away.end()
        return said

    async def _do(self, command: Command, ident: str, channel: Channel) -> str:
        if command.name == "heart":
            if on := self._on(ident):
                await self._intake.heart(ident, channel, who=command.who, programme=on)
            return ""  # hundreds may like the same
        if command.name == "vote":
            return await self._vote(command, ident, channel)
        await self._intake.suggest(
            ident,
            channel,
            who=command.who,
            name=one_line(command.shown)[:LONGEST_NAME],
            text=command.text,
            source="twitch",
        )
        seconds = self._first_s(ident)
        soon = f" Once approved, it may air in about {in_words(seconds)}." if seconds else ""
        return f"Thank you. Somebody looks at it first.{soon}"

    async def _vote(self, command: Command, ident: str, channel: Channel) -> str:
        if command.number:
            found = await self._intake.vote(ident, channel, who=command.who, number=command.number)
            votes = found.votes + 1
            return f"Counted: number {command.number} has {votes} vote{'s' * (votes != 1)}."
        line = await self._intake.line(ident)
        if not line:
            return "Nothing is in line yet: !suggest a scene."
        told = (
            f"{number}: {each.suggestion.text[:_LONGEST]} ({each.votes})"
            for number, each in enumerate(line[:_TOLD], start=1)
        )
        return "!vote with a number. " + " \N{MIDDLE DOT} ".join(told)

    def _on(self, ident: str) -> str:
        """The programme that hearts are for now; empty for none."""
        playout = read_statuses(
            self._settings.status_dir, PlayoutStatus, now=datetime.now(UTC)
        ).get(ident)
        on_air = playout.on_air if playout else None
        return on_air.liked if on_air else ""

    def _first_s(self, ident: str) -> float | None:
        production = read_statuses(
            self._settings.status_dir, ProductionStatus, now=datetime.now(UTC)
        ).get(ident)
        return production.audience.first_s if production and production.audience else None
