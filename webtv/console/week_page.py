"""The week of a channel: shown to all, and changed one daypart or announcement at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, HTTPException, Request, Response

from webtv.config.settings import Settings
from webtv.console.accounts.roles import Right
from webtv.console.caller import Caller
from webtv.console.overview import ChannelView, Overview
from webtv.console.pages import Pages, see_other
from webtv.console.saving import Saving, shown_problems
from webtv.console.themes.proposal import ConflictError, LockedError, difference
from webtv.console.week.edit import FIELDS, List, changed, entries, removed
from webtv.console.week.grid import columns_of, height_of
from webtv.console.week.hours import DAY_NAMES, cron_of, hour_of
from webtv.console.week.plan import DAYS, week_of
from webtv.errors import ConfigError, WebTVError
from webtv.store.library import Library

_EDITED = re.compile(r"(?P<list>dayparts|announcements)-(?P<place>[0-9]{1,3}|new)\Z")
_YEARS = 5


@dataclass
class Editing:
    """The entry that somebody works on; `place` is None for a new one."""

    list: List
    place: int | None
    fields: Mapping[str, Any] = field(default_factory=dict)
    base: str = ""

    @property
    def name(self) -> str:
        """As in addresses: `dayparts-0`, `announcements-new`."""
        return f"{self.list}-{'new' if self.place is None else self.place}"


class WeekDesk:
    """Shows weeks, and changes their entries in somebody's name."""

    def __init__(
        self, settings: Settings, saving: Saving, overview: Overview, pages: Pages
    ) -> None:
        self._saving = saving
        self._overview = overview
        self._pages = pages
        self._library = Library(settings.library_dir)
        self._folder = settings.channels_dir

    def show(
        self,
        request: Request,
        channel: str,
        status: int = 200,
        *,
        editing: Editing | None = None,
        **values: Any,
    ) -> Response:
        """The page; `values` are what came of somebody's work."""
        caller: Caller = request.state.caller
        view, fault = self._overview.one(channel), values.pop("fault", "")
        listed: dict[str, list[dict[str, Any]]] = {}
        if caller.may(Right.EDIT):
            try:
                text, base = self._current(caller, channel)
                listed = {name: entries(self._path(channel), text, name) for name in FIELDS}
                if editing is not None and not editing.base:
                    editing = self._begun(editing, listed, base)
            except ConfigError as error:
                fault, editing = fault or str(error), None
        else:
            editing = None
        return self._pages.page(
            request,
            "week.html",
            status,
            view=view,
            listed=listed,
            editing=editing,
            fault=fault,
            day_names=DAY_NAMES,
            hour_of=hour_of,
            **self._week(view, request.query_params.get("day", "")),
            **values,
        )

    def work(self, request: Request, channel: str) -> Response:
        """Check or save a change to one entry, or take the entry out."""
        caller: Caller = request.state.caller
        form = caller.form
        self._overview.one(channel)
        match = _EDITED.match(form.get("entry", ""))
        if match is None:
            raise HTTPException(422, "say which entry it is")
        which: List = "dayparts" if match["list"] == "dayparts" else "announcements"
        place = None if match["place"] == "new" else int(match["place"])
        editing = Editing(which, place, base=form.get("base", ""))
        try:
            current, digest = self._current(caller, channel)
            if digest != editing.base:
                raise ConflictError("the file was changed meanwhile: look at it again")
            text = self._text(channel, current, editing, form)
            verdict = self._saving.themes.judge(channel, text, engineer=caller.may(Right.ENGINEER))
            told: dict[str, Any] = {
                "difference": difference(current, text),
                "problems": shown_problems(verdict.problems, text),
                "editing": editing,
            }
            if verdict.problems or form.get("action") not in ("save", "remove"):
                status = 422 if verdict.problems else 200
                return self.show(request, channel, status, checked=True, **told)
            self._saving.put(caller, channel, text, editing.base, "week.save")
        except LockedError as error:
            self._saving.refuse(caller, "week.save", channel, error)
            return self.show(request, channel, 403, fault=str(error))
        except ConflictError as error:
            return self.show(request, channel, 409, fault=str(error))
        except WebTVError as error:
            return self.show(request, channel, 422, fault=str(error), editing=editing)
        return see_other(f"/console/channels/{channel}/week?saved=1")

    def _text(self, channel: str, current: str, editing: Editing, form: Mapping[str, str]) -> str:
        """The file as it would be, and what was filled in put into `editing`."""
        path, which, place = self._path(channel), editing.list, editing.place
        editing.fields = _filled(form, FIELDS[which])
        if form.get("action") == "remove" and place is not None:
            return removed(path, current, which, place)
        fields = editing.fields
        if place is not None:
            listed = entries(path, current, which)
            old = listed[place] if place < len(listed) else {}
            # What somebody left alone stays as it was written, folded or not.
            fields = {n: value for n, value in fields.items() if not _same(old.get(n), value)}
        return changed(path, current, which, place, fields)

    def _begun(
        self, editing: Editing, listed: Mapping[str, list[dict[str, Any]]], base: str
    ) -> Editing:
        if editing.place is None:
            return Editing(editing.list, None, {}, base)
        if editing.place >= len(listed[editing.list]):
            raise ConfigError("there is no such entry in the file: look at the list below")
        return Editing(editing.list, editing.place, listed[editing.list][editing.place], base)

    def _week(self, view: ChannelView, day: str) -> dict[str, Any]:
        """The week that somebody asks for, else this one."""
        if view.channel is None:
            return {"week": None}
        zone = ZoneInfo(view.channel.timezone)
        today = datetime.now(UTC).astimezone(zone).date()
        try:
            chosen = date.fromisoformat(day) if day else today
        except ValueError:
            chosen = today
        if abs(chosen.year - today.year) > _YEARS:
            chosen = today
        cues = view.playout.control.cues if view.playout else ()
        titles = {p.id: p.title for p in self._library.programmes(view.id)} if cues else {}
        week = week_of(view.channel, chosen, cues=cues, titles=titles)
        columns = columns_of(week)
        monday = week.days[0].date
        return {
            "week": week,
            "columns": columns,
            "height": height_of(columns),
            "today": today,
            "earlier": monday - timedelta(days=DAYS),
            "later": monday + timedelta(days=DAYS),
        }

    def _current(self, caller: Caller, channel: str) -> tuple[str, str]:
        """The file as this person may see it, and its digest. Raises `ConfigError`."""
        current = self._saving.themes.current(channel, engineer=caller.may(Right.ENGINEER))
        return current.text, current.digest

    def _path(self, channel: str) -> Path:
        return self._folder / f"{channel}.yaml"


