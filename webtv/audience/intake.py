"""What viewers ask for, looked at before it is taken: lengths, words, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webtv.audience import suggestions, viewers
from webtv.audience.ledger import Ledger
from webtv.audience.suggestions import Standing
from webtv.audience.tables import Source
from webtv.config.channel import Channel
from webtv.errors import DeclinedError
from webtv.model.audience import LONGEST_NAME, Suggestion
from webtv.safety.words import WordList
from webtv.terminal import plain
from webtv.threads import in_thread
from webtv.writers.avoid import avoided

ResultT = TypeVar("ResultT")

SHORTEST = 3
"""Characters of a suggestion."""

MOST_SHOWN = 50
"""Suggestions in line that viewers see."""

_DEADLINE_S = 8.0
_ADDRESS = re.compile(r"://|www\.|\b[\w-]+\.(?:com|net|org|tv|io|gg|ru|xyz|me|link|info)\b", re.I)
_BLANK = re.compile(r"[\s\u200c\u200d\u2800\u3164]*\Z")


def utc_now() -> datetime:
    """The present."""
    return datetime.now(UTC)


def one_line(text: str) -> str:
    """A stranger's words on one line, without what steers a screen."""
    return " ".join(plain(text).split())


class Intake:
    """Takes what viewers want. `who` is a viewer: a network, or an account of another service."""

    def __init__(self, ledger: Ledger, *, now: Callable[[], datetime] = utc_now) -> None:
        self._ledger = ledger
        self._now = now
        self._lists: dict[tuple[object, ...], WordList] = {}

    async def suggest(
        self, ident: str, channel: Channel, *, who: str, name: str, text: str, source: Source
    ) -> Suggestion:
        """Take a suggestion for a channel. Raises `DeclinedError` and `WorkBookError`."""
        rules = channel.audience
        if not rules.suggestions:
            raise DeclinedError("this channel takes no suggestions", unknown=True)
        name, text = one_line(name), one_line(text)
        await self._object(channel, name, text)

        def entry(session: Session) -> Suggestion:
            now, viewer = self._now(), viewers.digest_of(session, who)
            if viewers.suggested_lately(session, ident, now, by=viewer) >= rules.each_per_hour:
                raise DeclinedError("that was a lot within an hour: try again later", later=True)
            full = viewers.suggested_lately(session, ident, now) >= rules.per_hour
            if full or viewers.unseen(session, ident) >= rules.most_waiting:
                raise DeclinedError("there are too many already: try again later", later=True)
            if viewers.is_known(session, ident, text, now):
                raise DeclinedError("somebody has suggested that already")
            return suggestions.add(
                session, ident, name=name, text=text, source=source, viewer=viewer, at=now
            )

        return await self._do(entry)

    async def vote(
        self, ident: str, channel: Channel, *, who: str, ref: str = "", number: int = 0
    ) -> Standing:
        """Count a vote for a suggestion in line, by its `ref` or its number from 1."""
        if not (channel.audience.suggestions and channel.audience.votes):
            raise DeclinedError("this channel has no votes", unknown=True)

        def entry(session: Session) -> Standing:
            line = suggestions.in_line(session, ident, most=MOST_SHOWN)
            named = [
                each
                for place, each in enumerate(line, start=1)
                if each.suggestion.ref == ref or place == number
            ]
            if not named:
                raise DeclinedError("there is no such suggestion in line", unknown=True)
            viewer = viewers.digest_of(session, who)
            if not viewers.vote(session, named[0].id, viewer, self._now()):
                raise DeclinedError("you have voted for that one")
            return named[0]

        return await self._once(entry, "you have voted for that one")

    async def heart(self, ident: str, channel: Channel, *, who: str, programme: str) -> int:
        """Count a heart for what is on; gives how many it has."""
        if not channel.audience.hearts:
            raise DeclinedError("this channel has no hearts", unknown=True)

        def entry(session: Session) -> int:
            viewer = viewers.digest_of(session, who)
            viewers.heart(session, ident, programme, viewer, self._now())
            session.flush()
            return viewers.hearts(session, ident, programme)

        return await self._once(entry, "your heart is counted")

    async def line(self, ident: str) -> list[Standing]:
        """The suggestions in line, in the order in which programmes will follow them."""
        return await self._do(lambda s: suggestions.in_line(s, ident, most=MOST_SHOWN))

    async def find(self, ident: str, ref: str) -> Standing | None:
        """One suggestion of a channel; None if there is none."""
        return await self._do(lambda s: suggestions.find(s, ident, ref))

    async def hearts(self, ident: str, programme: str) -> int:
        """Hearts of a programme."""
        return await self._do(lambda s: viewers.hearts(s, ident, programme))

    async def _object(self, channel: Channel, name: str, text: str) -> None:
        """Raise `DeclinedError` for words that the channel does not take."""
        longest = channel.audience.longest
        if len(text) < SHORTEST or _BLANK.match(text):
            raise DeclinedError("say in a few words what you would like to see")
        if len(text) > longest:
            raise DeclinedError(f"at most {longest} characters, please: it has {len(text)}")
        if len(name) > LONGEST_NAME:
            raise DeclinedError(f"a name has at most {LONGEST_NAME} characters")
        if _ADDRESS.search(f"{name} {text}"):
            raise DeclinedError("no addresses, please")
        if avoided(text, channel.avoid, language=channel.language):
            raise DeclinedError("this channel does not show that")
        words = self._words(channel)
        if await words.object_to((text, name)):
            raise DeclinedError("not in these words, please")

    def _words(self, channel: Channel) -> WordList:
        """The lists of swear words: production asks the channel's own moderation besides."""
        wanted = (channel.language, channel.safety.allow)
        if wanted not in self._lists:
            self._lists[wanted] = WordList(channel.language, allow=channel.safety.allow)
        return self._lists[wanted]

    async def _do(self, entry: Callable[[Session], ResultT]) -> ResultT:
        return await in_thread(
            lambda: self._ledger.do(entry), name="audience", deadline_s=_DEADLINE_S
        )

    async def _once(self, entry: Callable[[Session], ResultT], told: str) -> ResultT:
        """`_do` for what is counted once: two machines may count it at the same time."""
        work: Awaitable[ResultT] = self._do(entry)
        try:
            return await work
        except IntegrityError:
            raise DeclinedError(told) from None
