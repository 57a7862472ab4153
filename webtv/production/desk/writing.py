"""Has a channel's programmes written, and sees to it that theme and plan are fit to be filmed."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from webtv.audience.suggestions import Standing
from webtv.config.channel import Channel
from webtv.errors import RefusedError
from webtv.model.cost import Cost
from webtv.model.programme import Plan, written_by
from webtv.production.calls.budget import least_of_writing
from webtv.production.desk.audience import Audience
from webtv.production.desk.backend_status import films_at_a_price
from webtv.production.programme.brief import brief_of
from webtv.production.programme.credit import credit_of
from webtv.production.programme.pacing import as_filmed
from webtv.production.studio import Studio
from webtv.safety.moderator import words_of, words_of_channel
from webtv.work.commission import Commission
from webtv.writers.avoid import avoided
from webtv.writers.choose import open_writer
from webtv.writers.daypart import daypart
from webtv.writers.writer import Recent, Record

_DRAFTS = 3
"""How often one programme is written, where moderation refuses what was written."""

_MOST_VAIN = 8
"""Plans that were refused or lost, of which the writer is told: a few programmes' worth."""


class Writing:
    """One channel's writer and moderator, for one version of its file."""

    def __init__(
        self, channel_id: str, channel: Channel, *, studio: Studio, audience: Audience | None = None
    ) -> None:
        self.objection = ""
        """What moderation has against the channel's theme; empty if nothing."""
        self._cost = least_of_writing(channel.writer)
        """What the last programme took to write, which the next will take about."""
        self._record = Record()
        self._vain: deque[Recent] = deque(maxlen=_MOST_VAIN)
        """Plans of which nothing came, newest first: a writer that takes what was told longest ago
        would come to the same ones each time, if nobody told it."""
        self.wrote = ""
        """How a language model wrote the newest programme; empty where none did."""
        self._channel_id = channel_id
        self._channel = channel
        self._studio = studio
        self._audience = audience or Audience(channel_id, studio)
        self._writers = open_writer(
            channel.writer,
            api_key=studio.settings.openai_api_key,
            base_url=studio.settings.openai_base_url,
            model_ports=studio.settings.model_server_ports,
        )

    @property
    def writer(self) -> str:
        """Who writes."""
        return self._writers.writer.name

    @property
    def characters(self) -> int:
        """How many characters of the answer that is being written have come."""
        return self._record.characters

    @property
    def note(self) -> str:
        """What screens say about writer and moderator; empty if all is as it should be."""
        moderation = self._studio.moderations.note(self._channel)
        return ". ".join(filter(None, (self._writers.note, moderation)))

    def was_vain(self, plan: Plan, planned_at: datetime) -> None:
        """Note that nothing came of a plan: the next ones are to be others.

        What a series told so far is what aired, so its story is not that of the plan.
        """
        self._vain.appendleft(replace(Recent.of(plan, planned_at), story="", threads=()))

    def _with_vain(self, recent: tuple[Recent, ...], now: datetime) -> tuple[Recent, ...]:
        """What was told and what came to nothing, newest first: a plan is told again in its time,
        however many came to nothing since.
        """
        known = (*self._vain, *recent)
        return tuple(sorted(known, key=lambda each: each.planned_at or now, reverse=True))

    async def write(
        self, identity: str, now: datetime, recent: tuple[Recent, ...], *, opening: bool = False
    ) -> Commission | None:
        """Write the programme `identity`; None while the channel's theme is refused.

        One that is `opening` a channel is shorter, so that it begins soon.
        What moderation refuses is written anew at once, a few times.
        Raises `BackendError`: `RefusedError` when moderation refuses all that was written.
        """
        channel = daypart(self._channel, now)
        if opening:
            shape = channel.programme
            shape = shape.model_copy(update={"shots": shape.opening_shots})
            channel = channel.model_copy(update={"programme": shape})
        self.objection = await self._object_to(words_of_channel(self._channel))
        if self.objection:
            structlog.get_logger().warning(
                "theme refused by moderation", channel=self._channel_id, reason=self.objection
            )
            return None
        follows = await self._suggestion(identity, channel, recent)
        chance, draft = random.Random(identity), 1
        while True:
            seed = chance.randrange(2**31)
            try:
                made = await self._draft(identity, channel, seed, now, recent, follows)
            except _RefusedPlanError as error:
                self.was_vain(error.plan, now)
                if draft == _DRAFTS:
                    if follows is not None:
                        await self._audience.refused(follows, identity)
                    raise
                draft += 1
                structlog.get_logger().warning(
                    "plan refused by moderation, another is written",
                    channel=self._channel_id,
                    programme=identity,
                    reason=str(error),
                )
            else:
                if follows is not None and made.plan.credit:
                    await self._audience.begin(follows, identity)
                elif follows is not None:  # the writer has left it out
                    await self._audience.refused(follows, identity)
                return made

    async def _suggestion(
        self, identity: str, channel: Channel, recent: tuple[Recent, ...]
    ) -> Standing | None:
        """What a viewer would like to see in this programme, looked at once more; or None."""
        follows = await self._audience.next(channel, recent)
        if follows is None:
            return None
        text, name = follows.suggestion.text, follows.suggestion.name
        unwanted = avoided(text, channel.avoid, language=channel.language)
        if unwanted or await self._object_to((text, name)):
            await self._audience.refused(follows, identity, for_good=True)
            return None
        return follows

    async def _draft(
        self,
        identity: str,
        channel: Channel,
        seed: int,
        now: datetime,
        recent: tuple[Recent, ...],
        follows: Standing | None,
    ) -> Commission:
        """The programme `identity` as it is written once, unlike what was refused before."""
        contract = self._studio.backends.contract(channel.pipeline.video)
        costs = films_at_a_price(channel, self._studio)
        brief = brief_of(
            self._channel_id,
            channel,
            contract,
            seed=seed,
            now=now,
            recent=self._with_vain(recent, now),
            pace=channel.production.pace(costs=costs),
            suggestion=follows.suggestion if follows else None,
        )
        record = self._record = Record()
        try:
            beyond = self._studio.budgets.exceeded(self._channel_id, self._cost)
            written = await self._writers.write(brief, allowed=beyond is None, record=record)
        finally:
            await self._charge(identity, record.cost)
        self.wrote = written_by(written.work, "")
        objection = await self._object_to(words_of(written.plan))
        if objection:
            raise _RefusedPlanError(objection, written.plan, backend=written.writer)
        return Commission(
            programme_id=identity,
            channel_id=self._channel_id,
            channel=kept_of(channel),
            plan=_credited(as_filmed(written.plan, brief, contract), follows, channel),
            writer=written.writer,
            writing=written.work,
            created_at=now,
        )

    async def _charge(self, identity: str, cost: Cost) -> None:
        if cost == Cost():
            return
        self._cost = cost
        book, at = self._studio.book, self._studio.clock.now()
        await book.charge(self._channel_id, cost, "writing", at, programme_id=identity)
        await self._studio.budgets.refresh(self._channel_id)

    async def _object_to(self, texts: Sequence[str]) -> str:
        return await self._studio.moderations.object_to(self._channel, texts)


def _credited(plan: Plan, follows: Standing | None, channel: Channel) -> Plan:
    """The plan with its thanks to whoever suggested a scene of it."""
    if follows is None:
        return plan
    return plan.model_copy(update={"credit": credit_of(follows.suggestion, channel, plan)})


def kept_of(channel: Channel) -> Channel:
    """What of a channel a programme needs to be made: no keys, no addresses."""
    writer = channel.writer.model_copy(update={"api_key": None, "base_url": None})
    return channel.model_copy(update={"destinations": (), "writer": writer})


class _RefusedPlanError(RefusedError):
    """Moderation refused a plan."""

    def __init__(self, objection: str, plan: Plan, *, backend: str) -> None:
        super().__init__(f"moderation refused the plan: {objection}", backend=backend)
        self.plan = plan
