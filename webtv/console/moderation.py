"""What viewers suggest: a queue for each channel, in which somebody approves or refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, HTTPException, Request, Response
from sqlalchemy.orm import Session

from webtv.audience import suggestions
from webtv.audience.ledger import Ledger
from webtv.audience.suggestions import Standing
from webtv.audience.tables import Outcome
from webtv.config.settings import Settings
from webtv.console.caller import Caller
from webtv.console.office import Office
from webtv.console.overview import ChannelView, Overview
from webtv.console.pages import Pages, see_other
from webtv.errors import WorkBookError
from webtv.model.audience import in_words

_SHOWN = 100
_SAID: dict[str, Outcome] = {"approve": "approved", "refuse": "refused"}


def moderation_routes(
    settings: Settings, office: Office, overview: Overview, pages: Pages
) -> APIRouter:
    """`/console/channels/<id>/audience`, and approving and refusing below it."""
    routes = APIRouter(prefix="/console/channels/{channel}/audience")
    ledger = Ledger(settings.audience_url)

    @routes.get("")
    def queue(request: Request, channel: str) -> Response:
        view = overview.one(channel)

        def entry(session: Session) -> list[list[Standing]]:
            return [
                suggestions.waiting(session, channel, most=_SHOWN),
                suggestions.in_line(session, channel, most=_SHOWN),
                suggestions.settled(session, channel, most=_SHOWN),
            ]

        waiting, line, settled = ledger.do(entry)
        return pages.page(
            request,
            "audience.html",
            view=view,
            waiting=waiting,
            line=line,
            settled=settled,
            reckoned=view.production.audience if view.production else None,
            in_words=in_words,
        )

    @routes.post("/{ref}/{verdict}")
    def decide(request: Request, channel: str, ref: str, verdict: str) -> Response:
        caller: Caller = request.state.caller
        view, outcome = overview.one(channel), _SAID.get(verdict)
        if outcome is None:
            raise HTTPException(404, "approve or refuse")
        now = datetime.now(UTC)

        def entry(session: Session) -> Standing | None:
            found = suggestions.find(session, channel, ref)
            if found is not None and found.state == "waiting":
                before = len(suggestions.in_line(session, channel, most=1000))
                airs_at = _airs_at(view, before, now) if outcome == "approved" else None
                suggestions.decide(session, found, outcome, at=now, airs_at=airs_at)
            return found

        action = f"suggestion.{verdict}"
        office.audit.ask(caller.actor, action, channel=channel, detail={"suggestion": ref})
        try:
            found = ledger.do(entry)
        except WorkBookError as error:
            detail = {"suggestion": ref, "reason": str(error)}
            office.audit.write(caller.actor, action, "failed", channel=channel, detail=detail)
            raise
        if found is None:
            raise HTTPException(404, "there is no such suggestion")
        detail = {"suggestion": ref, "name": found.suggestion.name, "text": found.suggestion.text}
        if found.state != "waiting":
            told = {**detail, "reason": "it was decided before"}
            office.audit.write(caller.actor, action, "failed", channel=channel, detail=told)
            back = f"/console/channels/{channel}/audience"
            text = "Somebody has decided on that one before."
            return pages.said(request, text, back=back, status=409, title="Not done")
        office.audit.write(caller.actor, action, "done", channel=channel, detail=detail)
        return see_other(f"/console/channels/{channel}/audience")

    return routes


def _airs_at(view: ChannelView, before: int, now: datetime) -> datetime | None:
    """When a suggestion airs that is approved now; kept, to be compared with when it does."""
    reckoned = view.production.audience if view.production else None
    seconds = reckoned.airs_in(before) if reckoned else None
    return None if seconds is None else now + timedelta(seconds=seconds)