def week_routes(settings: Settings, saving: Saving, overview: Overview, pages: Pages) -> APIRouter:
    """`/console/channels/<id>/week`."""
    routes = APIRouter()
    desk = WeekDesk(settings, saving, overview, pages)
    base = "/console/channels/{channel}/week"

    @routes.get(base)
    def week(request: Request, channel: str) -> Response:
        overview.one(channel)
        match = _EDITED.match(request.query_params.get("edit", ""))
        editing = None
        if match is not None:
            which: List = "dayparts" if match["list"] == "dayparts" else "announcements"
            editing = Editing(which, None if match["place"] == "new" else int(match["place"]))
        saved = "saved" in request.query_params
        return desk.show(request, channel, editing=editing, saved=saved)

    @routes.post(base)
    def work(request: Request, channel: str) -> Response:
        return desk.work(request, channel)

    return routes


def _filled(form: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str | bool]:
    """The fields of an entry as they were filled in; a time and days become a cron."""
    days = [day for day in range(len(DAY_NAMES)) if f"day-{day}" in form]
    said = cron_of(form.get("time", ""), days) if form.get("time", "").strip() else None
    found: dict[str, str | bool] = {name: form.get(name, "") for name in names}
    if "presenter" in found:
        found["presenter"] = "presenter" in form
    if form.get("time", "").strip():
        if said is None:
            raise WebTVError("a time is hours and minutes, such as 20:15")
        found["cron"] = said
    return found


def _same(old: object, new: str | bool) -> bool:
    if isinstance(new, bool):
        return bool(old) is new
    return ("" if old is None else str(old)).strip() == new.strip()
