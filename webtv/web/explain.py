"""Explains any second of a channel: what was on, by which rule, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from webtv.config.settings import Settings
from webtv.model.asrun import AsRunEntry
from webtv.model.explain import Known, Reason, reason_of
from webtv.model.programme import BETWEEN, Programme
from webtv.model.value import Timestamp
from webtv.store.library import Library
from webtv.web.airings import Airing, Airings
from webtv.web.answers import ExplainAnswer, ExplainedShot, Fact, Fault
from webtv.web.aside import Aside
from webtv.web.board import Board
from webtv.web.making import facts_of, shots_of
from webtv.web.plain import plain
from webtv.web.programmes import Programmes, Shown

_NOTHING = "nothing is known to have aired then"
_TOLD = ("Theme", "Writer", "Music", "Made")
"""Facts of a programme that are told with each of its seconds."""


@dataclass(frozen=True, slots=True)
class _Film:
    """The programme that an entry aired: `shown` where it has a page."""

    programme: Programme | None = None
    shown: Shown | None = None


class Explanations:
    """Explains what airs and what aired. Blocking; raises `OSError`."""

    def __init__(self, settings: Settings, board: Board, programmes: Programmes) -> None:
        self._settings = settings
        self._board = board
        self._programmes = programmes
        self._airings = Airings(settings.asrun_dir)

    def at(self, channel: str, when: datetime) -> ExplainAnswer | None:
        """The explanation of one second; None if nothing aired then, or viewers are not told."""
        airing = self._airings.at(channel, when)
        if airing is None:
            return None
        entry = airing.entry
        film = self._film(channel, entry)
        if film is None:
            return None
        return plain(_answer(channel, when, airing, film, self._reason(channel, entry, film)))

    def _film(self, channel: str, entry: AsRunEntry) -> _Film | None:
        """The programme of an entry; None where viewers may not look it up."""
        if not entry.programme:
            return _Film()
        shown = self._programmes.find(entry.programme)
        if shown is not None:
            return _Film(shown.programme, shown)
        programme = Library(self._settings.library_dir).get(channel, entry.programme)
        if self._programmes.barred(channel, entry.programme, programme):
            return None
        if programme is not None and programme.kind not in BETWEEN:
            return None
        return _Film(programme)

    def _reason(self, channel: str, entry: AsRunEntry, film: _Film) -> Reason:
        programme, state = film.programme, self._board.channels.get(channel)
        config = state.channel if state else None
        names = ""
        if programme is not None and programme.trails:
            named = self._programmes.find(programme.trails)
            names = named.programme.title if named else ""
        earlier = film.shown.airings if film.shown else ()
        return reason_of(
            entry,
            Known(
                made_as=programme.kind if programme else None,
                names=names,
                ident_every=config.clock.ident_every if config else 0,
                before=before(earlier, entry),
            ),
        )


def before(airings: tuple[AsRunEntry, ...], entry: AsRunEntry) -> datetime | None:
    """When a programme had aired before `entry`; None if it had not. `airings` are newest first."""
    return next((each.started_at for each in airings if each.started_at < entry.started_at), None)


def airing_reason(shown: Shown, entry: AsRunEntry) -> Reason:
    """Why a programme was taken for one of its airings."""
    known = Known(made_as=shown.programme.kind, before=before(shown.airings, entry))
    return reason_of(entry, known)


def _answer(
    channel: str, when: datetime, airing: Airing, film: _Film, reason: Reason
) -> ExplainAnswer:
    entry, programme = airing.entry, film.programme
    own = programme if film.shown and film.shown.aired else None
    return ExplainAnswer(
        channel=channel,
        at=when,
        kind=entry.kind,
        cause=entry.cause,
        rule=reason.rule,
        label=reason.label,
        why=reason.text,
        title=entry.title,
        started_at=entry.started_at,
        ended_at=None if airing.on_now else entry.ended_at,
        outcome=None if airing.on_now else entry.outcome,
        programme=own.id if own else None,
        shot=_shot(own, (when - entry.started_at).total_seconds()) if own else None,
        facts=tuple(Fact(name=name, lines=lines) for name, lines in facts_of(own) if name in _TOLD)
        if own
        else (),
        score=own.score.value if own and own.score else None,
    )


def _shot(programme: Programme, elapsed_s: float) -> ExplainedShot:
    """The shot seen so many seconds after the programme began."""
    views = shots_of(programme)
    seen = [view for view in views if view.start_s <= elapsed_s] or views[:1]
    view = seen[-1]
    return ExplainedShot(
        number=view.number,
        of=len(views),
        start_s=view.start_s,
        line=view.words,
        prompt=view.prompt,
        details=view.details,
        score=view.score.value if view.score else None,
    )


def explain_routes(explanations: Explanations, board: Board, aside: Aside) -> APIRouter:
    """`/api/channels/<id>/explain`."""
    routes = APIRouter()

    @routes.head("/api/channels/{channel}/explain", include_in_schema=False)
    @routes.get("/api/channels/{channel}/explain", responses={404: {"model": Fault}})
    async def explain(
        channel: str,
        response: Response,
        at: Annotated[
            Timestamp | None,
            Query(description="Any second of the past weeks, with its zone; now if left out."),
        ] = None,
    ) -> ExplainAnswer:
        """Why something is, or was, on air: the rule, the shot, who made it, and what it cost."""
        if channel not in board.channels:
            raise HTTPException(404, "there is no such channel")
        try:
            answer = await aside.run(explanations.at, channel, at or datetime.now(UTC))
        except OSError:
            answer = None  # as of a log that is being compressed
        if answer is None:
            raise HTTPException(404, _NOTHING)
        response.headers["Cache-Control"] = "no-store"
        return answer

    return routes
